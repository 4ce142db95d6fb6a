import { UserError } from '../errors.ts';

/**
 * Slows down whoever tries receipts. Right ones never come here, so nobody who has one is kept waiting, however many
 * wrong ones there are. One brake for all: no address and no person is looked at.
 */
export type Brake = {
  /** To be awaited before a wrong receipt is answered. @throws {UserError} `too-many-tries` when too many are waiting. */
  readonly miss: () => Promise<void>;
};

/** Typing errors: so many misses cost nothing, and as many more every minute. */
const FREE = 10;
const MINUTE_MS = 60_000;
/** Each further miss waits so much longer than the one before. */
const STEP_MS = 250;
const LONGEST_MS = 5000;
/** A waiting request holds memory and a connection. */
const MOST_WAITING = 200;

/** @param deps.now ms since 1970. @param deps.wait resolves after so many ms. */
export function createBrake(deps: { readonly now: () => number; readonly wait: (ms: number) => Promise<void> }): Brake {
  const { now, wait } = deps;
  let misses = 0; // runs out slowly, like a leaking bucket
  let since = now();
  let waiting = 0;

  return {
    async miss() {
      const ranOut = ((now() - since) / MINUTE_MS) * FREE;
      since = now();
      // No more than what makes the longest wait: after a flood it is soon as before.
      misses = Math.min(Math.max(misses - ranOut, 0) + 1, FREE + LONGEST_MS / STEP_MS);
      const ms = Math.round((misses - FREE) * STEP_MS);
      if (ms <= 0) return;
      if (waiting >= MOST_WAITING) throw new UserError('too-many-tries');
      waiting += 1;
      try {
        await wait(ms);
      } finally {
        waiting -= 1;
      }
    },
  };
}
