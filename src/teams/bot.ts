import type { Activity } from 'botbuilder';
import { ActivityTypes } from 'botbuilder';
import type { Logger } from 'pino';
import type { HttpReply } from '../web/route.ts';
import { activitySchema, tenantOf } from './activity.ts';
import { type TeamsAdapter, TokenRefused } from './adapter.ts';
import type { Connector } from './connector.ts';
import type { Route } from './router.ts';
import { takeTurn } from './turn.ts';

/**
 * The bot's one address, `POST /api/messages`: token, tenant, then the router.
 *
 * 400 for what is no activity, 401 for a bad token, 403 for another tenant; nothing of them reaches a handler.
 */
export function createBot(deps: {
  readonly adapter: TeamsAdapter;
  readonly connector: Connector;
  readonly tenantId: string;
  readonly routes: readonly Route[];
  readonly log: Logger;
}): (authorization: string, body: unknown) => Promise<HttpReply> {
  const { adapter, connector, tenantId, routes, log } = deps;
  return async (authorization, body) => {
    const parsed = activitySchema.safeParse(body);
    if (!parsed.success) return { status: 400 };
    const activity = parsed.data;
    let foreign = false;
    try {
      // The schema is looser than the SDK's type, which demands fields that Teams does not always send.
      const response = await adapter.runTurn(authorization, activity as unknown as Activity, async (context) => {
        foreign = tenantOf(activity)?.toLowerCase() !== tenantId;
        if (foreign) return;
        // In a channel the members are those of the team.
        const group = activity.channelData?.team?.id ?? activity.conversation.id;
        const isMember = () => connector.isMember(group, activity.from.id);
        const answer = await takeTurn(activity, routes, isMember, log);
        if (answer.message) await context.sendActivity(answer.message);
        if (activity.type === ActivityTypes.Invoke) {
          await context.sendActivity({
            type: ActivityTypes.InvokeResponse,
            value: { status: answer.status, body: answer.invoke },
          });
        }
      });
      if (foreign) {
        log.warn({ event: 'turn', outcome: 'foreign-tenant' });
        return { status: 403 };
      }
      return response ? { status: response.status, body: response.body } : { status: 200 };
    } catch (error) {
      const refused = error instanceof TokenRefused;
      log.warn({ event: 'turn', outcome: refused ? 'token-refused' : 'failed' });
      return { status: refused ? 401 : 502 };
    }
  };
}
