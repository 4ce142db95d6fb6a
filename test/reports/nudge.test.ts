import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Locale } from '../../src/locales/index.ts';
import { newCaseId } from '../../src/reports/model.ts';
import { createNudges } from '../../src/reports/nudge.ts';
import { newMessage } from '../../src/reports/wire.ts';

const KEY = new Uint8Array(32).fill(7);
const CHAT = `a:1${'x'.repeat(150)}`;
const id = newCaseId();

function nudgesWith(hashKey = KEY) {
  const send = jest.fn(async (_conversationId: string, _locale: Locale) => undefined);
  return { ...createNudges({ hashKey, send }), sent: send };
}

describe('the sign that there is a message', () => {
  it.each(['nl', 'en'] as const)('goes to the chat that asked for it, in its language: %s', async (locale) => {
    const nudges = nudgesWith();
    expect(await nudges.send(nudges.addressOf(id, CHAT, locale), id)).toBe(true);
    expect(nudges.sent.mock.calls).toEqual([[CHAT, locale]]);
  });

  it('reaches any chat, by any instance', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (chat) => {
        const other = nudgesWith();
        expect(await other.send(nudgesWith().addressOf(id, chat, 'nl'), id)).toBe(true);
        expect(other.sent.mock.calls).toEqual([[chat, 'nl']]);
      }),
    );
  });

  it('has an address that says nothing of the chat to whoever holds it', () => {
    const address = nudgesWith().addressOf(id, 'a:1-the-chat', 'nl');
    expect(Buffer.from(address, 'base64url').toString('latin1')).not.toContain('the-chat');
    expect(nudgesWith().addressOf(id, 'a:1-the-chat', 'nl')).not.toBe(address);
  });

  it('has an address that the desk may hand over', () => {
    expect(newMessage.shape.nudge.safeParse(nudgesWith().addressOf(id, CHAT, 'nl')).success).toBe(true);
  });

  it('is not sent for another case, or on what another server signed', async () => {
    const nudges = nudgesWith();
    expect(await nudges.send(nudges.addressOf(newCaseId(), CHAT, 'nl'), id)).toBe(false);
    expect(await nudges.send(nudgesWith(new Uint8Array(32).fill(8)).addressOf(id, CHAT, 'nl'), id)).toBe(false);
    expect(nudges.sent).not.toHaveBeenCalled();
  });

  it('is not sent on an address that was changed in any place', async () => {
    const nudges = nudgesWith();
    const address = nudges.addressOf(id, 'a:1', 'nl');
    for (let place = 0; place < address.length; place++) {
      const changed = address.slice(0, place) + (address[place] === 'A' ? 'B' : 'A') + address.slice(place + 1);
      expect(await nudges.send(changed, id)).toBe(false);
    }
    for (const changed of [`${address}A`, `${address}.`, `.${address}`, address.slice(0, -1)]) {
      expect(await nudges.send(changed, id)).toBe(false);
    }
    expect(nudges.sent).not.toHaveBeenCalled();
  });

  it('is not sent on garbage, and nothing breaks on it', async () => {
    const nudges = nudgesWith();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => expect(await nudges.send(text, id)).toBe(false)),
    );
    expect(nudges.sent).not.toHaveBeenCalled();
  });

  it('fails without a word when Teams refuses', async () => {
    const refuses = createNudges({
      hashKey: KEY,
      send: async () => {
        throw new Error('blocked by the user');
      },
    });
    expect(await refuses.send(refuses.addressOf(id, CHAT, 'nl'), id)).toBe(false);
  });
});
