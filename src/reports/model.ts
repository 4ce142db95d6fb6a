import * as z from 'zod';

/** Opaque id of a case: 26 characters of Crockford's base 32, 130 random bits. Chosen before the first write. */
export type CaseId = string & { readonly [caseIdMark]: true };
declare const caseIdMark: unique symbol;

/** A calendar day in the school's time zone, `2026-11-22`. No hour is kept anywhere. */
export type Day = string;

export const ABOUT = ['me', 'someone', 'group'] as const;
export const SUBJECTS = [
  'leaked',
  'blackmail',
  'pressure',
  'unwanted',
  'deepfake',
  'expose',
  'bullying',
  'threat',
  'account',
  'filming',
  'other',
] as const;

/** What a reporter writes. Sealed as one envelope. */
export type Report = {
  readonly about: (typeof ABOUT)[number];
  /** `question`: not a report, but what the bot could not answer and the student sent on. */
  readonly subject: (typeof SUBJECTS)[number] | 'question';
  readonly story: string;
  readonly where: string;
  readonly danger: boolean;
  readonly wish: string;
};

/** Who the reporter is and how to reach them. Sealed as an envelope of its own, so that it can be deleted alone. */
export type Contact = { readonly contact: string };

/** Most characters a field may hold. The card's inputs carry the same numbers. */
export const LIMITS = { story: 4000, where: 300, wish: 1000, contact: 300, message: 4000 } as const;

export type Problem = { readonly field: string; readonly code: 'missing' | 'too-long' | 'choice' };
export type ParsedReport =
  | { readonly ok: true; readonly report: Report; readonly contact: Contact | undefined }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const text = (max: number) => z.string().trim().max(max).default('');
const form = z.object({
  about: z.enum(ABOUT),
  subject: z.enum(SUBJECTS),
  story: z.string().trim().min(1).max(LIMITS.story),
  where: text(LIMITS.where),
  danger: z.enum(['yes', 'no']),
  wish: text(LIMITS.wish),
  contact: text(LIMITS.contact),
});

/**
 * Reads the values of the report form, from either door.
 *
 * @returns the report, or every field that is not right, never with what was typed.
 */
export function parseReport(input: unknown): ParsedReport {
  const parsed = form.safeParse(input);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map(problem) };
  }
  const { contact, danger, ...rest } = parsed.data;
  return { ok: true, report: { ...rest, danger: danger === 'yes' }, contact: contact === '' ? undefined : { contact } };
}

const question = form.pick({ story: true });

/** Reads a question for the officer: sealed like a report, with nothing in it but its text. */
export function parseQuestion(input: unknown): ParsedReport {
  const parsed = question.safeParse(input);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(problem) };
  const { story } = parsed.data;
  const report = { about: 'me', subject: 'question', story, where: '', danger: false, wish: '' } as const;
  return { ok: true, report, contact: undefined };
}

function problem(issue: z.core.$ZodIssue): Problem {
  const field = String(issue.path[0] ?? 'form');
  if (issue.code === 'too_big') return { field, code: 'too-long' };
  return { field, code: issue.code === 'invalid_value' ? 'choice' : 'missing' };
}

const ID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_LENGTH = 26;

/** Makes a case id. @param random 26 random bytes. */
export function newCaseId(random: Uint8Array = crypto.getRandomValues(new Uint8Array(ID_LENGTH))): CaseId {
  // The right length and alphabet by construction.
  return [...random.subarray(0, ID_LENGTH)].map((byte) => ID_ALPHABET[byte & 31]).join('') as CaseId;
}

/** Admits a case id from outside. */
export const caseId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .transform((id) => id as CaseId); // the pattern is what makes it one

/** The number by which people call a case: short, and says nothing. */
export const caseNumber = (id: CaseId): string => id.slice(0, 5);

/** The day it is in the Netherlands. */
export const dayOf = (now: Date): Day => now.toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' });
