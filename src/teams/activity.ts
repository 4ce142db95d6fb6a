import { z } from 'zod';
import { LOCALES, type Locale, localeOf } from '../locales/index.ts';
import { languageOf } from '../locales/language.ts';
import type { Asked, Request } from './router.ts';

/** The parts of a Bot Framework activity that the bot reads. Everything else is ignored. */
export const activitySchema = z.looseObject({
  type: z.string().min(1),
  channelId: z.literal('msteams'),
  // The token is checked against this address; an activity without one would skip that check.
  serviceUrl: z.url(),
  name: z.string().optional(),
  action: z.string().optional(),
  text: z.string().optional(),
  locale: z.string().optional(),
  replyToId: z.string().optional(),
  from: z.looseObject({ id: z.string(), aadObjectId: z.string().optional() }),
  recipient: z.looseObject({ id: z.string() }).optional(),
  conversation: z.looseObject({
    id: z.string().min(1),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).optional(),
      team: z.looseObject({ id: z.string(), name: z.string().optional() }).optional(),
      channel: z.looseObject({ id: z.string() }).optional(),
    })
    .optional(),
  attachments: z.array(z.looseObject({ contentType: z.string(), content: z.unknown().optional() })).optional(),
  value: z.unknown().optional(),
});
export type TeamsActivity = z.infer<typeof activitySchema>;

/** Longest message that is read as a question, in characters. */
export const MAX_TEXT = 2000;
/** What is looked at of a longer one, before any markup is taken out. */
const MAX_RAW_TEXT = 8000;

const values = z.record(z.string(), z.unknown()).catch({});
const action = z.object({ action: z.object({ verb: z.string(), data: values }) });
const dialogValue = z.object({ data: values });
const extension = z.object({
  commandId: z.string(),
  data: values.optional(),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown().optional() })).optional(),
});

/** The tenant an activity claims to come from. Undefined must be refused like a foreign one. */
export function tenantOf(activity: TeamsActivity): string | undefined {
  const claims = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter((id) => id !== undefined);
  // Two claims that differ are as good as none.
  return new Set(claims).size === 1 ? claims[0] : undefined;
}

/** What an activity asks for, or undefined when it is nothing to the bot (reactions, typing, edits). */
export function askedBy(
  activity: TeamsActivity,
): (Asked & { input: Record<string, unknown>; text: string }) | undefined {
  const asked = (kind: Asked['kind'], name = '', input: Record<string, unknown> = {}, text = '') => ({
    kind,
    name,
    input,
    text,
  });
  switch (activity.type) {
    case 'message': {
      // The text goes along with each of them: danger words come before anything else.
      const text = cleanText((activity.text ?? '').slice(0, MAX_RAW_TEXT));
      if (activity.conversation.conversationType === 'channel') return asked('channel-message', '', {}, text);
      if (hasFile(activity)) return asked('attachment', '', {}, text);
      if (text.length > MAX_TEXT) return asked('too-long', '', {}, text);
      return asked('message', text, {}, text);
    }
    case 'installationUpdate':
      // Also `add-upgrade` and `remove-upgrade`, when the app gets a new version.
      if (activity.action === 'remove') return activity.channelData?.team ? asked('team-remove') : undefined;
      if (!activity.action?.startsWith('add')) return undefined;
      if (activity.channelData?.team) return asked('team-install');
      return activity.action === 'add' ? asked('install') : undefined;
    case 'invoke':
      return askedByInvoke(activity, asked);
    default:
      return undefined;
  }
}

function askedByInvoke(
  activity: TeamsActivity,
  asked: (
    kind: Asked['kind'],
    name?: string,
    input?: Record<string, unknown>,
    text?: string,
  ) => ReturnType<typeof askedBy>,
) {
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const { data } = action.safeParse(activity.value);
      return asked('verb', data?.action.verb, data?.action.data);
    }
    case 'task/fetch':
    case 'task/submit': {
      const input = dialogValue.safeParse(activity.value).data?.data ?? {};
      return asked(activity.name === 'task/fetch' ? 'dialog-open' : 'dialog-submit', String(input.dialog), input);
    }
    case 'composeExtension/query': {
      const { data } = extension.safeParse(activity.value);
      const typed = data?.parameters?.find(({ name }) => name !== 'initialRun')?.value;
      return asked('search', data?.commandId, {}, typeof typed === 'string' ? typed : '');
    }
    case 'composeExtension/fetchTask':
    case 'composeExtension/submitAction': {
      const { data } = extension.safeParse(activity.value);
      const kind = activity.name === 'composeExtension/fetchTask' ? 'extension-open' : 'extension-submit';
      return asked(kind, data?.commandId, data?.data ?? {});
    }
    default:
      return asked('verb', '');
  }
}

/** What a handler may know of this activity. */
export function requestOf(
  activity: TeamsActivity,
  asked: { input: Record<string, unknown>; text: string },
  isMember: () => Promise<boolean>,
): Request {
  const { team, channel } = activity.channelData ?? {};
  return {
    person: { id: (activity.from.aadObjectId ?? '').toLowerCase() },
    place: {
      kind: activity.conversation.conversationType === 'personal' ? 'personal' : 'channel',
      conversationId: activity.conversation.id,
    },
    locale: localeIn(activity, asked),
    text: asked.text,
    input: asked.input,
    team: team ? { id: team.id, name: team.name ?? '' } : undefined,
    channelId: channel?.id,
    isMember,
  };
}

/** The language of what was typed, of the card whose button was pressed, or else of the person's Teams. */
function localeIn(activity: TeamsActivity, { input, text }: { input: Record<string, unknown>; text: string }): Locale {
  const ofCard = LOCALES.find((locale) => locale === input.lang);
  return ofCard ?? languageOf(text, localeOf(activity.locale));
}

/** Teams sends formatted text as an HTML attachment too; a pasted image is an `img` in it. Anything else is a file. */
function hasFile(activity: TeamsActivity): boolean {
  return (activity.attachments ?? []).some(
    ({ contentType, content }) =>
      contentType !== 'text/html' || (typeof content === 'string' && /<(img|video|audio|object)\b/i.test(content)),
  );
}

/** Plain text: no markup of a mention, no control characters, no direction tricks. */
const cleanText = (text: string) =>
  text
    .replace(/<at>.*?<\/at>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
