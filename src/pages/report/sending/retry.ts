/** Seconds before the next try by itself; after these it stays at the last. */
const PAUSES = [5, 10, 20, 40, 60] as const;
const LONGEST = 60;
/** How often the clock is looked at, in milliseconds. */
const LOOK = 250;

export type Retry = {
  /**
   * Waits for the next try, which comes at once when the browser is online again.
   *
   * @param most seconds, however often it was tried.
   * @returns how many seconds.
   */
  readonly wait: (most?: number) => number;
  /** No next try. */
  readonly stop: () => void;
  /** From now on the pauses are short again. */
  readonly reset: () => void;
};

/**
 * Tries something again by itself, with longer and longer pauses.
 *
 * @param tick hears each second how many are left.
 */
export function createRetry(tick: (seconds: number) => void, again: () => void): Retry {
  let tries = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const stop = () => {
    clearInterval(timer);
    removeEventListener('online', go);
  };
  const go = () => {
    stop();
    again();
  };
  const wait = (most: number = LONGEST) => {
    stop();
    const seconds = Math.min(PAUSES[tries] ?? LONGEST, most);
    tries += 1;
    const due = performance.now() + seconds * 1000;
    let told: number = seconds;
    timer = setInterval(() => {
      const left = Math.ceil((due - performance.now()) / 1000);
      if (left <= 0) return go();
      if (left !== told) tick(left);
      told = left;
    }, LOOK);
    addEventListener('online', go);
    return seconds;
  };
  const reset = () => {
    tries = 0;
  };
  return { wait, stop, reset };
}
