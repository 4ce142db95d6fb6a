import type { Row, Table } from '../storage/tables.ts';

/** How often something happened in a period. */
export type CountRow = Row & { readonly count: number };

/** What is counted: never with a person, a chat or a moment. */
export type Counted =
  /** A message was answered with an entry on this topic; `unknown` when there was no answer. By week. */
  | { readonly kind: 'topic'; readonly key: string }
  /** Somebody pressed a thumb under an entry: `<entry>.yes` or `<entry>.no`. By day. */
  | { readonly kind: 'rating'; readonly key: string };

export type Count = { readonly period: string; readonly key: string; readonly count: number };

export type Counts = {
  readonly add: (counted: Counted) => Promise<void>;
  readonly list: (kind: Counted['kind']) => Promise<Count[]>;
};

/** @param today the calendar day, `2026-11-22`. */
export function createCounts(table: Table<CountRow>, today: () => string): Counts {
  return {
    async add({ kind, key }) {
      const period = kind === 'topic' ? weekOf(today()) : today();
      const row = { partitionKey: kind, rowKey: `${period}.${key}` };
      for (;;) {
        const before = await table.get(row.partitionKey, row.rowKey);
        const outcome = before
          ? await table.replace({ ...row, count: before.count + 1 }, before.etag)
          : await table.insert({ ...row, count: 1 });
        // Somebody else counted in between: once more.
        if (outcome === 'replaced' || outcome === 'created') return;
      }
    },
    list: async (kind) =>
      (await table.list({ partitionKey: kind })).map(({ rowKey, count }) => {
        const dot = rowKey.indexOf('.');
        return { period: rowKey.slice(0, dot), key: rowKey.slice(dot + 1), count };
      }),
  };
}

/** The ISO 8601 week of a day: `2026-W47`. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  // A week belongs to the year that its Thursday is in.
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
  return `${date.getUTCFullYear()}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}
