import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import {
  contactBody,
  type Envelopes,
  hiddenFromIn,
  notHidden,
  type Recipient,
  reportBody,
  sealReport,
} from '../../src/reports/envelopes.ts';
import {
  ABOUT,
  type Filled,
  LIMITS,
  MOST_HIDDEN,
  ONGOING,
  type Report,
  SINCE,
  SUBJECTS,
} from '../../src/reports/model.ts';
import { type ReceiptKeys, receiptFingerprint } from '../../src/reports/receipt.ts';
import { type Binding, BUCKETS, MAX_SEALED_BYTES, open, SealError } from '../../src/reports/seal.ts';

type OfficerKey = Recipient & { readonly identity: string };
/** Sealing takes milliseconds, so a property gets fewer runs than fast-check's hundred. */
const RUNS = { numRuns: 15 };
const KINDS = ['report', 'contact', 'own'] as const;
const BINDING = { tenant: 'school-a', caseId: 'case-a', keyEpoch: 3 };
const REPORT: Report = {
  about: 'me',
  subject: 'leaked',
  story: 'Er staat een beeld in een groepsapp.',
  where: '',
  since: 'unknown',
  ongoing: 'unknown',
  danger: false,
  wish: '',
  by: 'self',
};
const FILLED: Filled = { report: REPORT, contact: 'klas 2B', hiddenFrom: [], nudge: false };
const ref = (digit: number) => String(digit).repeat(32);

let readers: readonly [OfficerKey, OfficerKey, OfficerKey];
let receipt: ReceiptKeys;

/** Keys like a receipt's, without the slow hash. */
async function quickKeys(): Promise<ReceiptKeys> {
  const identity = await generateHybridIdentity();
  const signKey = ed25519.utils.randomSecretKey();
  const verifyKey = bytesToHex(ed25519.getPublicKey(signKey));
  const recipient = await identityToRecipient(identity);
  return { identity, recipient, lookup: randomBytes(16).toString('hex'), signKey, verifyKey };
}

beforeAll(async () => {
  const reader = async (digit: number): Promise<OfficerKey> => {
    const identity = await generateHybridIdentity();
    return { officer: ref(digit), recipient: await identityToRecipient(identity), identity };
  };
  readers = [await reader(1), await reader(2), await reader(3)];
  receipt = await quickKeys();
});

const sealed = (change: Partial<Filled> = {}, nudge = '', to: readonly Recipient[] = readers) =>
  sealReport({ ...FILLED, ...change }, BINDING, receipt, to, nudge);
const opened = (envelopes: Envelopes, kind: (typeof KINDS)[number], identity: string, place: Partial<Binding> = {}) =>
  open(envelopes[kind], identity, { kind, ...BINDING, ...place });

const text = (max: number) => fc.string({ unit: 'binary', maxLength: Math.min(max, 200) });
const officerRefs = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{32}$/), { maxLength: MOST_HIDDEN });
const anyFilled: fc.Arbitrary<Filled> = fc.record({
  report: fc.record({
    about: fc.constantFrom(...ABOUT),
    subject: fc.constantFrom(...SUBJECTS, 'question' as const),
    story: text(LIMITS.story),
    where: text(LIMITS.where),
    since: fc.constantFrom(...SINCE),
    ongoing: fc.constantFrom(...ONGOING),
    danger: fc.boolean(),
    wish: text(LIMITS.wish),
    by: fc.constantFrom('self' as const, 'staff' as const),
  }),
  contact: text(LIMITS.contact),
  hiddenFrom: officerRefs,
  nudge: fc.boolean(),
});

describe('the recovery sheet', () => {
  it('opens what is hidden from nobody, and nothing else; nothing shows which it is', async () => {
    const identity = await generateHybridIdentity();
    const sheet = { officer: 'f'.repeat(32), recipient: await identityToRecipient(identity) };
    const opens = async (hiddenFrom: readonly string[]) => {
      const sealed = await sealReport({ ...FILLED, hiddenFrom }, BINDING, receipt, readers, '', sheet);
      const body = open(sealed.report, identity, { kind: 'report', ...BINDING });
      return {
        size: sealed.report.length,
        opened: await body.then(
          () => true,
          () => false,
        ),
      };
    };
    const [forAll, forSome] = [await opens([]), await opens([readers[0]?.officer ?? ''])];
    expect([forAll.opened, forSome.opened]).toEqual([true, false]);
    expect(forSome.size).toBe(forAll.size);
  });

  it('is no person: when nobody else remains, nothing is sealed', async () => {
    const sheet = { officer: 'f'.repeat(32), recipient: await identityToRecipient(await generateHybridIdentity()) };
    const everybody = readers.map(({ officer }) => officer);
    const sealing = sealReport({ ...FILLED, hiddenFrom: everybody }, BINDING, receipt, readers, '', sheet);
    await expect(sealing).rejects.toMatchObject({ code: 'recipients' });
  });
});

describe('a sealed report', () => {
  it('comes back as it was filled in, whatever was typed', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilled, fc.string({ unit: 'binary', maxLength: 100 }), async (filled, nudge) => {
        const envelopes = await sealReport(filled, BINDING, receipt, readers, nudge);
        const { report, contact, hiddenFrom } = filled;
        for (const { identity } of readers) {
          const body = reportBody.parse(await opened(envelopes, 'report', identity));
          const named = receiptFingerprint(receipt);
          expect(body).toEqual({ report, receipt: named, hiddenFrom });
          const given = contactBody.parse(await opened(envelopes, 'contact', identity));
          expect(given).toEqual({ contact, nudge, receipt: named });
        }
        expect(hiddenFromIn(await opened(envelopes, 'own', receipt.identity), BINDING, receipt.verifyKey)).toEqual(
          hiddenFrom,
        );
      }),
      RUNS,
    );
  });

  it('has its three envelopes with and without contact, for nobody and for somebody left out', async () => {
    for (const change of [{}, { contact: '' }, { hiddenFrom: [ref(1)] }]) {
      const envelopes = await sealed(change);
      expect(Object.keys(envelopes).sort()).toEqual([...KINDS].sort());
      for (const kind of KINDS) expect(envelopes[kind].length).toBeGreaterThan(BUCKETS[0]);
    }
  });

  it('has a contact that is as long without a word as with the longest, with a nudge or without', async () => {
    const address = 'a'.repeat(720); // as long as `nudge.ts` makes them
    const sizes = await Promise.all([
      sealed({ contact: '' }),
      sealed({ contact: 'klas 2B' }),
      sealed({ contact: 'x'.repeat(LIMITS.contact) }),
      sealed({ contact: '💥'.repeat(LIMITS.contact / 2) }),
      sealed({ contact: '€'.repeat(LIMITS.contact) }),
      sealed({ contact: '\u0001'.repeat(LIMITS.contact) }),
      sealed({ contact: '' }, address),
      sealed({ contact: '€'.repeat(LIMITS.contact) }, address),
    ]);
    expect(new Set(sizes.map(({ contact }) => contact.length)).size).toBe(1);
  });

  it('has an envelope of its reporter that counts only with the signature of the receipt, for this very case', async () => {
    const body = await opened(await sealed({ hiddenFrom: [ref(1)] }), 'own', receipt.identity);
    const stranger = await quickKeys();
    expect(hiddenFromIn(body, BINDING, stranger.verifyKey)).toBeUndefined();
    expect(hiddenFromIn(body, { ...BINDING, caseId: 'another' }, receipt.verifyKey)).toBeUndefined();
    expect(hiddenFromIn(body, { ...BINDING, tenant: 'another' }, receipt.verifyKey)).toBeUndefined();
    const lies = [{ hiddenFrom: [] }, { ...(body as object), hiddenFrom: [] }, {}, null, 'x'];
    for (const lie of lies) expect(hiddenFromIn(lie, BINDING, receipt.verifyKey)).toBeUndefined();
    // Anybody can seal to the receipt: its recipient stands in the table.
    const forged = await sealReport(
      { ...FILLED, hiddenFrom: [] },
      BINDING,
      { ...receipt, signKey: stranger.signKey },
      readers,
    );
    const opens = await opened(forged, 'own', receipt.identity);
    expect(hiddenFromIn(opens, BINDING, receipt.verifyKey)).toBeUndefined();
  });

  it('has an envelope of its reporter that is as long with nobody left out as with the most', async () => {
    const none = await sealed();
    const most = await sealed({ hiddenFrom: [1, 4, 5, 6].map(ref) });
    expect(most.own).toHaveLength(none.own.length);
  });

  it('fits, however much of every field is filled with what takes the most room', async () => {
    const full = (length: number) => '\u0001'.repeat(length);
    const report: Report = {
      ...{ about: 'someone', subject: 'blackmail', since: 'unknown', ongoing: 'unknown', danger: false, by: 'staff' },
      ...{ story: full(LIMITS.story), where: full(LIMITS.where), wish: full(LIMITS.wish) },
    };
    const hiddenFrom = [4, 5, 6, 7].map(ref);
    const place = { tenant: crypto.randomUUID(), caseId: 'Z'.repeat(26), keyEpoch: 99_999 };
    const ten = Array.from({ length: 10 }, async () => identityToRecipient(await generateHybridIdentity()));
    const to = (await Promise.all(ten)).map((recipient) => ({ officer: ref(1), recipient }));
    const filled = { report, contact: full(LIMITS.contact), hiddenFrom, nudge: true };
    const envelopes = await sealReport(filled, place, receipt, to, 'x'.repeat(1000));
    for (const kind of KINDS) expect(envelopes[kind].length).toBeLessThanOrEqual(MAX_SEALED_BYTES);
  });

  it('names the receipt that answers go to, and no other', async () => {
    const other = await quickKeys();
    const envelopes = await sealed();
    const { receipt: named } = reportBody.parse(await opened(envelopes, 'report', readers[0].identity));
    expect(named).toBe(receiptFingerprint(receipt));
    for (const part of ['lookup', 'recipient', 'verifyKey'] as const) {
      expect(named).not.toBe(receiptFingerprint({ ...receipt, [part]: other[part] }));
    }
  });

  it('is another file each time, so that nobody can tell by it that two reports are the same', async () => {
    const [one, another] = [await sealed(), await sealed()];
    for (const kind of KINDS) expect(Buffer.from(one[kind]).equals(another[kind])).toBe(false);
  });
});

describe('a report that is hidden from somebody', () => {
  it('opens for the others and not for those who are left out, neither the report nor the contact', async () => {
    const refs = readers.map(({ officer }) => officer);
    await fc.assert(
      fc.asyncProperty(fc.subarray(refs, { maxLength: 2 }), async (hiddenFrom) => {
        const envelopes = await sealed({ hiddenFrom });
        for (const { officer, identity } of readers) {
          for (const kind of ['report', 'contact'] as const) {
            const result = opened(envelopes, kind, identity);
            if (hiddenFrom.includes(officer)) await expect(result).rejects.toMatchObject({ code: 'cannot-open' });
            else await expect(result).resolves.toBeDefined();
          }
        }
      }),
      RUNS,
    );
  });

  it('says to those who can read it and to its reporter from whom it is hidden', async () => {
    const hiddenFrom = [ref(2)];
    const envelopes = await sealed({ hiddenFrom });
    expect(reportBody.parse(await opened(envelopes, 'report', readers[0].identity)).hiddenFrom).toEqual(hiddenFrom);
    expect(hiddenFromIn(await opened(envelopes, 'own', receipt.identity), BINDING, receipt.verifyKey)).toEqual(
      hiddenFrom,
    );
  });

  it('stays closed to somebody who is left out under each of their keys', async () => {
    const second = await generateHybridIdentity();
    const to = [...readers, { officer: ref(1), recipient: await identityToRecipient(second) }];
    const envelopes = await sealed({ hiddenFrom: [ref(1)] }, '', to);
    for (const identity of [readers[0].identity, second]) {
      await expect(opened(envelopes, 'report', identity)).rejects.toMatchObject({ code: 'cannot-open' });
    }
  });

  it('is sealed to everybody when those who are left out are no readers', async () => {
    const envelopes = await sealed({ hiddenFrom: [ref(8), ref(9)] });
    for (const { identity } of readers) await expect(opened(envelopes, 'report', identity)).resolves.toBeDefined();
  });

  it('is not sealed when nobody remains, and that is said', async () => {
    const everybody = readers.map(({ officer }) => officer);
    for (const [hiddenFrom, to] of [
      [everybody, readers],
      [[ref(1)], readers.slice(0, 1)],
      [[], []],
    ] as const) {
      const error: unknown = await sealed({ hiddenFrom }, '', to).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SealError);
      expect(error).toMatchObject({ code: 'recipients', message: 'seal: recipients' });
    }
  });

  it('has as readers those who are not left out, in their order', () => {
    const named = readers.map(({ officer }, index) => ({ officer, name: String(index) }));
    expect(notHidden(named, [])).toEqual(named);
    expect(notHidden(named, [ref(2), ref(9)]).map(({ name }) => name)).toEqual(['0', '2']);
    expect(notHidden(named, [1, 2, 3].map(ref))).toEqual([]);
  });
});

describe('an envelope of a report', () => {
  it('is for the reporter alone when it is theirs, and never for the reporter when it is the officers', async () => {
    const envelopes = await sealed();
    const refused = { code: 'cannot-open' };
    for (const { identity } of readers) {
      await expect(opened(envelopes, 'own', identity)).rejects.toMatchObject(refused);
    }
    await expect(opened(envelopes, 'own', receipt.identity)).resolves.toMatchObject({ hiddenFrom: [] });
    await expect(opened(envelopes, 'own', (await quickKeys()).identity)).rejects.toMatchObject(refused);
    for (const kind of ['report', 'contact'] as const) {
      await expect(opened(envelopes, kind, receipt.identity)).rejects.toMatchObject(refused);
    }
  });

  it.each<[string, Partial<Binding>]>([
    ['another case', { caseId: 'case-b' }],
    ['another school', { tenant: 'school-b' }],
    ['an earlier key epoch', { keyEpoch: 2 }],
    ['a later key epoch', { keyEpoch: 4 }],
  ])('does not open in the place of %s', async (_where, place) => {
    const envelopes = await sealed();
    for (const kind of KINDS) {
      const identity = kind === 'own' ? receipt.identity : readers[0].identity;
      await expect(opened(envelopes, kind, identity, place)).rejects.toMatchObject({ code: 'wrong-binding' });
    }
  });

  it.each(KINDS)('does not open in the place of another kind when it is the %s', async (kind) => {
    const envelopes = await sealed();
    const identity = kind === 'own' ? receipt.identity : readers[0].identity;
    const others = (['report', 'contact', 'own', 'message', 'follow-up'] as const).filter((other) => other !== kind);
    for (const other of others) {
      await expect(opened(envelopes, kind, identity, { kind: other })).rejects.toMatchObject({ code: 'wrong-binding' });
    }
  });

  it('is sealed to no classical key, of a reader or of the receipt', async () => {
    const classical = await identityToRecipient(await generateX25519Identity());
    await expect(sealed({}, '', [...readers, { officer: ref(4), recipient: classical }])).rejects.toMatchObject({
      code: 'recipients',
    });
    const weak = sealReport(FILLED, BINDING, { ...receipt, recipient: classical }, readers);
    await expect(weak).rejects.toMatchObject({ code: 'recipients' });
  });
});

describe('what a page sealed that is not ours', () => {
  const whole = { report: REPORT, receipt: 'x', hiddenFrom: [ref(1)] };

  it('is read when it has every field', () => {
    expect(reportBody.parse(whole)).toEqual(whole);
    const contact = { contact: '', nudge: '', receipt: 'x' };
    expect(contactBody.parse(contact)).toEqual(contact);
  });

  it.each<[string, unknown]>([
    ['no report', { ...whole, report: undefined }],
    ['another subject', { ...whole, report: { ...REPORT, subject: 'gossip' } }],
    ['danger in words', { ...whole, report: { ...REPORT, danger: 'no' } }],
    ['a story that is no text', { ...whole, report: { ...REPORT, story: { toString: 'x' } } }],
    ['no receipt', { ...whole, receipt: undefined }],
    ['officers who are none', { ...whole, hiddenFrom: ['Functionaris'] }],
    ['no list of officers', { ...whole, hiddenFrom: undefined }],
    ['a text', 'x'],
    ['nothing', null],
  ])('is refused with %s', (_what, body) => expect(reportBody.safeParse(body).success).toBe(false));

  it.each<unknown>([{}, { contact: 'x' }, { contact: 7, nudge: '' }, null])('is no contact: %j', (body) => {
    expect(contactBody.safeParse(body).success).toBe(false);
  });
});
