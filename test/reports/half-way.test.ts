import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { UserError } from '../../src/errors.ts';
import { sealReport } from '../../src/reports/envelopes.ts';
import { createHiding } from '../../src/reports/hidden.ts';
import type { Readers, SealedReport } from '../../src/reports/intake.ts';
import { type CaseId, newCaseId, type Report } from '../../src/reports/model.ts';
import { deriveReceipt, newReceipt, receiptFingerprint } from '../../src/reports/receipt.ts';
import { type CaseStore, createCaseStore } from '../../src/reports/reports.store.ts';
import { createReports, type Reports } from '../../src/reports/reports.ts';
import { createScrypt } from '../../src/reports/scrypt.ts';
import { open } from '../../src/reports/seal.ts';
import { connectStorage, StorageUnavailable } from '../../src/storage/client.ts';
import { openTable } from '../../src/storage/tables.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';
import { filledWith, quickKeys, REPORT } from './reporter.ts';

const TENANT = 'school-a';
const OFFICER = '0'.repeat(32);
const FILLED = filledWith({ contact: 'lokaal 12' });
const admit = async () => {};
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
function reportsWith(
  fault?: Fault,
  change: Partial<CaseStore> = {},
  readers: () => Promise<Readers> = async () => ({
    ...{ keyEpoch: 1, readers: [{ officer: OFFICER, recipient }], recovery: null },
  }),
): Reports {
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
    versionOf: ({ version }) => version,
    store: {
      ...store,
      addReceipt: failing(store.addReceipt),
      create: failing(store.create),
      get: failing(store.get),
      replace: failing(store.replace),
      ...change,
    },
    readers,
    note: async () => {},
    hiding: createHiding({ hashKey: new Uint8Array(32), refOf: (id) => id }),
    announce: failing(async (id: CaseId, urgent: boolean) => {
      announced.push([id, urgent]);
    }),
  });
}

async function sealed(change: Partial<Report> = {}): Promise<SealedReport> {
  const id = newCaseId();
  const report = { ...REPORT, ...change };
  const keys = await quickKeys();
  const { lookup, recipient: to, verifyKey } = keys;
  const receipt = { lookup, recipient: to, verifyKey };
  const binding = { tenant: TENANT, caseId: id, keyEpoch: 1 };
  const filled = filledWith({ report, contact: 'lokaal 12' });
  const envelopes = await sealReport(filled, binding, keys, [{ officer: OFFICER, recipient }]);
  return { ...{ id, keyEpoch: 1, acute: report.danger, receipt, hiddenFrom: [] }, ...envelopes };
}

/** The case is there once and whole, or not at all. */
async function wholeCases(id: CaseId): Promise<number> {
  const found = (await store.list()).filter((one) => one.id === id);
  const { report, contact, own } = await store.file(id);
  expect([report, contact, own].map((envelope) => envelope !== undefined)).toEqual(Array(3).fill(found.length > 0));
  if (report) {
    const binding = { tenant: TENANT, caseId: id, keyEpoch: 1 };
    // What is sealed names the receipt that is in force.
    const receipt = receiptFingerprint(found[0]?.receipt ?? (await quickKeys()));
    expect(await open(report, identity, { kind: 'report', ...binding })).toMatchObject({ report: REPORT, receipt });
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
      expect((await store.byReceipt(report.receipt.lookup))?.found.id).toBe(report.id);
      expect(announced).toContainEqual([report.id, false]);
    },
  );

  it('after it was stored in the chat gives, sent again, one whole case and a receipt that works', async () => {
    const id = newCaseId();
    const first = reportsWith({ step: 2, when: 'after' }).sealAndKeep(id, FILLED, '', admit);
    await expect(first).rejects.toMatchObject({ code: 'unavailable' });
    const { receipt } = await reportsWith().sealAndKeep(id, FILLED, '', admit);
    expect(await wholeCases(id)).toBe(1);
    const { lookup } = await deriveReceipt(receipt, TENANT);
    expect((await store.byReceipt(lookup))?.found.id).toBe(id);
    expect(announced).toContainEqual([id, false]);
  });
});

describe('a report that is kept, sent again when nobody can read any more', () => {
  const nobody = (): Reports => reportsWith(undefined, {}, async () => ({ keyEpoch: 2, readers: [], recovery: null }));

  it('is not called lost: from the page it is known, and in the chat the reporter hears that it is kept', async () => {
    const report = await sealed();
    await reportsWith().keep(report, false);
    expect(await nobody().keep(report, false)).toBe('known');
    const id = newCaseId();
    await reportsWith().sealAndKeep(id, FILLED, '', admit);
    await expect(nobody().sealAndKeep(id, FILLED, '', admit)).rejects.toMatchObject({ code: 'report-kept' });
  });

  it('is refused when it is new', async () => {
    await expect(nobody().keep(await sealed(), false)).rejects.toMatchObject({ code: 'no-readers' });
    await expect(nobody().sealAndKeep(newCaseId(), FILLED, '', admit)).rejects.toMatchObject({ code: 'no-readers' });
  });
});

describe('a retry in the chat', () => {
  const again = (id: CaseId) => reportsWith().sealAndKeep(id, FILLED, '', admit);

  it('gives a code that works as long as nobody came with the first one, also when an officer took the case up', async () => {
    const id = newCaseId();
    const first = await again(id);
    await reportsWith().setStatus(id, 'in-progress', 'officer-a');
    const second = await again(id);
    expect([first.again, second.again]).toEqual([false, true]);
    expect(await store.get(id)).toMatchObject({ status: 'in-progress', owner: 'officer-a' });
    const lookups = await Promise.all(
      [first, second].map(async ({ receipt }) => (await deriveReceipt(receipt, TENANT)).lookup),
    );
    expect(await store.byReceipt(lookups[0] ?? '')).toBeUndefined();
    expect((await store.byReceipt(lookups[1] ?? ''))?.found.id).toBe(id);
  });

  it('that overtakes a slow first try keeps the code that it showed: the slow one is told to send again', async () => {
    const id = newCaseId();
    let second: Awaited<ReturnType<Reports['sealAndKeep']>> | undefined;
    const slow = reportsWith(undefined, {
      create: async (...args) => {
        second = await again(id); // the user pressed once more, and this one was through first
        return store.create(...args);
      },
    });
    await expect(slow.sealAndKeep(id, FILLED, '', admit)).rejects.toMatchObject({ code: 'report-unsure' });
    const { lookup } = await deriveReceipt(second?.receipt ?? newReceipt(), TENANT);
    expect((await store.byReceipt(lookup))?.found.id).toBe(id);
    expect(await wholeCases(id)).toBe(1);
  });

  it('that comes while the notice of the first is queued keeps the code that it showed: the first is told to send again', async () => {
    const id = newCaseId();
    let second: Awaited<ReturnType<Reports['sealAndKeep']>> | undefined;
    const late = reportsWith(undefined, {
      async get(of) {
        const queued = announced.some(([told]) => told === of);
        if (queued && !second) second = await again(id); // the first was stored, and its answer is still to come
        return store.get(of);
      },
    });
    await expect(late.sealAndKeep(id, FILLED, '', admit)).rejects.toMatchObject({ code: 'report-unsure' });
    expect(second?.again).toBe(true);
    const { lookup } = await deriveReceipt(second?.receipt ?? newReceipt(), TENANT);
    expect((await store.byReceipt(lookup))?.found.id).toBe(id);
    expect(await wholeCases(id)).toBe(1);
  });

  it('must be let in each time, and leaves no receipt behind when it is refused', async () => {
    const id = newCaseId();
    const { receipt } = await again(id);
    await reportsWith().byReceipt((await deriveReceipt(receipt, TENANT)).lookup);
    const rows = async () => (await azurite.dump()).split(`"caseId":"${id}"`).length - 1;
    const before = await rows();
    await expect(again(id)).rejects.toMatchObject({ code: 'report-kept' });
    expect(await rows()).toBe(before);
    const full = async () => {
      throw new UserError('busy');
    };
    await expect(reportsWith().sealAndKeep(id, FILLED, '', full)).rejects.toMatchObject({ code: 'busy' });
    expect(await rows()).toBe(before);
  });

  it('leaves the code that somebody came with', async () => {
    const id = newCaseId();
    const { receipt } = await again(id);
    const { lookup } = await deriveReceipt(receipt, TENANT);
    await reportsWith().byReceipt(lookup);
    await expect(again(id)).rejects.toMatchObject({ code: 'report-kept' });
    expect((await store.byReceipt(lookup))?.found.id).toBe(id);
  });
});

describe('a receipt that replaces another', () => {
  it('works also when somebody wrote to the case at the same moment', async () => {
    const id = newCaseId();
    await reportsWith().sealAndKeep(id, FILLED, '', admit);
    let first = true;
    const inBetween: CaseStore['replace'] = async (changed, version, beside) => {
      if (first) {
        first = false;
        const now = await store.get(id);
        if (now) await store.replace(now, now.version);
      }
      return store.replace(changed, version, beside);
    };
    const { receipt } = await reportsWith(undefined, { replace: inBetween }).sealAndKeep(id, FILLED, '', admit);
    const { lookup } = await deriveReceipt(receipt, TENANT);
    expect((await store.byReceipt(lookup))?.found.id).toBe(id);
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
