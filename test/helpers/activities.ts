import { BOT, CLASS_TEAM, type Person, TENANT_ID } from '../../src/sandbox/school.ts';

/** Where the Bot Connector of the tests is. nock answers for it. */
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea';

/** The 1:1 chat of a person with the bot. */
export const chatOf = (person: Person) => ({
  id: `a:${person.aadObjectId}`,
  conversationType: 'personal',
  tenantId: TENANT_ID,
});
/** The class channel. */
export const classChannel = {
  id: CLASS_TEAM.channel.id,
  conversationType: 'channel',
  isGroup: true,
  tenantId: TENANT_ID,
};

let count = 0;

/** An activity as Teams sends it; `change` overrides any part. */
export function activity(person: Person, change: Record<string, unknown> = {}) {
  count += 1;
  return {
    id: `activity-${count}`,
    type: 'message',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    locale: 'nl-NL',
    timestamp: '2026-11-22T12:00:00.000Z',
    from: { id: person.id, name: person.name, aadObjectId: person.aadObjectId },
    recipient: BOT,
    conversation: chatOf(person),
    channelData: { tenant: { id: TENANT_ID } },
    ...change,
  };
}

/** The press of an `Action.Execute` button. */
export const press = (person: Person, verb: string, data: unknown, change: Record<string, unknown> = {}) =>
  activity(person, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb, data } },
    ...change,
  });

/** An invoke of a dialog or message extension. */
export const invoke = (person: Person, name: string, value: unknown, change: Record<string, unknown> = {}) =>
  activity(person, { type: 'invoke', name, value, ...change });
