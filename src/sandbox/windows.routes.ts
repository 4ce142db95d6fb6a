import { activitySchema } from './activity.ts';
import type { Board } from './board.ts';
import type { AskBot } from './bot-client.ts';
import type { Delivery } from './delivery.ts';
import type { Route } from './http.ts';
import { HttpError, jsonBody } from './http.ts';
import { asTeamsWouldSend } from './inbound.ts';
import { WINDOWS } from './school.ts';

const INSTALLATION = ['installationUpdate', 'conversationUpdate'];

/** The endpoints the Playground windows take for the bot's: `/windows/<persona>/api/messages`. */
export function windowRoutes(board: Board, delivery: Delivery, bot: AskBot, serviceUrl: string): Route[] {
  const path = /^\/windows\/(?<window>[^/]+)\/api\/messages$/;
  return [
    // A window looks whether its endpoint answers before it starts.
    { method: 'GET', path, handle: () => ({ status: 200 }) },
    {
      method: 'POST',
      path,
      handle: async (call) => {
        const window = WINDOWS.find((name) => name === call.params.window);
        if (!window) throw new HttpError(404, 'UnknownWindow', 'No such window.');
        const sent = activitySchema.safeParse(jsonBody(call));
        if (!sent.success) throw new HttpError(400, 'BadSyntax', 'This is not an activity.');

        const activity = asTeamsWouldSend(sent.data, window, board, serviceUrl);
        // A window says that the bot was added each time somebody opens a channel. A team says so once: install.ts does.
        const kind = activity.conversation?.conversationType;
        if (kind === 'channel' && INSTALLATION.includes(activity.type)) return { status: 202, body: {} };
        // It says so of the 1:1 chat each time its page is opened. A page shows only what comes while it is open.
        if (kind === 'personal' && activity.type === 'conversationUpdate') await delivery.replay(window);
        return bot(activity);
      },
    },
  ];
}
