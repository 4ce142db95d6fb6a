import { beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { type Binding, MAX_SEALED_BYTES, seal } from '../../src/reports/seal.ts';
import { type MessageKind, type MessagePlace, signMessage } from '../../src/reports/sign.ts';
import { lastSeen, openThread, type StoredEnvelope, type ThreadMessage } from '../../src/reports/thread.ts';

const CASE = { tenant: 'school-a', caseId: 'case-a' };
const KEY_EPOCH = 3;
const DAY = '2026-11-22';
/** What a forged message would like to say. */
const SECRET = 'Stuur je naam naar dit adres.';

const newKey = () => {
  const signKey = ed25519.utils.randomSecretKey();
  return { signKey, verifyKey: bytesToHex(ed25519.getPublicKey(signKey)) };
};
const [officer, deputy, reporter, stranger] = [newKey(), newKey(), newKey(), newKey()];
const SIGNERS = { officers: [officer.verifyKey, deputy.verifyKey], reporter: reporter.verifyKey };
const idOf = (count: number) => count.toString(16).padStart(32, '0');

let atTheDesk: string;
let ofTheReceipt: string;
let recipients: string[];

beforeAll(async () => {
  [atTheDesk, ofTheReceipt] = [await generateHybridIdentity(), await generateHybridIdentity()];
  recipients = await Promise.all([atTheDesk, ofTheReceipt].map((identity) => identityToRecipient(identity)));
});

type Written = {
  readonly id: string;
  readonly from?: StoredEnvelope['from'];
  readonly text?: string;
  readonly after?: string | null;
  readonly day?: string;
  /** Signs with this key instead of the writer's own. */
  readonly signKey?: Uint8Array;
  /** Signs and seals for another place than the one it is put in. */
  readonly signedFor?: Partial<MessagePlace>;
  readonly signedAs?: MessageKind;
  readonly sealedFor?: Partial<Binding>;
};

/** A message as the server keeps it; what is not said is as it should be. */
async function stored(written: Written): Promise<StoredEnvelope> {
  const { id, from = 'officer', text = 'Kom langs.', after = null, day = DAY } = written;
  const kind: MessageKind = from === 'officer' ? 'message' : 'follow-up';
  const signKey = written.signKey ?? (from === 'officer' ? officer : reporter).signKey;
  const place = { ...CASE, messageId: id, ...written.signedFor };
  const message = signMessage({ text, after, day }, written.signedAs ?? kind, place, signKey);
  return envelope(id, from, message, { kind, ...CASE, keyEpoch: KEY_EPOCH, ...written.sealedFor });
}

async function envelope(id: string, from: StoredEnvelope['from'], body: unknown, binding: Binding) {
  const sealed = Buffer.from(await seal(binding, body, recipients)).toString('base64');
  return { id, from, keyEpoch: KEY_EPOCH, day: DAY, sealed };
}

const opened = (envelopes: readonly StoredEnvelope[], identity = atTheDesk, signers = SIGNERS) =>
  openThread(envelopes, CASE, identity, signers);
async function kindOf(message: StoredEnvelope): Promise<string | undefined> {
  const thread = await opened([message]);
  expect(JSON.stringify(thread)).not.toContain(SECRET);
  return thread[0]?.kind;
}
const idsOf = (thread: readonly ThreadMessage[]) => thread.map(({ id }) => id);
const gapsOf = (thread: readonly ThreadMessage[]) =>
  thread.flatMap((message) => (message.kind === 'genuine' && message.gap ? [message.id] : []));

describe('a conversation', () => {
  it('has both sides, with what was said, on which day and by whom it was signed', async () => {
    const thread = [
      await stored({ id: idOf(9), text: 'Kun je meer vertellen?' }),
      await stored({ id: idOf(5), from: 'reporter', text: 'Ja.', after: idOf(9), day: '2026-11-23' }),
      await stored({ id: idOf(7), text: 'Dank je.', after: idOf(5), day: '2026-11-24', signKey: deputy.signKey }),
    ];
    const expected = [
      { id: idOf(9), from: 'officer', day: DAY, text: 'Kun je meer vertellen?', signedBy: officer.verifyKey },
      { id: idOf(5), from: 'reporter', day: '2026-11-23', text: 'Ja.', signedBy: reporter.verifyKey },
      { id: idOf(7), from: 'officer', day: '2026-11-24', text: 'Dank je.', signedBy: deputy.verifyKey },
    ].map((message) => ({ ...message, kind: 'genuine', gap: false }));
    expect(await opened(thread)).toEqual(expected);
    expect(await opened(thread, ofTheReceipt)).toEqual(expected);
    expect(await opened([])).toEqual([]);
  });

  it('has the day that was signed, and not the one the server says', async () => {
    const message = { ...(await stored({ id: idOf(1), day: '2026-11-20' })), day: '2026-12-31' };
    expect(await opened([message])).toMatchObject([{ kind: 'genuine', day: '2026-11-20' }]);
  });

  it('has the day of the server where nothing else is known, and such a message comes after all that is known to be before', async () => {
    const broken = { ...(await stored({ id: idOf(2), day: '2026-11-20' })), sealed: 'AAAA', day: '2026-11-23' };
    const forged = { ...(await stored({ id: idOf(3), signKey: stranger.signKey })), day: '2026-11-25' };
    const late = await stored({ id: idOf(1), day: '2026-11-24' });
    expect(await opened([late, forged, broken])).toMatchObject([
      { id: idOf(1), kind: 'genuine', day: '2026-11-24' },
      { id: idOf(2), kind: 'damaged', day: '2026-11-23' },
      { id: idOf(3), kind: 'forged', day: '2026-11-25' },
    ]);
  });
});

describe('the order of a conversation', () => {
  it('is the one that was signed, whatever days and ids and the server say', async () => {
    const ids = [9, 3, 7, 1, 8, 2].map(idOf);
    const thread = await Promise.all(
      ids.map((id, at) => {
        const from = at % 2 === 0 ? 'officer' : 'reporter';
        return stored({ id, from, after: ids[at - 1] ?? null, day: `2026-11-${20 - at}` }); // clocks that are wrong
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(thread, { minLength: thread.length }), async (shuffled) => {
        const shown = await opened(shuffled);
        expect(idsOf(shown)).toEqual(ids);
        expect(gapsOf(shown)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('of what was written at the same time is by day and then by id', async () => {
    const thread = [
      await stored({ id: idOf(5) }),
      await stored({ id: idOf(3), from: 'reporter', after: idOf(5), day: '2026-11-24' }),
      await stored({ id: idOf(8), after: idOf(5), day: '2026-11-23' }),
      await stored({ id: idOf(2), after: idOf(5), day: '2026-11-24' }),
      await stored({ id: idOf(1), from: 'reporter', after: idOf(5), day: '2026-11-24' }),
    ];
    const right = [5, 8, 1, 2, 3].map(idOf);
    expect(idsOf(await opened(thread))).toEqual(right);
    expect(idsOf(await opened([...thread].reverse()))).toEqual(right);
  });

  it('stays when one of them is damaged: what follows it follows what came before', async () => {
    const thread = [
      await stored({ id: idOf(9) }),
      { ...(await stored({ id: idOf(5), from: 'reporter', after: idOf(9) })), sealed: 'AAAA' },
      await stored({ id: idOf(3), after: idOf(5) }),
    ];
    expect(idsOf(await opened(thread))).toEqual([9, 5, 3].map(idOf));
    expect(lastSeen(await opened(thread.slice(0, 2)))).toBe(idOf(9));
    expect(lastSeen([])).toBeNull();
  });

  it('is the same whatever order the server gives, in any conversation', async () => {
    // Who writes, on which day, and after which of the messages before (or after none).
    const line = fc.record({
      from: fc.constantFrom('officer' as const, 'reporter' as const),
      day: fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-22'),
      after: fc.nat({ max: 6 }),
      id: fc.nat({ max: 1_000_000 }),
      /** Kept, lost on the way, or broken. */
      fate: fc.constantFrom('kept', 'kept', 'kept', 'lost', 'broken'),
    });
    const conversations = fc
      .uniqueArray(line, { minLength: 1, maxLength: 6, selector: ({ id }) => id })
      .chain((lines) =>
        fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines.keys()], { minLength: lines.length })),
      );
    await fc.assert(
      fc.asyncProperty(conversations, async ([lines, order]) => {
        const after = lines.map((written, at) => (written.after < at ? idOf(lines[written.after]?.id ?? 0) : null));
        const envelopes = await Promise.all(
          lines.map(async ({ id, from, day, fate }, at) => {
            const message = await stored({ id: idOf(id), from, day, after: after[at] ?? null });
            return { message: fate === 'broken' ? { ...message, sealed: 'AAAA', day } : message, fate };
          }),
        );
        const kept = envelopes.flatMap(({ message, fate }) => (fate === 'lost' ? [] : [message]));
        const shuffled = order.flatMap((at) => {
          const found = envelopes[at];
          return found && found.fate !== 'lost' ? [found.message] : [];
        });
        const shown = await opened(kept);
        expect(await opened(shuffled)).toEqual(shown);
        // Each exactly once, after the one that its writer saw; a gap is where that one is not there.
        const ids = idsOf(shown);
        expect([...ids].sort()).toEqual(kept.map(({ id }) => id).sort());
        for (const message of shown) {
          const at = lines.findIndex(({ id }) => idOf(id) === message.id);
          const seen = after[at] ?? null;
          if (message.kind !== 'genuine') expect(lines[at]?.fate).toBe('broken');
          else {
            expect(message.gap).toBe(seen !== null && !ids.includes(seen));
            if (seen !== null && ids.includes(seen)) expect(ids.indexOf(seen)).toBeLessThan(ids.indexOf(message.id));
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is not waited for when messages name each other in a circle', async () => {
    const circle = [
      await stored({ id: idOf(1), after: idOf(3) }),
      await stored({ id: idOf(2), from: 'reporter', after: idOf(1) }),
      await stored({ id: idOf(3), after: idOf(2) }),
      await stored({ id: idOf(4), after: idOf(4) }),
      await stored({ id: idOf(5) }),
    ];
    for (const server of [circle, [...circle].reverse()]) {
      const thread = await opened(server);
      expect(idsOf(thread).sort()).toEqual([1, 2, 3, 4, 5].map(idOf));
      expect(thread.every(({ kind }) => kind === 'genuine')).toBe(true);
      expect(gapsOf(thread)).toEqual([]);
    }
  });
});

describe('a message that is not there any more', () => {
  it('leaves a gap before the one whose writer saw it, and before no other', async () => {
    const thread = [
      await stored({ id: idOf(1) }),
      await stored({ id: idOf(2), from: 'reporter', after: idOf(1) }),
      await stored({ id: idOf(3), after: idOf(2) }),
      await stored({ id: idOf(4), from: 'reporter', after: idOf(3) }),
    ];
    const without = (lost: number) => thread.filter(({ id }) => id !== idOf(lost));
    expect(gapsOf(await opened(without(1)))).toEqual([idOf(2)]);
    expect(gapsOf(await opened(without(2)))).toEqual([idOf(3)]);
    expect(gapsOf(await opened(without(3)))).toEqual([idOf(4)]);
    expect(idsOf(await opened(without(2)))).toEqual([1, 3, 4].map(idOf));
  });

  it('does not put what follows it before what is known to be older, whatever the ids say', async () => {
    const thread = [
      await stored({ id: idOf(9) }),
      await stored({ id: idOf(8), from: 'reporter', after: idOf(9) }),
      await stored({ id: idOf(5), from: 'reporter', after: idOf(8) }),
      await stored({ id: idOf(3), after: idOf(5) }),
      await stored({ id: idOf(2), from: 'reporter', after: idOf(3) }),
    ];
    const left = thread.filter(({ id }) => id !== idOf(5));
    for (const server of [left, [...left].reverse()]) {
      const shown = await opened(server);
      expect(idsOf(shown)).toEqual([9, 8, 3, 2].map(idOf));
      expect(gapsOf(shown)).toEqual([idOf(3)]);
    }
  });

  it('leaves none when it can be seen there, though it does not open', async () => {
    const lost = { ...(await stored({ id: idOf(1) })), sealed: 'AAAA' };
    const next = await stored({ id: idOf(2), after: idOf(1) });
    const thread = await opened([next, lost]);
    expect(thread).toMatchObject([{ kind: 'damaged' }, { kind: 'genuine', gap: false }]);
  });
});

describe('a message that is damaged', () => {
  it.each<[string, Partial<Binding>]>([
    ['moved from another case', { caseId: 'case-b' }],
    ['moved from another school', { tenant: 'school-b' }],
    ['sealed at another key epoch', { keyEpoch: KEY_EPOCH + 1 }],
    ['sealed as a follow-up', { kind: 'follow-up' }],
    ['sealed as a report', { kind: 'report' }],
    ['sealed as a contact', { kind: 'contact' }],
  ])('was %s, even if its signature is right', async (_how, sealedFor) => {
    expect(await kindOf(await stored({ id: idOf(1), text: SECRET, sealedFor }))).toBe('damaged');
  });

  it('was put on the other side of the conversation', async () => {
    const [answer, followUp] = [
      await stored({ id: idOf(1), text: SECRET }),
      await stored({ id: idOf(1), text: SECRET, from: 'reporter' }),
    ];
    expect(await kindOf({ ...answer, from: 'reporter' })).toBe('damaged');
    expect(await kindOf({ ...followUp, from: 'officer' })).toBe('damaged');
  });

  it('was given another key epoch by the server', async () => {
    expect(await kindOf({ ...(await stored({ id: idOf(1), text: SECRET })), keyEpoch: KEY_EPOCH + 1 })).toBe('damaged');
  });

  it('was truncated or had a bit flipped, anywhere', async () => {
    const message = await stored({ id: idOf(1), text: SECRET });
    const bytes = Buffer.from(message.sealed, 'base64');
    const broken = (change: Buffer) => kindOf({ ...message, sealed: change.toString('base64') });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        expect(await broken(bytes.subarray(0, at))).toBe('damaged');
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        expect(await broken(flipped)).toBe('damaged');
      }),
      { numRuns: 30 },
    );
    expect(await broken(Buffer.concat([bytes, bytes]))).toBe('damaged');
    expect(await broken(Buffer.alloc(MAX_SEALED_BYTES + 1))).toBe('damaged');
  });

  it('is no age file and no base 64', async () => {
    const message = await stored({ id: idOf(1) });
    const clear = Buffer.from(JSON.stringify({ text: SECRET })).toString('base64');
    for (const sealed of ['', 'AAAA', '=', '💥', SECRET, clear]) {
      expect(await kindOf({ ...message, sealed })).toBe('damaged');
    }
  });

  it('holds something else than a message', async () => {
    const binding: Binding = { kind: 'message', ...CASE, keyEpoch: KEY_EPOCH };
    const place = { ...CASE, messageId: idOf(1) };
    const long = signMessage({ text: 'x'.repeat(4001), after: null, day: DAY }, 'message', place, officer.signKey);
    const unsigned = { text: SECRET, after: null, day: DAY };
    for (const body of [SECRET, null, [], {}, unsigned, { ...unsigned, signature: 'x' }, long]) {
      expect(await kindOf(await envelope(idOf(1), 'officer', body, binding))).toBe('damaged');
    }
  });

  it('was not sealed to whoever reads it', async () => {
    const message = await stored({ id: idOf(1), text: SECRET });
    expect(await opened([message], await generateHybridIdentity())).toEqual([
      { kind: 'damaged', id: idOf(1), from: 'officer', day: DAY },
    ]);
  });

  it('does not keep the others from being read', async () => {
    const right = await stored({ id: idOf(2), text: 'Kom langs.' });
    const thread = await opened([{ ...right, id: idOf(1), sealed: 'AAAA' }, right]);
    expect(thread).toMatchObject([{ kind: 'genuine', text: 'Kom langs.' }, { kind: 'damaged' }]);
  });
});

describe('a message that is forged, and says nothing,', () => {
  const otherReceipt = newKey();
  it.each<[string, Omit<Written, 'id'>]>([
    ['was signed by a stranger', { signKey: stranger.signKey }],
    ["was signed with the reporter's key as if it were an officer's", { signKey: reporter.signKey }],
    ["is a follow-up that was signed with an officer's key", { from: 'reporter', signKey: officer.signKey }],
    ['is a follow-up that was signed with another receipt', { from: 'reporter', signKey: otherReceipt.signKey }],
    ['is a follow-up that was signed by a stranger', { from: 'reporter', signKey: stranger.signKey }],
    ['was signed as a follow-up', { signedAs: 'follow-up' }],
    ['is a follow-up that was signed as an answer', { from: 'reporter', signedAs: 'message' }],
    ['was signed for another case and sealed again', { signedFor: { caseId: 'case-b' } }],
    ['was signed for another school and sealed again', { signedFor: { tenant: 'school-b' } }],
    ['was signed as another message and sealed again', { signedFor: { messageId: idOf(2) } }],
  ])('%s', async (_how, written) => {
    const message = await stored({ id: idOf(1), text: SECRET, ...written });
    const { id, from, day } = message;
    expect(await opened([message])).toEqual([{ kind: 'forged', id, from, day }]);
    expect(await kindOf(message)).toBe('forged');
  });

  it('was given another id by the server, so that it stands elsewhere', async () => {
    expect(await kindOf({ ...(await stored({ id: idOf(1), text: SECRET })), id: idOf(2) })).toBe('forged');
  });

  it('has another text, day or message before it than was signed', async () => {
    const place = { ...CASE, messageId: idOf(1) };
    const signed = signMessage({ text: 'Kom langs.', after: null, day: DAY }, 'message', place, officer.signKey);
    for (const change of [{ text: SECRET }, { day: '2026-11-01' }, { after: idOf(9) }]) {
      const binding: Binding = { kind: 'message', ...CASE, keyEpoch: KEY_EPOCH };
      expect(await kindOf(await envelope(idOf(1), 'officer', { ...signed, ...change }, binding))).toBe('forged');
    }
  });

  it('was signed by an officer whose key the key log does not hold', async () => {
    const message = await stored({ id: idOf(1), text: SECRET, signKey: deputy.signKey });
    const signers = { ...SIGNERS, officers: [officer.verifyKey] };
    expect(await opened([message], atTheDesk, signers)).toMatchObject([{ kind: 'forged' }]);
    expect(await opened([message], atTheDesk, { ...SIGNERS, officers: [] })).toMatchObject([{ kind: 'forged' }]);
  });

  it('has no say in the order: it comes after what is known, whatever it claims', async () => {
    const first = await stored({ id: idOf(5), day: '2026-11-20' });
    const forged = { ...(await stored({ id: idOf(1), after: idOf(5), signKey: stranger.signKey })), day: '2026-11-01' };
    expect(idsOf(await opened([first, forged]))).toEqual([idOf(5), idOf(1)]);
  });
});
