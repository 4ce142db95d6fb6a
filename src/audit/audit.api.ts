import * as z from 'zod';
import { parseOrRefuse, UserError } from '../errors.ts';
import type { HttpReply, HttpRequest, HttpRoute } from '../web/route.ts';
import type { AuditStore } from './audit.store.ts';
import { auditScope, hashOf, isHeadSigned, signedHead } from './audit-log.ts';
import type { AuditLogs, AuditPage } from './wire.ts';

const page = z.object({ scope: auditScope, after: z.coerce.number().int().nonnegative() });

/** The desk's calls about the audit logs. */
export function auditApi(deps: {
  readonly store: Pick<AuditStore, 'scopes' | 'lines' | 'heads' | 'keepHead'>;
  readonly tenantId: string;
  readonly isOfficer: (id: string) => boolean;
  /** How the key log refers to an officer. */
  readonly refOf: (officerId: string) => string;
  /** The logs, out of these, that an officer may know of. */
  readonly openTo: (officer: string, scopes: readonly string[]) => Promise<string[]>;
  /** The signing key that this officer has in use, by that reference. */
  readonly verifyKeyOf: (officer: string) => Promise<string | undefined>;
}): HttpRoute[] {
  const { store, tenantId, isOfficer, refOf, openTo, verifyKeyOf } = deps;
  const isOpen = async (scope: string, officer: string) => (await openTo(officer, [scope])).length > 0;
  const desk = (
    method: 'GET' | 'POST',
    path: string,
    handle: (request: HttpRequest, officer: string) => Promise<HttpReply>,
  ): HttpRoute => ({
    ...{ method, path, access: 'signed-in' },
    handle: async (request) => {
      const id = request.user?.id ?? '';
      if (!isOfficer(id)) throw new UserError('not-officer');
      return handle(request, refOf(id));
    },
  });
  return [
    desk('GET', '/api/desk/audit', async (_request, officer) => {
      const [scopes, heads] = await Promise.all([store.scopes(), store.heads()]);
      const open = await openTo(officer, scopes);
      const body: AuditLogs = {
        scopes: open,
        heads: heads.filter(({ scope }) => open.includes(scope)),
      };
      return { status: 200, body };
    }),
    desk('GET', '/api/desk/audit/:scope/:after', async ({ params }, officer) => {
      const { scope, after } = parseOrRefuse(page, params);
      // A log that this officer may not know of looks like one that does not exist.
      const body: AuditPage = { lines: (await isOpen(scope, officer)) ? await store.lines(scope, after) : [] };
      return { status: 200, body };
    }),
    // A signed head of the officer who brings it. 409 `key-log` when it is not that officer's key that signed.
    desk('POST', '/api/desk/audit/head', async ({ body }, officer) => {
      const head = parseOrRefuse(signedHead, body);
      const { scope, seq } = head;
      if (head.officer !== officer || !(await isOpen(scope, officer))) throw new UserError('invalid');
      const verifyKey = await verifyKeyOf(officer);
      if (verifyKey === undefined || !isHeadSigned(head, tenantId, [verifyKey])) throw new UserError('key-log');
      // A head of no line would make every later check fail.
      const [line] = await store.lines(scope, seq - 1);
      if (line?.seq !== seq || hashOf(line, { tenant: tenantId, scope }) !== head.hash) throw new UserError('invalid');
      await store.keepHead(head);
      return { status: 201, body: {} };
    }),
  ];
}
