import * as z from 'zod';
import { LOCALES, type Locale } from '../locales/index.ts';
import { createHiddenText } from './hidden-text.ts';
import type { CaseId } from './model.ts';

/**
 * The sign in a chat that there is a message, for reporters who asked for it. Where it goes is kept nowhere but in the
 * sealed contact; an officer's browser hands it over at the moment of answering.
 */
export type Nudges = {
  /** Text that leads to this chat, for this case alone. It opens at the server only: an officer cannot read it. */
  readonly addressOf: (caseId: CaseId, conversationId: string, locale: Locale) => string;
  /**
   * Sends the sign. Never throws: an answer that is kept must not fail on it.
   *
   * @returns false when the address is forged or another case's, or Teams refuses.
   */
  readonly send: (address: string, caseId: CaseId) => Promise<boolean>;
};

const payload = z.object({ conversationId: z.string().min(1), locale: z.enum(LOCALES) });

/**
 * @param deps.hashKey 32 bytes.
 * @param deps.send says in a chat that there is a message, and nothing else; throws when it could not.
 */
export function createNudges(deps: {
  readonly hashKey: Uint8Array;
  readonly send: (conversationId: string, locale: Locale) => Promise<void>;
}): Nudges {
  const { hide, show } = createHiddenText(deps.hashKey, 'nudge');

  return {
    addressOf: (caseId, conversationId, locale) => hide(JSON.stringify({ conversationId, locale }), caseId),
    async send(address, caseId) {
      try {
        const { conversationId, locale } = payload.parse(JSON.parse(show(address, caseId)));
        await deps.send(conversationId, locale);
        return true;
      } catch {
        return false; // forged or another case's, the chat is gone, or Teams does not answer
      }
    },
  };
}
