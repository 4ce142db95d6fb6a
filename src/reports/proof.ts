import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Work goes on for so long before others get their turn: a page must not freeze. */
const WORK_MS = 20;
/** The clock is looked at once in so many tries. */
const TRIES = 256;

/**
 * Does the work that a door asks for: finds a number that makes a hash over the challenge and the case begin with zeros.
 * Twice as much work on average for every bit.
 *
 * @param bits how many zero bits, at most 30.
 * @param pause lets others have a turn, after every 20 ms of work.
 */
export async function solve(
  challenge: string,
  caseId: string,
  bits: number,
  pause: () => Promise<void> = nextTurn,
): Promise<number> {
  const zeros = zerosOf(challenge, caseId);
  let since = performance.now();
  for (let counter = 0; ; counter++) {
    if (zeros(counter) >= bits) return counter;
    if (counter % TRIES === 0 && performance.now() - since > WORK_MS) {
      await pause();
      since = performance.now();
    }
  }
}

/** Whether this number is the work asked for. Costs one hash. */
export const isSolved = (challenge: string, caseId: string, counter: number, bits: number): boolean =>
  zerosOf(challenge, caseId)(counter) >= bits;

/** How many zero bits, up to 32, the SHA-256 of `<challenge> <case> <counter>` begins with. */
function zerosOf(challenge: string, caseId: string): (counter: number) => number {
  // The beginning is the same for every number, so it is hashed once; what each try needs is made once.
  const begun = sha256.create().update(utf8ToBytes(`${challenge} ${caseId} `));
  const scratch = begun.clone();
  const hash = new Uint8Array(begun.outputLen);
  const view = new DataView(hash.buffer);
  return (counter) => {
    begun._cloneInto(scratch).update(digitsOf(counter)).digestInto(hash);
    return Math.clz32(view.getUint32(0));
  };
}

/** A number's digits as bytes. TextEncoder would take longer than the hash. */
function digitsOf(counter: number): Uint8Array {
  const digits = String(counter);
  const bytes = new Uint8Array(digits.length);
  for (let i = 0; i < digits.length; i++) bytes[i] = digits.charCodeAt(i);
  return bytes;
}

const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
