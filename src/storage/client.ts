import { TableClient, TableServiceClient } from '@azure/data-tables';
import { DefaultAzureCredential } from '@azure/identity';
import { QueueServiceClient } from '@azure/storage-queue';
import type { StorageSettings } from '../config.ts';

export type StorageClients = {
  readonly tableService: TableServiceClient;
  readonly table: (name: string) => TableClient;
  readonly queueService: QueueServiceClient;
};

/** Storage did not answer, or refused. Nothing is known to be written; the same call may be made again. */
export class StorageUnavailable extends Error {
  readonly code = 'unavailable';
  constructor(cause: unknown) {
    super('storage is unavailable', { cause });
    this.name = 'StorageUnavailable';
  }
}

/** A turn must be answered within 5 seconds, so each storage call gets less. */
const TIMEOUT_MS = 3000;
/** As often as fits in that time: a connection that storage has just closed fails at once. */
const MAX_RETRIES = 3;
const RETRY_MS = 100;
/** The same, as the client of queues calls it. */
const QUEUE_RETRIES = { maxTries: MAX_RETRIES + 1, retryDelayInMs: RETRY_MS };
/** Answers that a caller decides on: not found, exists, changed. */
const DECISIONS = new Set([404, 409, 412]);

/** Makes the Azure clients. No call goes out yet. */
export function connectStorage(settings: StorageSettings): StorageClients {
  const retryOptions = { maxRetries: MAX_RETRIES, retryDelayInMs: RETRY_MS };
  if (settings.kind === 'managed-identity') {
    const credential = new DefaultAzureCredential();
    return {
      tableService: new TableServiceClient(settings.tablesUrl, credential, { retryOptions }),
      table: (name) => new TableClient(settings.tablesUrl, name, credential, { retryOptions }),
      queueService: new QueueServiceClient(settings.queuesUrl, credential, { retryOptions: QUEUE_RETRIES }),
    };
  }
  const { connectionString } = settings;
  // Azurite speaks plain http, on loopback only; everything else goes by https.
  const options = { retryOptions, allowInsecureConnection: /=http:\/\/127\.0\.0\.1/.test(connectionString) };
  return {
    tableService: TableServiceClient.fromConnectionString(connectionString, options),
    table: (name) => TableClient.fromConnectionString(connectionString, name, options),
    queueService: QueueServiceClient.fromConnectionString(connectionString, { retryOptions: QUEUE_RETRIES }),
  };
}

/**
 * Runs one storage call with a time limit.
 *
 * @throws the service's own error where a caller decides (404, 409, 412), {@link StorageUnavailable} for the rest.
 */
export async function within<T>(call: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
  // Not `AbortSignal.timeout`: that one goes off for every call, also long after it was answered.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT_MS);
  try {
    return await call({ abortSignal: late.signal });
  } catch (error) {
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
    if (typeof status === 'number' && DECISIONS.has(status)) throw error;
    throw new StorageUnavailable(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The same for a call that cannot be told to stop: after the time limit nobody waits for it any more. */
export const withinTime = <T>(call: () => Promise<T>): Promise<T> =>
  within(({ abortSignal }) => {
    const late = new Promise<never>((_resolve, reject) => {
      abortSignal.addEventListener('abort', () => reject(abortSignal.reason), { once: true });
    });
    return Promise.race([late, call()]);
  });
