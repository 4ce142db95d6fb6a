import { DeskError, kindOf, type TroubleKind } from '../trouble.ts';
import type { Ready } from './calls.ts';
import { VERSION } from './version.ts';

type ScriptUrlPolicy = { createScriptURL(url: string): string };
type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
};

/** The only script the desk ever starts by itself. */
const WORKER = 'worker.js';

// TypeScript's DOM types do not have Trusted Types yet, and some browsers neither. The policy's result is not a string
// but stands for one wherever a script address is wanted.
const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy: ScriptUrlPolicy = trustedTypes?.createPolicy('bondgenoot-worker', {
  createScriptURL: () => WORKER,
}) ?? { createScriptURL: () => WORKER };

/** The server may take so long to give the worker. */
const START_WITHIN_MS = 20_000;

/** Starts the worker that will hold the officer's key. @throws {DeskError} `worker` when the browser does not let it. */
export function startWorker(): Worker {
  try {
    return new Worker(policy.createScriptURL(WORKER), { type: 'module' });
  } catch {
    throw new DeskError('worker');
  }
}

/**
 * Resolves when the worker runs.
 *
 * @throws {DeskError} `offline` or `unavailable`: the server did not give it; `stale`: it is of another build than the
 * page; `worker`: this browser cannot run it.
 */
export function running(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (kind: TroubleKind) => reject(new DeskError(kind));
    const failed = () => void whyNotRunning().then(fail);
    const late = setTimeout(failed, START_WITHIN_MS);
    const started = ({ data }: MessageEvent<Ready>) => {
      clearTimeout(late);
      if (data.version === VERSION) resolve();
      else fail('stale');
    };
    worker.addEventListener('message', started, { once: true });
    worker.addEventListener('error', () => {
      clearTimeout(late);
      failed();
    });
  });
}

/** A browser does not say why a worker did not start, so its file is asked for once more. */
async function whyNotRunning(): Promise<TroubleKind> {
  try {
    const signal = AbortSignal.timeout(START_WITHIN_MS);
    const { ok, status } = await fetch(WORKER, { cache: 'no-store', credentials: 'omit', signal });
    if (ok) return 'worker';
    return kindOf(status) === 'unavailable' ? 'unavailable' : 'stale';
  } catch {
    return 'offline';
  }
}
