import { describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { isGenuine, type MessagePlace, signedMessage, signMessage } from '../../src/reports/sign.ts';

const newKey = () => {
  const signKey = ed25519.utils.randomSecretKey();
  return { signKey, verifyKey: bytesToHex(ed25519.getPublicKey(signKey)) };
};
const officer = newKey();
const stranger = newKey();
const PLACE: MessagePlace = { tenant: 'school-a', caseId: 'case-a', messageId: 'message-a' };

describe('a signed message', () => {
  it('is genuine in its place, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (text) => {
        const message = signMessage(text, PLACE, officer.signKey);
        expect(isGenuine(message, PLACE, [officer.verifyKey])).toBe(true);
        expect(isGenuine(message, PLACE, [stranger.verifyKey, officer.verifyKey])).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('is not genuine in another case, at another school or as another message', () => {
    const message = signMessage('Kom langs.', PLACE, officer.signKey);
    const places = [{ caseId: 'case-b' }, { tenant: 'school-b' }, { messageId: 'message-b' }];
    for (const change of places) expect(isGenuine(message, { ...PLACE, ...change }, [officer.verifyKey])).toBe(false);
  });

  it('is not genuine when the parts of its place are cut elsewhere', () => {
    const message = signMessage('Kom langs.', { ...PLACE, tenant: 'a', caseId: 'bc' }, officer.signKey);
    expect(isGenuine(message, { ...PLACE, tenant: 'ab', caseId: 'c' }, [officer.verifyKey])).toBe(false);
  });

  it('is not genuine with another text', () => {
    const message = signMessage('Kom langs.', PLACE, officer.signKey);
    expect(isGenuine({ ...message, text: 'Kom niet.' }, PLACE, [officer.verifyKey])).toBe(false);
  });

  it('is not genuine when somebody without an officer key signed it', () => {
    const message = signMessage('Kom langs.', PLACE, stranger.signKey);
    expect(isGenuine(message, PLACE, [officer.verifyKey])).toBe(false);
    expect(isGenuine(message, PLACE, [])).toBe(false);
  });

  it('is not genuine under a key or with a signature that is none, and that throws nothing', () => {
    const message = signMessage('Kom langs.', PLACE, officer.signKey);
    expect(isGenuine(message, PLACE, ['00'.repeat(32), 'ff'.repeat(32)])).toBe(false);
    expect(isGenuine({ ...message, signature: 'ff'.repeat(64) }, PLACE, [officer.verifyKey])).toBe(false);
  });

  it('is not genuine under a key of small order, which would bear out anything', () => {
    const message = { text: 'Kom langs.', signature: '00'.repeat(64) };
    for (const weak of ['01'.padEnd(64, '0'), '00'.repeat(32)]) expect(isGenuine(message, PLACE, [weak])).toBe(false);
  });

  it('is read only with a text of a length a person may send, and a signature', () => {
    const { signature } = signMessage('Kom langs.', PLACE, officer.signKey);
    expect(signedMessage.safeParse({ text: 'x'.repeat(4000), signature }).success).toBe(true);
    const wrong = [
      { text: '', signature },
      { text: 'x'.repeat(4001), signature },
      { text: 'x' },
      { text: 'x', signature: signature.toUpperCase().replace(/[0-9]/g, 'A') },
      { text: 'x', signature: signature.slice(2) },
      'x',
      null,
    ];
    for (const body of wrong) expect(signedMessage.safeParse(body).success).toBe(false);
  });
});
