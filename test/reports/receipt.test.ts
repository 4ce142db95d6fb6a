import { beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import {
  deriveReceipt,
  holdsReceipt,
  newReceipt,
  parseReceipt,
  type Receipt,
  type ReceiptKeys,
  type ReceiptPublic,
  receiptFingerprint,
} from '../../src/reports/receipt.ts';
import { createScrypt } from '../../src/reports/scrypt.ts';
import { open, seal } from '../../src/reports/seal.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SHAPE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;

const receipts = fc.uint8Array({ minLength: 15, maxLength: 15 }).map((bytes) => newReceipt(bytes));
const plain = (receipt: Receipt) => receipt.replaceAll('-', '');
const at = (text: string, position: number, character: string) =>
  text.slice(0, position) + character + text.slice(position + 1);

/** Every text that differs from this one in a single character. */
const wrongCharacters = (text: string) =>
  [...text].flatMap((was, position) =>
    [...ALPHABET].filter((character) => character !== was).map((character) => at(text, position, character)),
  );

/** Every text in which two different characters of this one have changed places. */
const swaps = (text: string) =>
  [...text].flatMap((a, i) => [...text].flatMap((b, j) => (j > i && a !== b ? [at(at(text, i, b), j, a)] : [])));

describe('a receipt', () => {
  it('is four groups of four characters that cannot be mistaken for one another', () => {
    fc.assert(fc.property(receipts, (receipt) => expect(receipt).toMatch(SHAPE)));
  });

  it('is new every time', () => {
    expect(new Set(Array.from({ length: 100 }, () => newReceipt())).size).toBe(100);
  });

  it('holds at least 60 bits: fifteen places that each take all 32 characters, independently', () => {
    for (let place = 0; place < 15; place++) {
      const bytes = Array.from({ length: 256 }, (_, value) => new Uint8Array(15).fill(value, place, place + 1));
      const seen = bytes.map((random) => plain(newReceipt(random))[place]);
      for (const character of ALPHABET) expect(seen.filter((found) => found === character)).toHaveLength(8);
    }
    expect(15 * Math.log2(32)).toBeGreaterThanOrEqual(60);
  });

  it('is read however a person types it', () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        const typed = [
          receipt,
          receipt.toLowerCase(),
          plain(receipt),
          receipt.replaceAll('-', ' '),
          receipt.replaceAll('-', ' – '),
          [...plain(receipt)].join('.'),
          `  ${receipt}\n`,
          receipt.replaceAll('0', 'O'),
          receipt.replaceAll('0', 'o').replaceAll('1', 'l'),
          receipt.replaceAll('1', 'I'),
        ];
        for (const text of typed) expect(parseReceipt(text)).toBe(receipt);
      }),
    );
  });

  it('is refused with any one wrong character, at every place', () => {
    const known = ['000000000000000', 'ZZZZZZZZZZZZZZZ', '0123456789ABCDE'];
    for (const text of known) {
      const receipt = newReceipt(Uint8Array.from(text, (character) => ALPHABET.indexOf(character)));
      const wrong = wrongCharacters(plain(receipt));
      expect(wrong).toHaveLength(16 * 31);
      expect(wrong.filter((typed) => parseReceipt(typed) !== undefined)).toEqual([]);
    }
    fc.assert(
      fc.property(receipts, (receipt) => {
        expect(wrongCharacters(plain(receipt)).filter((typed) => parseReceipt(typed))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('is refused with any two different characters swapped, next to each other or far apart', () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        expect(swaps(plain(receipt)).filter((typed) => parseReceipt(typed))).toEqual([]);
      }),
    );
  });

  it.each([
    '',
    '-',
    'ABCD',
    'melden',
    '0000-0000-0000-000',
    '0000-0000-0000-0000-0',
    'U000-0000-0000-0000',
    '💥'.repeat(16),
  ])('is not %j', (typed) => {
    expect(parseReceipt(typed)).toBeUndefined();
  });

  it('is not made of garbage, however long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const parsed = parseReceipt(typed);
        expect(parsed === undefined || SHAPE.test(parsed)).toBe(true);
      }),
    );
  });
});

describe('what a receipt yields', () => {
  const receipt = newReceipt(Uint8Array.from({ length: 15 }, (_, i) => i));
  let keys: ReceiptKeys;
  beforeAll(async () => {
    keys = await deriveReceipt(receipt, 'school-a');
  });

  it('stays the same from one version to the next: receipts on paper go on working', () => {
    expect(receipt).toBe('0123-4567-89AB-CDE4');
    expect({ lookup: keys.lookup, verifyKey: keys.verifyKey }).toEqual({
      lookup: '5f6ec5e5b493a60cd1560a8be303781d',
      verifyKey: '72d9cc3599f3a03ba4ffaecd1147be93111458334c394fe55cc9b4954b3b2b3d',
    });
  });

  it("is the same with the server's own scrypt as with the one in the browser", async () => {
    expect(await deriveReceipt(receipt, 'school-a', createScrypt())).toEqual(keys);
  });

  it('is another for every school and every receipt', async () => {
    const scrypt = createScrypt();
    const elsewhere = await deriveReceipt(receipt, 'school-b', scrypt);
    const neighbour = await deriveReceipt(newReceipt(new Uint8Array(15)), 'school-a', scrypt);
    for (const name of ['lookup', 'identity', 'recipient', 'verifyKey'] as const) {
      expect(new Set([keys[name], elsewhere[name], neighbour[name]]).size).toBe(3);
    }
    expect(new Set([keys, elsewhere, neighbour].map(({ signKey }) => bytesToHex(signKey))).size).toBe(3);
  });

  it('opens what was sealed to its recipient', async () => {
    const binding = { kind: 'message', tenant: 'school-a', caseId: 'case-a', keyEpoch: 1 } as const;
    const sealed = await seal(binding, 'een antwoord', [keys.recipient]);
    expect(await open(sealed, keys.identity, binding)).toBe('een antwoord');
  });

  it('signs so that its public key bears it out', () => {
    const signature = ed25519.sign(Uint8Array.of(1, 2, 3), keys.signKey);
    expect(ed25519.verify(signature, Uint8Array.of(1, 2, 3), Buffer.from(keys.verifyKey, 'hex'))).toBe(true);
  });

  it('is named by a fingerprint that tells it from every other', async () => {
    const neighbour = await deriveReceipt(newReceipt(new Uint8Array(15).fill(1)), 'school-a', createScrypt());
    expect(receiptFingerprint(keys)).not.toBe(receiptFingerprint(neighbour));
    expect(receiptFingerprint({ ...neighbour, lookup: keys.lookup })).not.toBe(receiptFingerprint(keys));
  });

  it('does not show its secrets in what the server gets', () => {
    const shown = [keys.lookup, keys.recipient, keys.verifyKey].join(' ').toLowerCase();
    expect(keys.lookup).toMatch(/^[0-9a-f]{32}$/);
    expect(shown).not.toContain(keys.identity.toLowerCase().slice('AGE-SECRET-KEY-PQ-1'.length));
    expect(shown).not.toContain(bytesToHex(keys.signKey));
    expect(shown.toUpperCase()).not.toContain(plain(receipt));
  });
});

describe('the fingerprint of a receipt', () => {
  const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`));
  const parts: fc.Arbitrary<ReceiptPublic> = fc.record({
    lookup: hex(32),
    recipient: fc.stringMatching(/^age1pq1[02-9ac-hj-np-z]{20}$/),
    verifyKey: hex(64),
  });

  it('is another one with any other part', () => {
    fc.assert(
      fc.property(parts, parts, (one, another) => {
        const fingerprint = receiptFingerprint(one);
        expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
        expect(receiptFingerprint({ ...one })).toBe(fingerprint);
        for (const part of ['lookup', 'recipient', 'verifyKey'] as const) {
          fc.pre(one[part] !== another[part]);
          expect(receiptFingerprint({ ...one, [part]: another[part] })).not.toBe(fingerprint);
        }
      }),
    );
  });

  it('is another one when the parts are cut elsewhere or have changed places', () => {
    const fingerprint = receiptFingerprint({ lookup: 'a', recipient: 'bc', verifyKey: 'd' });
    for (const [lookup = '', recipient = '', verifyKey = ''] of [
      ['ab', 'c', 'd'],
      ['a', 'b', 'cd'],
      ['bc', 'a', 'd'],
      ['a', 'd', 'bc'],
      ['a","bc', '', 'd'],
    ]) {
      expect(receiptFingerprint({ lookup, recipient, verifyKey })).not.toBe(fingerprint);
    }
  });

  it('looks at nothing but the public parts', () => {
    const shown = { lookup: 'a', recipient: 'b', verifyKey: 'c' };
    expect(receiptFingerprint(Object.assign({ identity: 'x' }, shown))).toBe(receiptFingerprint(shown));
  });

  it('stays the same from one version to the next: what was sealed goes on naming it', () => {
    expect(receiptFingerprint({ lookup: '0'.repeat(32), recipient: 'age1pq1x', verifyKey: 'f'.repeat(64) })).toBe(
      '2bff6f2e6c8772bc417d21482e4100f7cfac2f5fd869255b49a9cda9a6ac9276',
    );
  });
});

describe('a text', () => {
  it('holds a receipt, however it is typed', () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        fc.pre(/\d/.test(receipt));
        for (const typed of [receipt, receipt.toLowerCase(), receipt.replaceAll('-', ' ')]) {
          expect(holdsReceipt(`mijn code is ${typed}, is er al antwoord?`)).toBe(true);
          expect(holdsReceipt(`over ${typed}`)).toBe(true);
        }
      }),
    );
  });

  it.each(['', 'mijn foto is gelekt', 'even mijn foto weer', '2026 2027 2028 202', 'ABCD-EFGH-JKMN'])(
    'holds none: %s',
    (text) => {
      expect(holdsReceipt(text)).toBe(false);
    },
  );
});
