import type * as z from 'zod';
import type { strings } from './locales/index.ts';

/** Stable codes of what can go wrong. Each has a sentence for the user under `errors` in the locales. */
export type ErrorCode = keyof (typeof strings)['nl']['errors'];

/** Something went wrong that the user can be told. Its message is the code alone, so it may be logged. */
export class UserError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.name = 'UserError';
    this.code = code;
  }
}

/** The code of any error; never its message, which might quote what somebody typed. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof UserError) return error.code;
  return error instanceof Error && 'code' in error && error.code === 'unavailable' ? 'unavailable' : 'internal';
}

/** Parses what came from outside, or refuses it without quoting it. @throws {UserError} `invalid` */
export function parseOrRefuse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new UserError('invalid');
  return parsed.data;
}
