import { createHmac } from 'node:crypto';
import type { StoredCase } from './reports.store.ts';

/**
 * Names the state of a case for the desk: changes with every write and tells nothing. The ETag that it is made of holds the
 * moment of the last write, for a new case the moment of reporting.
 *
 * @param hashKey 32 bytes. Without a key, whoever has the name could try all moments of a day.
 */
export const createVersionOf =
  (hashKey: Uint8Array) =>
  ({ id, version }: Pick<StoredCase, 'id' | 'version'>): string =>
    createHmac('sha256', hashKey)
      .update(JSON.stringify(['bondgenoot/version/v1', id, version]))
      .digest('hex')
      .slice(0, 32);
