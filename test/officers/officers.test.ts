import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Appointment } from '../../src/config.ts';
import type { OfficerKey } from '../../src/officers/key.ts';
import { checkKeyLog, type KeyLogFault, nextEntry } from '../../src/officers/keylog.ts';
import { createOfficerStore, type OfficerStore } from '../../src/officers/officers.store.ts';
import { createOfficers, type Officers } from '../../src/officers/officers.ts';
import type { KeyLogEntry } from '../../src/reports/wire.ts';
import { connectStorage } from '../../src/storage/client.ts';
import { openTable } from '../../src/storage/tables.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';
import { DAY, rootOf, type Someone, signedLog, someone, TENANT } from './signed-log.ts';

const officer = someone('officer');
const deputy = someone('deputy');
const stranger = someone('stranger');
const APPOINTED: readonly Appointment[] = [
  { id: 'officer', name: 'Functionaris', role: 'officer' },
  { id: 'deputy', name: 'Vervanger', role: 'deputy' },
];
const ROOT_LINE = signedLog([officer])[0] ?? fail('one person makes one line');
const ROOT = rootOf([ROOT_LINE]);

const keyOf = ({ key, id }: Someone): OfficerKey => {
  const { recipient, verifyKey } = key;
  return { recipient, verifyKey, wrapped: new TextEncoder().encode(`wrapped key of ${id}`) };
};
const approval = (of: Someone, by: Someone, log = [ROOT_LINE]) => nextEntry(log, TENANT, of.key, DAY, by.signKey);

let azurite: TestAzurite;
let store: OfficerStore;
let tables = 0;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite?.stop());
beforeEach(async () => {
  const clients = connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString });
  store = createOfficerStore(await openTable(clients, `keys${++tables}`));
});

/** An instance of the program over the same table. */
function instance(change: Partial<Parameters<typeof createOfficers>[0]> = {}): Officers & { reported: KeyLogFault[] } {
  const reported: KeyLogFault[] = [];
  const officers = createOfficers({
    ...{ appointments: APPOINTED, store, tenantId: TENANT, keyLogRoot: ROOT },
    report: (why) => reported.push(why),
    ...change,
  });
  return { ...officers, reported };
}
const names = async (officers: Officers) => (await officers.readers()).readers.map(({ name }) => name);

describe('the first key', () => {
  it('is in use with its own line, once the school has set the root', async () => {
    const before = instance({ keyLogRoot: undefined });
    expect(await before.addKey('officer', keyOf(officer), ROOT_LINE)).toBe('in-use');
    expect(await before.readers()).toEqual({ keyEpoch: 1, readers: [], recovery: null });
    expect(await before.log()).toEqual([ROOT_LINE]);

    const after = instance();
    const reader = { ...officer.key, name: 'Functionaris', role: 'officer' };
    expect(await after.readers()).toEqual({ keyEpoch: 1, readers: [reader], recovery: null });
    expect(await after.keyOf('officer')).toEqual(keyOf(officer));
    expect([...before.reported, ...after.reported]).toEqual([]);
  });

  it.each([
    ['no line', undefined],
    ["a colleague's line", signedLog([deputy])[0]],
    ['a line that somebody else signed', approval(officer, stranger, [])],
    [
      'a line for another key',
      approval({ ...stranger, key: { ...stranger.key, officer: officer.key.officer } }, stranger, []),
    ],
    ['a line that is not the first', { ...ROOT_LINE, seq: 2 }],
  ])('is refused with %s, and nothing is kept', async (_, line) => {
    const officers = instance({ keyLogRoot: undefined });
    expect(await officers.addKey('officer', keyOf(officer), line)).toBe('refused');
    expect(await officers.keyOf('officer')).toBeUndefined();
    expect(await officers.log()).toEqual([]);
  });

  it('is refused with another line than the one that the school has set', async () => {
    const officers = instance();
    const other = nextEntry([], TENANT, officer.key, '2026-11-23', officer.signKey);
    expect(await officers.addKey('officer', keyOf(officer), other)).toBe('refused');
    expect(await officers.log()).toEqual([]);
  });

  it('is one, when two officers make theirs at the same moment: the other waits', async () => {
    const [a, b] = [instance({ keyLogRoot: undefined }), instance({ keyLogRoot: undefined })];
    const outcomes = await Promise.all([
      a.addKey('officer', keyOf(officer), ROOT_LINE),
      b.addKey('deputy', keyOf(deputy), signedLog([deputy])[0]),
    ]);
    expect([...outcomes].sort()).toEqual(['in-use', 'waiting']);
    expect(await a.log()).toHaveLength(1);
    expect(await a.waiting()).toHaveLength(1);
  });

  it('stays: the same officer cannot make a second one', async () => {
    const officers = instance();
    await officers.addKey('officer', keyOf(officer), ROOT_LINE);
    expect(await officers.addKey('officer', keyOf(stranger), ROOT_LINE)).toBe('exists');
    expect(await officers.keyOf('officer')).toEqual(keyOf(officer));
  });
});

describe("a colleague's key", () => {
  beforeEach(async () => {
    const officers = instance();
    await officers.addKey('officer', keyOf(officer), ROOT_LINE);
    await officers.addKey('deputy', keyOf(deputy));
  });

  it('waits, and opens nothing, until an officer signs for it', async () => {
    const officers = instance();
    expect(await names(officers)).toEqual(['Functionaris']);
    expect(await officers.waiting()).toEqual([{ ...deputy.key, name: 'Vervanger', role: 'deputy' }]);

    expect(await officers.approve('officer', approval(deputy, officer))).toBe('approved');
    expect(await officers.waiting()).toEqual([]);
    expect(await names(officers)).toEqual(['Functionaris', 'Vervanger']);
    expect(await officers.readers()).toMatchObject({ keyEpoch: 2 });
    expect(checkKeyLog(await officers.log(), TENANT, ROOT)).toEqual({ ok: true });
    expect(officers.reported).toEqual([]);
  });

  const wrongKey = { ...deputy, key: { ...deputy.key, recipient: stranger.key.recipient } };
  it.each([
    ['is signed by nobody of the log', 'officer', approval(deputy, stranger)],
    ['is sent by another than who signed it', 'deputy', approval(deputy, officer)],
    ['is about another key than the one that waits', 'officer', approval(wrongKey, officer)],
    ['is about somebody who is not appointed', 'officer', approval(stranger, officer)],
    ['is about somebody who is in the log already', 'officer', approval(officer, officer)],
    ['does not follow from the log', 'officer', approval(deputy, officer, [ROOT_LINE, ROOT_LINE])],
    ['has been changed since it was signed', 'officer', { ...approval(deputy, officer), day: '2026-11-23' }],
  ])('is not taken into use by a line that %s', async (_, by, entry) => {
    const officers = instance();
    expect(await officers.approve(by, entry)).toBe('changed');
    expect(await officers.log()).toEqual([ROOT_LINE]);
  });

  it('is not signed for before the school has set the root', async () => {
    const officers = instance({ keyLogRoot: undefined });
    expect(await officers.approve('officer', approval(deputy, officer))).toBe('changed');
  });

  it('is taken into use once, however often its line arrives', async () => {
    const outcomes = await Promise.all(
      [instance(), instance(), instance()].map((one) => one.approve('officer', approval(deputy, officer))),
    );
    expect(outcomes.filter((outcome) => outcome === 'approved')).toHaveLength(1);
    expect(await instance().log()).toHaveLength(2);
  });

  it('reads no more when its officer is dismissed, while the log keeps the line', async () => {
    await instance().approve('officer', approval(deputy, officer));
    const after = instance({ appointments: APPOINTED.slice(0, 1) });
    expect(await names(after)).toEqual(['Functionaris']);
    expect(await after.readers()).toMatchObject({ keyEpoch: 2 });
  });
});

describe('a key that goes out of use', () => {
  const anew = { ...stranger, key: { ...stranger.key, officer: deputy.key.officer } };
  const withBoth = [ROOT_LINE, approval(deputy, officer)];
  const leaving = (of: Someone, by: Someone, log: KeyLogEntry[]) =>
    nextEntry(log, TENANT, of.key, DAY, by.signKey, 'retire');
  const withOne = [...withBoth, leaving(deputy, officer, withBoth)];
  beforeEach(async () => {
    const officers = instance();
    await officers.addKey('officer', keyOf(officer), ROOT_LINE);
    await officers.addKey('deputy', keyOf(deputy));
    await officers.approve('officer', approval(deputy, officer));
  });

  it('reads no more, on the signature of a colleague', async () => {
    const officers = instance();
    expect(await officers.approve('officer', leaving(deputy, officer, withBoth))).toBe('approved');
    expect(await officers.readers()).toMatchObject({
      keyEpoch: 3,
      readers: [expect.objectContaining({ name: 'Functionaris' })],
    });
    // It is not for a colleague to take into use again.
    expect(await officers.waiting()).toEqual([]);
  });

  it("goes on nobody else's word", async () => {
    const officers = instance();
    expect(await officers.approve('officer', leaving(deputy, stranger, withBoth))).toBe('changed');
    expect(await officers.approve('deputy', leaving(deputy, officer, withBoth))).toBe('changed');
    expect(await officers.approve('officer', leaving(stranger, officer, withBoth))).toBe('changed');
    expect(await names(officers)).toEqual(['Functionaris', 'Vervanger']);
  });

  it('makes room for another one, which waits for a colleague like the first', async () => {
    const officers = instance();
    expect(await officers.addKey('deputy', keyOf(anew))).toBe('exists');
    await officers.approve('officer', leaving(deputy, officer, withBoth));
    expect(await officers.addKey('deputy', keyOf(anew))).toBe('waiting');
    expect(await officers.keyOf('deputy')).toEqual(keyOf(anew));
    expect(await officers.waiting()).toEqual([{ ...anew.key, name: 'Vervanger', role: 'deputy' }]);
    expect(await officers.approve('officer', approval(anew, officer, withOne))).toBe('approved');
    expect(await names(officers)).toEqual(['Functionaris', 'Vervanger']);
  });

  it('is replaced once, when its officer makes two at the same moment', async () => {
    await instance().approve('officer', leaving(deputy, officer, withBoth));
    const outcomes = await Promise.all([
      instance().addKey('deputy', keyOf(anew)),
      instance().addKey('deputy', keyOf({ ...anew, id: 'again', key: { ...anew.key, recipient: 'again' } })),
    ]);
    expect([...outcomes].sort()).toEqual(['exists', 'waiting']);
  });

  it('signs for nobody, also while its officer is still appointed', async () => {
    const officers = instance();
    await officers.approve('officer', leaving(deputy, officer, withBoth));
    await officers.addKey('deputy', keyOf(anew));
    expect(await officers.approve('deputy', approval(anew, deputy, withOne))).toBe('changed');
  });
});

describe('a log that somebody wrote to by hand', () => {
  it('gives no reader at all, and is told once with the rule that it breaks', async () => {
    let time = 0;
    const officers = instance({ now: () => time });
    await officers.addKey('officer', keyOf(officer), ROOT_LINE);
    await store.append(approval(deputy, stranger));
    for (time = 5000; time < 20_000; time += 5000) expect(await names(officers)).toEqual([]);
    expect(officers.reported).toEqual(['signer']);
  });

  it('gives no reader when its first line is not the one in the settings', async () => {
    const officers = instance({ keyLogRoot: 'a'.repeat(64) });
    await store.append(ROOT_LINE);
    expect(await names(officers)).toEqual([]);
    expect(officers.reported).toEqual(['root']);
  });
});

describe('reading the log', () => {
  const counted = () => {
    let reads = 0;
    const log = () => {
      reads += 1;
      return store.log();
    };
    return { reads: () => reads, store: { ...store, log } };
  };

  it('is done once in two seconds, however many reports come in', async () => {
    let time = 0;
    const { reads, store: counting } = counted();
    const officers = instance({ store: counting, now: () => time });
    await Promise.all([officers.readers(), officers.readers(), officers.log()]);
    time = 1999;
    await officers.readers();
    expect(reads()).toBe(1);
    time = 2000;
    await officers.readers();
    expect(reads()).toBe(2);
  });

  it('is done again after a write of our own, and when it is asked for', async () => {
    const officers = instance({ now: () => 0 });
    expect(await names(officers)).toEqual([]);
    await officers.addKey('officer', keyOf(officer), ROOT_LINE);
    expect(await names(officers)).toEqual(['Functionaris']);
    await officers.addKey('deputy', keyOf(deputy));
    expect(await names(officers)).toEqual(['Functionaris']);
    await instance().approve('officer', approval(deputy, officer));
    expect(await names(officers)).toEqual(['Functionaris']);
    officers.forget();
    expect(await names(officers)).toEqual(['Functionaris', 'Vervanger']);
  });

  it('is tried again at once after storage did not answer', async () => {
    let down = true;
    const log = () => (down ? Promise.reject(new Error('down')) : store.log());
    const officers = instance({ store: { ...store, log }, now: () => 0 });
    await expect(officers.readers()).rejects.toThrow('down');
    down = false;
    expect(await officers.readers()).toEqual({ keyEpoch: 0, readers: [], recovery: null });
  });
});

function fail(why: string): never {
  throw new Error(why);
}
