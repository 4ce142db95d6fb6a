import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectStorage, StorageUnavailable, within } from '../../src/storage/client.ts';
import { openTable, type Row, type Step, type Table } from '../../src/storage/tables.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';

type Note = Row & { readonly text?: string; readonly bytes?: Uint8Array; readonly count?: number };

let azurite: TestAzurite;
let table: Table<Note>;
const open = () =>
  openTable<Note>(connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString }), 'notes');
beforeAll(async () => {
  azurite = await startAzurite();
  table = await open();
});
afterAll(async () => {
  azurite.thaw();
  await azurite.stop();
});
const row = (rowKey: string, text: string, partitionKey = 'p'): Note => ({ partitionKey, rowKey, text });

describe('a table', () => {
  it('gives back what was written, and nothing where nothing was', async () => {
    const bytes = new Uint8Array([0, 1, 254, 255]);
    expect(await table.insert({ partitionKey: 'p', rowKey: 'kinds', text: 'é', bytes, count: 3 })).toBe('created');
    const found = await table.get('p', 'kinds');
    expect(found).toMatchObject({ text: 'é', count: 3, etag: expect.any(String) });
    expect([...(found?.bytes ?? [])]).toEqual([...bytes]);
    expect(found).not.toHaveProperty('timestamp');
    expect(await table.get('p', 'nothing')).toBeUndefined();
  });

  it('is there already the second time it is opened', async () => {
    await table.insert(row('kept', 'x'));
    expect(await (await open()).get('p', 'kept')).toMatchObject({ text: 'x' });
  });

  it('deletes a row, and does not mind when it is gone', async () => {
    await table.insert(row('gone', 'x'));
    await table.insert(row('stays', 'x'));
    await table.remove({ partitionKey: 'p', rowKey: 'gone' });
    await table.remove({ partitionKey: 'p', rowKey: 'gone' });
    expect(await table.get('p', 'gone')).toBeUndefined();
    expect(await table.get('p', 'stays')).toMatchObject({ text: 'x' });
  });

  it('does not write over a row: the first one stays', async () => {
    await table.insert(row('once', 'first'));
    expect(await table.insert(row('once', 'second'))).toBe('exists');
    expect(await table.get('p', 'once')).toMatchObject({ text: 'first' });
  });

  it('writes all rows or none', async () => {
    await table.insert(row('there', 'first', 'all'));
    expect(await table.insert(row('new', 'x', 'all'), row('there', 'second', 'all'))).toBe('exists');
    expect(await table.get('all', 'new')).toBeUndefined();
    expect(await table.get('all', 'there')).toMatchObject({ text: 'first' });
  });

  it('lets one of ten who write at once win', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => table.insert(row('race', String(index)))),
    );
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
  });

  it('replaces a row only if nobody changed it since', async () => {
    await table.insert(row('changing', 'one'));
    const before = await table.get('p', 'changing');
    expect(await table.replace(row('changing', 'two'), before?.etag ?? '')).toBe('replaced');
    expect(await table.replace(row('changing', 'three'), before?.etag ?? '')).toBe('changed');
    expect(await table.get('p', 'changing')).toMatchObject({ text: 'two' });
    expect(await table.replace(row('never-there', 'x'), before?.etag ?? '')).toBe('changed');
  });

  it('drops what the new row does not have', async () => {
    await table.insert({ ...row('shrinking', 'x'), count: 1 });
    const before = await table.get('p', 'shrinking');
    await table.replace(row('shrinking', 'y'), before?.etag ?? '');
    expect(await table.get('p', 'shrinking')).not.toHaveProperty('count');
  });

  it('puts a row whether or not it is there', async () => {
    await table.put(row('put', 'one'));
    await table.put(row('put', 'two'));
    expect(await table.get('p', 'put')).toMatchObject({ text: 'two' });
  });

  it('lists a partition, and a key with a quote finds only itself', async () => {
    const quoted = "x' or PartitionKey ne 'y";
    await table.insert(row('1', 'a', 'list'));
    await table.insert(row('2', 'b', 'list'));
    await table.insert(row('1', 'c', quoted));
    const texts = async (partitionKey: string) => (await table.list({ partitionKey })).map(({ text }) => text).sort();
    expect(await texts('list')).toEqual(['a', 'b']);
    expect(await texts(quoted)).toEqual(['c']);
    expect(await texts('empty')).toEqual([]);
    expect((await table.list()).length).toBeGreaterThanOrEqual(3);
  });
});

describe('a change of several rows', () => {
  const textsOf = async (partitionKey: string) =>
    Object.fromEntries((await table.list({ partitionKey })).map(({ rowKey, text }) => [rowKey, text]));
  const etagOf = async (partitionKey: string, rowKey: string) => (await table.get(partitionKey, rowKey))?.etag ?? '';
  /** A partition of its own with two rows in it. */
  async function partition(): Promise<string> {
    const name = crypto.randomUUID();
    await table.insert(row('first', 'one', name), row('second', 'two', name));
    return name;
  }

  it('does every step at once', async () => {
    const p = await partition();
    const steps = [
      { replace: { ...row('first', 'changed', p), count: 1 }, etag: await etagOf(p, 'first') },
      { remove: { partitionKey: p, rowKey: 'second' } },
      { insert: row('third', 'new', p) },
      { put: row('fourth', 'put', p) },
    ];
    expect(await table.change(...steps)).toBe('done');
    expect(await textsOf(p)).toEqual({ first: 'changed', third: 'new', fourth: 'put' });
    expect(await table.get(p, 'first')).toMatchObject({ count: 1 });
  });

  it('changes what another step of it does not touch, and gives every changed row a new etag', async () => {
    const p = await partition();
    const [first, second] = [await etagOf(p, 'first'), await etagOf(p, 'second')];
    await table.change({ replace: row('first', 'changed', p), etag: first }, { insert: row('third', 'x', p) });
    expect(await etagOf(p, 'first')).not.toBe(first);
    expect(await etagOf(p, 'second')).toBe(second);
  });

  it('drops what a row that is put or replaced does not have any more', async () => {
    const p = await partition();
    await table.put({ ...row('first', 'x', p), count: 1 });
    await table.put({ ...row('second', 'x', p), count: 1 });
    const etag = await etagOf(p, 'first');
    await table.change({ replace: row('first', 'y', p), etag }, { put: row('second', 'y', p) });
    for (const key of ['first', 'second']) expect(await table.get(p, key)).not.toHaveProperty('count');
  });

  it('puts a row whether or not it is there', async () => {
    const p = await partition();
    expect(await table.change({ put: row('first', 'over', p) }, { put: row('third', 'new', p) })).toBe('done');
    expect(await textsOf(p)).toEqual({ first: 'over', second: 'two', third: 'new' });
  });

  it.each<[string, (p: string, stale: string) => Step<Note>]>([
    ['a row that was changed since is replaced', (p, etag) => ({ replace: row('first', 'late', p), etag })],
    ['a row that is not there is replaced', (p, etag) => ({ replace: row('nothing', 'x', p), etag })],
    ['a row that is not there is removed', (p) => ({ remove: { partitionKey: p, rowKey: 'nothing' } })],
    ['a row that is there is inserted', (p) => ({ insert: row('first', 'again', p) })],
  ])('does nothing at all when %s, wherever that step stands', async (_what, wrong) => {
    const p = await partition();
    const stale = await etagOf(p, 'first');
    await table.replace(row('first', 'meanwhile', p), stale);
    const before = await textsOf(p);
    expect(before).toEqual({ first: 'meanwhile', second: 'two' });
    const etag = await etagOf(p, 'second');
    const right: Step<Note>[] = [
      { replace: row('second', 'changed', p), etag },
      { insert: row('third', 'new', p) },
      { put: row('fourth', 'put', p) },
    ];
    for (let place = 0; place <= right.length; place += 1) {
      expect(await table.change(...right.toSpliced(place, 0, wrong(p, stale)))).toBe('changed');
      expect(await textsOf(p)).toEqual(before);
    }
    const remove: Step<Note> = { remove: { partitionKey: p, rowKey: 'second' } };
    expect(await table.change(remove, wrong(p, stale))).toBe('changed');
    expect(await textsOf(p)).toEqual(before);
  });

  it('is done by one of ten who saw the same, and by the others not in part either', async () => {
    const p = await partition();
    const etag = await etagOf(p, 'first');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        table.change({ replace: row('first', `${index}`, p), etag }, { insert: row(`of-${index}`, 'x', p) }),
      ),
    );
    const winners = outcomes.flatMap((outcome, index) => (outcome === 'done' ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(await textsOf(p)).toEqual({ first: `${winners[0]}`, second: 'two', [`of-${winners[0]}`]: 'x' });
  });

  it('keeps bytes as they are', async () => {
    const p = await partition();
    const bytes = Uint8Array.from({ length: 56 * 1024 }, (_, index) => index % 251);
    const etag = await etagOf(p, 'first');
    await table.change(
      { replace: { ...row('first', 'x', p), bytes }, etag },
      { insert: { ...row('third', 'x', p), bytes } },
    );
    for (const key of ['first', 'third']) {
      expect(Buffer.compare((await table.get(p, key))?.bytes ?? new Uint8Array(), bytes)).toBe(0);
    }
  });
});

describe('storage that does not answer', () => {
  it('is told within the five seconds of a turn, and works again afterwards', async () => {
    await table.insert(row('before', 'x'));
    azurite.freeze();
    const start = performance.now();
    const calls = [
      table.get('p', 'before'),
      table.insert(row('frozen', 'x')),
      table.list(),
      table.put(row('frozen', 'x')),
      table.change({ put: row('frozen', 'x') }),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: 'rejected', reason: expect.any(StorageUnavailable) });
    }
    expect(performance.now() - start).toBeLessThan(4500);
    azurite.thaw();
    expect(await table.get('p', 'before')).toMatchObject({ text: 'x' });
  });

  it('carries a code and no word of what was written', async () => {
    const secret = 'merkteken';
    const failing = within(async () => Promise.reject(new Error(secret)));
    await expect(failing).rejects.toMatchObject({ code: 'unavailable', message: 'storage is unavailable' });
  });

  it.each([404, 409, 412])('while an answer of %i is left to the caller', async (statusCode) => {
    const error = Object.assign(new Error('decided'), { statusCode });
    await expect(within(async () => Promise.reject(error))).rejects.toBe(error);
  });
});
