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

/** Starts the worker that will hold the officer's key. */
export const startWorker = (): Worker => new Worker(policy.createScriptURL(WORKER), { type: 'module' });
