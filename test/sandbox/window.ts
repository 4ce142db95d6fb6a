import type { Activity } from '../../src/sandbox/activity.ts';
import { personalChatId } from '../../src/sandbox/ids.ts';
import type { WindowName } from '../../src/sandbox/school.ts';
import { BOT, PERSONAS } from '../../src/sandbox/school.ts';

/** What a Playground window tells its page. */
interface Shown {
  action: string;
  actionConversationId: string;
  message?: { messageId: string; text?: string; attachments?: { content: unknown }[]; postConversationId?: string };
}

/** Looks over the shoulder of one Playground window: what its page is told, and what the person behind it does. */
export class WindowWatch {
  readonly shown: Shown[] = [];
  private waiting: (() => void)[] = [];
  private readonly origin: string;
  private readonly socket: WebSocket;

  constructor(port: number) {
    this.origin = `http://127.0.0.1:${port}`;
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/_ws_conversation/v1/conversations/stream`);
    this.socket.addEventListener('message', ({ data }) => {
      this.shown.push(JSON.parse(String(data)));
      for (const look of this.waiting.splice(0)) look();
    });
  }

  /** Does what a page does when somebody opens it: connects, then has the bot told that it is in the 1:1 chat. */
  async open(window: WindowName): Promise<void> {
    await this.connected();
    const chat = encodeURIComponent(personalChatId(PERSONAS[window]));
    const headers = { 'content-type': 'application/json' };
    const url = `${this.origin}/_debug/conversation/${chat}/installation`;
    const response = await fetch(url, { method: 'POST', headers, body: '{}' });
    if (!response.ok) throw new Error(`the window answered ${response.status}`);
  }

  private connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.addEventListener('open', () => resolve());
      this.socket.addEventListener('error', () => reject(new Error('the window has no socket')));
    });
  }

  /** The first thing shown that holds this text, now or later. */
  async showing(text: string): Promise<Shown> {
    for (;;) {
      const found = this.shown.find((shown) => JSON.stringify(shown).includes(text));
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** How many posts with this text were added to the page so far. */
  countOf(text: string): number {
    return this.shown.filter((shown) => shown.action === 'createMessage' && JSON.stringify(shown).includes(text))
      .length;
  }

  /** Whether this text has been shown so far. */
  hasShown(text: string): boolean {
    return JSON.stringify(this.shown).includes(text);
  }

  type(userId: string, conversationId: string, text: string): Promise<unknown> {
    const path = `/_conversation/v1/conversations/${encodeURIComponent(conversationId)}/messages`;
    return this.post(path, { type: 'text', text, textFormat: 'plain', from: { id: userId } });
  }

  /** Starts a post in a channel. A bot hears only what mentions it there. */
  mentionBot(userId: string, channelId: string, text: string): Promise<unknown> {
    const mention = `<at>${BOT.name}</at>`;
    const path = `/_conversation/v1/conversations/${encodeURIComponent(channelId)}/messages`;
    return this.post(path, {
      type: 'text',
      text: `${mention} ${text}`,
      textFormat: 'plain',
      from: { id: userId },
      mentions: [{ mentioned: { id: BOT.id }, text: mention }],
    });
  }

  act(userId: string, conversationId: string, replyToId: string, value: Activity['value']): Promise<unknown> {
    const from = { id: userId };
    const body = { name: 'adaptiveCard/action', from, conversation: { id: conversationId }, replyToId, value };
    return this.post('/_conversation/v1/invoke', body);
  }

  /** Settles when the window knows that the page is gone. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.addEventListener('close', () => resolve());
      this.socket.close();
    });
  }

  private async post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`the window answered ${response.status}`);
    return response.json();
  }
}
