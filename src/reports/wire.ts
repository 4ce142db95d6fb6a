import * as z from 'zod';
import { CASE_STATUSES } from './case.ts';
import { caseId, day, MOST_HIDDEN, officerRef } from './model.ts';
import { HYBRID_RECIPIENT, MAX_SEALED_BYTES } from './seal.ts';

/** What goes over the wire between the pages and the server. Both sides parse with these. */

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
/** How many messages a case takes: enough for any conversation, and one change of a table can still erase them all. */
export const MOST_MESSAGES = 90;

const keyEpoch = z.number().int().nonnegative();
/** An age file in base 64. */
export const sealedText = z.base64().max(Math.ceil((MAX_SEALED_BYTES * 4) / 3) + 4);
const recipient = z.string().regex(HYBRID_RECIPIENT);
const messageId = hex(32);
const signature = hex(128);

/** A line of the key log, as `officers/keylog.ts` explains it. */
export const keyLogEntry = z.object({
  seq: z.number().int().positive(),
  /** Whether the key comes into use or goes out of it. */
  action: z.enum(['add', 'retire']),
  officer: officerRef,
  recipient,
  verifyKey: hex(64),
  day,
  /** Hash of the line before; zeros in the first. */
  previous: hex(64),
  /** The Ed25519 key that signed this line: its own in the first, else one of a line before. */
  signer: hex(64),
  signature,
});
export type KeyLogEntry = z.infer<typeof keyLogEntry>;

/** Someone who can open reports. */
export const reader = z.object({
  officer: officerRef,
  name: z.string(),
  role: z.enum(['officer', 'deputy']),
  recipient,
  verifyKey: hex(64),
});
export type Reader = z.infer<typeof reader>;

/** `GET /api/school`: what the sealed page must know. `readers` is empty until an officer's key is in use. */
export const school = z.object({
  name: z.string(),
  tenant: z.string(),
  keyEpoch,
  readers: z.array(reader),
  /** Who is appointed and has no key in use: they open nothing, but they would see that there is a report. */
  withoutKey: z.array(reader.pick({ officer: true, name: true, role: true })),
  /** The recovery sheet's key, if there is one: what is sealed to the readers is sealed to it as well. */
  recovery: z.object({ officer: officerRef, recipient, verifyKey: hex(64) }).nullable(),
  keyLog: z.array(keyLogEntry),
  /** Hash of the first line of the key log, from the school's settings; empty as long as nobody has put it there. */
  keyLogRoot: z.union([hex(64), z.literal('')]),
  /** Within how many school days the first answer comes. */
  answerWithinDays: z.number().int().positive(),
  /** The first day, today or later, on which reports are read. */
  nextReadingDay: day,
});
export type School = z.infer<typeof school>;

/** `POST /api/door`: asks to report. 200 with {@link door}. The school key of the week, as it was typed or linked. */
export const doorRequest = z.object({ schoolKey: z.string().max(40).optional() });
export const door = z.object({
  /** To be worked on by `solve` of `reports/proof.ts`, for one report. */
  challenge: z.string().max(400),
  /** How many zero bits the work must end in. */
  bits: z.number().int().min(0).max(30),
  /** Whether the school key was right, so that the report will count as a member's. */
  member: z.boolean(),
});
export type Door = z.infer<typeof door>;

/** The work done for one report. */
export const proof = z.object({ challenge: z.string().max(400), counter: z.number().int().nonnegative() });

/**
 * `POST /api/reports`: 201 stored, 200 stored before (a resend). 400 `proof` the work is not right or too old: ask the
 * door again; 409 `report-exists`, `keys-changed`, `no-readers`; 429 `busy`.
 */
export const submission = z.object({
  id: caseId,
  keyEpoch,
  acute: z.boolean(),
  report: sealedText,
  contact: sealedText,
  own: sealedText,
  receipt: z.object({ lookup: hex(32), recipient, verifyKey: hex(64) }),
  hiddenFrom: z.array(officerRef).max(MOST_HIDDEN),
});
export type Submission = z.infer<typeof submission>;
export const submissionWithProof = submission.extend({ proof });

/** `POST /api/receipts`: in the body, so that no lookup id stands in a URL or a log. 404 when there is no such case. */
export const lookup = z.object({ lookup: hex(32) });

export const message = z.object({
  id: messageId,
  from: z.enum(['officer', 'reporter']),
  keyEpoch,
  day,
  sealed: sealedText,
});
export type Message = z.infer<typeof message>;

/** What the reporter gets for a receipt. */
export const reportStatus = z.object({
  id: caseId,
  tenant: z.string(),
  status: z.enum(CASE_STATUSES),
  day,
  keyEpoch,
  /** The envelope `own`; absent once the report is withdrawn. */
  own: sealedText.optional(),
  /** Whether the envelope with name and contact is still there. */
  contact: z.boolean(),
  /** Whether the report can be withdrawn: nobody took it up. */
  withdrawable: z.boolean(),
  /** The reporter's own signatures under what they had done, for their page to check. */
  withdrawal: signature.optional(),
  contactDeleted: signature.optional(),
  messages: z.array(message),
});
export type ReportStatus = z.infer<typeof reportStatus>;

/**
 * `POST /api/receipts/messages`: a follow-up. 201 stored, 200 stored before; 403 `not-signed`; 409 `keys-changed`;
 * 422 `case-status` (withdrawn) or `too-many`; 429 `busy`.
 */
export const followUp = lookup.extend({ id: messageId, keyEpoch, sealed: sealedText, signature });
/** `POST /api/receipts/withdraw` and `POST /api/receipts/contact`: 200 done; 403 `not-signed`; 422 `case-status`. */
export const signedRequest = lookup.extend({ signature });

/** What may be known of a case without opening it. */
export const caseSummary = z.object({
  id: caseId,
  day,
  status: z.enum(CASE_STATUSES),
  acute: z.boolean(),
  member: z.boolean(),
  /** Whether the reporter wrote after the last answer. */
  news: z.boolean(),
  keyEpoch,
  /** Below the key log's length: not everybody who reads now can open it, or somebody who no longer reads still can. */
  readersEpoch: keyEpoch,
  owner: z.string().optional(),
  /** Changes with every change of the case; a change must name the one it was based on. */
  version: z.string(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

/** Reports and follow-ups that were not taken in on one day, because too many came through one door at once. */
export const refusedCount = z.object({
  day,
  lane: z.enum(['member', 'open', 'chat', 'follow-up']),
  count: z.number().int(),
});
export type RefusedCount = z.infer<typeof refusedCount>;

/** `GET /api/desk/cases` */
export const caseList = z.object({ cases: z.array(caseSummary), refused: z.array(refusedCount) });
export type CaseList = z.infer<typeof caseList>;

/** `GET /api/desk/cases/:id` */
export const caseFile = z.object({
  summary: caseSummary,
  /** Absent once the report is withdrawn. */
  report: sealedText.optional(),
  /** Absent once the reporter has had it deleted. */
  contact: sealedText.optional(),
  messages: z.array(message),
  /** As it stands in the table: the sealed report names the true one. Replies are sealed to it and to the readers. */
  receipt: z.object({ lookup: hex(32), recipient, verifyKey: hex(64) }),
  /** The reporter's signatures under the withdrawal, and under having name and contact erased. */
  withdrawal: signature.optional(),
  contactDeleted: signature.optional(),
});
export type CaseFile = z.infer<typeof caseFile>;

/** `POST /api/desk/cases/:id/status`: 409 when `version` is no longer the case's, 422 when that change is not possible. */
export const statusChange = z.object({ to: z.enum(CASE_STATUSES), version: z.string() });

/** `POST /api/desk/cases/:id/messages`: 201 stored, 200 stored before. `nudge`: from the opened contact, to be used once. */
export const newMessage = z.object({
  id: messageId,
  keyEpoch,
  sealed: sealedText,
  nudge: z.string().max(1000).optional(),
});
/**
 * `POST /api/desk/cases/:id/envelopes`: a case's envelopes, sealed anew for those who read as of `keyEpoch`. 200; 409
 * `keys-changed` or `case-changed`: look again. What did not open is left out and stays as it is.
 */
export const resealed = z.object({
  version: z.string(),
  keyEpoch,
  report: sealedText.optional(),
  contact: sealedText.optional(),
  messages: z.array(message.pick({ id: true, from: true, sealed: true })).max(MOST_MESSAGES),
  /** Whether this is all: a long conversation comes in parts, and the case counts as done with the last one. */
  last: z.boolean(),
});
export type ResealedCase = z.infer<typeof resealed>;

/** `nudged`: whether the sign went out; absent when none was asked for. */
export const messageKept = z.object({ nudged: z.boolean().optional() });

/** `PUT /api/desk/key`: 201 in use or waiting for a colleague's signature, 409 this officer has a key already. */
export const newKey = z.object({ recipient, verifyKey: hex(64), wrapped: z.base64().max(8192) });
export type NewKey = z.infer<typeof newKey>;
/** With the first line of the key log, when there is no log yet. */
export const newKeyRequest = newKey.extend({ root: keyLogEntry.optional() });

/** `POST /api/desk/keys`: a line for a colleague's waiting key, signed by this officer. 201; 409 when the log went on meanwhile. */
export const keyApproval = z.object({ entry: keyLogEntry });

/** `GET /api/desk` */
export const desk = z.object({
  me: z.object({ id: z.string(), officer: officerRef, name: z.string(), role: z.enum(['officer', 'deputy']) }),
  school,
  /** This officer's wrapped key, or null when it is still to be made. */
  key: newKey.nullable(),
  /** Colleagues who have made a key that no line of the log bears out yet. */
  waiting: z.array(reader),
  /** This week's school key, for a report that an officer fills in together with a student. */
  schoolKey: z.string(),
  /** After how many idle minutes the desk locks itself. */
  lockMinutes: z.number().int().min(10).max(60),
});
export type Desk = z.infer<typeof desk>;

/** Every refusal is `{ error: { code, text } }`: a stable code and a sentence for the user, in their language. */
export const refusal = z.object({ error: z.object({ code: z.string(), text: z.string() }) });
