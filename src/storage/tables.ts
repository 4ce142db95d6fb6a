import { RestError, type TableClient, type TableServiceClient, type TransactionAction } from '@azure/data-tables';
import { type StorageClients, within, withinTime } from './client.ts';

/** What a table row may hold. */
export type Value = string | number | boolean | Uint8Array;
export type Key = { readonly partitionKey: string; readonly rowKey: string };
export type Row = Key & { readonly [property: string]: Value | undefined };
/** A row as it stands in the table; `etag` changes with every write. */
export type Stored<R extends Row> = R & { readonly etag: string };

/** Which rows: with these keys, or with row keys as from one and below another. */
export type Filter = Partial<Key> & { readonly from?: string; readonly below?: string };

/** One step of a change of several rows. */
export type Step<R extends Row> =
  | { readonly insert: R }
  /** Writes the row whether or not it is there. */
  | { readonly put: R }
  | { readonly replace: R; readonly etag: string }
  | { readonly remove: Key };

/** A table, reduced to what the features need. All calls throw {@link StorageUnavailable} when storage does not answer. */
export type Table<R extends Row> = {
  readonly get: (partitionKey: string, rowKey: string) => Promise<Stored<R> | undefined>;
  /** Writes rows of one partition, all or none. `exists` when one of them is there already; then nothing is written. */
  readonly insert: (...rows: R[]) => Promise<'created' | 'exists'>;
  /** Replaces a row if nobody changed it since it was read. */
  readonly replace: (row: R, etag: string) => Promise<'replaced' | 'changed'>;
  /** Does steps on rows of one partition, all or none. `changed` when a row is not as a step expects it: then nothing is done. */
  readonly change: (...steps: Step<R>[]) => Promise<'done' | 'changed'>;
  /** Writes a row whether or not it is there. */
  readonly put: (row: R) => Promise<void>;
  /** Deletes a row, whatever it holds. One that is not there is as good. */
  readonly remove: (key: Key) => Promise<void>;
  /** In the order of their keys. @param most how many at most, of the first ones. */
  readonly list: (filter?: Filter, most?: number) => Promise<Stored<R>[]>;
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
      const [only, ...others] = rows;
      const actions: TransactionAction[] = rows.map((row) => ['create', { ...row }]);
      try {
        await within<unknown>((options) =>
          only && others.length === 0
            ? client.createEntity({ ...only }, options) // for one row, half the work of a transaction
            : client.submitTransaction(actions, options),
        );
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
    async change(...steps) {
      try {
        await within((options) => client.submitTransaction(steps.map(actionOf), options));
        return 'done';
      } catch (error) {
        if ([404, 409, 412].some((status) => hasStatus(error, status))) return 'changed';
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
    async list(filter = {}, most = Number.POSITIVE_INFINITY) {
      const conditions = [
        condition('PartitionKey eq', filter.partitionKey),
        condition('RowKey eq', filter.rowKey),
        condition('RowKey ge', filter.from),
        condition('RowKey lt', filter.below),
      ].filter(Boolean);
      const query = conditions.length > 0 ? { queryOptions: { filter: conditions.join(' and ') } } : {};
      const rows: Stored<R>[] = [];
      const pages = client.listEntities(query).byPage(most < MOST_PER_PAGE ? { maxPageSize: most } : {});
      // The time limit is for a page: a table that has grown must not become unreadable.
      for (let page = await withinTime(() => pages.next()); !page.done; page = await withinTime(() => pages.next())) {
        rows.push(...page.value.map((row) => stored<R>(row)));
        if (rows.length >= most) return rows.slice(0, most);
      }
      return rows;
    },
  };
}

/** The table service gives no more rows at a time. */
const MOST_PER_PAGE = 1000;

const condition = (is: string, value: string | undefined): string =>
  value === undefined ? '' : `${is} '${value.replaceAll("'", "''")}'`;

function actionOf<R extends Row>(step: Step<R>): TransactionAction {
  if ('insert' in step) return ['create', { ...step.insert }];
  if ('put' in step) return ['upsert', { ...step.put }, 'Replace'];
  if ('remove' in step) return ['delete', { ...step.remove }];
  return ['update', { ...step.replace }, 'Replace', { etag: step.etag }];
}

const service = (clients: StorageClients): TableServiceClient => clients.tableService;
const hasStatus = (error: unknown, status: number) => error instanceof RestError && error.statusCode === status;

function stored<R extends Row>(entity: object): Stored<R> {
  const { 'odata.metadata': _metadata, timestamp: _timestamp, ...row } = entity as Record<string, unknown>; // as the service sends it
  // The only writer of this table is a store that writes R; each store parses what must not be trusted.
  return row as Stored<R>;
}
