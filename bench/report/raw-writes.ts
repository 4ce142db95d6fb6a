import { randomBytes, randomInt } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { newCaseId } from '../../src/reports/model.ts';

/** The program takes a block of fifty reports off its budget at a time. */
const BUDGET_BLOCK = 50;
const NOTICE_WITHIN_SECONDS = 3600;

/** What a report leaves in storage, written directly. */
export type RawWrites = {
  /** Writes one report: the same rows to the same tables, of the same sizes, in the same order and transactions. */
  readonly write: () => Promise<void>;
  /**
   * Empties the tables and the queue. Azurite looks through all cases for every row that it adds, so whoever came later
   * would lose.
   */
  readonly empty: () => Promise<void>;
};

/** Writes what the program has stored of its first report, again and again, under other ids. */
export async function openRawWrites(connectionString: string): Promise<RawWrites> {
  const table = (name: string) =>
    TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
  const [cases, receipts, budgets] = [table('cases'), table('receipts'), table('rawbudgets')];
  await budgets.createTable();
  const queue = QueueServiceClient.fromConnectionString(connectionString).getQueueClient('notices');

  const [receiptRow] = await rowsOf(receipts);
  const caseRows = (await rowsOf(cases)).filter(({ partitionKey }) => partitionKey === receiptRow?.caseId);
  const budgetRow = (await rowsOf(table('budgets'))).find(({ rowKey }) => rowKey === 'member');
  if (caseRows.length !== 4 || !receiptRow || !budgetRow) throw new Error('the program stores reports in another way');
  let written = 0;

  return {
    async write() {
      const id = newCaseId();
      const lookup = randomBytes(16).toString('hex');
      if (written++ % BUDGET_BLOCK === 0) await budgets.upsertEntity(budgetRow, 'Replace');
      await receipts.upsertEntity({ ...receiptRow, partitionKey: lookup, caseId: id }, 'Replace');
      await cases.submitTransaction(caseRows.map((row) => ['create', { ...row, partitionKey: id }]));
      const visibilityTimeout = randomInt(NOTICE_WITHIN_SECONDS);
      await queue.sendMessage(id, { visibilityTimeout, messageTimeToLive: -1 });
    },
    async empty() {
      for (const one of [cases, receipts]) {
        await one.deleteTable();
        await one.createTable();
      }
      await queue.clearMessages();
    },
  };
}

async function rowsOf(table: TableClient) {
  const rows: { partitionKey: string; rowKey: string; [column: string]: unknown }[] = [];
  for await (const entity of table.listEntities()) {
    const { etag: _etag, timestamp: _timestamp, 'odata.metadata': _metadata, ...row } = entity;
    rows.push({ ...row, partitionKey: String(entity.partitionKey), rowKey: String(entity.rowKey) });
  }
  return rows;
}
