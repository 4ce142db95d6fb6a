import type { Row, Table } from '../storage/tables.ts';
import type { Day } from './model.ts';
import type { RefusedCount } from './wire.ts';

/** A way in to reporting: the page for members, the page for others, the chat. */
export type Lane = RefusedCount['lane'];

/** How much of a lane's budget all instances together have taken in a window. One row per lane: no history is kept. */
export type TakenRow = Row & { readonly window: number; readonly taken: number };
/** How many reports were refused in a lane on a day. */
export type RefusedRow = Row & { readonly count: number };

/** `size`: how much was taken, 0 when nothing is left. `taken`: by all instances, this block included. */
export type Block = { readonly window: number; readonly size: number; readonly taken: number };

/** What all instances share of the budgets. Every call throws `StorageUnavailable` when storage does not answer. */
export type BudgetStore = {
  /** Takes a block of what is left in a lane in this window. */
  readonly takeBlock: (lane: Lane, window: number, limit: number) => Promise<Block>;
  readonly addRefused: (day: Day, lane: Lane, count: number) => Promise<void>;
  readonly refusedSince: (day: Day) => Promise<RefusedCount[]>;
  readonly removeRefusedBefore: (day: Day) => Promise<void>;
};

const BUDGET = 'budget';
const REFUSED = 'refused-';
/** An instance spends a block from memory: when many come, two storage calls for every fifty reports. */
const LARGEST_BLOCK = 50;
/** No block is more than so much of what is left: what one instance holds and does not spend, the others lack. */
const SHARE = 4;

/** Keeps budgets in one table. */
export function createBudgetStore(table: Table<TakenRow | RefusedRow>): BudgetStore {
  /** Changes a row by ETag, again and again until nobody else wrote in between. `undefined`: leaves it as it is. */
  async function change<R extends TakenRow | RefusedRow>(
    key: Pick<R, 'partitionKey' | 'rowKey'>,
    next: (before: R | undefined) => R | undefined,
  ): Promise<void> {
    for (;;) {
      const before = await table.get(key.partitionKey, key.rowKey);
      const after = next(before as R | undefined); // each partition holds one kind of row, written here alone
      if (after === undefined) return;
      const outcome = before ? await table.replace(after, before.etag) : await table.insert(after);
      if (outcome === 'replaced' || outcome === 'created') return;
    }
  }

  async function refused() {
    const rows = (await table.list()).filter(({ partitionKey }) => partitionKey.startsWith(REFUSED));
    return rows.map((row) => ({ ...(row as RefusedRow), day: row.partitionKey.slice(REFUSED.length) })); // as above
  }

  return {
    async takeBlock(lane, window, limit) {
      let block: Block = { window, size: 0, taken: limit };
      await change<TakenRow>({ partitionKey: BUDGET, rowKey: lane }, (before) => {
        // Another instance's clock may be a little ahead: its window is the one that counts. Further ahead is wrong.
        const running = before && (before.window === window || before.window === window + 1) ? before : undefined;
        const { window: at, taken } = running ?? { window, taken: 0 };
        const left = Math.max(limit - taken, 0);
        const size = Math.min(LARGEST_BLOCK, Math.ceil(left / SHARE));
        block = { window: at, size, taken: taken + size };
        return size === 0 ? undefined : { partitionKey: BUDGET, rowKey: lane, window: at, taken: taken + size };
      });
      return block;
    },
    addRefused: (day, lane, count) =>
      change<RefusedRow>({ partitionKey: `${REFUSED}${day}`, rowKey: lane }, (before) => ({
        ...{ partitionKey: `${REFUSED}${day}`, rowKey: lane },
        count: (before?.count ?? 0) + count,
      })),
    async refusedSince(since) {
      const rows = (await refused()).filter(({ day }) => day >= since);
      return rows.map(({ day, rowKey, count }) => ({ day, lane: rowKey as Lane, count })); // written by addRefused alone
    },
    async removeRefusedBefore(first) {
      for (const row of await refused()) if (row.day < first) await table.remove(row);
    },
  };
}
