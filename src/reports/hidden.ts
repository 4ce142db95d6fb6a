import { createHmac, randomBytes } from 'node:crypto';
import type { Case } from './case.ts';
import { type CaseId, MOST_HIDDEN } from './model.ts';

/** Hides a case from officers whom it is about, without the table showing from whom, or whether from anybody. */
export type Hiding = {
  /**
   * What stands in a case's row: always {@link MOST_HIDDEN} tokens of 32 hex digits, filled up with random ones.
   *
   * @param refs the officers who must not see the case, at most {@link MOST_HIDDEN}, as the key log refers to them.
   * @throws {RangeError} when there are more: leaving one out would show them the case.
   */
  readonly tokensFor: (caseId: CaseId, refs: readonly string[]) => string;
  /** Whether a case is hidden from the officer to whom the key log refers so. */
  readonly hides: (of: Pick<Case, 'id' | 'hiddenFrom'>, ref: string) => boolean;
  readonly isHiddenFrom: (of: Pick<Case, 'id' | 'hiddenFrom'>, officerId: string) => boolean;
};

const TOKEN_BYTES = 16;

/**
 * @param deps.hashKey 32 bytes. Whoever has it can try all officers on a case.
 * @param deps.refOf how the key log refers to an officer of this school.
 */
export function createHiding(deps: {
  readonly hashKey: Uint8Array;
  readonly refOf: (officerId: string) => string;
}): Hiding {
  const tokenOf = (caseId: CaseId, ref: string) =>
    createHmac('sha256', deps.hashKey)
      .update(JSON.stringify(['bondgenoot/hidden/v1', caseId, ref]))
      .digest()
      .toString('hex', 0, TOKEN_BYTES);

  const hides: Hiding['hides'] = ({ id, hiddenFrom }, ref) => hiddenFrom.split(' ').includes(tokenOf(id, ref));

  return {
    hides,
    tokensFor(caseId, refs) {
      const tokens = [...new Set(refs)].map((ref) => tokenOf(caseId, ref));
      if (tokens.length > MOST_HIDDEN) throw new RangeError('hidden from too many');
      while (tokens.length < MOST_HIDDEN) tokens.push(randomBytes(TOKEN_BYTES).toString('hex'));
      // All are random to the eye, so sorting shuffles them.
      return tokens.sort().join(' ');
    },
    isHiddenFrom: (of, officerId) => hides(of, deps.refOf(officerId)),
  };
}
