import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { generateHybridIdentity } from 'age-encryption';
import type { OfficerSecret } from './key.ts';
import { isSameKey, type KeyLog, type KeyOf, keysInUse, refOf } from './keylog.ts';

/**
 * The recovery sheet: a key on paper, in two safes, for when nobody can open reports any more. It stands in the key log like
 * an officer's key, under a name that no officer can have, and every report is sealed to it that is hidden from nobody.
 */
export const recoveryRef = (tenant: string): string => refOf(tenant, 'recovery');

/** An age hybrid secret key: 32 bytes in bech32, which has a checksum of its own. */
const SHEET = /^AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58}$/;

/** What stands on a new sheet. To be shown once, printed, and kept nowhere else. */
export const newSheet = (): Promise<string> => generateHybridIdentity();

/**
 * The keys that a sheet yields. Its signing key comes out of the same text, so that there is one thing to copy.
 *
 * @param typed the text of the sheet, as it was typed or read from its QR code.
 * @returns undefined when it cannot be the text of a sheet.
 */
export function secretOf(typed: string): OfficerSecret | undefined {
  const identity = typed.replace(/\s+/g, '').toUpperCase();
  if (!SHEET.test(identity)) return undefined;
  return { identity, signKey: sha256(utf8ToBytes(JSON.stringify(['bondgenoot/recovery/v1', identity]))) };
}

/**
 * Whether a server says of the sheet what the key log says: its key, or that there is none. A server that kept quiet about
 * it would have reports sealed that no sheet opens.
 *
 * @param log which must have been checked.
 */
export function recoveryBorneOut(recovery: KeyOf | null, log: KeyLog, tenant: string): boolean {
  const inUse = keysInUse(log).find(({ officer }) => officer === recoveryRef(tenant));
  return inUse === undefined ? recovery === null : recovery !== null && isSameKey(inUse, recovery);
}
