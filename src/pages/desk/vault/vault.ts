import { DeskError } from '../trouble.ts';
import type { Calls, Ready, Reply } from './calls.ts';
import { running, startWorker } from './start-worker.ts';

/** The officer's key at work. The page never holds the key, only this handle. */
export type Vault = {
  /** @throws {DeskError} `worker` when it cannot be done or the vault was locked meanwhile; what {@link running} throws when it never ran. */
  ask<K extends keyof Calls>(call: K, ask: Calls[K]['ask']): Promise<Calls[K]['answer']>;
  /** Ends the worker and with it the key. The vault is of no use afterwards. */
  lock(): void;
};

type Waiting = { resolve(answer: unknown): void; reject(error: DeskError): void };

/** Starts a worker of its own for a key that is still to be made or unlocked. @throws {DeskError} */
export function newVault(worker: Worker = startWorker()): Vault {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  const ready = running(worker);
  ready.catch(() => undefined); // whoever asks hears of it

  const failAll = () => {
    for (const { reject } of waiting.values()) reject(new DeskError('worker'));
    waiting.clear();
  };
  // One that never ran does not fail here: why is still to be found out.
  worker.addEventListener('error', () => void ready.then(failAll, () => undefined));
  worker.addEventListener('message', ({ data }: MessageEvent<Ready | Reply>) => {
    if ('version' in data) return;
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.ok) asked?.resolve(data.answer);
    else asked?.reject(new DeskError('worker'));
  });

  return {
    ask: (call, ask) =>
      new Promise((resolve, reject) => {
        const number = ++count;
        // The worker answers a call with that call's own answer; the map of open questions cannot know which.
        waiting.set(number, { resolve: resolve as (answer: unknown) => void, reject });
        ready.then(() => worker.postMessage({ number, call, ask }), reject);
      }),
    lock: () => {
      worker.terminate();
      failAll();
    },
  };
}
