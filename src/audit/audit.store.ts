import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Row, Stored, Table } from '../storage/tables.ts';
import { type AuditEvent, type AuditLine, nextLine, type SignedHead } from './audit-log.ts';

export type AuditRow = Row & Omit<AuditLine, 'seq'>;
/** Says that a thing stands in the log already. */
export type OnceRow = Row & { readonly day: string };
export type HeadRow = Row & Pick<SignedHead, 'seq' | 'hash' | 'signature'>;

/** What is to be written. The same `once` by the same actor about the same case is one line, however often it comes. */
export type NewLine = AuditEvent & { readonly once?: string };

/** Where the audit logs stand, each in a partition of its own. Nothing checks here what is read. */
export type AuditStore = {
  /** Writes these after the last line, all of them or none: two instances at once lose nothing. At most {@link MOST_AT_ONCE}. */
  readonly append: (scope: string, events: readonly NewLine[]) => Promise<void>;
  /** The logs that there are. */
  readonly scopes: () => Promise<string[]>;
  /** The lines after this one, at most {@link PAGE}. */
  readonly lines: (scope: string, after: number) => Promise<AuditLine[]>;
  /** The newest head of each officer, in each log. */
  readonly heads: () => Promise<SignedHead[]>;
  /** Keeps a head in the place of an older one of the same officer. */
  readonly keepHead: (head: SignedHead) => Promise<void>;
};

/** How many lines come at a time. */
export const PAGE = 500;
/** A table changes a hundred rows at once, and a line may bring a second row. */
export const MOST_AT_ONCE = 50;

const LINE = 'line-';
const AFTER_LINES = 'line.';
const HEADS = 'heads';
const HIGHEST = 99_999_999;

/** Newest first, as a table gives its rows in the order of their keys and the last line is what is asked for most. */
const keyOf = (seq: number) => `${LINE}${String(Math.max(HIGHEST - seq, 0)).padStart(8, '0')}`;

/** Keeps audit logs in Azure Tables. */
export function createAuditStore(table: Table<AuditRow | OnceRow | HeadRow>, tenant: string): AuditStore {
  const lastOf = async (scope: string): Promise<AuditLine | undefined> => {
    const [row] = await table.list({ partitionKey: scope, from: LINE, below: AFTER_LINES }, 1);
    return row && toLine(row as Stored<AuditRow>); // only lines stand under such keys
  };
  /** The last line of each log that this instance wrote: usually still the last one. */
  const lasts = new Map<string, AuditLine>();

  return {
    async append(scope, events) {
      for (;;) {
        const fresh = await notYet(events, (rowKey) => table.get(scope, rowKey));
        if (fresh.length === 0) return;
        let last = lasts.get(scope) ?? (await lastOf(scope));
        const rows: (AuditRow | OnceRow)[] = [];
        for (const event of fresh) {
          last = nextLine(last, event, { tenant, scope });
          const { seq, ...line } = last;
          rows.push({ partitionKey: scope, rowKey: keyOf(seq), ...line });
          if (event.once !== undefined) rows.push({ partitionKey: scope, rowKey: onceKey(event), day: event.day });
        }
        if (last && (await table.insert(...rows)) === 'created') {
          lasts.set(scope, last);
          return;
        }
        lasts.delete(scope); // another instance was first: look again
      }
    },
    scopes: async () => (await table.list({ rowKey: keyOf(1) })).map(({ partitionKey }) => partitionKey).sort(),
    async lines(scope, after) {
      const rows = await table.list({ partitionKey: scope, from: keyOf(after + PAGE), below: keyOf(after) });
      return rows.map((row) => toLine(row as Stored<AuditRow>)).reverse(); // as above
    },
    async heads() {
      const rows = await table.list({ partitionKey: HEADS });
      return rows.map((row) => {
        const { rowKey, seq, hash, signature } = row as Stored<HeadRow>; // only heads stand in this partition
        const [officer = '', scope = ''] = rowKey.split(' ');
        return { scope, officer, seq, hash, signature };
      });
    },
    async keepHead({ scope, officer, ...head }) {
      const key = { partitionKey: HEADS, rowKey: `${officer} ${scope}` };
      for (;;) {
        const before = (await table.get(key.partitionKey, key.rowKey)) as Stored<HeadRow> | undefined; // as above
        if (before && before.seq >= head.seq) return;
        const outcome = before
          ? await table.replace({ ...key, ...head }, before.etag)
          : await table.insert({ ...key, ...head });
        if (outcome === 'replaced' || outcome === 'created') return;
      }
    },
  };
}

/** Those that do not stand in the log yet, each once. */
async function notYet(events: readonly NewLine[], look: (rowKey: string) => Promise<unknown>): Promise<NewLine[]> {
  const seen = new Set<string>();
  const found = await Promise.all(
    events.map(async (event) => {
      if (event.once === undefined) return [event];
      const rowKey = onceKey(event);
      if (seen.has(rowKey)) return [];
      seen.add(rowKey);
      return (await look(rowKey)) === undefined ? [event] : [];
    }),
  );
  return found.flat();
}

const onceKey = ({ actor, action, caseRef, once }: NewLine): string =>
  `once-${bytesToHex(sha256(utf8ToBytes(JSON.stringify([actor, action, caseRef, once]))))}`;

const toLine = ({ rowKey, day, actor, action, caseRef, previous }: Stored<AuditRow>): AuditLine => ({
  seq: HIGHEST - Number(rowKey.slice(LINE.length)),
  ...{ day, actor, action, caseRef, previous },
});
