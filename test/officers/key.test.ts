import { beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Decrypter } from 'age-encryption';
import {
  createOfficerKey,
  newPassphrase,
  type OfficerKey,
  type OfficerSecret,
  unlockOfficerKey,
} from '../../src/officers/key.ts';
import { WORDS } from '../../src/officers/wordlist.nl.ts';
import { open, seal } from '../../src/reports/seal.ts';

const PASSPHRASE = 'appel boterham fiets gordijn kastanje wolk';
let secret: OfficerSecret;
let key: OfficerKey;
beforeAll(async () => {
  ({ secret, key } = await createOfficerKey(PASSPHRASE));
});

describe("an officer's key", () => {
  it('comes back whole with its passphrase, as it is read from paper', async () => {
    const typed = '  Appel BOTERHAM fiets\tgordijn  kastanje\nwolk ';
    expect(await unlockOfficerKey(key.wrapped, typed)).toEqual(secret);
  });

  it('does not open with another passphrase', async () => {
    const wrong = 'appel boterham fiets gordijn wolk kastanje';
    expect(await unlockOfficerKey(key.wrapped, wrong)).toBeUndefined();
  });

  it('does not open when it is damaged or is no key at all', async () => {
    const damaged = Uint8Array.from(key.wrapped);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    expect(await unlockOfficerKey(damaged, PASSPHRASE)).toBeUndefined();
    expect(await unlockOfficerKey(new Uint8Array(), PASSPHRASE)).toBeUndefined();
  });

  it('is an ordinary age file under a passphrase that every guess pays 2^17 rounds of scrypt for', async () => {
    const header = Buffer.from(key.wrapped).toString('latin1').split('\n').slice(0, 2);
    expect(header[0]).toBe('age-encryption.org/v1');
    expect(header[1]).toMatch(/^-> scrypt \S+ 17$/);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    const { identity, signKey } = JSON.parse(await decrypter.decrypt(key.wrapped, 'text'));
    expect({ identity, signKey }).toEqual({ identity: secret.identity, signKey: bytesToHex(secret.signKey) });
  });

  it('shows nothing of the secret in what the server keeps', () => {
    const kept = [key.recipient, key.verifyKey, Buffer.from(key.wrapped).toString('latin1')].join(' ').toLowerCase();
    expect(kept).not.toContain(secret.identity.toLowerCase().slice('AGE-SECRET-KEY-PQ-1'.length));
    expect(kept).not.toContain(bytesToHex(secret.signKey));
  });

  it('is a pair: the identity opens what is sealed to the recipient, the signing key fits the public one', async () => {
    const binding = { kind: 'report', tenant: 't', caseId: 'c', keyEpoch: 1 } as const;
    expect(await open(await seal(binding, 'x', [key.recipient]), secret.identity, binding)).toBe('x');
    expect(bytesToHex(ed25519.getPublicKey(secret.signKey))).toBe(key.verifyKey);
  });
});

describe('a passphrase', () => {
  it('is six words of the list, different each time', () => {
    const made = Array.from({ length: 50 }, () => newPassphrase(WORDS));
    expect(new Set(made).size).toBe(made.length);
    for (const passphrase of made) {
      const words = passphrase.split(' ');
      expect(words).toHaveLength(6);
      expect(words.filter((word) => !WORDS.includes(word))).toEqual([]);
    }
  });
});
