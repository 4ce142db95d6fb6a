import type { Activity } from 'botbuilder';
import type { BotFrameworkAuthentication } from 'botframework-connector';
import { ClaimsIdentity, type ConnectorClient, TeamsConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Card } from './cards.ts';
import { cardMessage } from './reply.ts';

/** Where a message that the bot posted stands, so that it can be updated. */
export type Posted = { readonly conversationId: string; readonly activityId: string };
/** `name` is empty for a team's first channel: Teams translates it and leaves it out. */
export type Channel = { readonly id: string; readonly name: string };

/** Teams refused a card: nothing was posted. After any other error it may have been. */
export class PostRefused extends Error {
  constructor() {
    super('the card was refused');
    this.name = 'PostRefused';
  }
}

/** Teams did not answer in time. What was asked may have been done all the same. */
export class ConnectorTimeout extends Error {
  readonly code = 'unavailable';
  constructor() {
    super('the Bot Connector did not answer in time');
    this.name = 'ConnectorTimeout';
  }
}

/** What the bot does in Teams of its own accord, through the Bot Connector. Every call throws {@link ConnectorTimeout}. */
export type Connector = {
  /** Posts a card as a new conversation in a channel. @throws {PostRefused} when it certainly was not posted. */
  readonly post: (channelId: string, card: Card) => Promise<Posted>;
  /** Posts a card in the bot's own chat with a person, by object id. @throws {PostRefused} e.g. when the bot is not installed for them. */
  readonly postTo: (personId: string, card: Card) => Promise<Posted>;
  /** Says something in a chat that the bot is in. @throws {PostRefused} */
  readonly say: (conversationId: string, text: string) => Promise<void>;
  /** Takes away a message that the bot posted. One that is not there any more is as good. */
  readonly remove: (posted: Posted) => Promise<void>;
  /** Replaces a card that was posted, for everyone. `gone` when the message is no longer there. */
  readonly update: (posted: Posted, card: Card) => Promise<'updated' | 'gone'>;
  /** The channels of a team in which the bot is installed. */
  readonly channelsOf: (teamId: string) => Promise<readonly Channel[]>;
  /** Whether this person is in the conversation (or team), and is no guest. A yes is remembered for ten minutes. */
  readonly isMember: (conversationId: string, personId: string) => Promise<boolean>;
};

const teamsMember = z.looseObject({
  userRole: z.string().optional(),
  userPrincipalName: z.string().optional(),
  tenantId: z.string().optional(),
});

/** A turn must be answered within 5 seconds. */
const TIMEOUT_MS = 4000;

/** Opens the Bot Connector with the bot's own identity. */
export function openConnector(config: Config, authentication: BotFrameworkAuthentication): Connector {
  const identity = new ClaimsIdentity([{ type: 'aud', value: config.appId }], true);
  const factory = authentication.createConnectorFactory(identity);
  const client = async (): Promise<ConnectorClient> =>
    withoutRetries(await factory.create(config.serviceUrl, 'https://api.botframework.com'));
  const teamsClient = async () => {
    const { credentials } = await client();
    return withoutRetries(new TeamsConnectorClient(credentials, { baseUri: config.serviceUrl }));
  };
  const known = createMemory();

  return {
    async post(channelId, card) {
      try {
        const created = await within(async (limit) =>
          (await client()).conversations.createConversation(
            {
              isGroup: true,
              bot: { id: `28:${config.appId}`, name: 'Bondgenoot' },
              channelData: { channel: { id: channelId } },
              tenantId: config.tenantId,
              topicName: '',
              members: [],
              activity: activityOf(card),
            },
            limit,
          ),
        );
        return { conversationId: created.id, activityId: created.activityId };
      } catch (error) {
        throw refusedOr(error);
      }
    },
    async postTo(personId, card) {
      try {
        // Teams finds or makes the one chat of the bot with this person; the card is a message of its own.
        const { id: conversationId } = await within(async (limit) =>
          (await client()).conversations.createConversation(
            {
              isGroup: false,
              bot: { id: `28:${config.appId}`, name: 'Bondgenoot' },
              members: [{ id: personId, name: '' }],
              tenantId: config.tenantId,
              channelData: { tenant: { id: config.tenantId } },
              topicName: '',
              // The SDK's type demands an activity; in a personal chat Teams wants none.
              activity: undefined as unknown as Activity,
            },
            limit,
          ),
        );
        const { id: activityId = '' } = await within(async (limit) =>
          (await client()).conversations.sendToConversation(conversationId, activityOf(card), limit),
        );
        return { conversationId, activityId };
      } catch (error) {
        throw refusedOr(error);
      }
    },
    async say(conversationId, text) {
      const message = { type: 'message', text, textFormat: 'markdown' } as Activity; // the SDK type demands what the service fills in
      try {
        await within(async (limit) =>
          (await client()).conversations.sendToConversation(conversationId, message, limit),
        );
      } catch (error) {
        throw refusedOr(error);
      }
    },
    async remove({ conversationId, activityId }) {
      try {
        await within(async (limit) => (await client()).conversations.deleteActivity(conversationId, activityId, limit));
      } catch (error) {
        if (statusOf(error) !== 404) throw error;
      }
    },
    async update({ conversationId, activityId }, card) {
      try {
        await within(async (limit) =>
          (await client()).conversations.updateActivity(conversationId, activityId, activityOf(card), limit),
        );
        return 'updated';
      } catch (error) {
        if (statusOf(error) === 404) return 'gone';
        throw error;
      }
    },
    async channelsOf(teamId) {
      const { conversations: channels = [] } = await within(async (limit) =>
        (await teamsClient()).teams.fetchChannelList(teamId, limit),
      );
      return channels.map(({ id, name }) => ({ id: id ?? '', name: name ?? '' }));
    },
    async isMember(conversationId, personId) {
      const key = `${conversationId} ${personId}`;
      if (known.has(key)) return true;
      try {
        const answer = await within(async (limit) =>
          (await client()).conversations.getConversationMember(conversationId, personId, limit),
        );
        const member = teamsMember.parse(answer);
        const belongs =
          member.userRole === 'user' &&
          !member.userPrincipalName?.toUpperCase().includes('#EXT#') &&
          (member.tenantId ?? config.tenantId).toLowerCase() === config.tenantId;
        if (belongs) known.add(key);
        return belongs;
      } catch (error) {
        if (statusOf(error) === 404 || statusOf(error) === 403) return false;
        throw error;
      }
    },
  };
}

/** Runs one call, with its token, in a limited time; after that nothing is sent any more. @throws {ConnectorTimeout} */
async function within<T>(call: (limit: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
  const abortSignal = AbortSignal.timeout(TIMEOUT_MS);
  const late = new Promise<never>((_resolve, reject) => {
    abortSignal.addEventListener('abort', () => reject(new ConnectorTimeout()), { once: true });
  });
  return Promise.race([late, call({ abortSignal })]);
}

/**
 * Takes the retries out of an SDK client. It would send a post up to four times when an answer is lost or is a 5xx, and
 * each could become a card; `noRetryPolicy` is in its types, but read nowhere.
 */
function withoutRetries<T extends ConnectorClient | TeamsConnectorClient>(sdk: T): T {
  // The pipeline is only there in the field that the SDK's types call private.
  const { client } = sdk as unknown as { client: { pipeline: { removePolicy(policy: { name: string }): unknown } } };
  client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return sdk;
}

const REMEMBER_MS = 10 * 60_000;
const REMEMBER_AT_MOST = 5000;

/** Remembers keys for a while, the newest ones. Nothing depends on it: what is forgotten is asked again. */
function createMemory() {
  const until = new Map<string, number>();
  return {
    has: (key: string) => (until.get(key) ?? 0) > Date.now(),
    add(key: string) {
      until.delete(key); // so that it becomes the newest
      until.set(key, Date.now() + REMEMBER_MS);
      const [oldest] = until.keys();
      if (until.size > REMEMBER_AT_MOST && oldest !== undefined) until.delete(oldest);
    },
  };
}

// The SDK's type demands fields that the service fills in itself.
const activityOf = (card: Card) => cardMessage(card) as Activity;

/** A 4xx says that nothing was posted. */
function refusedOr(error: unknown): unknown {
  const status = Number(statusOf(error));
  return status >= 400 && status < 500 ? new PostRefused() : error;
}

const statusOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
