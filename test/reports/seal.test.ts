import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import fc from 'fast-check';
import {
  asSealed,
  type Binding,
  BUCKETS,
  fromStorage,
  MAX_SEALED_BYTES,
  open,
  type Sealed,
  seal,
} from '../../src/reports/seal.ts';

const BINDING: Binding = { kind: 'report', tenant: 'school-a', caseId: 'case-a', keyEpoch: 3 };
/** Encryption takes milliseconds, so a property gets fewer runs than fast-check's hundred. */
const RUNS = { numRuns: 25 };

let identity: string;
let recipient: string;
let others: string[];
let classical: string;

beforeAll(async () => {
  identity = await generateHybridIdentity();
  recipient = await identityToRecipient(identity);
  others = await Promise.all([1, 2].map(async () => identityToRecipient(await generateHybridIdentity())));
  classical = await identityToRecipient(await generateX25519Identity());
});

/** An age file that somebody else made, for the same recipient: the open door lets anyone seal to it. */
async function sealedByAnyone(plain: Uint8Array | string): Promise<Sealed> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return asSealed(await encrypter.encrypt(plain));
}

/** Bytes as somebody with access to the table would leave them. They do not open as anything. */
const refused = (bytes: Uint8Array) =>
  expect(open(fromStorage(bytes), identity, BINDING)).rejects.toMatchObject({ code: 'cannot-open' });

const prefixed = (length: number, text: string) => {
  const bytes = new Uint8Array(2048);
  new DataView(bytes.buffer).setUint32(0, length);
  bytes.set(new TextEncoder().encode(text), 4);
  return bytes;
};

const BLOCK_BYTES = 64;
const NONCE_BYTES = 16;

/** Where the header of an age file ends: after the line with its own check. */
function headerEndOf(sealed: Uint8Array): number {
  const text = Buffer.from(sealed).toString('latin1');
  return text.indexOf('\n', text.indexOf('\n--- ') + 1) + 1;
}

/** An age file in the parts it is made of: the lines of its header, the nonce, and the blocks of the cipher with the tag. */
function partsOf(sealed: Uint8Array): Uint8Array[] {
  const headerEnd = headerEndOf(sealed);
  const lines = [...sealed.keys()].filter((at) => at < headerEnd && sealed[at] === 0x0a).map((at) => at + 1);
  const blocks = [...sealed.keys()].filter(
    (at) => (at - headerEnd - NONCE_BYTES) % BLOCK_BYTES === 0 && at > headerEnd,
  );
  const ends = [...lines, ...blocks, sealed.length];
  return ends.map((end, index) => sealed.subarray(ends[index - 1] ?? 0, end));
}
const isSame = (one: Uint8Array, another: Uint8Array) => Buffer.compare(one, another) === 0;

describe('a sealed envelope', () => {
  it('opens to exactly what was sealed, for every recipient', async () => {
    const second = await generateHybridIdentity();
    const recipients = [recipient, await identityToRecipient(second)];
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 3 }).map((value): unknown => JSON.parse(JSON.stringify(value))),
        async (body) => {
          const sealed = await seal(BINDING, body, recipients);
          expect(await open(sealed, identity, BINDING)).toEqual(body);
          expect(await open(sealed, second, BINDING)).toEqual(body);
        },
      ),
      RUNS,
    );
  });

  it('opens with plain age too: a length, the JSON, zeros up to the bucket', async () => {
    const sealed = await seal(BINDING, { story: 'een verhaal' }, [recipient]);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const plain = Buffer.from(await decrypter.decrypt(sealed));
    const length = plain.readUInt32BE(0);
    expect(JSON.parse(plain.subarray(4, 4 + length).toString('utf8'))).toEqual({
      v: 1,
      ...BINDING,
      body: { story: 'een verhaal' },
    });
    expect(plain).toHaveLength(BUCKETS[0]);
    expect(plain.subarray(4 + length).every((byte) => byte === 0)).toBe(true);
  });

  it('has a size that tells the bucket and the number of recipients, and nothing else', async () => {
    const sizeOf = async (story: string, recipients: readonly string[]) =>
      (await seal(BINDING, { story }, recipients)).length;
    const [first = '', second = ''] = others;
    for (const recipients of [[recipient], [first, recipient], [first, second, recipient]]) {
      const short = await sizeOf('', recipients);
      const long = await sizeOf('x'.repeat(5000), recipients);
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (story) => {
          expect(await sizeOf(story, recipients)).toBe(short);
        }),
        { numRuns: 8 },
      );
      expect(await sizeOf('y'.repeat(3000), recipients)).toBe(long);
      expect(long - short).toBe(BUCKETS[1] - BUCKETS[0]);
    }
  });

  it('fills a bucket to its last byte before it takes the next', async () => {
    const empty = JSON.stringify({ v: 1, ...BINDING, body: '' }).length + 4;
    const sizeOf = async (length: number) => (await seal(BINDING, 'x'.repeat(length), [recipient])).length;
    const [small, medium, large] = BUCKETS;
    expect(await sizeOf(small - empty)).toBe(await sizeOf(0));
    expect((await sizeOf(small - empty + 1)) - (await sizeOf(0))).toBe(medium - small);
    expect((await sizeOf(medium - empty + 1)) - (await sizeOf(0))).toBe(large - small);
    await expect(sizeOf(large - empty + 1)).rejects.toMatchObject({ code: 'too-large' });
  });

  it.each([
    ['another case', { caseId: 'case-b' }],
    ['another school', { tenant: 'school-b' }],
    ['another key epoch', { keyEpoch: 4 }],
    ['a contact', { kind: 'contact' as const }],
    ["the reporter's own", { kind: 'own' as const }],
    ['a message', { kind: 'message' as const }],
    ['a follow-up', { kind: 'follow-up' as const }],
  ])('does not open in the place of %s', async (_name, change) => {
    const sealed = await seal(BINDING, { story: 'x' }, [recipient]);
    await expect(open(sealed, identity, { ...BINDING, ...change })).rejects.toMatchObject({ code: 'wrong-binding' });
  });

  it('does not open with any flipped bit', async () => {
    const sealed = await seal(BINDING, { story: 'x' }, [recipient]);
    const flipped = (bit: number) => {
      const copy = Uint8Array.from(sealed);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return copy;
    };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sealed.length * 8 - 1 }), (bit) => refused(flipped(bit))),
      { numRuns: 150 },
    );
  });

  it('does not open when it is cut off anywhere, or lengthened', async () => {
    const sealed = await seal(BINDING, { story: 'x' }, [recipient]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sealed.length - 1 }), (length) => refused(sealed.slice(0, length))),
      { numRuns: 40 },
    );
    await refused(Uint8Array.of(...sealed, 0));
    await refused(Uint8Array.of(0, ...sealed));
  });

  it('does not open when it is cut off at the end of any of its parts', async () => {
    const sealed = await seal(BINDING, { story: 'x' }, [recipient, ...others]);
    const parts = partsOf(sealed);
    expect(parts).toHaveLength(1 + 3 * 2 + 1 + 1 + BUCKETS[0] / BLOCK_BYTES + 1); // the last: check, nonce, blocks, tag
    expect(isSame(Buffer.concat(parts), sealed)).toBe(true);
    for (let count = 0; count < parts.length; count += 1) await refused(Buffer.concat(parts.slice(0, count)));
  });

  it('does not open when its parts are swapped, dropped, doubled or taken from another one', async () => {
    const recipients = [recipient, ...others];
    const [one, another] = [await seal(BINDING, 'de een', recipients), await seal(BINDING, 'de ander', recipients)];
    const [parts, strange] = [partsOf(one), partsOf(another)];
    const place = fc.nat({ max: parts.length - 1 });
    const change = fc.constantFrom('swap', 'drop', 'double', 'replace', 'insert');
    await fc.assert(
      fc.asyncProperty(change, place, place, async (how, a, b) => {
        const [at, from, foreign] = [parts[a], parts[b], strange[b]];
        if (!at || !from || !foreign) throw new Error('every place has a part');
        const changed = {
          swap: () => parts.with(a, from).with(b, at),
          drop: () => parts.toSpliced(a, Math.max(1, b - a)),
          double: () => parts.toSpliced(a, 0, from),
          replace: () => parts.with(a, foreign),
          insert: () => parts.toSpliced(a, 0, foreign),
        }[how]();
        const bytes = Buffer.concat(changed);
        fc.pre(!isSame(bytes, one)); // what both have in common may change places
        await refused(bytes);
      }),
      { numRuns: 150 },
    );
  });

  it('does not open when it is joined to another one, at any place', async () => {
    const recipients = [recipient, ...others];
    const [one, another] = [await seal(BINDING, 'de een', recipients), await seal(BINDING, 'de ander', recipients)];
    const join = (cut: number) => Buffer.concat([one.subarray(0, cut), another.subarray(cut)]);
    const headerEnd = headerEndOf(one);
    await refused(join(headerEnd));
    await refused(join(headerEnd + NONCE_BYTES));
    await refused(Buffer.concat([one, another]));
    await refused(Buffer.concat([one, another.subarray(headerEnd)]));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: one.length - 1 }), async (cut) => {
        fc.pre(!isSame(join(cut), one) && !isSame(join(cut), another));
        await refused(join(cut));
      }),
      { numRuns: 40 },
    );
  });

  it('does not open for somebody it was not sealed to', async () => {
    const sealed = await seal(BINDING, { story: 'x' }, [recipient]);
    await expect(open(sealed, await generateHybridIdentity(), BINDING)).rejects.toMatchObject({ code: 'cannot-open' });
  });

  it.each([
    ['no padding', 'kaal'],
    ['a length beyond its end', prefixed(2 ** 31, '{}')],
    ['no JSON', prefixed(5, '{"v":')],
    ['the JSON value null', prefixed(4, 'null')],
    ['text that is no UTF-8', prefixed(1, '').fill(0xff, 4, 5)],
    ['nothing at all', ''],
  ])('made by a stranger with %s inside is refused like a damaged one', async (_name, plain) => {
    const sealed = await sealedByAnyone(plain);
    await expect(open(sealed, identity, BINDING)).rejects.toMatchObject({ code: 'cannot-open' });
  });

  it('of another version of the format does not open', async () => {
    const json = JSON.stringify({ v: 2, ...BINDING, body: 'x' });
    const sealed = await sealedByAnyone(prefixed(json.length, json));
    await expect(open(sealed, identity, BINDING)).rejects.toMatchObject({ code: 'wrong-binding' });
  });
});

describe('sealing', () => {
  it('refuses recipients that are not all post-quantum hybrid, and an empty set', async () => {
    const many = [recipient, ...others];
    const sets = [
      ...[[], [''], [classical], [classical, classical], [recipient, classical], [classical, recipient]],
      ...[[...many, classical], [recipient, ''], ['age1pq1kort'], [recipient.toUpperCase()], [`${recipient}\n`]],
    ];
    for (const recipients of sets) {
      await expect(seal(BINDING, 'x', recipients)).rejects.toMatchObject({ code: 'recipients' });
    }
  });

  it('seals once to a recipient that is named twice', async () => {
    const once = await seal(BINDING, 'x', [recipient]);
    expect(await seal(BINDING, 'x', [recipient, recipient])).toHaveLength(once.length);
  });

  it('never says in an error what was to be sealed', async () => {
    const story = 'geheim'.repeat(10_000);
    const error: unknown = await seal(BINDING, { story }, [recipient]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'too-large', message: 'seal: too-large' });
    expect(error).not.toHaveProperty('cause');
  });
});

describe('bytes from outside', () => {
  it('are admitted when they begin as an age file and are not too large', async () => {
    const sealed = await seal(BINDING, 'x', [recipient]);
    expect(asSealed(Uint8Array.from(sealed))).toEqual(sealed);
  });

  it('are refused when they are no age file', () => {
    for (const text of ['', 'age-encryption.org/v', 'age-encryption.org/v2\n', '{"story":"leesbaar"}']) {
      expect(() => asSealed(new TextEncoder().encode(text))).toThrow('seal: not-age');
    }
  });

  it('are refused when they are too large, whatever they are', () => {
    const bytes = new Uint8Array(MAX_SEALED_BYTES + 1);
    bytes.set(new TextEncoder().encode('age-encryption.org/v1\n'));
    expect(() => asSealed(bytes)).toThrow('seal: too-large');
    expect(asSealed(bytes.slice(0, MAX_SEALED_BYTES))).toHaveLength(MAX_SEALED_BYTES);
  });

  it('may hold the largest bucket for ten recipients', async () => {
    const ten = await Promise.all(
      Array.from({ length: 10 }, async () => identityToRecipient(await generateHybridIdentity())),
    );
    const sealed = await seal(BINDING, 'x'.repeat(BUCKETS[2] - 1000), ten);
    expect(sealed.length).toBeLessThanOrEqual(MAX_SEALED_BYTES);
  });
});
