import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectStorage, StorageUnavailable, within } from '../../src/storage/client.ts';
import { openTable, type Row, type Table } from '../../src/storage/tables.ts';
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
