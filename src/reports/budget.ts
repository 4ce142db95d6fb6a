import type { BudgetStore, Lane } from './budget.store.ts';
import { type Day, dayOf } from './model.ts';
import type { RefusedCount } from './wire.ts';

export type { Lane } from './budget.store.ts';

/** How many reports are let in, by lane: a flood in one takes nothing from the others. All instances share the budgets. */
export type Budget = {
  /**
   * Takes one report from a lane's budget.
   *
   * @returns false when there is nothing left for the next seconds; then the report counts as refused.
   * @throws `StorageUnavailable`
   */
  readonly take: (lane: Lane) => Promise<boolean>;
  /** Counts one that was refused before it came to the budget. */
  readonly refuse: (lane: Lane) => void;
  /** Whether more than half of this window's budget or of the last one's was used, as far as this instance knows. */
  readonly strained: (lane: Lane) => boolean;
  /** How many reports were refused in the last days, today included. @throws `StorageUnavailable` */
  readonly list: (days: number) => Promise<RefusedCount[]>;
  /** Deletes counts older than 30 days. @throws `StorageUnavailable` */
  readonly sweep: (today: Day) => Promise<void>;
  /** Writes down what was counted and not written yet. @throws `StorageUnavailable` */
  readonly close: () => Promise<void>;
};

/** The budget of a minute is given out in six parts, so that nobody waits a minute for the next. */
const WINDOW_MS = 10_000;
const WINDOWS_PER_MINUTE = 6;
/** Refused reports are written down at most so often: a flood must not cost a write each. */
const WRITE_EVERY_MS = 5000;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** What this instance may still spend of a window without asking. */
type Lease = { readonly window: number; left: number; readonly taken: number };

/** @param deps.now ms since 1970. */
export function createBudget(deps: {
  readonly perMinute: Readonly<Record<Lane, number>>;
  readonly store: BudgetStore;
  readonly now: () => number;
}): Budget {
  const { perMinute, store, now } = deps;
  const windowNow = () => Math.floor(now() / WINDOW_MS);
  const limitOf = (lane: Lane) => Math.floor(perMinute[lane] / WINDOWS_PER_MINUTE);
  const leases = new Map<Lane, Lease>();
  const asking = new Map<Lane, Promise<void>>();
  const strainedIn = new Map<Lane, number>();
  const refused = countRefused(store);

  /** Gets a block for everybody who waits in this lane: one call, however many they are. */
  function ask(lane: Lane): Promise<void> {
    const running = asking.get(lane);
    if (running) return running;
    const call = store
      .takeBlock(lane, windowNow(), limitOf(lane))
      .then(({ window, size, taken }) => void leases.set(lane, { window, left: size, taken }))
      .finally(() => asking.delete(lane));
    asking.set(lane, call);
    return call;
  }

  /** One of a block, `undefined` when a block must be asked for first. */
  function spend(lane: Lane): boolean | undefined {
    const lease = leases.get(lane);
    if (lease === undefined || lease.window < windowNow()) return undefined;
    const spent = lease.left > 0;
    if (spent) lease.left -= 1;
    if (lease.taken - lease.left > limitOf(lane) / 2) strainedIn.set(lane, lease.window);
    return spent || lease.taken >= limitOf(lane) ? spent : undefined;
  }

  const today = () => dayOf(new Date(now()));

  return {
    async take(lane) {
      let taken = spend(lane);
      while (taken === undefined) {
        await ask(lane);
        taken = spend(lane);
      }
      if (!taken) refused.add(today(), lane);
      return taken;
    },
    refuse: (lane) => refused.add(today(), lane),
    strained: (lane) => (strainedIn.get(lane) ?? Number.NEGATIVE_INFINITY) >= windowNow() - 1,
    async list(days) {
      await refused.write();
      return store.refusedSince(daysBefore(today(), days - 1));
    },
    sweep: (day) => store.removeRefusedBefore(daysBefore(day, KEPT_DAYS)),
    close: refused.write,
  };
}

const daysBefore = (day: Day, days: number): Day =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);

/** Counts in memory and writes the counts down a little later, all at once. */
function countRefused(store: BudgetStore) {
  const counts = new Map<string, { readonly day: Day; readonly lane: Lane; count: number }>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function add(day: Day, lane: Lane, more = 1) {
    const key = `${day}.${lane}`;
    const counted = counts.get(key) ?? { day, lane, count: 0 };
    counts.set(key, counted);
    counted.count += more;
    // A count that could not be written is tried again with the next ones. Nothing waits for it: the process may end.
    timer ??= setTimeout(() => void write().catch(() => undefined), WRITE_EVERY_MS).unref();
  }

  async function writeAll() {
    for (const [key, { day, lane, count }] of [...counts]) {
      counts.delete(key);
      try {
        await store.addRefused(day, lane, count);
      } catch (error) {
        add(day, lane, count);
        throw error;
      }
    }
  }

  /** Writes one after the other, so that what is being written is not missed by whoever waits for the end. */
  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const turn = writing.then(writeAll);
    writing = turn.catch(() => undefined);
    return turn;
  }

  return { add, write };
}
