import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { KeyOf } from './keylog.ts';
import { WORDS } from './wordlist.nl.ts';

const WORDS_SHOWN = 6;
/** 2048 words. */
const BITS_PER_WORD = 11n;

/**
 * An officer's public keys as six words that two people can compare aloud: the first 66 bits of their hash. They are no
 * secret, and no passphrase.
 */
export function fingerprintOf({ recipient, verifyKey }: Pick<KeyOf, 'recipient' | 'verifyKey'>): string {
  const digest = sha256(utf8ToBytes(JSON.stringify(['bondgenoot/key/v1', recipient, verifyKey])));
  const bits = digest.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  return Array.from({ length: WORDS_SHOWN }, (_, place) => {
    const end = BigInt(digest.length * 8) - BITS_PER_WORD * BigInt(place + 1);
    return WORDS[Number((bits >> end) & (BigInt(WORDS.length) - 1n))];
  }).join(' ');
}
