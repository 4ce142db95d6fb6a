import { isSolved } from '../../../src/reports/proof.ts';
import { type Door, doorRequest, submissionWithProof } from '../../../src/reports/wire.ts';

export const SCHOOL_KEY = 'ABCDE-FGHJK';
/** Little work: what it costs is measured elsewhere. */
const BITS = 6;

/** A door that asks for a little work, and takes each challenge it has given. */
export function createDoor() {
  const given = new Set<string>();
  return {
    open(input: unknown): Door {
      const challenge = `challenge-${given.size}`;
      given.add(challenge);
      return { challenge, bits: BITS, member: doorRequest.parse(input).schoolKey === SCHOOL_KEY };
    },
    admits(input: unknown): boolean {
      const { id, proof } = submissionWithProof.parse(input);
      return given.has(proof.challenge) && isSolved(proof.challenge, id, proof.counter, BITS);
    },
  };
}
