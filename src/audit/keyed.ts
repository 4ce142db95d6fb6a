import { createHmac } from 'node:crypto';
import { MOST_HIDDEN } from '../reports/model.ts';

/** What stands in the log in the place of cases and of officers whom they are about. Without the key both say nothing. */
export type Keyed = {
  /** Stands for a case. A plain hash would give it away to whoever reads the tables: the ids of all cases stand there. */
  readonly caseRefOf: (caseId: string) => string;
  /** The log for cases that are hidden from these officers, as the key log refers to them. */
  readonly scopeOf: (hiddenFrom: readonly string[]) => string;
  /** The logs, out of these, that an officer may know of. @param officers everybody who is or was an officer. */
  readonly openTo: (officer: string, scopes: readonly string[], officers: readonly string[]) => string[];
};

/** @param hashKey 32 bytes. */
export function createKeyed(hashKey: Uint8Array): Keyed {
  const keyed = (facts: readonly string[]) => createHmac('sha256', hashKey).update(JSON.stringify(facts)).digest('hex');
  const scopeOf: Keyed['scopeOf'] = (hiddenFrom) =>
    hiddenFrom.length === 0 ? 'all' : keyed(['bondgenoot/audit-scope/v1', ...[...hiddenFrom].sort()]).slice(0, 32);
  return {
    scopeOf,
    caseRefOf: (caseId) => keyed(['bondgenoot/audit-case/v1', caseId]),
    openTo(officer, scopes, officers) {
      const others = [...new Set(officers)].filter((one) => one !== officer);
      const closed = new Set(groups(others, MOST_HIDDEN - 1).map((group) => scopeOf([officer, ...group])));
      return scopes.filter((scope) => !closed.has(scope));
    },
  };
}

/** Every choice of at most so many of these, nobody included. */
function groups(of: readonly string[], most: number): string[][] {
  let found: string[][] = [[]];
  for (const one of of) {
    found = [...found, ...found.filter(({ length }) => length < most).map((group) => [...group, one])];
  }
  return found;
}
