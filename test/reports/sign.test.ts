import { describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import {
  aboutMessage,
  isRequestOf,
  isSigned,
  type MessageKind,
  type MessagePlace,
  type ReceiptAction,
  type Said,
  sign,
  signedMessage,
  signerOf,
  signMessage,
  signRequest,
} from '../../src/reports/sign.ts';

const newKey = () => {
  const signKey = ed25519.utils.randomSecretKey();
  return { signKey, verifyKey: bytesToHex(ed25519.getPublicKey(signKey)) };
};
const writer = newKey();
const stranger = newKey();
const ID = '0'.repeat(31);
const PLACE: MessagePlace = { tenant: 'school-a', caseId: 'case-a', messageId: `${ID}1` };
const SAID: Said = { text: 'Kom langs.', after: `${ID}0`, day: '2026-11-22' };
const KINDS: readonly MessageKind[] = ['message', 'follow-up'];

/** Every point of small order and every way to write it: under a looser rule each would bear out anything. */
const SMALL_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
];

describe.each(KINDS)('a signed %s', (kind) => {
  const other = KINDS.find((candidate) => candidate !== kind) ?? kind;
  const message = signMessage(SAID, kind, PLACE, writer.signKey);
  const signer = (changed: Partial<Said> = {}, place: Partial<MessagePlace> = {}) =>
    signerOf({ ...message, ...changed }, kind, { ...PLACE, ...place }, [writer.verifyKey]);

  it('names the key that signed it, whatever it says and after whatever', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
        fc.option(fc.stringMatching(/^[0-9a-f]{32}$/)),
        (text, after) => {
          const signed = signMessage({ ...SAID, text, after }, kind, PLACE, writer.signKey);
          expect(signed).toMatchObject({ text, after, day: SAID.day });
          expect(signerOf(signed, kind, PLACE, [stranger.verifyKey, writer.verifyKey])).toBe(writer.verifyKey);
        },
      ),
      { numRuns: 25 },
    );
  });

  it(`is none on a ${other}`, () => {
    expect(signer()).toBe(writer.verifyKey);
    expect(signerOf(message, other, PLACE, [writer.verifyKey])).toBeUndefined();
  });

  it.each<[string, Partial<MessagePlace>]>([
    ['in another case', { caseId: 'case-b' }],
    ['at another school', { tenant: 'school-b' }],
    ['as another message', { messageId: `${ID}2` }],
  ])('is none %s', (_where, place) => expect(signer({}, place)).toBeUndefined());

  it.each<[string, Partial<Said>]>([
    ['another text', { text: 'Kom niet.' }],
    ['one more blank', { text: 'Kom langs. ' }],
    ['another message before it', { after: `${ID}9` }],
    ['no message before it', { after: null }],
    ['another day', { day: '2026-11-21' }],
  ])('is none with %s', (_what, changed) => expect(signer(changed)).toBeUndefined());

  it('is none when a message is put before one that had none', () => {
    const first = signMessage({ ...SAID, after: null }, kind, PLACE, writer.signKey);
    expect(signerOf(first, kind, PLACE, [writer.verifyKey])).toBe(writer.verifyKey);
    for (const after of [`${ID}0`, '', 'null']) {
      expect(signerOf({ ...first, after }, kind, PLACE, [writer.verifyKey])).toBeUndefined();
    }
  });

  it('is none when its parts are cut elsewhere', () => {
    const cut = signMessage(SAID, kind, { ...PLACE, tenant: 'a', caseId: 'bc' }, writer.signKey);
    expect(signerOf(cut, kind, { ...PLACE, tenant: 'ab', caseId: 'c' }, [writer.verifyKey])).toBeUndefined();
    const swapped = signMessage({ ...SAID, text: SAID.day, day: SAID.text }, kind, PLACE, writer.signKey);
    expect(signerOf({ ...swapped, text: SAID.text, day: SAID.day }, kind, PLACE, [writer.verifyKey])).toBeUndefined();
  });

  it('is none by somebody whose key is not among those who may write', () => {
    expect(signerOf(message, kind, PLACE, [stranger.verifyKey])).toBeUndefined();
    expect(signerOf(message, kind, PLACE, [])).toBeUndefined();
  });

  it('is none under a key or with a signature that is none, and that throws nothing', () => {
    const noKeys = ['', 'x', 'zz'.repeat(32), '00'.repeat(31), 'ff'.repeat(32), `${writer.verifyKey}00`, '💥'];
    expect(signerOf(message, kind, PLACE, noKeys)).toBeUndefined();
    expect(signerOf(message, kind, PLACE, [...noKeys, writer.verifyKey])).toBe(writer.verifyKey);
    for (const signature of ['', 'x', 'ff'.repeat(64), '00'.repeat(64), message.signature.slice(2), '💥']) {
      expect(signerOf({ ...message, signature }, kind, PLACE, [writer.verifyKey])).toBeUndefined();
    }
  });

  it('is none with any bit of the signature flipped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 511 }), (bit) => {
        const bytes = Buffer.from(message.signature, 'hex');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(signerOf({ ...message, signature: bytes.toString('hex') }, kind, PLACE, [writer.verifyKey])).toBe(
          undefined,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('is none under a key of small order, which would bear out anything', () => {
    for (const point of SMALL_ORDER) {
      const signature = `${point}${'00'.repeat(32)}`;
      expect(signerOf({ ...SAID, signature }, kind, PLACE, SMALL_ORDER)).toBeUndefined();
    }
  });

  it('is no request either, whatever it says', () => {
    const text = aboutMessage(PLACE.messageId, Uint8Array.of(1));
    const signed = signMessage({ text, after: null, day: SAID.day }, kind, PLACE, writer.signKey);
    expect(isRequestOf(writer.verifyKey, 'follow-up', PLACE, text, signed.signature)).toBe(false);
  });
});

describe('what is sealed as a message', () => {
  const { signature } = signMessage(SAID, 'message', PLACE, writer.signKey);
  const whole = { ...SAID, signature };

  it('is read with a text as long as a person may send, after a message or after none', () => {
    const longest = { ...whole, text: 'x'.repeat(4000) };
    expect(signedMessage.parse(longest)).toEqual(longest);
    expect(signedMessage.safeParse({ ...whole, after: null }).success).toBe(true);
  });

  it.each<[string, unknown]>([
    ['no text', { ...whole, text: '' }],
    ['too long a text', { ...whole, text: 'x'.repeat(4001) }],
    ['nothing said of what was before', { text: 'x', day: SAID.day, signature }],
    ['something else than a message before it', { ...whole, after: 'eerder' }],
    ['a message before it in capitals', { ...whole, after: 'A'.repeat(32) }],
    ['no day', { text: 'x', after: null, signature }],
    ['an hour', { ...whole, day: '2026-11-22T10:00' }],
    ['no signature', SAID],
    ['a signature in capitals', { ...whole, signature: 'A'.repeat(128) }],
    ['a signature that is cut off', { ...whole, signature: signature.slice(2) }],
    ['a text alone', 'x'],
    ['nothing', null],
  ])('is not read with %s', (_what, body) => expect(signedMessage.safeParse(body).success).toBe(false));
});

describe('a signed request', () => {
  const ACTIONS: readonly ReceiptAction[] = ['follow-up', 'withdraw', 'delete-contact'];
  const CASE = { tenant: 'school-a', caseId: 'case-a' };
  const SEALED = Uint8Array.of(1, 2, 3);
  const ABOUT = aboutMessage(PLACE.messageId, SEALED);
  const signature = signRequest('follow-up', CASE, ABOUT, writer.signKey);
  const holds = (action: ReceiptAction, place = CASE, about = ABOUT, key = writer.verifyKey) =>
    isRequestOf(key, action, place, about, signature);

  it('asks for one thing only', () => {
    for (const asked of ACTIONS) {
      const signed = signRequest(asked, CASE, '', writer.signKey);
      const granted = ACTIONS.filter((action) => isRequestOf(writer.verifyKey, action, CASE, '', signed));
      expect(granted).toEqual([asked]);
    }
  });

  it('asks it for one case at one school', () => {
    expect(holds('follow-up')).toBe(true);
    expect(holds('follow-up', { ...CASE, caseId: 'case-b' })).toBe(false);
    expect(holds('follow-up', { ...CASE, tenant: 'school-b' })).toBe(false);
    expect(holds('follow-up', { tenant: 'school-aca', caseId: 'se-a' })).toBe(false);
  });

  it('brings one message with these very bytes', () => {
    expect(holds('follow-up', CASE, aboutMessage(`${ID}2`, SEALED))).toBe(false);
    expect(holds('follow-up', CASE, aboutMessage(PLACE.messageId, Uint8Array.of(1, 2, 4)))).toBe(false);
    expect(holds('follow-up', CASE, aboutMessage(PLACE.messageId, Uint8Array.of(1, 2)))).toBe(false);
    expect(holds('follow-up', CASE, '')).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 64 }), (one, another) => {
        const same = Buffer.from(one).equals(another);
        expect(aboutMessage(PLACE.messageId, one) === aboutMessage(PLACE.messageId, another)).toBe(same);
      }),
    );
  });

  it('is that of nobody else, and no garbage has signed it', () => {
    expect(holds('follow-up', CASE, ABOUT, stranger.verifyKey)).toBe(false);
    for (const key of ['', 'x', 'ff'.repeat(32), '💥']) expect(holds('follow-up', CASE, ABOUT, key)).toBe(false);
    for (const wrong of ['', 'x', 'ff'.repeat(64), signature.slice(2)]) {
      expect(isRequestOf(writer.verifyKey, 'follow-up', CASE, ABOUT, wrong)).toBe(false);
    }
    for (const point of SMALL_ORDER) {
      for (const key of SMALL_ORDER) {
        expect(isRequestOf(key, 'withdraw', CASE, '', `${point}${'00'.repeat(32)}`)).toBe(false);
      }
    }
  });

  it('is no message either', () => {
    const place = { ...CASE, messageId: PLACE.messageId };
    const message = { text: ABOUT, after: null, day: SAID.day, signature };
    for (const kind of KINDS) expect(signerOf(message, kind, place, [writer.verifyKey])).toBeUndefined();
  });
});

describe('signed facts', () => {
  it('are these facts, in this order, of these kinds', () => {
    const signature = sign(['a', 1, null], writer.signKey);
    expect(isSigned(['a', 1, null], signature, writer.verifyKey)).toBe(true);
    for (const facts of [
      ['a', 1],
      ['a', null, 1],
      ['a', '1', null],
      ['a', 1, 'null'],
      ['a,1', null],
      [['a', 1, null]],
      [],
    ]) {
      expect(isSigned(facts, signature, writer.verifyKey)).toBe(false);
    }
  });
});
