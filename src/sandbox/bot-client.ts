import type { Activity } from './activity.ts';
import type { Answer } from './http.ts';
import type { Issuer } from './issuer.ts';
import { channelToken } from './issuer.ts';

/** Hands an activity to the bot, signed as the Bot Connector signs, and gives the bot's answer unchanged. */
export type AskBot = (activity: Activity) => Promise<Answer>;

export const askBot =
  (issuer: Issuer, botUrl: string, serviceUrl: string): AskBot =>
  async (activity) => {
    const authorization = `Bearer ${await channelToken(issuer, serviceUrl)}`;
    try {
      const response = await fetch(`${botUrl}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(activity),
      });
      const headers = { 'content-type': response.headers.get('content-type') ?? 'application/json; charset=utf-8' };
      return { status: response.status, body: await response.text(), headers };
    } catch {
      return { status: 502, body: { error: { code: 'BotUnreachable', message: 'The bot does not answer.' } } };
    }
  };
