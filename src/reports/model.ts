import * as z from 'zod';

/** Opaque id of a case: 26 characters of Crockford's base 32, 130 random bits. Chosen before the first write. */
export type CaseId = string & { readonly [caseIdMark]: true };
declare const caseIdMark: unique symbol;

/** A calendar day in the school's time zone, `2026-11-22`. No hour is kept anywhere. */
export type Day = string;
export const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

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
export const SINCE = ['today', 'week', 'month', 'longer', 'unknown'] as const;
export const ONGOING = ['yes', 'no', 'unknown'] as const;

/** What a reporter writes. Sealed as one envelope. */
export type Report = {
  readonly about: (typeof ABOUT)[number];
  /** `question`: not a report, but what the bot could not answer and the student sent on. */
  readonly subject: (typeof SUBJECTS)[number] | 'question';
  readonly story: string;
  readonly where: string;
  readonly since: (typeof SINCE)[number];
  readonly ongoing: (typeof ONGOING)[number];
  readonly danger: boolean;
  readonly wish: string;
  /** `staff`: somebody of the school filled it in together with the student whom it is about. */
  readonly by: 'self' | 'staff';
};

/** Who the reporter is and how to reach them; empty when they did not say. Sealed as an envelope of its own, so that it can be deleted alone. */
export type Contact = {
  readonly contact: string;
  /** Where the bot may say that there is a message, from `reports/nudge.ts`; empty without the reporter's wish. */
  readonly nudge: string;
};

/** Everything a reporter filled in. */
export type Filled = {
  readonly report: Report;
  readonly contact: string;
  /** The officers who must not read it, as references of the key log (`officers/keylog.ts`). */
  readonly hiddenFrom: readonly string[];
  /** Whether the reporter wants a sign in the chat when there is a message. */
  readonly nudge: boolean;
};

/** Most characters a field may hold. The card's inputs carry the same numbers. */
export const LIMITS = { story: 4000, where: 300, wish: 1000, contact: 300, message: 4000 } as const;

export type Problem = { readonly field: string; readonly code: 'missing' | 'too-long' | 'choice' };
export type ParsedReport =
  | { readonly ok: true; readonly filled: Filled }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Stands for an officer in the key log and in what is sealed: says nothing to whoever does not know the officer's id. */
export const officerRef = z.string().regex(/^[0-9a-f]{32}$/);
/** From how many officers a report can be hidden. */
export const MOST_HIDDEN = 4;

const text = (max: number) => z.string().trim().max(max).default('');
const form = z.object({
  about: z.enum(ABOUT),
  subject: z.enum(SUBJECTS),
  story: z.string().trim().min(1).max(LIMITS.story),
  where: text(LIMITS.where),
  danger: z.enum(['yes', 'no']),
  wish: text(LIMITS.wish),
  contact: text(LIMITS.contact),
  since: z.enum(SINCE).default('unknown'),
  ongoing: z.enum(ONGOING).default('unknown'),
  by: z.enum(['self', 'staff']).default('self'),
  // A choice of several comes from a card as one text.
  hiddenFrom: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean))
    .pipe(z.array(officerRef).max(MOST_HIDDEN)),
  nudge: z.enum(['true', 'false']).default('false'),
});
/** An empty choice means that nothing was chosen. */
const chosen = (input: unknown) =>
  typeof input === 'object' && input !== null
    ? Object.fromEntries(Object.entries(input).filter(([, value]) => value !== ''))
    : input;

/**
 * Reads the values of the report form, from either door.
 *
 * @returns the report, or every field that is not right, never with what was typed.
 */
export function parseReport(input: unknown): ParsedReport {
  const parsed = form.safeParse(chosen(input));
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map(problem) };
  }
  const { contact, danger, hiddenFrom, nudge, ...rest } = parsed.data;
  const report = { ...rest, danger: danger === 'yes' };
  return { ok: true, filled: { report, contact, hiddenFrom, nudge: nudge === 'true' } };
}

const question = form.pick({ story: true });

/** Reads a question for the officer: sealed like a report, with nothing in it but its text. */
export function parseQuestion(input: unknown): ParsedReport {
  const parsed = question.safeParse(input);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(problem) };
  const { story } = parsed.data;
  const report: Report = {
    about: 'me',
    subject: 'question',
    story,
    where: '',
    since: 'unknown',
    ongoing: 'unknown',
    danger: false,
    wish: '',
    by: 'self',
  };
  return { ok: true, filled: { report, contact: '', hiddenFrom: [], nudge: false } };
}

function problem(issue: z.core.$ZodIssue): Problem {
  const field = String(issue.path[0] ?? 'form');
  // Only choices have fixed values or a format.
  if (issue.code === 'invalid_value' || issue.code === 'invalid_format') return { field, code: 'choice' };
  return { field, code: issue.code === 'too_big' ? 'too-long' : 'missing' };
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

/** Kept: making one takes far longer than using it. Swedish dates are written `2026-11-22`. */
const calendarDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

/** The day it is in the Netherlands. */
export const dayOf = (now: Date): Day => calendarDay.format(now);
