import type { Activity } from './activity.ts';
import type { Board } from './board.ts';
import { conversationId, groupChatId, parseConversationId, personalChatId } from './ids.ts';
import type { Person, WindowName } from './school.ts';
import { BOT, LOCALE, PERSONAS, TENANT_ID, teamOf } from './school.ts';

/** What a Playground window always says, whatever the language of the person behind it. */
const WINDOW_LOCALE = 'en-US';

/**
 * Makes of what a window sent the activity that Teams would have sent for this persona: who it is and which school it
 * comes from are the relay's word, never the window's. The window's ids become the relay's.
 */
export function asTeamsWouldSend(activity: Activity, window: WindowName, board: Board, serviceUrl: string): Activity {
  const persona = PERSONAS[window];
  const ref = parseConversationId(activity.conversation?.id ?? personalChatId(persona));
  const thread = ref.thread === undefined ? undefined : relayThread(board, window, ref.base, ref.thread);
  const replyTo = activity.replyToId === undefined ? undefined : board.findCopy(window, activity.replyToId);
  const said = activity.locale ?? WINDOW_LOCALE;
  const locale = said === WINDOW_LOCALE ? LOCALE : said;
  return {
    ...activity,
    ...fromPersona(persona, serviceUrl),
    locale,
    entities: (activity.entities ?? []).map((entity) =>
      entity.type === 'clientInfo' ? { ...entity, locale, country: locale.slice(-2) } : entity,
    ),
    ...(replyTo ? { replyToId: replyTo.id } : {}),
    conversation: conversationAccount(persona, ref.base, thread),
    channelData: { ...activity.channelData, ...teamData(ref.base), tenant: { id: TENANT_ID } },
  };
}

/** The fields of every activity that say who sends it, from where and to whom. */
export const fromPersona = (persona: Person, serviceUrl: string) => ({
  channelId: 'msteams',
  serviceUrl,
  from: { id: persona.id, aadObjectId: persona.aadObjectId, name: persona.name },
  recipient: BOT,
  locale: LOCALE,
});

/** The conversation an activity belongs to, as Teams describes it. */
export function conversationAccount(persona: Person, base: string, thread?: string) {
  const id = conversationId(thread === undefined ? { base } : { base, thread });
  if (teamOf(base)) return { id, isGroup: true, conversationType: 'channel', tenantId: TENANT_ID };
  if (base === groupChatId(persona)) return { id, isGroup: true, conversationType: 'groupChat', tenantId: TENANT_ID };
  return { id, conversationType: 'personal', tenantId: TENANT_ID };
}

/** What Teams adds to an activity from a channel; nothing for a chat. */
export function teamData(base: string) {
  const team = teamOf(base);
  if (!team) return {};
  const { id, name, aadGroupId, channel } = team;
  return {
    teamsTeamId: id,
    teamsChannelId: base,
    team: { id, name, aadGroupId },
    channel: base === id ? { id } : channel,
  };
}

/** The relay's id of a window's thread. A thread that a person begins in a window is new to the relay. */
function relayThread(board: Board, window: WindowName, base: string, windowThread: string): string {
  const known = board.findCopy(window, windowThread);
  return (known ?? board.add({ base, copies: { [window]: windowThread } })).id;
}
