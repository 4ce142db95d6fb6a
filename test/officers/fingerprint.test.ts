import { describe, expect, it } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { fingerprintOf } from '../../src/officers/fingerprint.ts';
import { WORDS } from '../../src/officers/wordlist.nl.ts';

const KEY = { recipient: 'age1pq1recipient', verifyKey: 'ab'.repeat(32) };

describe('a fingerprint', () => {
  it('is six words of the list, and the same each time', () => {
    const words = fingerprintOf(KEY).split(' ');
    expect(words).toHaveLength(6);
    expect(words.filter((word) => !WORDS.includes(word))).toEqual([]);
    expect(fingerprintOf({ ...KEY })).toBe(words.join(' '));
  });

  it('is another one when either key is another', () => {
    const all = [KEY, { ...KEY, recipient: 'age1pq1recipienu' }, { ...KEY, verifyKey: `${'ab'.repeat(31)}ac` }];
    expect(new Set(all.map(fingerprintOf)).size).toBe(3);
  });

  it('carries the first 66 bits of the hash, not fewer', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (recipient, verifyKey) => {
        const bytes = sha256(utf8ToBytes(JSON.stringify(['bondgenoot/key/v1', recipient, verifyKey])));
        const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
        const words = fingerprintOf({ recipient, verifyKey }).split(' ');
        const shown = words.map((word) => WORDS.indexOf(word).toString(2).padStart(11, '0')).join('');
        return shown === bits.slice(0, 66);
      }),
    );
  });
});
