import { TableClient, TableServiceClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERSONAS } from '../../src/sandbox/school.ts';
import { press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { asOfficer, FORM, sealedFollowUp, sealedMessage, sendReport, signedAs } from './reporter.ts';

const OPTIONS = { allowInsecureConnection: true };
/** What the table service adds to every row: two keys, its own write time (see docs/threat-model.md) and a version. */
const SERVICE = ['etag', 'partitionKey', 'rowKey', 'timestamp'];
/** docs/threat-model.md, section 4: case id (the partition), day, status, owner, key epoch, member mark, acute, and of the receipt its
 * lookup hash and public keys; whether the reporter wrote last, and from whom it is hidden, in tokens. Deadlines and the retention date come with their own issues. */
const CLEAR_TEXT = [
  ...['acute', 'day', 'hiddenFrom', 'keyEpoch', 'lookup', 'member', 'news', 'owner', 'readersEpoch', 'replyTo'],
  ...['status', 'verifyKey'],
];
const SEALED = ['day', 'keyEpoch', 'sealed'];

let school: TestSchool;
let rows: Record<string, unknown>[];

async function rowsOf(table: string) {
  const found: Record<string, unknown>[] = [];
  const client = TableClient.fromConnectionString(school.azurite.connectionString, table, OPTIONS);
  for await (const row of client.listEntities()) found.push({ ...row });
  return found;
}
const columns = (row: Record<string, unknown>) =>
  Object.keys(row)
    .filter((name) => !SERVICE.includes(name) && name !== 'odata.metadata')
    .sort();

beforeAll(async () => {
  school = await openSchool();
  const { signKey } = await school.makeOfficerKey();
  const { id, keys } = await sendReport(school, { report: { danger: true }, contact: 'lokaal 12' });
  await school.send(press(PERSONAS.student, 'report.submit', { id: crypto.randomUUID(), ...FORM }));
  await school.send(press(PERSONAS.officer, 'case.take', { case: id }));
  const message = await sealedMessage(school, { id, text: 'Dank je wel.', signKey });
  await asOfficer(school, 'POST', `/cases/${id}/messages`, message);
  await school.call(
    'POST',
    '/api/receipts/messages',
    await sealedFollowUp(school, keys, { id, text: 'Graag gedaan.' }),
  );
  const gone = await sendReport(school);
  await school.call('POST', '/api/receipts/withdraw', signedAs('withdraw', gone.id, gone.keys));
  await school.until(() => school.microsoft.calls.find(({ method }) => method === 'PUT'));
  rows = await rowsOf('cases');
});
afterAll(() => school.close());

describe('what stands in clear in the tables', () => {
  it('of a case is exactly what the design allows', () => {
    const cases = rows.filter(({ rowKey }) => rowKey === 'case');
    expect(cases).toHaveLength(3);
    expect([...new Set(cases.flatMap(columns))].sort()).toEqual(CLEAR_TEXT);
    for (const {
      day,
      status,
      owner,
      acute,
      member,
      news,
      hiddenFrom,
      keyEpoch,
      readersEpoch,
      lookup,
      ...keys
    } of cases) {
      expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(['new', 'in-progress', 'withdrawn']).toContain(status);
      expect([undefined, PERSONAS.officer.aadObjectId]).toContain(owner);
      expect([typeof acute, typeof member, typeof news]).toEqual(['boolean', 'boolean', 'boolean']);
      expect([keyEpoch, readersEpoch]).toEqual([1, 1]);
      expect(hiddenFrom).toMatch(/^([0-9a-f]{32} ){3}[0-9a-f]{32}$/);
      expect(lookup).toMatch(/^[0-9a-f]{32}$/);
      expect(keys.replyTo).toMatch(/^age1pq1/);
      expect(keys.verifyKey).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('beside an envelope is its day and key epoch, and every other row of a case is an envelope', () => {
    const envelopes = rows.filter(({ rowKey }) => rowKey !== 'case' && rowKey !== 'withdrawal');
    const kinds = envelopes.map(({ rowKey }) => String(rowKey).replace(/-[0-9a-f]{32}$/, ''));
    expect(kinds.sort()).toEqual(['contact', 'contact', 'follow-up', 'message', 'own', 'own', 'report', 'report']);
    for (const row of envelopes) {
      expect(columns(row)).toEqual(SEALED);
      expect(row.day).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(Buffer.from(row.sealed as Uint8Array).toString('latin1')).toMatch(/^age-encryption\.org\/v1\n/); // as the column is typed
    }
  });

  it('of a withdrawn report is a signature', () => {
    const withdrawals = rows.filter(({ rowKey }) => rowKey === 'withdrawal');
    expect(withdrawals.map(columns)).toEqual([['signature']]);
  });

  it('of a receipt is the case that its hash leads to', async () => {
    const receipts = await rowsOf('receipts');
    expect(receipts).toHaveLength(3);
    // The mark that somebody came with a receipt is made at the first reading.
    for (const row of receipts) expect(columns(row)).toEqual(['caseId']);
  });

  it('of a notice is the place of its card, and until when somebody is posting it', async () => {
    for (const row of await rowsOf('notices')) expect(columns(row)).toEqual(['claimedUntil', 'news', 'place']);
  });

  it('of an officer is a wrapped key and a line of the key log', async () => {
    const [wrapped, line] = await rowsOf('keys');
    expect(columns(wrapped ?? {})).toEqual(['recipient', 'verifyKey', 'wrapped']);
    expect(columns(line ?? {})).toEqual([
      'action',
      'day',
      'officer',
      'previous',
      'recipient',
      'signature',
      'signer',
      'verifyKey',
    ]);
  });

  it('of the budgets is how many were taken of each lane in the last ten seconds that had any', async () => {
    const budgets = await rowsOf('budgets');
    expect(budgets.map(({ rowKey }) => rowKey).sort()).toEqual(['chat', 'follow-up', 'open']);
    for (const row of budgets) expect(columns(row)).toEqual(['taken', 'window']);
  });

  it('of the audit log is who did what on which day, with hashes in the place of cases', async () => {
    const audit = await rowsOf('audit');
    const lines = audit.filter(({ rowKey }) => String(rowKey).startsWith('line-'));
    expect(lines.length).toBeGreaterThan(3);
    for (const row of lines) {
      expect(columns(row)).toEqual(['action', 'actor', 'caseRef', 'day', 'previous']);
      expect(row.caseRef).toMatch(/^([0-9a-f]{64})?$/);
    }
    for (const row of audit.filter((row) => !lines.includes(row))) expect(columns(row)).toEqual(['day']);
  });

  it('stands in no other table than these', async () => {
    const names: string[] = [];
    const service = TableServiceClient.fromConnectionString(school.azurite.connectionString, OPTIONS);
    for await (const { name = '' } of service.listTables()) names.push(name);
    expect(names.sort()).toEqual([
      'audit',
      'budgets',
      'cases',
      'conversations',
      'counts',
      'keys',
      'notices',
      'posts',
      'receipts',
      'teams',
    ]);
  });
});
