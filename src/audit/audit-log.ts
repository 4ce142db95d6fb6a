import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { day, officerRef } from '../reports/model.ts';
import { isSigned, sign } from '../reports/sign.ts';

/**
 * The audit log: one line for each thing that was done, append-only. Each line names the line before by its hash, and
 * officers sign the newest line that they have checked, so that a line which was changed, put in between or taken away
 * shows. A line says who did what on which day, and nothing of what a case is about.
 */

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

export const AUDIT_ACTIONS = [
  /** The sealed files of a case went to an officer's desk. Whether they were read, the server cannot know. */
  'fetched',
  'status',
  'answered',
  'resealed',
  /** By the reporter, who signed for it. */
  'withdrawn',
  'contact-erased',
  /** A key was made, and waits for a colleague's signature. */
  'key-made',
  'key-added',
  'key-retired',
  /** Somebody who is no officer tried to do what only officers may. */
  'refused',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who did it: an officer as the key log refers to them, or one of many. Nobody who is no officer is told apart. */
export const auditActor = z.union([officerRef, z.enum(['reporter', 'stranger'])]);
export type AuditActor = z.infer<typeof auditActor>;

export const auditLine = z.object({
  seq: z.number().int().positive(),
  day,
  actor: auditActor,
  action: z.enum(AUDIT_ACTIONS),
  /** Of which case, as `keyed.ts` gives it; empty when it is of none. */
  caseRef: z.union([hex64, z.literal('')]),
  /** Hash of the line before; zeros in the first. */
  previous: hex64,
});
export type AuditLine = z.infer<typeof auditLine>;
export type AuditEvent = Omit<AuditLine, 'seq' | 'previous'>;

/** Which log a line stands in: that of what every officer may know, or one that some of them may not know of (`keyed.ts`). */
export const auditScope = z.string().regex(/^(all|[0-9a-f]{32})$/);

/** Where a log belongs: a line of one is none of another. */
export type AuditPlace = { readonly tenant: string; readonly scope: string };

const NOTHING = '0'.repeat(64);
const hash = (facts: readonly unknown[]): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(facts))));

/** Names a line, and with it every line before. */
export const hashOf = ({ seq, day, actor, action, caseRef, previous }: AuditLine, place: AuditPlace): string =>
  hash(['bondgenoot/audit/v1', place.tenant, place.scope, seq, day, actor, action, caseRef, previous]);

/** Makes the line that comes after this one. @param last undefined when there is none yet. */
export const nextLine = (last: AuditLine | undefined, event: AuditEvent, place: AuditPlace): AuditLine => ({
  seq: (last?.seq ?? 0) + 1,
  ...{ day: event.day, actor: event.actor, action: event.action, caseRef: event.caseRef },
  previous: last ? hashOf(last, place) : NOTHING,
});

/** The newest line that somebody had seen, with all before it. */
export type Head = { readonly seq: number; readonly hash: string };

/** A head that an officer signed after checking the log up to it. */
export const signedHead = z.object({
  scope: auditScope,
  officer: officerRef,
  seq: z.number().int().positive(),
  hash: hex64,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type SignedHead = z.infer<typeof signedHead>;

export const headOf = (lines: readonly AuditLine[], place: AuditPlace): Head | undefined => {
  const last = lines.at(-1);
  return last && { seq: last.seq, hash: hashOf(last, place) };
};

const headFacts = ({ tenant, scope }: AuditPlace, officer: string, { seq, hash }: Head) => [
  'bondgenoot/audit-head/v1',
  ...[tenant, scope, officer, seq, hash],
];

/** @param signKey Ed25519 secret key of the officer, 32 bytes. */
export const signHead = (head: Head, place: AuditPlace, officer: string, signKey: Uint8Array): SignedHead => ({
  ...{ scope: place.scope, officer, seq: head.seq, hash: head.hash },
  signature: sign(headFacts(place, officer, head), signKey),
});

/** Whether one of these keys, which must be the officer's, signed this head. */
export const isHeadSigned = (head: SignedHead, tenant: string, verifyKeys: readonly string[]): boolean =>
  verifyKeys.some((key) => isSigned(headFacts({ tenant, scope: head.scope }, head.officer, head), head.signature, key));

/**
 * Why a log is refused. `sequence`: a line is missing or stands twice; `chain`: this line does not follow the line before
 * it, so one of both was changed; `head`: it is not the line that an officer signed for; `cut`: an officer signed for this
 * line, and it is gone.
 */
export type AuditFault = 'sequence' | 'chain' | 'head' | 'cut';
export type AuditCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: AuditFault /** The first line that is not right. */; readonly seq: number };

/**
 * Checks every line of a log.
 *
 * @param heads what is known of it from elsewhere: signed heads, whose signatures must have been checked.
 */
export function checkAuditLog(lines: readonly AuditLine[], place: AuditPlace, heads: readonly Head[] = []): AuditCheck {
  const known = [...heads].sort((a, b) => a.seq - b.seq);
  let previous = NOTHING;
  for (const [at, line] of lines.entries()) {
    const seq = at + 1;
    if (line.seq !== seq) return { ok: false, why: 'sequence', seq };
    if (line.previous !== previous) return { ok: false, why: 'chain', seq };
    previous = hashOf(line, place);
    const hash = previous;
    if (known.some((head) => head.seq === seq && head.hash !== hash)) return { ok: false, why: 'head', seq };
  }
  const beyond = known.some((head) => head.seq > lines.length);
  return beyond ? { ok: false, why: 'cut', seq: lines.length + 1 } : { ok: true };
}
