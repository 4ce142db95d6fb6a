import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ConversationRow, createConversations } from '../../src/guidelines/conversations.store.ts';
import { type CountRow, createCounts, weekOf } from '../../src/guidelines/counts.store.ts';
import { connectStorage } from '../../src/storage/client.ts';
import { openTable, type Table } from '../../src/storage/tables.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';

const MINUTE = 60_000;
const KEY = new Uint8Array(32).fill(7);
const CHAT = 'a:a-chat-with-a-name';

let azurite: TestAzurite;
let rows: Table<ConversationRow>;
let counted: Table<CountRow>;
beforeAll(async () => {
  azurite = await startAzurite();
  const clients = connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString });
  rows = await openTable(clients, 'conversations');
  counted = await openTable(clients, 'counts');
});
afterAll(async () => {
  azurite.thaw();
  await azurite.stop();
});

describe('what a chat was about', () => {
  let now = 1_000 * MINUTE;
  const open = (key = KEY) => createConversations(rows, key, () => now);

  it('is known for half an hour, and then no more', async () => {
    await open().remember(CHAT, 'snitchen');
    now += 30 * MINUTE - 1;
    expect(await open().last(CHAT)).toBe('snitchen');
    now += 1;
    expect(await open().last(CHAT)).toBeUndefined();
  });

  it('is the last thing it was about, and of that chat only', async () => {
    await open().remember(CHAT, 'snitchen');
    await open().remember(CHAT, 'gedragsregels');
    expect(await open().last(CHAT)).toBe('gedragsregels');
    expect(await open().last('a:another')).toBeUndefined();
  });

  it('is kept under a keyed hash, with an entry and an expiry and nothing else', async () => {
    await open().remember(CHAT, 'snitchen');
    const [row, ...more] = await rows.list();
    expect(more).toEqual([]);
    expect(Object.keys(row ?? {}).sort()).toEqual(['entry', 'etag', 'expires', 'partitionKey', 'rowKey']);
    expect(row?.partitionKey).toMatch(/^[0-9a-f]{64}$/);
    expect(await azurite.dump()).not.toContain('a-chat-with-a-name');
    // Without the key nobody can tell which chat a row is of.
    expect(await open(new Uint8Array(32).fill(8)).last(CHAT)).toBeUndefined();
  });

  it('is deleted once it is too old, and not before', async () => {
    await open().remember(CHAT, 'snitchen');
    now += 20 * MINUTE;
    await open().remember('a:another', 'gedragsregels');
    now += 15 * MINUTE;
    await open().sweep();
    expect((await rows.list()).map(({ entry }) => entry)).toEqual(['gedragsregels']);
    now += 30 * MINUTE;
    await Promise.all([open().sweep(), open().sweep()]);
    expect(await rows.list()).toEqual([]);
  });
});

describe('counts', () => {
  let today = '2026-11-22';
  const counts = () => createCounts(counted, () => today);

  it('are kept per topic and week, and per entry and day', async () => {
    await counts().add({ kind: 'topic', key: 'sextortion' });
    await counts().add({ kind: 'topic', key: 'sextortion' });
    await counts().add({ kind: 'rating', key: 'snitchen.yes' });
    today = '2026-11-23';
    await counts().add({ kind: 'topic', key: 'sextortion' });
    await counts().add({ kind: 'rating', key: 'snitchen.yes' });
    expect(await counts().list('topic')).toEqual([
      { period: '2026-W47', key: 'sextortion', count: 2 },
      { period: '2026-W48', key: 'sextortion', count: 1 },
    ]);
    expect(await counts().list('rating')).toEqual([
      { period: '2026-11-22', key: 'snitchen.yes', count: 1 },
      { period: '2026-11-23', key: 'snitchen.yes', count: 1 },
    ]);
  });

  it('lose nothing when several instances count at once', async () => {
    today = '2026-12-01';
    await Promise.all(Array.from({ length: 12 }, () => counts().add({ kind: 'rating', key: 'deepfake-van-mij.no' })));
    expect((await counts().list('rating')).find(({ period }) => period === today)?.count).toBe(12);
  });

  it('hold a number and nothing of anybody', async () => {
    for (const row of await counted.list()) {
      expect(Object.keys(row).sort()).toEqual(['count', 'etag', 'partitionKey', 'rowKey']);
    }
  });

  it.each([
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2025-01-01', '2025-W01'],
  ])('%s is in week %s', (day, week) => {
    expect(weekOf(day)).toBe(week);
  });
});
