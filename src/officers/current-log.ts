import { checkKeyLog, type KeyLog, type KeyLogFault } from './keylog.ts';
import type { OfficerStore } from './officers.store.ts';

/** The log as it stood a moment ago, and whether the school's settings bear it out. */
export type CurrentLog = {
  readonly read: () => Promise<{ readonly log: KeyLog; readonly good: boolean }>;
  /** Reads and checks it again the next time. */
  readonly forget: () => void;
};

/** How old the log may be, so that not every report at the doors reads and checks it. */
const KEPT_MS = 2000;

/**
 * Reads the key log, and checks it once for each time that it is read.
 *
 * @param deps.keyLogRoot without it no log is good.
 * @param deps.report told once when the log is not borne out, with the rule that it breaks.
 */
export function currentLog(deps: {
  readonly store: Pick<OfficerStore, 'log'>;
  readonly tenantId: string;
  readonly keyLogRoot: string | undefined;
  readonly report: (why: KeyLogFault) => void;
  readonly now: () => number;
}): CurrentLog {
  const { store, tenantId, keyLogRoot, report, now } = deps;
  let kept: { readonly at: number; readonly reading: ReturnType<CurrentLog['read']> } | undefined;
  let told: KeyLogFault | undefined;

  const readNow = async () => {
    const log = await store.log();
    if (keyLogRoot === undefined) return { log, good: false };
    const check = checkKeyLog(log, tenantId, keyLogRoot);
    const why = check.ok ? undefined : check.why;
    if (why && why !== told) report(why);
    told = why;
    return { log, good: check.ok };
  };
  return {
    read() {
      if (kept && now() - kept.at < KEPT_MS) return kept.reading;
      const mine = { at: now(), reading: readNow() };
      kept = mine;
      mine.reading.catch(() => {
        if (kept === mine) kept = undefined; // storage that did not answer is asked again at once
      });
      return mine.reading;
    },
    forget() {
      kept = undefined;
    },
  };
}
