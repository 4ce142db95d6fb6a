import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';

const SCRIPT = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
/** Azurite's own account, printed in its documentation. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** A real Azurite with nothing in it, for one test file. */
export type TestAzurite = {
  readonly connectionString: string;
  /** Every row of every table and every message of every queue, as JSON text. */
  readonly dump: () => Promise<string>;
  /** Stops answering, as when a disk or a network hangs; `thaw` lets it go on. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => Promise<void>;
};

export async function startAzurite(): Promise<TestAzurite> {
  const [blob, queue, table] = await freePorts(3);
  const folder = await mkdtemp(join(tmpdir(), 'bondgenoot-azurite-'));
  const child: ChildProcess = spawn(
    process.execPath,
    [
      SCRIPT,
      ...['--inMemoryPersistence', '--silent', '--disableTelemetry', '--skipApiVersionCheck'],
      ...['--blobHost', '127.0.0.1', '--blobPort', String(blob)],
      ...['--queueHost', '127.0.0.1', '--queuePort', String(queue)],
      ...['--tableHost', '127.0.0.1', '--tablePort', String(table)],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const connectionString = [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT}`,
    `AccountKey=${KEY}`,
    `QueueEndpoint=http://127.0.0.1:${queue}/${ACCOUNT}`,
    `TableEndpoint=http://127.0.0.1:${table}/${ACCOUNT}`,
  ].join(';');
  await Promise.all([blob, queue, table].map((port) => answers(`http://127.0.0.1:${port}`, child)));
  return {
    connectionString,
    dump: () => dump(connectionString),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGCONT');
        child.kill('SIGTERM');
        await exited;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Ports that nobody listens on right now. Every jest worker looks in a part of its own, below the ports that the system
 * hands out by itself: two test files that start at the same moment must not find the same one.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  while (found.length < count) {
    const port = PART + randomInt(PART_SIZE);
    if (!found.includes(port) && (await isFree(port))) found.push(port);
  }
  return found;
}

const PART_SIZE = 2000;
const PART = 10_000 + (Number(process.env.JEST_WORKER_ID ?? 0) % 11) * PART_SIZE;

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (free) {
    server.close();
    await once(server, 'close');
  }
  return free;
}

/** Resolves when something answers at this address, whatever it says. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(1000) });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50)); // between two looks at a condition
    }
  }
  throw new Error('Azurite did not start');
}

async function dump(connectionString: string): Promise<string> {
  const options = { allowInsecureConnection: true };
  const found: unknown[] = [];
  for await (const { name = '' } of TableServiceClient.fromConnectionString(connectionString, options).listTables()) {
    const table = TableClient.fromConnectionString(connectionString, name, options);
    for await (const row of table.listEntities()) found.push({ table: name, ...readable(row) });
  }
  const queues = QueueServiceClient.fromConnectionString(connectionString);
  for await (const { name } of queues.listQueues()) {
    const { peekedMessageItems } = await queues.getQueueClient(name).peekMessages({ numberOfMessages: 32 });
    found.push(...peekedMessageItems.map(({ messageText }) => ({ queue: name, messageText })));
  }
  return JSON.stringify(found);
}

/** Bytes as the text they would be, so that clear text hidden in them is found too. */
const readable = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    ]),
  );
