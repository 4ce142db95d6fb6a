import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/reports/case.ts';
import { createHiddenText } from '../../src/reports/hidden-text.ts';
import { type CaseId, newCaseId } from '../../src/reports/model.ts';
import { createNotices, type NoticeRow } from '../../src/reports/notices.ts';
import { connectStorage } from '../../src/storage/client.ts';
import { openTable, type Table } from '../../src/storage/tables.ts';
import { loadCards } from '../../src/teams/cards.ts';
import type { Connector } from '../../src/teams/connector.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';

const cards = loadCards(join(import.meta.dirname, '../../cards'));
let azurite: TestAzurite;
let table: Table<NoticeRow>;
let posts: number;
let updates: number;
let now: number;
let removed: string[];
let queued: CaseId[];

beforeAll(async () => {
  azurite = await startAzurite();
  const clients = connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString });
  table = await openTable(clients, 'notices');
});
afterAll(() => azurite.stop());
beforeEach(() => {
  [posts, updates, now, queued, removed] = [0, 0, 1_000_000, [], []];
});

const caseWith = (change: Partial<Case> = {}): Case => ({
  id: newCaseId(),
  day: '2026-11-22',
  status: 'new',
  owner: undefined,
  acute: false,
  member: true,
  news: false,
  hiddenFrom: '',
  keyEpoch: 1,
  readersEpoch: 1,
  receipt: { lookup: 'l', recipient: 'r', verifyKey: 'v' },
  ...change,
});

/** One instance of the program; `refresh` is what its queue worker does. */
function instance(of: Case, post: Connector['post'] = posted) {
  let refresh: (id: string) => Promise<void> = async () => undefined;
  const notices = createNotices({
    queue: {
      send: async (id) => void queued.push(id as CaseId), // only case ids are sent to this queue
      consume: (work) => {
        refresh = work;
        return async () => undefined;
      },
    },
    notices: table,
    connector: {
      post,
      update: async () => {
        updates += 1;
        return 'updated';
      },
      postTo: posted,
      remove: async ({ activityId }) => void removed.push(activityId),
    },
    cards,
    places: createHiddenText(new Uint8Array(32), 'notice'),
    addressees: async () => [{ kind: 'channel', id: '19:reports' }],
    withinMinutes: 0,
    deskUrl: () => 'https://bondgenoot.example.nl/desk/',
    officerName: () => undefined,
    getCase: async () => of,
    now: () => now,
  });
  notices.work(() => undefined);
  return { notices, refresh: () => refresh(of.id) };
}

async function posted() {
  posts += 1;
  return { conversationId: 'c', activityId: `a${posts}` };
}

describe('the notice of a case', () => {
  it('is posted once when two instances are at it at the same moment', async () => {
    const one = caseWith();
    const outcomes = await Promise.allSettled([instance(one).refresh(), instance(one).refresh()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(posts).toBe(1);
  });

  it('is updated, not posted, the next time', async () => {
    const { refresh } = instance(caseWith());
    await refresh();
    await refresh();
    expect([posts, updates]).toEqual([1, 1]);
  });

  it('is posted by another instance a minute after one died over it, not before', async () => {
    const one = caseWith();
    const dies = async () => {
      throw new Error('gone');
    };
    await expect(instance(one, dies).refresh()).rejects.toThrow();
    now += 59_000;
    await expect(instance(one).refresh()).rejects.toThrow();
    expect(posts).toBe(0);
    now += 2_000;
    await instance(one).refresh();
    expect(posts).toBe(1);
  });

  it('is posted anew when the reporter wrote, and the old card goes only when the new one stands', async () => {
    const one = caseWith();
    await instance(one).refresh();
    const news = { ...one, news: true };
    const dies = async () => {
      throw new Error('gone');
    };
    await expect(instance(news, dies).refresh()).rejects.toThrow();
    expect(removed).toEqual([]);
    now += 61_000;
    await instance(news).refresh();
    expect([posts, removed]).toEqual([2, ['a1']]);
    // Told once; what changes after that changes that card.
    await instance(news).refresh();
    await instance(one).refresh();
    expect([posts, updates]).toEqual([2, 2]);
    await instance(news).refresh();
    expect(posts).toBe(3);
  });

  it('is announced again by the sweep when it was lost, and only then', async () => {
    const [lost, closed, noticed] = [caseWith(), caseWith({ status: 'closed' }), caseWith()];
    await instance(noticed).refresh();
    await instance(lost).notices.sweep([lost, closed, noticed]);
    expect(queued).toEqual([lost.id]);
  });
});
