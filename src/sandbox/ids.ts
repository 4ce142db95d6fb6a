import type { Person, WindowName } from './school.ts';
import { findPerson, PERSONAS, WINDOWS } from './school.ts';

/** A conversation id taken apart: a channel's thread is written `<channel>;messageid=<first activity>`. */
export interface ConversationRef {
  readonly base: string;
  readonly thread?: string;
}

export function parseConversationId(id: string): ConversationRef {
  const [base = '', ...rest] = id.split(';');
  const thread = rest.find((part) => part.startsWith('messageid='))?.slice('messageid='.length);
  return thread ? { base, thread } : { base };
}

export const conversationId = ({ base, thread }: ConversationRef): string =>
  thread ? `${base};messageid=${thread}` : base;

const PERSONAL = 'a:';

/** The 1:1 conversation of this person with the bot. */
export const personalChatId = (person: Person): string => `${PERSONAL}${person.aadObjectId}`;

/** A Playground window insists on a group chat; each gets one of its own, so that no two windows share an id. */
export const groupChatId = (person: Person): string => `19:groep-${person.aadObjectId}@thread.v2`;

/** The person whose 1:1 conversation this is, or nothing. */
export const personOfChat = (base: string): Person | undefined =>
  base.startsWith(PERSONAL) ? findPerson(base.slice(PERSONAL.length)) : undefined;

/** The one window that holds this chat (1:1, group or command box), or nothing. */
export const windowOfChat = (base: string): WindowName | undefined =>
  WINDOWS.find((window) => {
    const person = PERSONAS[window];
    return base === personalChatId(person) || base === groupChatId(person) || base === person.id;
  });
