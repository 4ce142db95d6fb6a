import * as z from 'zod';
import { CASE_STATUSES } from './case.ts';
import { caseId } from './model.ts';
import { HYBRID_RECIPIENT, MAX_SEALED_BYTES } from './seal.ts';

/** What goes over the wire between the pages and the server. Both sides parse with these. */

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const keyEpoch = z.number().int().nonnegative();
/** An age file in base 64. */
export const sealedText = z.base64().max(Math.ceil((MAX_SEALED_BYTES * 4) / 3) + 4);
const recipient = z.string().regex(HYBRID_RECIPIENT);
const messageId = z.string().regex(/^[0-9a-f]{32}$/);

/** Someone who can open reports. */
export const reader = z.object({
  name: z.string(),
  role: z.enum(['officer', 'deputy']),
  recipient,
  verifyKey: hex(64),
});
export type Reader = z.infer<typeof reader>;

/** `GET /api/school`: what the sealed page must know. `readers` is empty until an officer has made a key. */
export const school = z.object({ name: z.string(), tenant: z.string(), keyEpoch, readers: z.array(reader) });
export type School = z.infer<typeof school>;

/** `POST /api/reports`: 201 stored, 200 stored before (a resend), 409 another report has this id. */
export const submission = z.object({
  id: caseId,
  keyEpoch,
  acute: z.boolean(),
  report: sealedText,
  contact: sealedText.optional(),
  receipt: z.object({ lookup: hex(32), recipient, verifyKey: hex(64) }),
});
export type Submission = z.infer<typeof submission>;

/** `POST /api/receipts`: in the body, so that no lookup id stands in a URL or a log. 404 when there is no such case. */
export const lookup = z.object({ lookup: hex(32) });

export const message = z.object({ id: messageId, keyEpoch, day, sealed: sealedText });
export type Message = z.infer<typeof message>;

/** What the reporter gets for a receipt. */
export const reportStatus = z.object({
  id: caseId,
  tenant: z.string(),
  status: z.enum(CASE_STATUSES),
  day,
  messages: z.array(message),
  /** Ed25519 public keys that may have signed the messages. */
  verifyKeys: z.array(hex(64)),
});
export type ReportStatus = z.infer<typeof reportStatus>;

/** What may be known of a case without opening it. */
export const caseSummary = z.object({
  id: caseId,
  day,
  status: z.enum(CASE_STATUSES),
  acute: z.boolean(),
  member: z.boolean(),
  keyEpoch,
  owner: z.string().optional(),
  /** Changes with every change of the case; a change must name the one it was based on. */
  version: z.string(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

/** `GET /api/desk/cases` */
export const caseList = z.object({ cases: z.array(caseSummary) });

/** `GET /api/desk/cases/:id` */
export const caseFile = z.object({
  summary: caseSummary,
  report: sealedText,
  contact: sealedText.optional(),
  messages: z.array(message),
  /** The receipt's age recipient: replies are sealed to it and to the readers. */
  replyTo: recipient,
});
export type CaseFile = z.infer<typeof caseFile>;

/** `POST /api/desk/cases/:id/status`: 409 when `version` is no longer the case's, 422 when that change is not possible. */
export const statusChange = z.object({ to: z.enum(CASE_STATUSES), version: z.string() });

/** `POST /api/desk/cases/:id/messages`: 201 stored, 200 stored before. */
export const newMessage = z.object({ id: messageId, keyEpoch, sealed: sealedText });

/** `PUT /api/desk/key`: 201 made, 409 this officer has a key already. */
export const newKey = z.object({ recipient, verifyKey: hex(64), wrapped: z.base64().max(8192) });
export type NewKey = z.infer<typeof newKey>;

/** `GET /api/desk` */
export const desk = z.object({
  me: z.object({ id: z.string(), name: z.string(), role: z.enum(['officer', 'deputy']) }),
  school,
  /** This officer's wrapped key, or null when it is still to be made. */
  key: newKey.nullable(),
});
export type Desk = z.infer<typeof desk>;

/** Every refusal is `{ error: { code, text } }`: a stable code and a sentence for the user, in their language. */
export const refusal = z.object({ error: z.object({ code: z.string(), text: z.string() }) });
