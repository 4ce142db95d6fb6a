import { scrypt } from 'node:crypto';
import type { Scrypt } from './receipt.ts';

/** Each derivation takes 128 MiB, so that few run at once and the rest wait their turn. */
const AT_ONCE = 2;
const MAX_MEMORY_BYTES = 160 * 1024 * 1024;

/** Node's scrypt, off the main thread, a few at a time. Gives the same bytes as the one in the browser; a test holds it. */
export function createScrypt(): Scrypt {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (password, salt, { N, r, p, dkLen }) => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        scrypt(password, salt, dkLen, { N, r, p, maxmem: MAX_MEMORY_BYTES }, (error, key) =>
          error ? reject(error) : resolve(new Uint8Array(key)),
        );
      });
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
