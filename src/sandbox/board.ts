import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { activitySchema } from './activity.ts';
import type { WindowName } from './school.ts';
import { teamOf } from './school.ts';

const postSchema = z.object({
  /** The relay's own activity id, the only one the bot ever sees. */
  id: z.string(),
  /** The channel or chat, without thread. */
  base: z.string(),
  /** The post this one replies to, by the relay's id. */
  thread: z.string().optional(),
  /** The latest version; nothing for a thread that a person in a window began. */
  activity: activitySchema.optional(),
  /** How many classmates the start page has let answer. */
  answered: z.number().default(0),
});

const fileSchema = z.object({ installed: z.array(z.string()), posts: z.array(postSchema) });

/** One post, and the id each window gave its copy of it. */
export type Post = z.infer<typeof postSchema> & { copies: Partial<Record<WindowName, string>> };

/** Everything posted. What stands in a channel is kept over a restart; 1:1 messages are in memory only. */
export interface Board {
  add(post: Omit<Post, 'id' | 'answered'>): Post;
  get(id: string): Post | undefined;
  remove(id: string): void;
  /** The post that this window knows under its own id. */
  findCopy(window: WindowName, windowId: string): Post | undefined;
  /** The posts of all channels, oldest first. */
  channelPosts(): Post[];
  /** The teams that already know that the bot was added. */
  readonly installed: Set<string>;
  /** Writes the channels to disk. Calls are serialised, and a crash leaves the old file or the new one. */
  save(): Promise<void>;
}

/** Opens the board kept in `file`, without copies: no page is open yet. */
export async function openBoard(file: string): Promise<Board> {
  const stored = await load(file);
  const posts = new Map<string, Post>(stored.posts.map((post) => [post.id, { ...post, copies: {} }]));
  const installed = new Set(stored.installed);
  let last = Math.max(0, ...[...posts.keys()].map(Number));
  let saving = Promise.resolve();

  const channelPosts = () => [...posts.values()].filter(({ base }) => teamOf(base));
  const write = async () => {
    const kept = channelPosts().map(({ copies: _, ...post }) => post);
    await writeFile(`${file}.new`, JSON.stringify({ installed: [...installed], posts: kept }), { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  return {
    add: (post) => {
      // Teams uses the moment of posting, in milliseconds, as the id.
      last = Math.max(Date.now(), last + 1);
      const added = { ...post, id: String(last), answered: 0 };
      posts.set(added.id, added);
      return added;
    },
    get: (id) => posts.get(id),
    remove: (id) => posts.delete(id),
    findCopy: (window, windowId) => [...posts.values()].find(({ copies }) => copies[window] === windowId),
    channelPosts,
    installed,
    save: () => {
      const next = saving.then(write);
      saving = next.catch(() => undefined);
      return next;
    },
  };
}

async function load(file: string): Promise<z.infer<typeof fileSchema>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { installed: [], posts: [] };
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} is niet leesbaar. Begin opnieuw met: npm start -- --fresh`, { cause: error });
  }
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
