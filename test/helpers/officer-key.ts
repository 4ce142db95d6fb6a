import { createOfficerKey } from '../../src/officers/key.ts';

/** log2 of scrypt's N. What the desk itself makes takes a thousand times as long (`officers/key.test.ts`). */
const QUICK = 7;

/** An officer's key as the desk makes it, under a passphrase that can be tried in no time. */
export const quickOfficerKey = (passphrase: string) => createOfficerKey(passphrase, QUICK);
