import { z } from 'zod';
import { activitySchema } from './activity.ts';
import type { Delivery } from './delivery.ts';
import type { Call, Route } from './http.ts';
import { HttpError, jsonBody } from './http.ts';
import { conversationId, parseConversationId, personalChatId, personOfChat, windowOfChat } from './ids.ts';
import type { Issuer } from './issuer.ts';
import { isFromBot } from './issuer.ts';
import type { Person, Team } from './school.ts';
import { findPerson, PERSONAS, TEAMS, TENANT_ID, teamOf } from './school.ts';

const createSchema = z.looseObject({
  members: z.array(z.looseObject({ id: z.string() })).optional(),
  channelData: z.looseObject({ channel: z.looseObject({ id: z.string() }).optional() }).optional(),
  activity: activitySchema.optional(),
});

/** The part of the Bot Connector's REST API that botbuilder uses, for the conversations of this school. */
export function connectorRoutes(issuer: Issuer, delivery: Delivery): Route[] {
  const route = (method: string, path: RegExp, handle: Route['handle']): Route => ({
    method,
    path,
    handle: async (call) => {
      if (!(await isFromBot(issuer, call.headers.authorization))) {
        throw new HttpError(401, 'Unauthorized', 'Authorization has been denied for this request.');
      }
      return handle(call);
    },
  });
  const ref = (call: Call) => parseConversationId(call.params.conversation ?? '');

  const send = async (call: Call) => {
    const activity = parse(activitySchema, jsonBody(call));
    if (activity.type === 'typing') {
      await delivery.typing(ref(call).base);
      return { status: 202, body: {} };
    }
    return { status: 201, body: { id: await delivery.post(ref(call), activity) } };
  };

  const conversation = '/connector/v3/conversations/(?<conversation>[^/]+)';
  const activities = `${conversation}/activities`;
  return [
    route('POST', /^\/connector\/v3\/conversations$/, (call) => create(delivery, call)),
    route('POST', new RegExp(`^${activities}$`), send),
    route('POST', new RegExp(`^${activities}/[^/]+$`), send),
    route('PUT', new RegExp(`^${activities}/(?<activity>[^/]+)$`), async (call) => {
      const id = call.params.activity ?? '';
      await delivery.update(ref(call).base, id, parse(activitySchema, jsonBody(call)));
      return { status: 200, body: { id } };
    }),
    route('DELETE', new RegExp(`^${activities}/(?<activity>[^/]+)$`), async (call) => {
      await delivery.remove(ref(call).base, call.params.activity ?? '');
      return { status: 200, body: {} };
    }),
    route('GET', new RegExp(`^${conversation}/members$`), (call) => ({
      status: 200,
      body: membersOf(ref(call).base).map(account),
    })),
    route('GET', new RegExp(`^${conversation}/pagedmembers$`), (call) => ({
      status: 200,
      body: { members: membersOf(ref(call).base).map(account) },
    })),
    route('GET', new RegExp(`^${conversation}/members/(?<member>[^/]+)$`), (call) => {
      const person = findPerson(call.params.member ?? '');
      if (person && membersOf(ref(call).base).includes(person)) return { status: 200, body: account(person) };
      throw new HttpError(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
    }),
    route('GET', /^\/connector\/v3\/teams\/(?<team>[^/]+)\/conversations$/, (call) => {
      const { id, channel } = team(call);
      // Teams leaves the general channel without a name.
      return { status: 200, body: { conversations: [{ id }, channel] } };
    }),
    route('GET', /^\/connector\/v3\/teams\/(?<team>[^/]+)$/, (call) => {
      const { id, name, aadGroupId, members } = team(call);
      const counts = { channelCount: 2, memberCount: members.length };
      return { status: 200, body: { id, name, aadGroupId, tenantId: TENANT_ID, ...counts } };
    }),
  ];
}

async function create(delivery: Delivery, call: Call) {
  const { members, channelData, activity } = parse(createSchema, jsonBody(call));
  const channel = channelData?.channel?.id;
  if (channel !== undefined) {
    if (!activity) throw new HttpError(400, 'BadArgument', 'A post in a channel needs an activity.');
    const id = await delivery.post({ base: channel }, activity);
    return { status: 201, body: { id: conversationId({ base: channel, thread: id }), activityId: id } };
  }
  const person = findPerson(members?.[0]?.id ?? '');
  if (!person) throw new HttpError(400, 'BadArgument', 'Unknown member.');
  const base = personalChatId(person);
  const sent = activity && { activityId: await delivery.post({ base }, activity) };
  return { status: 201, body: { id: base, ...sent } };
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new HttpError(400, 'BadArgument', z.prettifyError(result.error));
  return result.data;
}

function team(call: Call): Team {
  const { base } = parseConversationId(call.params.team ?? '');
  const found = TEAMS.find(({ id }) => id === base);
  if (!found) throw new HttpError(404, 'BadArgument', 'Cannot find team with provided id.');
  return found;
}

function membersOf(base: string): readonly Person[] {
  const shown = teamOf(base);
  if (shown) return shown.members;
  const window = windowOfChat(base);
  const person = window ? PERSONAS[window] : personOfChat(base);
  if (person) return [person];
  throw new HttpError(404, 'ConversationNotFound', 'Conversation not found.');
}

/** A person as Teams describes a member. Teams says `objectId` in some answers and `aadObjectId` in others. */
const account = ({ id, aadObjectId, name }: Person) => ({
  id,
  aadObjectId,
  objectId: aadObjectId,
  name,
  givenName: name,
  surname: '',
  userPrincipalName: `${name.toLowerCase().replaceAll(' ', '')}@example.com`,
  tenantId: TENANT_ID,
  userRole: 'user',
});
