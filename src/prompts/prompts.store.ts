import { createHmac } from 'node:crypto';
import type { Row, Stored, Table } from '../storage/tables.ts';

/** A prompt that was, or is being, posted in a channel. */
export type Post = {
  readonly id: string;
  readonly prompt: string;
  readonly channelId: string;
  readonly locale: 'nl' | 'en';
  readonly state: 'posting' | 'posted' | 'failed';
  /** Where the card stands; empty until it is posted. */
  readonly conversationId: string;
  readonly activityId: string;
  /** The counts on the card, and how many answers they are of. */
  readonly shown: number;
  readonly counts: readonly number[];
};
export type StoredPost = Post & { readonly version: string };

export type PostRow = Row & Omit<Post, 'id' | 'counts'> & { readonly counts: string };
export type ResponseRow = Row & { readonly choice: number };
export type TeamRow = Row & { readonly name: string };

/** Posts, responses, and the teams that the bot was added to. */
export type PromptStore = {
  readonly create: (post: Post) => Promise<'created' | 'exists'>;
  readonly get: (id: string) => Promise<StoredPost | undefined>;
  readonly replace: (post: Post, version: string) => Promise<'replaced' | 'changed'>;
  /** One person, one answer: `exists` when this person has answered. */
  readonly addResponse: (postId: string, personId: string, choice: number) => Promise<'created' | 'exists'>;
  readonly choices: (postId: string) => Promise<number[]>;
  readonly addTeam: (id: string, name: string) => Promise<void>;
  readonly teams: () => Promise<{ readonly id: string; readonly name: string }[]>;
};

const POST = 'post';
const RESPONSE = 'response-';
const TEAMS = 'teams';

/**
 * Keeps prompts in Azure Tables.
 *
 * @param hashKey 32 bytes. A person is a keyed hash, another one for each post: it shows that somebody answered already
 *   and links nobody's answers.
 */
export function createPromptStore(
  posts: Table<PostRow | ResponseRow>,
  teams: Table<TeamRow>,
  hashKey: Uint8Array,
): PromptStore {
  const personIn = (postId: string, personId: string) =>
    createHmac('sha256', hashKey).update(`response/${postId}/${personId}`).digest('hex');
  return {
    create: (post) => posts.insert(toRow(post)),
    async get(id) {
      const row = await posts.get(id, POST);
      return row ? fromRow(row as Stored<PostRow>) : undefined; // only a PostRow is written under this key
    },
    replace: (post, version) => posts.replace(toRow(post), version),
    addResponse: (postId, personId, choice) =>
      posts.insert({ partitionKey: postId, rowKey: `${RESPONSE}${personIn(postId, personId)}`, choice }),
    async choices(postId) {
      const rows = await posts.list({ partitionKey: postId });
      return rows.flatMap((row) => ('choice' in row && typeof row.choice === 'number' ? [row.choice] : []));
    },
    addTeam: (id, name) => teams.put({ partitionKey: TEAMS, rowKey: encodeURIComponent(id), name }),
    async teams() {
      const rows = await teams.list({ partitionKey: TEAMS });
      return rows.map(({ rowKey, name }) => ({ id: decodeURIComponent(rowKey), name }));
    },
  };
}

function toRow(post: Post): PostRow {
  const { id, prompt, channelId, locale, state, conversationId, activityId, shown, counts } = post;
  return {
    ...{ partitionKey: id, rowKey: POST, prompt, channelId, locale, state, conversationId, activityId, shown },
    counts: counts.join(','),
  };
}

function fromRow({ partitionKey, etag, counts, ...row }: Stored<PostRow>): StoredPost {
  const { prompt, channelId, locale, state, conversationId, activityId, shown } = row;
  return {
    ...{ id: partitionKey, prompt, channelId, locale, state, conversationId, activityId, shown },
    counts: counts === '' ? [] : counts.split(',').map(Number),
    version: etag,
  };
}
