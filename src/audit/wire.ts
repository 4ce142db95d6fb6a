import * as z from 'zod';
import { auditLine, auditScope, signedHead } from './audit-log.ts';

/** What goes over the wire between the desk and the server about the audit logs. Both sides parse with these. */

/** `GET /api/desk/audit`: the logs that this officer may know of, and the newest heads that officers signed. */
export const auditLogs = z.object({ scopes: z.array(auditScope), heads: z.array(signedHead) });
export type AuditLogs = z.infer<typeof auditLogs>;

/** `GET /api/desk/audit/:scope/:after`: the next lines after this sequence number; none at the end. */
export const auditPage = z.object({ lines: z.array(auditLine) });
export type AuditPage = z.infer<typeof auditPage>;
