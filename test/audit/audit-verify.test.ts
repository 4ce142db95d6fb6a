import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { TableClient, type TableEntity } from '@azure/data-tables';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { headOf, signHead } from '../../src/audit/audit-log.ts';
import { auditPage } from '../../src/audit/wire.ts';
import { hashOf, refOf } from '../../src/officers/keylog.ts';
import { PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { openSchool, settings, type TestSchool } from '../helpers/school.ts';
import { asOfficer, fileOf, sendReport } from '../reports/reporter.ts';

const ROOT = join(import.meta.dirname, '../..');
const PLACE = { tenant: TENANT_ID, scope: 'all' };
let school: TestSchool;
let table: TableClient;
/** Every row as it was written. */
const right: TableEntity[] = [];

beforeAll(async () => {
  school = await openSchool();
  const { signKey } = await school.makeOfficerKey();
  for (let times = 0; times < 3; times++) await fileOf(school, (await sendReport(school)).id);
  const { lines } = auditPage.parse((await asOfficer(school, 'GET', '/audit/all/0')).body);
  const head = headOf(lines, PLACE) ?? { seq: 0, hash: '' };
  const signed = signHead(head, PLACE, refOf(TENANT_ID, PERSONAS.officer.aadObjectId), signKey);
  expect((await asOfficer(school, 'POST', '/audit/head', signed)).status).toBe(201);
  const options = { allowInsecureConnection: true };
  table = TableClient.fromConnectionString(school.azurite.connectionString, 'audit', options);
  for await (const { partitionKey = '', rowKey = '', ...row } of table.listEntities()) {
    right.push({ ...row, partitionKey, rowKey });
  }
});
afterAll(() => school.close());
afterEach(async () => {
  for (const row of right) await table.upsertEntity(row, 'Replace');
});

/** Runs it as an administrator does. */
async function verify(change: Record<string, string> = {}): Promise<{ code: number | null; printed: string }> {
  const root = hashOf(school.firstKey.body.root, TENANT_ID);
  const env = { ...settings(school.azurite.connectionString, 3978), KEY_LOG_ROOT: root, ...change };
  const child = spawn(process.execPath, ['scripts/audit-verify.ts'], { cwd: ROOT, env: { ...process.env, ...env } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, printed };
}
/** The row of a line: the newest stands first. */
const row = (seq: number) => ({ partitionKey: 'all', rowKey: `line-${99_999_999 - seq}` });

describe('npm run audit:verify', () => {
  it('says of a log that is right how many lines it has and up to where they are signed for', async () => {
    const { code, printed } = await verify();
    expect(printed).toContain('Audit log all: 4 lines, signed for up to line 4.');
    expect(printed).toContain('The audit log is right.');
    expect(code).toBe(0);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a line that was changed',
      () => table.updateEntity({ ...row(2), action: 'status' }, 'Merge'),
      'line 3 does not follow',
    ],
    ['a line that is gone', () => table.deleteEntity('all', row(2).rowKey), 'line 2 is missing'],
    [
      'a log that is gone whole',
      async () => {
        for (const seq of [1, 2, 3, 4]) await table.deleteEntity('all', row(seq).rowKey);
      },
      'line 1 is gone',
    ],
    ['a last line that is gone', () => table.deleteEntity('all', row(4).rowKey), 'line 4 is gone'],
    [
      'a last line that was changed',
      () => table.updateEntity({ ...row(4), day: '2026-01-01' }, 'Merge'),
      'line 4 is not the line',
    ],
  ])('names %s', async (_what, tamper, told) => {
    await tamper();
    const { code, printed } = await verify();
    expect(printed).toContain(`Audit log all: ${told}`);
    expect(code).toBe(1);
  });

  it('names a head that the officer did not sign', async () => {
    const officer = refOf(TENANT_ID, PERSONAS.officer.aadObjectId);
    const forged = { partitionKey: 'heads', rowKey: `${officer} all`, signature: '0'.repeat(128) };
    await table.updateEntity(forged, 'Merge');
    expect(await verify()).toMatchObject({
      code: 1,
      printed: expect.stringContaining('no key of that officer signed'),
    });
  });

  it('trusts no signature when the key log is not borne out by the settings, and says which settings are missing', async () => {
    const other = await verify({ KEY_LOG_ROOT: 'f'.repeat(64) });
    expect(other).toMatchObject({ code: 1, printed: expect.stringContaining('Key log: line 1 is not right (root).') });
    expect(await verify({ KEY_LOG_ROOT: '' })).toMatchObject({
      code: 1,
      printed: expect.stringContaining('KEY_LOG_ROOT'),
    });
    expect(await verify({ HASH_KEY: '' })).toMatchObject({ code: 1, printed: expect.stringContaining('HASH_KEY') });
  });
});
