import { createHmac } from 'node:crypto';
import type { Row, Stored, Table } from '../storage/tables.ts';

/** A prompt that was, or is being, posted in a channel. */
export type Post = {
  readonly id: string;
  readonly prompt: string;
  readonly channelId: string;
  readonly locale: 'nl' | 'en';
  /** Where the card stands; empty until that is known. */
  readonly conversationId: string;
  readonly activityId: string;
  /** The counts that the class may see, and how many answers they are of. */
  readonly shown: number;
  readonly counts: readonly number[];
  /** How many answers the counts are of that arrived on the card. */
  readonly onCard: number;
  /** Until when one process alone may send the card, in milliseconds since 1970. */
  readonly claimedUntil: number;
};
export type StoredPost = Post & { readonly version: string };

export type Team = { readonly id: string; readonly name: string };

/** `claimedUntil` is text, because a number in a table ends at 2^31. */
export type PostRow = Row &
  Omit<Post, 'id' | 'counts' | 'claimedUntil'> & { readonly counts: string; readonly claimedUntil: string };
export type ResponseRow = Row & { readonly choice: number };
/** `left` of a team that the bot was removed from. */
export type TeamRow = Row & { readonly name: string; readonly left: boolean };

/** Posts, responses, and the teams that the bot was added to. */
export type PromptStore = {
  readonly create: (post: Post) => Promise<'created' | 'exists'>;
  readonly get: (id: string) => Promise<StoredPost | undefined>;
  readonly replace: (post: Post, version: string) => Promise<'replaced' | 'changed'>;
  /** One person, one answer: `exists` when this person has answered. */
  readonly addResponse: (postId: string, personId: string, choice: number) => Promise<'created' | 'exists'>;
  readonly choices: (postId: string) => Promise<number[]>;
  readonly addTeam: (id: string, name: string) => Promise<void>;
  /** Forgets a team, and its name. */
  readonly removeTeam: (id: string) => Promise<void>;
  readonly teams: () => Promise<Team[]>;
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
    addTeam: (id, name) => teams.put({ partitionKey: TEAMS, rowKey: encodeURIComponent(id), name, left: false }),
    removeTeam: (id) => teams.put({ partitionKey: TEAMS, rowKey: encodeURIComponent(id), name: '', left: true }),
    async teams() {
      const rows = await teams.list({ partitionKey: TEAMS });
      return rows.filter(({ left }) => !left).map(({ rowKey, name }) => ({ id: decodeURIComponent(rowKey), name }));
    },
  };
}

function toRow({ id, counts, claimedUntil, ...post }: Post): PostRow {
  return {
    ...post,
    ...{ partitionKey: id, rowKey: POST, counts: counts.join(','), claimedUntil: String(claimedUntil) },
  };
}

function fromRow({ partitionKey, etag, counts, claimedUntil, ...row }: Stored<PostRow>): StoredPost {
  const { prompt, channelId, locale, conversationId, activityId, shown, onCard } = row;
  return {
    ...{ id: partitionKey, prompt, channelId, locale, conversationId, activityId, shown, onCard },
    counts: counts === '' ? [] : counts.split(',').map(Number),
    claimedUntil: Number(claimedUntil),
    version: etag,
  };
}
