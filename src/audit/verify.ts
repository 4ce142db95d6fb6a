import type { AuditStore } from './audit.store.ts';
import { type AuditLine, type AuditPlace, checkAuditLog, isHeadSigned, type SignedHead } from './audit-log.ts';

/** One log as it was read, and what is wrong with it; `wrong` is undefined when it is right. */
export type VerifiedLog = {
  readonly scope: string;
  readonly lines: readonly AuditLine[];
  readonly heads: readonly SignedHead[];
  readonly wrong: AuditWrong | undefined;
};
/**
 * `signature`: no key of the officer signed this head, so somebody else put it there; the rest as {@link checkAuditLog} says.
 * `seq`: the first line that is not right; of a head, the line that it is about.
 */
export type AuditWrong = {
  readonly why: 'sequence' | 'chain' | 'head' | 'cut' | 'signature';
  readonly seq: number;
};

/** Every line of a log, asked for page by page. */
export async function allLines(page: (after: number) => Promise<readonly AuditLine[]>): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for (;;) {
    const next = await page(lines.at(-1)?.seq ?? 0);
    if (next.length === 0) return lines;
    lines.push(...next);
  }
}

/**
 * Checks one log and its heads.
 *
 * @param heads of any log; those of others are left out.
 * @param keysOf every signing key that the key log, which must have been checked, ever gave this officer.
 */
export function verifyLog(
  lines: readonly AuditLine[],
  place: AuditPlace,
  heads: readonly SignedHead[],
  keysOf: (officer: string) => readonly string[],
): VerifiedLog {
  const own = heads.filter(({ scope }) => scope === place.scope);
  const forged = own.find((head) => !isHeadSigned(head, place.tenant, keysOf(head.officer)));
  const genuine = own.filter((head) => isHeadSigned(head, place.tenant, keysOf(head.officer)));
  const check = checkAuditLog(lines, place, genuine);
  const wrong: AuditWrong | undefined = check.ok ? forged && { why: 'signature', seq: forged.seq } : check;
  return { scope: place.scope, lines, heads: own, wrong };
}

/** Checks every log that there is, also one that is gone altogether while a head of it is still there. */
export async function verifyLogs(
  store: Pick<AuditStore, 'scopes' | 'lines' | 'heads'>,
  tenant: string,
  keysOf: (officer: string) => readonly string[],
): Promise<VerifiedLog[]> {
  const [scopes, heads] = await Promise.all([store.scopes(), store.heads()]);
  const known = [...new Set(['all', ...scopes, ...heads.map(({ scope }) => scope)])];
  const verified: VerifiedLog[] = [];
  for (const scope of known) {
    const lines = await allLines((after) => store.lines(scope, after));
    verified.push(verifyLog(lines, { tenant, scope }, heads, keysOf));
  }
  return verified;
}
