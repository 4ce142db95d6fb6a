import { CLASS_TEAM, CLASSMATES, PERSONAS, type Person, TENANT_ID } from '../../src/sandbox/school.ts';
import { activity, classChannel, press } from '../helpers/activities.ts';
import type { ConnectorCall } from '../helpers/microsoft.ts';
import type { TestSchool } from '../helpers/school.ts';

const { student, teacher } = PERSONAS;
export const CHANNEL = CLASS_TEAM.channel.id;
/** The class's channel as the teacher's card sends it. */
export const CHOICE = `${CLASS_TEAM.id}|${CHANNEL}`;
/** Everyone of the class who may answer: twelve people. */
export const STUDENTS: readonly Person[] = [student, ...CLASSMATES];
export const PROMPT = 'klikken-of-helpen';

/** The text of an answer to an invoke, as it would be shown. */
export const shown = ({ body }: { readonly body: unknown }) => JSON.stringify(body);

/** Orders a post, as the teacher's button does. */
export const order = (school: TestSchool, data: Record<string, unknown> = {}, person: Person = teacher) =>
  school.send(press(person, 'prompt.post', { prompt: PROMPT, post: crypto.randomUUID(), channel: CHOICE, ...data }));

/** A posted discussion: the id on its card and where the card stands. */
export type Posted = { readonly post: string; readonly conversationId: string };

/** Posts a discussion in the class's channel. */
export async function post(school: TestSchool, data: Record<string, unknown> = {}): Promise<Posted> {
  const before = school.microsoft.calls.length;
  const told = await order(school, data);
  const [card, ...more] = postsSince(school, before);
  const id = card && postOn(card);
  if (id === undefined || more.length > 0) throw new Error(`not posted: ${shown(told)}`);
  return { post: id, conversationId: `${CHANNEL};messageid=posted-${school.microsoft.calls.length}` };
}

/** The id on a posted card. */
export const postOn = ({ body }: ConnectorCall): string | undefined =>
  /"verb":"prompt.answer".*?"post":"([^"]+)"/.exec(JSON.stringify(body))?.[1];

/** New conversations in channels since a number of calls. */
export const postsSince = ({ microsoft }: TestSchool, before: number): ConnectorCall[] =>
  microsoft.calls.slice(before).filter(({ method, path }) => method === 'POST' && path === '/v3/conversations');

/** Renewals of cards since a number of calls, as JSON text. */
export const updatesSince = ({ microsoft }: TestSchool, before: number): string[] =>
  microsoft.calls
    .slice(before)
    .filter(({ method }) => method === 'PUT')
    .map(({ body }) => JSON.stringify(body));

/** Answers a discussion on its card in the channel. */
export const answer = (
  school: TestSchool,
  person: Person,
  { post, conversationId }: Posted,
  choice: unknown = '0',
  change: Record<string, unknown> = {},
) =>
  school.send(
    press(
      person,
      'prompt.answer',
      { post, choice },
      {
        conversation: { ...classChannel, id: conversationId },
        channelData: { tenant: { id: TENANT_ID }, team: { id: CLASS_TEAM.id }, channel: { id: CHANNEL } },
        ...change,
      },
    ),
  );

/** Adds the bot to a team, as its owner does. */
export const addTo = (school: TestSchool, team: { readonly id: string; readonly name: string }, person: Person) =>
  school.send(
    activity(person, {
      type: 'installationUpdate',
      action: 'add',
      conversation: { id: team.id, conversationType: 'channel', tenantId: TENANT_ID },
      channelData: { tenant: { id: TENANT_ID }, team: { id: team.id, name: team.name } },
    }),
  );

/** Somebody that Teams was not asked about yet. */
export function stranger(name = 'Student 99'): Person {
  const aadObjectId = crypto.randomUUID();
  return { id: `29:${aadObjectId}`, aadObjectId, name };
}
