import type { Activity } from './activity.ts';
import type { Board, Post } from './board.ts';
import { HttpError } from './http.ts';
import { conversationId, personOfChat, windowOfChat } from './ids.ts';
import type { WindowName } from './school.ts';
import { teamOf } from './school.ts';
import type { WindowClient } from './window-client.ts';

export type Windows = Readonly<Record<WindowName, WindowClient>>;

/** Brings what the bot posts to every window that shows the conversation, and remembers each window's own id for it. */
export interface Delivery {
  /** Posts in a channel, thread or chat. Throws ConversationNotFound. Gives the relay's id. */
  post(ref: { base: string; thread?: string }, activity: Activity): Promise<string>;
  /** Replaces a post in every window. Throws ActivityNotFoundInConversation. */
  update(base: string, id: string, activity: Activity): Promise<void>;
  /** Takes a post away. A window cannot, so there a line says that it is gone. */
  remove(base: string, id: string): Promise<void>;
  typing(base: string): Promise<void>;
  /** Puts what stands in the channels into a window whose page has just been opened and shows nothing yet. */
  replay(window: WindowName): Promise<void>;
}

export function createDelivery(board: Board, windows: Windows): Delivery {
  // One at a time: two updates of one card must reach every window in the same order.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  const copyTo = async (window: WindowName, post: Post, activity: Activity) => {
    const thread = post.thread === undefined ? undefined : board.get(post.thread);
    const windowThread = thread?.copies[window];
    const target = { base: post.base, ...(windowThread ? { thread: windowThread } : {}) };
    const copy = await windows[window].post(conversationId(target), activity);
    if (!copy) return;
    post.copies[window] = copy;
    // A thread begun in another window is new here: this post becomes its first.
    if (thread && !windowThread) thread.copies[window] = copy;
  };

  const find = (base: string, id: string): Post => {
    const post = board.get(id);
    if (post?.base !== base) {
      throw new HttpError(404, 'ActivityNotFoundInConversation', 'Message does not exist in the thread.');
    }
    return post;
  };

  const updateCopies = async (post: Post, activity: Activity) => {
    for (const window of windowsOf(post.base)) {
      const copy = post.copies[window];
      if (copy) await windows[window].update(post.base, copy, activity);
    }
  };

  return {
    post: ({ base, thread }, activity) =>
      inTurn(async () => {
        const targets = windowsOf(base);
        const post = board.add({ base, activity, copies: {}, ...(thread && teamOf(base) ? { thread } : {}) });
        try {
          for (const window of targets) await copyTo(window, post, activity);
        } catch (error) {
          if (Object.keys(post.copies).length === 0) board.remove(post.id);
          throw error;
        }
        await board.save();
        return post.id;
      }),
    update: (base, id, activity) =>
      inTurn(async () => {
        const post = find(base, id);
        await updateCopies(post, activity);
        post.activity = activity;
        await board.save();
      }),
    remove: (base, id) =>
      inTurn(async () => {
        const post = find(base, id);
        await updateCopies(post, { type: 'message', text: '_Dit bericht is verwijderd. / This message was deleted._' });
        board.remove(id);
        await board.save();
      }),
    typing: async (base) => {
      for (const window of windowsOf(base)) await windows[window].post(base, { type: 'typing' });
    },
    replay: (window) =>
      inTurn(async () => {
        const posts = board.channelPosts().filter(({ base }) => windowsOf(base).includes(window));
        // The page knows none of the earlier copies, so none may be updated or replied to.
        for (const post of posts) delete post.copies[window];
        for (const post of posts) if (post.activity) await copyTo(window, post, post.activity);
      }),
  };
}

/** The windows that show this conversation; none for the chat of a classmate. Throws ConversationNotFound. */
function windowsOf(base: string): readonly WindowName[] {
  const team = teamOf(base);
  if (team) return team.windows;
  const window = windowOfChat(base);
  if (window) return [window];
  if (personOfChat(base)) return [];
  throw new HttpError(404, 'ConversationNotFound', 'Conversation not found.');
}
