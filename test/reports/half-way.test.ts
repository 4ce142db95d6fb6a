import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { type CaseId, newCaseId, type Report } from '../../src/reports/model.ts';
import { deriveReceipt } from '../../src/reports/receipt.ts';
import { type CaseStore, createCaseStore } from '../../src/reports/reports.store.ts';
import { createReports, type Reports, type SealedReport } from '../../src/reports/reports.ts';
import { createScrypt } from '../../src/reports/scrypt.ts';
import { open, seal } from '../../src/reports/seal.ts';
import { connectStorage, StorageUnavailable } from '../../src/storage/client.ts';
import { openTable } from '../../src/storage/tables.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';
import { quickKeys, REPORT } from './reporter.ts';

const TENANT = 'school-a';
let azurite: TestAzurite;
let store: CaseStore;
let identity: string;
let recipient: string;
let announced: [CaseId, boolean][];

beforeAll(async () => {
  azurite = await startAzurite();
  const clients = connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString });
  store = createCaseStore(await openTable(clients, 'cases'), await openTable(clients, 'receipts'));
  identity = await generateHybridIdentity();
  recipient = await identityToRecipient(identity);
});
afterAll(() => azurite.stop());
beforeEach(() => {
  announced = [];
});

type Fault = { readonly step: number; readonly when: 'before' | 'after' };

/** Reports over real tables, of which one step fails: before it is done, or after, so that only its answer is lost. */
function reportsWith(fault?: Fault, change: Partial<CaseStore> = {}): Reports {
  let steps = 0;
  const failing =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      steps += 1;
      const fails = steps === fault?.step;
      if (fails && fault.when === 'before') throw new StorageUnavailable('frozen');
      const answer = await call(...args);
      if (fails) throw new StorageUnavailable('frozen');
      return answer;
    };
  return createReports({
    tenantId: TENANT,
    scrypt: createScrypt(),
    store: {
      ...store,
      addReceipt: failing(store.addReceipt),
      create: failing(store.create),
      get: failing(store.get),
      replace: failing(store.replace),
      ...change,
    },
    readers: async () => ({ keyEpoch: 1, recipients: [recipient] }),
    announce: failing(async (id: CaseId, urgent: boolean) => {
      announced.push([id, urgent]);
    }),
  });
}

async function sealed(change: Partial<Report> = {}): Promise<SealedReport> {
  const id = newCaseId();
  const report = { ...REPORT, ...change };
  const binding = { tenant: TENANT, caseId: id, keyEpoch: 1 };
  return {
    ...{ id, keyEpoch: 1, acute: report.danger, receipt: await quickKeys() },
    report: await seal({ kind: 'report', ...binding }, report, [recipient]),
    contact: await seal({ kind: 'contact', ...binding }, { contact: 'lokaal 12' }, [recipient]),
  };
}

/** The case is there once and whole, or not at all. */
async function wholeCases(id: CaseId): Promise<number> {
  const found = (await store.list()).filter((one) => one.id === id);
  const envelopes = await store.envelopes(id);
  expect(envelopes === undefined).toBe(found.length === 0);
  if (envelopes) {
    const binding = { tenant: TENANT, caseId: id, keyEpoch: 1 };
    expect(await open(envelopes.report, identity, { kind: 'report', ...binding })).toEqual(REPORT);
    expect(envelopes.contact).toBeDefined();
  }
  return found.length;
}

const FAULTS: Fault[] = [1, 2, 3].flatMap((step) => [
  { step, when: 'before' as const },
  { step, when: 'after' as const },
]);

describe('a report whose storing breaks off', () => {
  it.each(FAULTS)(
    '$when step $step is not called received, and the same report again gives one whole case',
    async (fault) => {
      const report = await sealed();
      await expect(reportsWith(fault).keep(report, false)).rejects.toMatchObject({ code: 'unavailable' });
      expect(await wholeCases(report.id)).toBeLessThanOrEqual(1);
      await reportsWith().keep(report, false);
      expect(await wholeCases(report.id)).toBe(1);
      expect((await store.byReceipt(report.receipt.lookup))?.id).toBe(report.id);
      expect(announced).toContainEqual([report.id, false]);
    },
  );

  it('after it was stored in the chat gives, sent again, one whole case and a receipt that works', async () => {
    const id = newCaseId();
    const contact = { contact: 'lokaal 12' };
    const first = reportsWith({ step: 2, when: 'after' }).sealAndKeep(id, REPORT, contact);
    await expect(first).rejects.toMatchObject({ code: 'unavailable' });
    const receipt = await reportsWith().sealAndKeep(id, REPORT, contact);
    expect(await wholeCases(id)).toBe(1);
    const { lookup } = await deriveReceipt(receipt, TENANT);
    expect((await store.byReceipt(lookup))?.id).toBe(id);
    expect(announced).toContainEqual([id, false]);
  });
});

describe('a receipt that replaces another', () => {
  it('works also when somebody wrote to the case at the same moment', async () => {
    const id = newCaseId();
    await reportsWith().sealAndKeep(id, REPORT, undefined);
    let first = true;
    const inBetween: CaseStore['replace'] = async (changed, version) => {
      if (first) {
        first = false;
        const now = await store.get(id);
        if (now) await store.replace(now, now.version);
      }
      return store.replace(changed, version);
    };
    const receipt = await reportsWith(undefined, { replace: inBetween }).sealAndKeep(id, REPORT, undefined);
    const { lookup } = await deriveReceipt(receipt, TENANT);
    expect((await store.byReceipt(lookup))?.id).toBe(id);
  });
});

describe('two officers who change a case at the same moment', () => {
  it('change it once: the other is told that somebody was first', async () => {
    const report = await sealed();
    await reportsWith().keep(report, false);
    let second: Promise<unknown> | undefined;
    const inBetween: CaseStore['replace'] = async (changed, version) => {
      // Both have looked; the second writes before the first does.
      second = reportsWith().setStatus(report.id, 'closed', 'deputy-b');
      await second;
      return store.replace(changed, version);
    };
    const first = reportsWith(undefined, { replace: inBetween }).setStatus(report.id, 'in-progress', 'officer-a');
    await expect(first).rejects.toMatchObject({ code: 'case-changed' });
    expect(await second).toMatchObject({ status: 'closed', owner: undefined });
    expect(await store.get(report.id)).toMatchObject({ status: 'closed', owner: undefined });
  });
});

describe('the officers', () => {
  it('are told of every stored report, and at once when somebody may be in danger', async () => {
    const calm = await sealed();
    const acute = await sealed({ danger: true });
    await reportsWith().keep(calm, false);
    await reportsWith().keep(acute, false);
    expect(announced).toEqual([
      [calm.id, false],
      [acute.id, true],
    ]);
  });
});
