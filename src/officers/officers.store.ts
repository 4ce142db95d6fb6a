import type { KeyLogEntry } from '../reports/wire.ts';
import type { Row, Table } from '../storage/tables.ts';
import type { OfficerKey } from './key.ts';
import type { KeyLog } from './keylog.ts';

export type KeyLogRow = Row & Omit<KeyLogEntry, 'seq'>;
export type WrappedKeyRow = Row & OfficerKey;

/** Where the officers' wrapped keys and the key log stand: one partition, so that a key and its log line are one write. */
export type OfficerStore = {
  /** The log as it stands in the table, unchecked. */
  readonly log: () => Promise<KeyLog>;
  readonly keyOf: (officerId: string) => Promise<OfficerKey | undefined>;
  /** Writes a key, with its log line if it has one. `exists` when the officer has a key, or the line's place is taken. */
  readonly addKey: (officerId: string, key: OfficerKey, entry?: KeyLogEntry) => Promise<'created' | 'exists'>;
  /** Puts a key in the place of one that went out of use. `exists` when that one is not there any more. */
  readonly replaceKey: (officerId: string, key: OfficerKey, before: OfficerKey) => Promise<'created' | 'exists'>;
  /** Writes a log line; none is ever changed. `exists` when its place is taken. */
  readonly append: (entry: KeyLogEntry) => Promise<'created' | 'exists'>;
};

const PARTITION = 'officers';
const LOG = 'log-';
const KEY = 'key-';

/** Keeps officers' keys in Azure Tables. */
export function createOfficerStore(table: Table<KeyLogRow | WrappedKeyRow>): OfficerStore {
  return {
    async log() {
      const rows = await table.list({ partitionKey: PARTITION });
      return rows
        .flatMap((row) => (row.rowKey.startsWith(LOG) ? [row as KeyLogRow] : [])) // only lines stand under such a key
        .map(({ rowKey, action, officer, recipient, verifyKey, day, previous, signer, signature }) => ({
          seq: Number(rowKey.slice(LOG.length)),
          // A row by another hand may lack it: the pages must be able to read the log, to say what is wrong with it.
          action: action === 'retire' ? ('retire' as const) : ('add' as const),
          ...{ officer, recipient, verifyKey, day, previous, signer, signature },
        }))
        .sort((a, b) => a.seq - b.seq);
    },
    async keyOf(officerId) {
      const row = await table.get(PARTITION, `${KEY}${officerId}`);
      if (!row) return undefined;
      const { recipient, verifyKey, wrapped } = row as WrappedKeyRow; // only such rows stand under this key
      return { recipient, verifyKey, wrapped };
    },
    addKey(officerId, { recipient, verifyKey, wrapped }, entry) {
      const row = { partitionKey: PARTITION, rowKey: `${KEY}${officerId}`, recipient, verifyKey, wrapped };
      return table.insert(row, ...(entry ? [lineRow(entry)] : []));
    },
    async replaceKey(officerId, { recipient, verifyKey, wrapped }, before) {
      const row = await table.get(PARTITION, `${KEY}${officerId}`);
      if (row?.recipient !== before.recipient || row.verifyKey !== before.verifyKey) return 'exists';
      const next = { partitionKey: PARTITION, rowKey: `${KEY}${officerId}`, recipient, verifyKey, wrapped };
      return (await table.replace(next, row.etag)) === 'replaced' ? 'created' : 'exists';
    },
    append: (entry) => table.insert(lineRow(entry)),
  };
}

function lineRow({ seq, ...entry }: KeyLogEntry): KeyLogRow {
  return { partitionKey: PARTITION, rowKey: `${LOG}${String(seq).padStart(8, '0')}`, ...entry };
}
