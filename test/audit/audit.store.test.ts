import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAuditStore, MOST_AT_ONCE, type NewLine, PAGE } from '../../src/audit/audit.store.ts';
import { createAudit } from '../../src/audit/audit.ts';
import { type AuditLine, checkAuditLog } from '../../src/audit/audit-log.ts';
import { createKeyed } from '../../src/audit/keyed.ts';
import { connectStorage, StorageUnavailable } from '../../src/storage/client.ts';
import { openTable } from '../../src/storage/tables.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';

const { caseRefOf, scopeOf } = createKeyed(new Uint8Array(32));
const TENANT = 'school-a';
const [ANNA, BART] = ['a'.repeat(32), 'b'.repeat(32)];
let azurite: TestAzurite;
let count = 0;
/** Two instances of the program on one table, new for each test. */
let stores: [ReturnType<typeof createAuditStore>, ReturnType<typeof createAuditStore>];

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  const name = `audit${++count}`;
  const open = async () => {
    const clients = connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString });
    return createAuditStore(await openTable(clients, name), TENANT);
  };
  stores = [await open(), await open()];
});

const line = (actor: AuditLine['actor'], once?: string): NewLine => ({
  ...{ day: '2026-11-22', actor, action: 'fetched', caseRef: '' },
  ...(once === undefined ? {} : { once }),
});
async function all(scope = 'all'): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for (;;) {
    const page = await stores[1].lines(scope, lines.length);
    if (page.length === 0) return lines;
    lines.push(...page);
  }
}
const whole = async (scope = 'all') => checkAuditLog(await all(scope), { tenant: TENANT, scope });

describe('the store of the audit log', () => {
  it('loses no line of two instances that write at once, and gives them in one chain', async () => {
    const actors = [ANNA, BART] as const;
    await Promise.all(
      stores.flatMap((store, at) => Array.from({ length: 15 }, () => store.append('all', [line(actors[at] ?? ANNA)]))),
    );
    const lines = await all();
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    for (const actor of actors) expect(lines.filter((one) => one.actor === actor)).toHaveLength(15);
    expect(await whole()).toEqual({ ok: true });
  });

  it('writes once what must stand there once, whoever comes first and however often', async () => {
    const same = [line(ANNA, 'x'), line(ANNA, 'x')];
    await Promise.all([...stores, ...stores].map((store) => store.append('all', same)));
    await stores[0].append('all', [line(ANNA, 'y'), line(BART, 'x')]);
    expect((await all()).map(({ actor }) => actor)).toEqual([ANNA, ANNA, BART]);
    expect(await whole()).toEqual({ ok: true });
  });

  it('gives long logs in pages', async () => {
    const batch = Array.from({ length: MOST_AT_ONCE }, (_, at) => at);
    for (let round = 0; round * MOST_AT_ONCE <= PAGE; round++) {
      await stores[0].append(
        'all',
        batch.map((at) => line(ANNA, `${round} ${at}`)),
      );
    }
    expect((await stores[0].lines('all', 0)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: PAGE }, (_, at) => at + 1),
    );
    expect(await stores[0].lines('all', PAGE)).toHaveLength(MOST_AT_ONCE);
    expect(await whole()).toEqual({ ok: true });
  });

  it('keeps each log apart', async () => {
    await stores[0].append('all', [line(ANNA)]);
    await stores[1].append(scopeOf([BART]), [line(ANNA), line(ANNA)]);
    expect(await stores[0].scopes()).toEqual(['all', scopeOf([BART])].sort());
    expect([await whole(), await whole(scopeOf([BART]))]).toEqual([{ ok: true }, { ok: true }]);
    expect(await all(scopeOf([ANNA]))).toEqual([]);
  });

  it('keeps the newest head of each officer in each log', async () => {
    const head = { scope: 'all', officer: ANNA, seq: 2, hash: '1'.repeat(64), signature: '2'.repeat(128) };
    await stores[0].keepHead(head);
    await stores[1].keepHead({ ...head, seq: 1 });
    await stores[1].keepHead({ ...head, officer: BART, scope: scopeOf([ANNA]) });
    await stores[0].keepHead({ ...head, seq: 3 });
    expect(await stores[0].heads()).toEqual([
      { ...head, seq: 3 },
      { ...head, officer: BART, scope: scopeOf([ANNA]) },
    ]);
    expect(await stores[0].scopes()).toEqual([]);
  });
});

describe('writing it', () => {
  const happened = { action: 'fetched', actor: ANNA, scope: 'all' } as const;

  it('writes what comes at once together', async () => {
    const batches: number[] = [];
    const store = {
      append: async (scope: string, lines: readonly NewLine[]) => {
        batches.push(lines.length);
        await stores[0].append(scope, lines);
      },
    };
    const audit = createAudit({ store, today: () => '2026-11-22' });
    await Promise.all(
      Array.from({ length: 120 }, (_, at) => audit.note({ ...happened, caseRef: caseRefOf(`case ${at}`), once: 'd' })),
    );
    expect(batches).toEqual([1, MOST_AT_ONCE, MOST_AT_ONCE, 19]);
    expect(await all()).toHaveLength(120);
    expect(await whole()).toEqual({ ok: true });
  });

  it('fails when storage fails, and goes on afterwards', async () => {
    let fails = true;
    const store = {
      append: async (scope: string, lines: readonly NewLine[]) => {
        if (fails) throw new StorageUnavailable('frozen');
        await stores[0].append(scope, lines);
      },
    };
    const audit = createAudit({ store, today: () => '2026-11-22' });
    await expect(audit.note(happened)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(audit.refuse('somebody')).rejects.toMatchObject({ code: 'unavailable' });
    fails = false;
    await audit.note(happened);
    await audit.refuse('somebody');
    expect((await all()).map(({ action }) => action)).toEqual(['fetched', 'refused']);
  });

  it('is not flooded by refused attempts: one a day for each person, and no more than fifty', async () => {
    let today = '2026-11-22';
    const audit = createAudit({ store: stores[0], today: () => today });
    for (let at = 0; at < 3; at++) await audit.refuse('the same');
    expect(await all()).toHaveLength(1);
    for (let at = 0; at < 60; at++) await audit.refuse(`person ${at}`);
    expect(await all()).toHaveLength(50);
    today = '2026-11-23';
    await audit.refuse('the same');
    expect((await all()).at(-1)).toMatchObject({ day: today, actor: 'stranger', action: 'refused', caseRef: '' });
  });
});
