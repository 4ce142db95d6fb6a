import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectStorage } from '../../src/storage/client.ts';
import { openQueue } from '../../src/storage/queues.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';

let azurite: TestAzurite;
let number = 0;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

/** A queue of its own for each test. */
async function newQueue() {
  number += 1;
  const name = `work-${number}`;
  const clients = connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString });
  const client = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient(name);
  return {
    name,
    queue: await openQueue(clients, name),
    left: async () => (await client.getProperties()).approximateMessagesCount ?? 0,
  };
}

async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 20)); // between two looks at a condition
}

describe('a queue', () => {
  it('hands every message to a worker once, and keeps nothing that was done', async () => {
    const { queue, left } = await newQueue();
    const done: string[] = [];
    for (const id of ['a', 'b', 'c']) await queue.send(id);
    const stop = queue.consume(
      async (id) => void done.push(id),
      () => {},
    );
    await until(() => done.length === 3);
    await until(async () => (await left()) === 0);
    await stop();
    expect(done.sort()).toEqual(['a', 'b', 'c']);
  });

  it('shares the work among consumers without doubling it', async () => {
    const { queue, left } = await newQueue();
    const done: string[] = [];
    const ids = Array.from({ length: 12 }, (_, index) => `id-${index}`);
    for (const id of ids) await queue.send(id);
    const stops = [1, 2, 3].map(() =>
      queue.consume(
        async (id) => void done.push(id),
        () => {},
      ),
    );
    await until(async () => done.length >= ids.length && (await left()) === 0);
    await Promise.all(stops.map((stop) => stop()));
    expect(done.sort()).toEqual([...ids].sort());
  });

  it('keeps a message whose worker fails, and tells the id and nothing else', async () => {
    const { queue, left } = await newQueue();
    const failed: [string, unknown][] = [];
    const error = new Error('not now');
    await queue.send('an-id');
    const stop = queue.consume(
      () => Promise.reject(error),
      (id, cause) => void failed.push([id, cause]),
    );
    await until(() => failed.length === 1);
    await stop();
    expect(failed).toEqual([['an-id', error]]);
    expect(await left()).toBe(1);
  });

  it('holds a message back until its time', async () => {
    const { queue, left } = await newQueue();
    const done: string[] = [];
    await queue.send('later', 3600);
    await queue.send('now');
    const stop = queue.consume(
      async (id) => void done.push(id),
      () => {},
    );
    await until(() => done.length > 0);
    await until(async () => (await left()) === 1);
    await stop();
    expect(done).toEqual(['now']);
  });

  it('stops only when the message in hand is done', async () => {
    const { queue } = await newQueue();
    const steps: string[] = [];
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await queue.send('slow');
    const stop = queue.consume(
      async () => {
        steps.push('begun');
        await released;
        steps.push('done');
      },
      () => {},
    );
    await until(() => steps.length === 1);
    const stopped = stop().then(() => steps.push('stopped'));
    release();
    await stopped;
    expect(steps).toEqual(['begun', 'done', 'stopped']);
  });

  it('goes on by itself after storage was away', async () => {
    const { queue } = await newQueue();
    const done: string[] = [];
    const failed: unknown[] = [];
    const stop = queue.consume(
      async (id) => void done.push(id),
      (...told) => void failed.push(told),
    );
    azurite.freeze();
    await expect(queue.send('lost?')).rejects.toMatchObject({ code: 'unavailable' });
    azurite.thaw();
    await queue.send('after');
    await until(() => done.includes('after'));
    await stop();
    expect(failed).toEqual([]);
  });
});
