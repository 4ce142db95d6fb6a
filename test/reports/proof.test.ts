import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { newCaseId } from '../../src/reports/model.ts';
import { isSolved, solve } from '../../src/reports/proof.ts';

const CASE = '01234567890123456789012345';
/** Needs more than 200 000 tries at 16 bits. */
const LONG = 'long-3';

/** The rule again, from Node's own hash: how many zero bits there are in front. */
function zeroBits(challenge: string, caseId: string, counter: number): number {
  const hash = createHash('sha256').update(`${challenge} ${caseId} ${counter}`).digest();
  return [...hash]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .indexOf('1');
}

afterEach(() => void jest.restoreAllMocks());

describe('the work for a report', () => {
  it('is a number that makes a hash over challenge and case begin with zeros', async () => {
    const asked = fc.tuple(fc.string({ maxLength: 200 }), fc.integer({ min: 0, max: 8 }));
    await fc.assert(
      fc.asyncProperty(asked, async ([challenge, bits]) => {
        const id = newCaseId();
        const counter = await solve(challenge, id, bits);
        expect(isSolved(challenge, id, counter, bits)).toBe(true);
        expect(zeroBits(challenge, id, counter)).toBeGreaterThanOrEqual(bits);
      }),
    );
  });

  it('is judged by the number of zero bits, neither more nor less', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.nat(Number.MAX_SAFE_INTEGER), (challenge, counter) => {
        const zeros = zeroBits(challenge, CASE, counter);
        expect(isSolved(challenge, CASE, counter, zeros)).toBe(true);
        expect(isSolved(challenge, CASE, counter, zeros + 1)).toBe(false);
      }),
    );
  });

  it('is none for another case or another challenge', async () => {
    const counter = await solve('a challenge', CASE, 16);
    expect(isSolved('a challenge', CASE, counter, 16)).toBe(true);
    expect(isSolved('a challenge', CASE.replace('0', '1'), counter, 16)).toBe(false);
    expect(isSolved('b challenge', CASE, counter, 16)).toBe(false);
    expect(isSolved('a challenge', CASE, counter + 1, 16)).toBe(false);
  });

  it('lets others have a turn after every 20 ms', async () => {
    let ms = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => {
      ms += 3; // as long as 256 tries
      return ms;
    });
    const pause = jest.fn(async () => undefined);
    const counter = await solve(LONG, CASE, 16, pause);
    // After seven looks at the clock 21 ms have gone.
    expect(pause).toHaveBeenCalledTimes(Math.floor(counter / 256 / 7));
    expect(pause.mock.calls.length).toBeGreaterThan(100);
  });

  it('lets timers of the page run in the meantime', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await solve(LONG, CASE, 16);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });
});
