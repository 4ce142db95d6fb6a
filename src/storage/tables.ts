import { RestError, type TableClient, type TableServiceClient, type TransactionAction } from '@azure/data-tables';
import { type StorageClients, within } from './client.ts';

/** What a table row may hold. */
export type Value = string | number | boolean | Uint8Array;
export type Key = { readonly partitionKey: string; readonly rowKey: string };
export type Row = Key & { readonly [property: string]: Value | undefined };
/** A row as it stands in the table; `etag` changes with every write. */
export type Stored<R extends Row> = R & { readonly etag: string };

/** A table, reduced to what the features need. All calls throw {@link StorageUnavailable} when storage does not answer. */
export type Table<R extends Row> = {
  readonly get: (partitionKey: string, rowKey: string) => Promise<Stored<R> | undefined>;
  /** Writes rows of one partition, all or none. `exists` when one of them is there already; then nothing is written. */
  readonly insert: (...rows: R[]) => Promise<'created' | 'exists'>;
  /** Replaces a row if nobody changed it since it was read. */
  readonly replace: (row: R, etag: string) => Promise<'replaced' | 'changed'>;
  /** Writes a row whether or not it is there. */
  readonly put: (row: R) => Promise<void>;
  /** Deletes a row, whatever it holds. One that is not there is as good. */
  readonly remove: (key: Key) => Promise<void>;
  readonly list: (filter?: Partial<Key>) => Promise<Stored<R>[]>;
};

/** Opens a table and makes it when it is not there. */
export async function openTable<R extends Row>(clients: StorageClients, name: string): Promise<Table<R>> {
  await within((options) => service(clients).createTable(name, options));
  const client: TableClient = clients.table(name);
  return {
    async get(partitionKey, rowKey) {
      try {
        return stored<R>(await within((options) => client.getEntity(partitionKey, rowKey, options)));
      } catch (error) {
        if (hasStatus(error, 404)) return undefined;
        throw error;
      }
    },
    async insert(...rows) {
      const actions: TransactionAction[] = rows.map((row) => ['create', { ...row }]);
      try {
        await within((options) => client.submitTransaction(actions, options));
        return 'created';
      } catch (error) {
        if (hasStatus(error, 409)) return 'exists';
        throw error;
      }
    },
    async replace(row, etag) {
      try {
        await within((options) => client.updateEntity({ ...row }, 'Replace', { etag, ...options }));
        return 'replaced';
      } catch (error) {
        if (hasStatus(error, 412) || hasStatus(error, 404)) return 'changed';
        throw error;
      }
    },
    async put(row) {
      await within((options) => client.upsertEntity({ ...row }, 'Replace', options));
    },
    async remove({ partitionKey, rowKey }) {
      try {
        await within((options) => client.deleteEntity(partitionKey, rowKey, options));
      } catch (error) {
        if (!hasStatus(error, 404)) throw error;
      }
    },
    async list(filter = {}) {
      const conditions = [
        filter.partitionKey === undefined ? '' : `PartitionKey eq '${filter.partitionKey.replaceAll("'", "''")}'`,
        filter.rowKey === undefined ? '' : `RowKey eq '${filter.rowKey.replaceAll("'", "''")}'`,
      ].filter(Boolean);
      const query = conditions.length > 0 ? { queryOptions: { filter: conditions.join(' and ') } } : {};
      return within(async (options) => {
        const rows: Stored<R>[] = [];
        for await (const row of client.listEntities({ ...query, ...options })) rows.push(stored<R>(row));
        return rows;
      });
    },
  };
}

const service = (clients: StorageClients): TableServiceClient => clients.tableService;
const hasStatus = (error: unknown, status: number) => error instanceof RestError && error.statusCode === status;

function stored<R extends Row>(entity: object): Stored<R> {
  const { 'odata.metadata': _metadata, timestamp: _timestamp, ...row } = entity as Record<string, unknown>; // as the service sends it
  // The only writer of this table is a store that writes R; each store parses what must not be trusted.
  return row as Stored<R>;
}
