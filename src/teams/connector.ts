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

/** What the bot does in Teams of its own accord, through the Bot Connector. */
export type Connector = {
  /** Posts a card as a new conversation in a channel. */
  readonly post: (channelId: string, card: Card) => Promise<Posted>;
  /** Replaces a card that was posted, for everyone. `gone` when the message is no longer there. */
  readonly update: (posted: Posted, card: Card) => Promise<'updated' | 'gone'>;
  /** The channels of a team in which the bot is installed. */
  readonly channelsOf: (teamId: string) => Promise<readonly Channel[]>;
  /** Whether this person is in the conversation (or team), and is no guest. */
  readonly isMember: (conversationId: string, personId: string) => Promise<boolean>;
};

const teamsMember = z.looseObject({
  userRole: z.string().optional(),
  userPrincipalName: z.string().optional(),
  tenantId: z.string().optional(),
});

/** Opens the Bot Connector with the bot's own identity. */
export function openConnector(config: Config, authentication: BotFrameworkAuthentication): Connector {
  const identity = new ClaimsIdentity([{ type: 'aud', value: config.appId }], true);
  const factory = authentication.createConnectorFactory(identity);
  const client = (): Promise<ConnectorClient> => factory.create(config.serviceUrl, 'https://api.botframework.com');

  return {
    async post(channelId, card) {
      const { conversations } = await client();
      const created = await conversations.createConversation({
        isGroup: true,
        bot: { id: `28:${config.appId}`, name: 'Bondgenoot' },
        channelData: { channel: { id: channelId } },
        tenantId: config.tenantId,
        topicName: '',
        members: [],
        activity: activityOf(card),
      });
      return { conversationId: created.id, activityId: created.activityId };
    },
    async update({ conversationId, activityId }, card) {
      const { conversations } = await client();
      try {
        await conversations.updateActivity(conversationId, activityId, activityOf(card));
        return 'updated';
      } catch (error) {
        if (statusOf(error) === 404) return 'gone';
        throw error;
      }
    },
    async channelsOf(teamId) {
      const { credentials } = await client();
      const { teams } = new TeamsConnectorClient(credentials, { baseUri: config.serviceUrl });
      const { conversations = [] } = await teams.fetchChannelList(teamId);
      return conversations.map(({ id, name }) => ({ id: id ?? '', name: name ?? '' }));
    },
    async isMember(conversationId, personId) {
      const { conversations } = await client();
      try {
        const member = teamsMember.parse(await conversations.getConversationMember(conversationId, personId));
        return (
          (member.userRole ?? 'user') === 'user' &&
          !member.userPrincipalName?.toUpperCase().includes('#EXT#') &&
          (member.tenantId ?? config.tenantId).toLowerCase() === config.tenantId
        );
      } catch (error) {
        if (statusOf(error) === 404 || statusOf(error) === 403) return false;
        throw error;
      }
    },
  };
}

// The SDK's type demands fields that the service fills in itself.
const activityOf = (card: Card) => cardMessage(card) as Activity;

const statusOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
