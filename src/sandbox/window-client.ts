import { z } from 'zod';
import type { Activity } from './activity.ts';
import { CARD, cardOf } from './activity.ts';
import { HttpError } from './http.ts';

const idSchema = z.looseObject({ id: z.string().optional(), activityId: z.string().optional() });

/** The connector of one Playground window, which stands in for Teams' own. */
export interface WindowClient {
  /** Posts into a conversation of the window. Gives the window's id for it, or nothing if it keeps none (typing). */
  post(conversationId: string, activity: Activity): Promise<string | undefined>;
  update(conversationId: string, windowId: string, activity: Activity): Promise<void>;
  /** Whether the window answers. */
  alive(): Promise<boolean>;
  /**
   * Listens along with the window's pages, and gives what ends that. A window without a listener saves up what it gets
   * for the next page, which loses it or shows it, as it happens.
   */
  listen(): Promise<() => void>;
}

export const windowClient = (port: number): WindowClient => {
  const origin = `http://127.0.0.1:${port}`;
  const send = async (method: string, path: string, activity: Activity) => {
    const response = await fetch(`${origin}/_connector/v3/conversations/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asWindowShowsIt(activity)),
    });
    const text = await response.text();
    // The bot gets to see why the window refused its message, as it would from Teams.
    if (!response.ok) throw new HttpError(response.status, 'WindowRefused', text.slice(0, 500));
    return text;
  };
  return {
    post: async (conversationId, activity) => {
      const text = await send('POST', `${encodeURIComponent(conversationId)}/activities`, activity);
      return text ? idSchema.parse(JSON.parse(text)).id : undefined;
    },
    update: async (conversationId, windowId, activity) => {
      await send('PUT', `${encodeURIComponent(conversationId)}/activities/${encodeURIComponent(windowId)}`, activity);
    },
    alive: async () => {
      try {
        return (await fetch(`${origin}/_debug/ping`)).status < 500;
      } catch {
        return false;
      }
    },
    listen: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/_ws_conversation/v1/conversations/stream`);
        socket.addEventListener('open', () => resolve(() => socket.close()));
        socket.addEventListener('error', () => reject(new Error('The window has no stream.')));
      }),
  };
};

const SHOWN = [
  'type',
  'text',
  'textFormat',
  'attachments',
  'attachmentLayout',
  'entities',
  'suggestedActions',
] as const;

/**
 * Only what a window shows: ids of ours would confuse it. A text above a card goes into the card, because the window
 * makes two messages of them and then refuses to update either.
 */
function asWindowShowsIt(activity: Activity): Record<string, unknown> {
  const shown = Object.fromEntries(
    SHOWN.filter((key) => activity[key] !== undefined).map((key) => [key, activity[key]]),
  );
  const card = cardOf(activity);
  if (!activity.text || !card || activity.attachments?.length !== 1) return shown;
  const text = { type: 'TextBlock', text: activity.text, wrap: true };
  const content = { ...card, body: [text, ...(card.body ?? [])] };
  return { ...shown, text: undefined, attachments: [{ contentType: CARD, content }] };
}
