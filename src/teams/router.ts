import type { Locale } from '../locales/index.ts';
import type { Card } from './cards.ts';

/** Who is speaking: an Entra object id. Names are not needed and not kept. */
export type Person = { readonly id: string };

/** Where a turn takes place. */
export type Place = { readonly kind: 'personal' | 'channel'; readonly conversationId: string };

/** What a handler gets to know of a turn. Nothing in it is to be trusted except `person` and `place`. */
export type Request = {
  readonly person: Person;
  readonly place: Place;
  readonly locale: Locale;
  /** The text of a message, or what was typed in a search. */
  readonly text: string;
  /** The values of a card or dialog, with the data of its button. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The team in which the bot was added, or from which a message extension was opened. */
  readonly team: { readonly id: string; readonly name: string } | undefined;
  /** The channel from which a message extension was opened. */
  readonly channelId: string | undefined;
  /** Asks Teams whether this person is a member of the school and no guest. One call to the Bot Connector. */
  readonly isMember: () => Promise<boolean>;
};

/** What a person did. */
export type Trigger =
  | { readonly kind: 'command'; readonly words: readonly string[] }
  | { readonly kind: 'phrase'; readonly name: string; readonly matches: (text: string) => boolean }
  | {
      readonly kind:
        | 'message'
        | 'attachment'
        | 'too-long'
        | 'install'
        | 'team-install'
        | 'team-remove'
        | 'channel-message';
    }
  | { readonly kind: 'verb' | 'dialog-open' | 'dialog-submit'; readonly name: string }
  | { readonly kind: 'search' | 'extension-open' | 'extension-submit'; readonly name: string };

/** A search hit of a message extension: what is posted, and how it looks in the list. */
export type SearchResult = { readonly title: string; readonly text: string; readonly card: Card };

/** What a handler answers. `text` beside a card button is shown to the one who pressed it; the card stays as it is. */
export type Reply =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'dialog'; readonly title: string; readonly card: Card }
  | { readonly kind: 'results'; readonly results: readonly SearchResult[] }
  | { readonly kind: 'nothing' };

export type RefusalCode = 'member' | 'student' | 'teacher' | 'officer' | 'personal';

/** Allows a turn (undefined) or names why not. A guard never throws to allow. */
export type Guard = (request: Request) => Promise<RefusalCode | undefined>;

/** One thing a person can do. */
export type Route = {
  readonly on: Trigger;
  readonly guard: Guard;
  readonly handle: (request: Request) => Promise<Reply>;
};

export const command = (...words: string[]): Trigger => ({ kind: 'command', words });
/** A message that says something in words of its own. @param matches must not throw, and must leave danger words alone. */
export const phrase = (name: string, matches: (text: string) => boolean): Trigger => ({
  kind: 'phrase',
  name,
  matches,
});
export const verb = (name: string): Trigger => ({ kind: 'verb', name });
export const card = (value: Card): Reply => ({ kind: 'card', card: value });
export const text = (value: string): Reply => ({ kind: 'text', text: value });
export const dialog = (title: string, value: Card): Reply => ({ kind: 'dialog', title, card: value });

/** What a turn asks for, before a route is found. */
export type Asked = { readonly kind: Trigger['kind']; readonly name: string };

/**
 * Finds the one route for a turn. A message whose whole text is a command word goes to that command, one that a phrase
 * matches to that phrase, every other message to the `message` route.
 */
export function findRoute(routes: readonly Route[], asked: Asked): Route | undefined {
  const on = (suits: (trigger: Trigger) => boolean) => routes.find((route) => suits(route.on));
  const named =
    asked.kind === 'message'
      ? (on((trigger) => trigger.kind === 'command' && trigger.words.includes(commandWord(asked.name))) ??
        on((trigger) => trigger.kind === 'phrase' && trigger.matches(asked.name)))
      : on((trigger) => trigger.kind === asked.kind && 'name' in trigger && trigger.name === asked.name);
  return named ?? on((trigger) => trigger.kind === asked.kind && !('name' in trigger) && !('words' in trigger));
}

/** `Melden!` and ` melden ` are the word `melden`. */
const commandWord = (typed: string) =>
  typed
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim();
