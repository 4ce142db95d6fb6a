import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { hashOf, type KeyLog, type KeyOf, nextEntry, refOf } from '../../src/officers/keylog.ts';

export const TENANT = 'school-a';
export const DAY = '2026-11-22';

/** Someone with keys; the age recipient is only a name here, because the log does not look into it. */
export type Someone = { readonly id: string; readonly key: KeyOf; readonly signKey: Uint8Array };

export function someone(id: string, tenant = TENANT): Someone {
  const signKey = utf8ToBytes(id.padEnd(32, '.').slice(0, 32));
  const verifyKey = bytesToHex(ed25519.getPublicKey(signKey));
  return { id, key: { officer: refOf(tenant, id), recipient: `recipient of ${id}`, verifyKey }, signKey };
}

/** A log in which the first signs for the second, the second for the third, and so on. */
export function signedLog(people: readonly Someone[], tenant = TENANT): KeyLog {
  const log: KeyLog[number][] = [];
  for (const [at, { key, signKey }] of people.entries()) {
    log.push(nextEntry(log, tenant, key, DAY, people[at - 1]?.signKey ?? signKey));
  }
  return log;
}

/** The setting that goes with a log. */
export function rootOf([first]: KeyLog, tenant = TENANT): string {
  if (!first) throw new Error('a log without a line has no root');
  return hashOf(first, tenant);
}
