import type { Row, Table } from '../storage/tables.ts';
import type { OfficerKey } from './key.ts';
import type { KeyLogEntry } from './keylog.ts';

export type KeyLogRow = Row & Omit<KeyLogEntry, 'seq'>;
export type WrappedKeyRow = Row & OfficerKey;

/** Where the officers' wrapped keys and the key log stand: one partition, so that a key and its log line are one write. */
export type OfficerStore = {
  readonly log: () => Promise<KeyLogEntry[]>;
  readonly keyOf: (officerId: string) => Promise<OfficerKey | undefined>;
  /** Writes a key with its log line. `exists` when the officer has a key, or when `seq` was taken meanwhile. */
  readonly add: (entry: KeyLogEntry, wrapped: Uint8Array) => Promise<'created' | 'exists'>;
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
        .flatMap((row) => ('officerId' in row ? [row as KeyLogRow] : [])) // only log rows have this column
        .map(({ rowKey, officerId, recipient, verifyKey, day }) => ({
          seq: Number(rowKey.slice(LOG.length)),
          ...{ officerId, recipient, verifyKey, day },
        }))
        .sort((a, b) => a.seq - b.seq);
    },
    async keyOf(officerId) {
      const row = await table.get(PARTITION, `${KEY}${officerId}`);
      if (!row) return undefined;
      const { recipient, verifyKey, wrapped } = row as WrappedKeyRow; // only such rows stand under this key
      return { recipient, verifyKey, wrapped };
    },
    add({ seq, officerId, recipient, verifyKey, day }, wrapped) {
      return table.insert(
        { partitionKey: PARTITION, rowKey: `${KEY}${officerId}`, recipient, verifyKey, wrapped },
        {
          partitionKey: PARTITION,
          rowKey: `${LOG}${String(seq).padStart(8, '0')}`,
          officerId,
          recipient,
          verifyKey,
          day,
        },
      );
    },
  };
}
