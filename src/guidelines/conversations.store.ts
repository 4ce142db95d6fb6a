import { createHmac } from 'node:crypto';
import type { Row, Table } from '../storage/tables.ts';

/** What a chat was last about: an entry, and until when it is known (ms since 1970). No text, and nobody's id. */
export type ConversationRow = Row & { readonly entry: string; readonly expires: number };

/** What chats were last about, for half an hour, so that "and if I am 17?" means something. */
export type Conversations = {
  readonly remember: (conversationId: string, entry: string) => Promise<void>;
  /** The id of the entry that was last shown, unless that is too long ago. */
  readonly last: (conversationId: string) => Promise<string | undefined>;
  /** Deletes what is too old to be used. */
  readonly sweep: () => Promise<void>;
};

const KEPT_MS = 30 * 60_000;
const ROW = 'last';

/** @param hashKey 32 bytes; without it a row points at no chat. */
export function createConversations(
  table: Table<ConversationRow>,
  hashKey: Uint8Array,
  now: () => number = Date.now,
): Conversations {
  const keyOf = (conversationId: string) => ({
    partitionKey: createHmac('sha256', hashKey).update(`conversation/v1|${conversationId}`).digest('hex'),
    rowKey: ROW,
  });
  return {
    remember: (conversationId, entry) => table.put({ ...keyOf(conversationId), entry, expires: now() + KEPT_MS }),
    async last(conversationId) {
      const { partitionKey, rowKey } = keyOf(conversationId);
      const row = await table.get(partitionKey, rowKey);
      return row && row.expires > now() ? row.entry : undefined;
    },
    async sweep() {
      for (const row of await table.list()) if (row.expires <= now()) await table.remove(row);
    },
  };
}
