import { DeskError } from '../trouble.ts';
import type { Calls, Reply } from './calls.ts';
import { startWorker } from './start-worker.ts';

/** The officer's key at work. The page never holds the key, only this handle. */
export type Vault = {
  /** @throws {DeskError} `worker` when it cannot be done or the vault was locked meanwhile. */
  ask<K extends keyof Calls>(call: K, ask: Calls[K]['ask']): Promise<Calls[K]['answer']>;
  /** Ends the worker and with it the key. The vault is of no use afterwards. */
  lock(): void;
};

type Waiting = { resolve(answer: unknown): void; reject(error: DeskError): void };

/** Starts a worker of its own for a key that is still to be made or unlocked. */
export function newVault(worker: Worker = startWorker()): Vault {
  const waiting = new Map<number, Waiting>();
  let count = 0;

  const failAll = () => {
    for (const { reject } of waiting.values()) reject(new DeskError('worker'));
    waiting.clear();
  };
  worker.addEventListener('error', failAll);
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
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
        worker.postMessage({ number, call, ask });
      }),
    lock: () => {
      worker.terminate();
      failAll();
    },
  };
}
