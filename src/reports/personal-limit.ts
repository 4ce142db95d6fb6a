import { createHmac, randomBytes } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { CaseId } from './model.ts';

/**
 * How much one person may send in the chat, where Teams tells who it is: their flood must not use up what is there for
 * everybody. Of this instance alone, in memory alone, and under a key that ends with the process: no list of who
 * reported lies anywhere.
 */
export type PersonalLimit = {
  /**
   * Lets one report of a person in. The same report again takes nothing from the chat's budget, and no further place
   * of the person's own; only the number of tries is bounded, because each costs a slow hash.
   *
   * @throws {UserError} `own-limit`, before anything is taken from the chat's budget; `busy` when that has nothing left.
   *   Also throws what taking from the budget throws.
   */
  readonly admit: (personId: string, id: CaseId) => Promise<void>;
  /** Drops what is over. */
  readonly forget: () => void;
};

const PERIOD_MS = 10 * 60_000;
/** Nobody who tells what happened needs more in one period. */
const FEWEST_REPORTS = 5;
/** So many people together could use up what the chat takes in within ten seconds, and no fewer. */
const SHARE_OF_WINDOW = 2;
const WINDOWS_PER_MINUTE = 6;
/** With retries. */
const TRIES_PER_REPORT = 2;
const MOST_PEOPLE = 10_000;

/** What somebody sent in a period: each report with the answer of the chat's budget, which is asked once. */
type Sent = { readonly since: number; tries: number; readonly reports: Map<string, Promise<boolean>> };

/**
 * @param deps.perMinute how many reports the chat takes in a minute.
 * @param deps.take takes one from the chat's budget; false when there is nothing left.
 * @param deps.refused counts one that was refused here.
 * @param deps.now ms, of a clock that never goes back.
 */
export function createPersonalLimit(deps: {
  readonly perMinute: number;
  readonly take: () => Promise<boolean>;
  readonly refused: () => void;
  readonly now: () => number;
}): PersonalLimit {
  const { perMinute, take, refused, now } = deps;
  const most = Math.max(FEWEST_REPORTS, Math.floor(perMinute / WINDOWS_PER_MINUTE / SHARE_OF_WINDOW));
  const key = randomBytes(32);
  const markOf = (...facts: string[]) => createHmac('sha256', key).update(JSON.stringify(facts)).digest('base64');
  const people = new Map<string, Sent>(); // the longest ago first

  function forget() {
    for (const [who, { since }] of people) {
      if (now() - since < PERIOD_MS && people.size < MOST_PEOPLE) return;
      people.delete(who);
    }
  }

  return {
    forget,
    async admit(personId, id) {
      forget();
      const [who, report] = [markOf(personId), markOf(personId, id)];
      const sent: Sent = people.get(who) ?? { since: now(), tries: 0, reports: new Map() };
      people.set(who, sent);
      const { reports } = sent;
      if (sent.tries >= most * TRIES_PER_REPORT || (!reports.has(report) && reports.size >= most)) {
        refused();
        throw new UserError('own-limit');
      }
      const taken = reports.get(report) ?? take();
      // Kept before the answer is there: what comes at the same moment must find it.
      reports.set(report, taken);
      sent.tries += 1;
      try {
        if (!(await taken)) throw new UserError('busy');
      } catch (error) {
        // It did not get in: whoever waits for room for everybody loses no place of their own.
        sent.tries -= 1;
        if (reports.get(report) === taken) reports.delete(report);
        throw error;
      }
    },
  };
}
