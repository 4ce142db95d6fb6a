import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  type BudgetStore,
  createBudgetStore,
  type Lane,
  type RefusedRow,
  type TakenRow,
} from '../../src/reports/budget.store.ts';
import { type Budget, createBudget } from '../../src/reports/budget.ts';
import { connectStorage, StorageUnavailable } from '../../src/storage/client.ts';
import { openTable, type Table } from '../../src/storage/tables.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';

const TODAY = '2026-11-22';
const WINDOW_MS = 10_000;
const DAY_MS = 86_400_000;
const PER_MINUTE = { member: 120, open: 30, chat: 60, 'follow-up': 60 };

let azurite: TestAzurite;
let table: Table<TakenRow | RefusedRow>;
let clock: number;
let opened: Budget[];

beforeAll(async () => {
  azurite = await startAzurite();
  const clients = connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString });
  table = await openTable(clients, 'budgets');
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  [clock, opened] = [Date.parse(`${TODAY}T12:00:00Z`), []];
  for (const row of await table.list()) await table.remove(row);
});
afterEach(async () => {
  for (const budget of opened) await budget.close();
});

/** One instance of the program. */
function instance(change: { perMinute?: Record<Lane, number>; store?: BudgetStore; ahead?: number } = {}): Budget {
  const { perMinute = PER_MINUTE, store = createBudgetStore(table), ahead = 0 } = change;
  const budget = createBudget({ perMinute, store, now: () => clock + ahead });
  opened.push(budget);
  return budget;
}

/** How many of so many reports at the same moment are let in. */
async function letIn(budget: Budget, lane: Lane, reports: number): Promise<number> {
  const taken = await Promise.all(Array.from({ length: reports }, () => budget.take(lane)));
  return taken.filter(Boolean).length;
}

/** A store that tells of every call. */
function watched() {
  const store = createBudgetStore(table);
  const takeBlock = jest.fn(store.takeBlock);
  return { takeBlock, store: { ...store, takeBlock } };
}

describe('a budget', () => {
  it.each([
    ['member', 20],
    ['open', 5],
    ['chat', 10],
  ] as const)('of the lane %s lets in a sixth of a minute, %s, in ten seconds', async (lane, limit) => {
    const budget = instance();
    expect(await letIn(budget, lane, limit)).toBe(limit);
    expect(await letIn(budget, lane, 5)).toBe(0);
    clock += WINDOW_MS;
    expect(await letIn(budget, lane, 50)).toBe(limit);
  });

  it('is not exceeded in any window by instances together', async () => {
    const instances = [instance(), instance(), instance()];
    for (let window = 0; window < 6; window++) {
      const sums = await Promise.all(instances.map((budget) => letIn(budget, 'member', 30)));
      expect(sums.reduce((sum, count) => sum + count)).toBe(20);
      clock += WINDOW_MS;
    }
  });

  it('is not touched by a flood in another lane', async () => {
    const [one, other] = [instance(), instance()];
    await Promise.all([letIn(one, 'open', 500), letIn(other, 'open', 500)]);
    expect(await letIn(one, 'member', 20)).toBe(20);
    expect(await letIn(other, 'chat', 10)).toBe(10);
  });

  it('is not all held by the instance that came first', async () => {
    const instances = [instance(), instance(), instance()];
    for (const budget of instances) expect(await budget.take('open')).toBe(true);
  });

  it('costs a storage call for every fiftieth report', async () => {
    const { store, takeBlock } = watched();
    const budget = instance({ store, perMinute: { ...PER_MINUTE, member: 6000 } });
    for (let reports = 0; reports < 500; reports++) await budget.take('member');
    expect(takeBlock).toHaveBeenCalledTimes(10);
  });

  it('costs no storage call for a flood once it is used up', async () => {
    const { store, takeBlock } = watched();
    const budget = instance({ store });
    await letIn(budget, 'open', 10);
    const calls = takeBlock.mock.calls.length;
    expect(await letIn(budget, 'open', 1000)).toBe(0);
    expect(takeBlock).toHaveBeenCalledTimes(calls);
  });

  it('holds when the clocks of two instances are a little apart', async () => {
    const [behind, ahead] = [instance(), instance({ ahead: WINDOW_MS })];
    expect((await letIn(ahead, 'open', 3)) + (await letIn(behind, 'open', 10)) + (await letIn(ahead, 'open', 10))).toBe(
      5,
    );
  });

  it('is not blocked by what an instance with a wrong clock wrote', async () => {
    await letIn(instance({ ahead: 3_600_000 }), 'open', 10);
    expect(await letIn(instance(), 'open', 10)).toBe(5);
  });

  it('is one row per lane: what was before is not kept', async () => {
    const budget = instance();
    for (let window = 0; window < 3; window++) {
      for (const lane of ['member', 'open', 'chat'] as const) await budget.take(lane);
      clock += WINDOW_MS;
    }
    const rows = await table.list();
    expect(rows.map(({ rowKey }) => rowKey).sort()).toEqual(['chat', 'member', 'open']);
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(['etag', 'partitionKey', 'rowKey', 'taken', 'window']);
    }
  });

  it('says that storage is unavailable, to everybody who waits, and goes on afterwards', async () => {
    const store = createBudgetStore(table);
    let down = true;
    const takeBlock: BudgetStore['takeBlock'] = async (...args) => {
      if (down) throw new StorageUnavailable('down');
      return store.takeBlock(...args);
    };
    const budget = instance({ store: { ...store, takeBlock } });
    const outcomes = await Promise.allSettled([budget.take('open'), budget.take('open')]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'unavailable' } });
    down = false;
    expect(await budget.take('open')).toBe(true);
    expect(await budget.list(7)).toEqual([]);
  });
});

describe('a strained lane', () => {
  it('has used more than half of its budget', async () => {
    const budget = instance();
    expect(await letIn(budget, 'chat', 5)).toBe(5);
    expect(budget.strained('chat')).toBe(false);
    await budget.take('chat');
    expect(budget.strained('chat')).toBe(true);
    expect(budget.strained('open')).toBe(false);
  });

  it('stays so for the next window, else a flood would begin anew every ten seconds', async () => {
    const budget = instance();
    await letIn(budget, 'chat', 10);
    clock += WINDOW_MS;
    expect(budget.strained('chat')).toBe(true);
    clock += WINDOW_MS;
    expect(budget.strained('chat')).toBe(false);
  });

  it('is known to another instance as soon as it asks', async () => {
    const [one, other] = [instance(), instance()];
    await letIn(one, 'chat', 10);
    expect(other.strained('chat')).toBe(false);
    expect(await other.take('chat')).toBe(false);
    expect(other.strained('chat')).toBe(true);
  });
});

describe('refused reports', () => {
  it('are counted by day and lane, by all instances together, and survive their end', async () => {
    const [one, other] = [instance(), instance()];
    const before = (await Promise.all([letIn(one, 'open', 40), letIn(other, 'open', 30)])).reduce((a, b) => a + b);
    expect(before).toBe(5);
    await letIn(one, 'chat', 13);
    await Promise.all([one.close(), other.close()]);
    const counts = await instance().list(7);
    expect(counts).toHaveLength(2);
    expect(counts).toContainEqual({ day: TODAY, lane: 'open', count: 65 });
    expect(counts).toContainEqual({ day: TODAY, lane: 'chat', count: 3 });
    for (const row of await table.list({ partitionKey: `refused-${TODAY}` })) {
      expect(Object.keys(row).sort()).toEqual(['count', 'etag', 'partitionKey', 'rowKey']);
    }
  });

  it('are listed at once by the instance that refused them', async () => {
    const budget = instance();
    await letIn(budget, 'open', 6);
    expect(await budget.list(1)).toEqual([{ day: TODAY, lane: 'open', count: 1 }]);
  });

  it('are listed for the days that are asked for', async () => {
    const store = createBudgetStore(table);
    for (const day of ['2026-11-15', '2026-11-16', '2026-11-22']) await store.addRefused(day, 'open', 1);
    expect((await instance().list(7)).map(({ day }) => day)).toEqual(['2026-11-16', '2026-11-22']);
    expect((await instance().list(1)).map(({ day }) => day)).toEqual(['2026-11-22']);
  });

  it('are forgotten after 30 days, and budgets are left alone', async () => {
    const store = createBudgetStore(table);
    for (const day of ['2025-12-31', '2026-10-22', '2026-10-23']) await store.addRefused(day, 'open', 1);
    await instance().take('open');
    await instance().sweep(TODAY);
    expect((await table.list()).map(({ partitionKey }) => partitionKey)).toEqual(['budget', 'refused-2026-10-23']);
  });

  it('count for the day on which they were refused', async () => {
    const budget = instance();
    await letIn(budget, 'open', 6);
    clock += DAY_MS;
    await letIn(budget, 'open', 7);
    expect(await budget.list(2)).toEqual([
      { day: TODAY, lane: 'open', count: 1 },
      { day: '2026-11-23', lane: 'open', count: 2 },
    ]);
  });
});

describe('the writing down of refused reports', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  /** A lane that is used up, over a store in memory that can be down. */
  function usedUp() {
    const written: number[] = [];
    const state = { down: false, writing: async () => undefined as unknown };
    const store: BudgetStore = {
      takeBlock: async (_lane, window, limit) => ({ window, size: 0, taken: limit }),
      addRefused: async (_day, _lane, count) => {
        if (state.down) throw new StorageUnavailable('down');
        await state.writing();
        written.push(count);
      },
      refusedSince: async () => [],
      removeRefusedBefore: async () => undefined,
    };
    return { budget: instance({ store }), written, state };
  }

  it('happens once in five seconds, however many there are', async () => {
    const { budget, written } = usedUp();
    await letIn(budget, 'open', 300);
    await jest.advanceTimersByTimeAsync(4999);
    expect(written).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(written).toEqual([300]);
    await letIn(budget, 'open', 200);
    await jest.advanceTimersByTimeAsync(4999);
    expect(written).toEqual([300]);
    await jest.advanceTimersByTimeAsync(1);
    expect(written).toEqual([300, 200]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(written).toEqual([300, 200]);
  });

  it('leaves what comes meanwhile for the next time', async () => {
    const { budget, written, state } = usedUp();
    state.writing = () => letIn(budget, 'open', 9);
    await letIn(budget, 'open', 3);
    await jest.advanceTimersByTimeAsync(5000);
    expect(written).toEqual([3]);
    await jest.advanceTimersByTimeAsync(5000);
    expect(written).toEqual([3, 9]);
    state.writing = async () => undefined;
  });

  it('begins its five seconds anew after a list', async () => {
    const { budget, written } = usedUp();
    await letIn(budget, 'open', 3);
    await jest.advanceTimersByTimeAsync(3000);
    await budget.list(7);
    await letIn(budget, 'open', 4);
    await jest.advanceTimersByTimeAsync(4999);
    expect(written).toEqual([3]);
    await jest.advanceTimersByTimeAsync(1);
    expect(written).toEqual([3, 4]);
  });

  it('is waited for by an end that comes in the middle', async () => {
    const { budget, written, state } = usedUp();
    let done: (value: unknown) => void = () => undefined;
    state.writing = () => new Promise((resolve) => (done = resolve));
    await letIn(budget, 'open', 3);
    await jest.advanceTimersByTimeAsync(5000);
    const closed = budget.close().then(() => expect(written).toEqual([3]));
    await new Promise(setImmediate);
    done(undefined);
    await closed;
  });

  it('is tried again when storage is down, and loses nothing', async () => {
    const { budget, written, state } = usedUp();
    state.down = true;
    await letIn(budget, 'open', 3);
    await jest.advanceTimersByTimeAsync(5000);
    await letIn(budget, 'open', 4);
    await expect(budget.close()).rejects.toThrow(StorageUnavailable);
    state.down = false;
    await jest.advanceTimersByTimeAsync(5000);
    expect(written).toEqual([7]);
  });

  it('is not done twice by an end that comes in the middle', async () => {
    const { budget, written } = usedUp();
    await letIn(budget, 'open', 5);
    await Promise.all([budget.close(), budget.close(), budget.list(7)]);
    expect(written).toEqual([5]);
  });
});
