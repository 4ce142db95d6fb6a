import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { nextEntry, refOf } from '../../src/officers/keylog.ts';
import { createOfficerStore } from '../../src/officers/officers.store.ts';
import { type Desk, desk, type KeyLogEntry, type NewKey, school as schoolSchema } from '../../src/reports/wire.ts';
import { DEPUTY, PERSONAS, type Person, TENANT_ID } from '../../src/sandbox/school.ts';
import { connectStorage } from '../../src/storage/client.ts';
import { openTable } from '../../src/storage/tables.ts';
import { quickOfficerKey } from '../helpers/officer-key.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';

/** The steps build on each other, as a school takes them. */
describe('the keys of a school, over its api', () => {
  let school: TestSchool;
  let officer: OfficerSecret;
  let waiting: NewKey;
  beforeAll(async () => {
    school = await openSchool();
    const { recipient, verifyKey, wrapped } = (await quickOfficerKey('zes woorden van de vervanger')).key;
    waiting = { recipient, verifyKey, wrapped: Buffer.from(wrapped).toString('base64') };
  });
  afterAll(() => school?.close());

  const call = async (who: Person, method: string, path: string, body?: unknown) =>
    school.call(method, path, body, await school.microsoft.tabToken(who));
  const deskOf = async (who: Person): Promise<Desk> => desk.parse((await call(who, 'GET', '/api/desk')).body);
  const refused = (status: number, code: string) => ({ status, body: { error: { code, text: expect.any(String) } } });
  const lineFor = async (who: Person, key: NewKey, { signKey }: OfficerSecret): Promise<KeyLogEntry> => {
    const { keyLog } = schoolSchema.parse((await school.call('GET', '/api/school')).body);
    return nextEntry(keyLog, TENANT_ID, { ...key, officer: refOf(TENANT_ID, who.aadObjectId) }, '2026-11-22', signKey);
  };

  it('name the officer by a reference, and nobody as a reader, before there is a key', async () => {
    const { me, key, school: told, waiting: others, lockMinutes } = await deskOf(PERSONAS.officer);
    expect(lockMinutes).toBe(15);
    expect(me.officer).toBe(refOf(TENANT_ID, PERSONAS.officer.aadObjectId));
    expect({ key, readers: told.readers, keyLog: told.keyLog, others }).toEqual({
      ...{ key: null, readers: [], keyLog: [], others: [] },
    });
  });

  it('refuse a first key without its line, and with a line that the settings do not name', async () => {
    const { secret, key } = await quickOfficerKey('een andere sleutel');
    const mine = { ...key, wrapped: Buffer.from(key.wrapped).toString('base64') };
    const root = await lineFor(PERSONAS.officer, mine, secret);
    expect(await call(PERSONAS.officer, 'PUT', '/api/desk/key', mine)).toEqual(refused(409, 'key-log'));
    expect(await call(PERSONAS.officer, 'PUT', '/api/desk/key', { ...mine, root })).toEqual(refused(409, 'key-log'));
    expect((await deskOf(PERSONAS.officer)).key).toBeNull();
  });

  it("show a colleague's key as waiting, to the others only", async () => {
    officer = await school.makeOfficerKey();
    expect((await call(DEPUTY, 'PUT', '/api/desk/key', waiting)).status).toBe(201);
    const { recipient, verifyKey } = waiting;
    const reader = { officer: refOf(TENANT_ID, DEPUTY.aadObjectId), name: 'Vervanger', role: 'deputy' };
    expect((await deskOf(PERSONAS.officer)).waiting).toEqual([{ ...reader, recipient, verifyKey }]);
    expect(await deskOf(DEPUTY)).toMatchObject({
      key: waiting,
      waiting: [],
      school: { readers: [{ role: 'officer' }] },
    });
  });

  it('are signed for by an officer only, with a line that follows', async () => {
    const entry = await lineFor(DEPUTY, waiting, officer);
    expect(await call(PERSONAS.teacher, 'POST', '/api/desk/keys', { entry })).toEqual(refused(403, 'not-officer'));
    expect(await call(DEPUTY, 'POST', '/api/desk/keys', { entry })).toEqual(refused(409, 'key-log'));
    const later = { ...entry, seq: 3 };
    expect(await call(PERSONAS.officer, 'POST', '/api/desk/keys', { entry: later })).toEqual(refused(409, 'key-log'));
    const broken = { entry: { ...entry, signature: 'x' } };
    expect(await call(PERSONAS.officer, 'POST', '/api/desk/keys', broken)).toEqual(refused(400, 'invalid'));

    expect((await call(PERSONAS.officer, 'POST', '/api/desk/keys', { entry })).status).toBe(201);
    expect(await call(PERSONAS.officer, 'POST', '/api/desk/keys', { entry })).toEqual(refused(409, 'key-log'));
    const { school: told, waiting: others } = await deskOf(PERSONAS.officer);
    expect(told.readers.map(({ name }) => name)).toEqual(['Functionaris', 'Vervanger']);
    expect({ others, keyEpoch: told.keyEpoch }).toEqual({ others: [], keyEpoch: 2 });
  });

  it('stop all reporting, and are logged once, when somebody writes to the log by hand', async () => {
    const clients = connectStorage({ kind: 'connection-string', connectionString: school.azurite.connectionString });
    const store = createOfficerStore(await openTable(clients, 'keys'));
    const before = await store.log();
    const { secret, key } = await quickOfficerKey('van een vreemde');
    const stranger = { ...key, officer: refOf(TENANT_ID, 'a stranger') };
    await store.append(nextEntry(before, TENANT_ID, stranger, '2026-11-22', secret.signKey));

    for (const _ of [1, 2]) expect((await deskOf(PERSONAS.officer)).school.readers).toEqual([]);
    const told = school.log.flatMap((line) => (line.includes('"event":"key-log"') ? [JSON.parse(line).outcome] : []));
    // The settings had named a root before there was a log.
    expect(told).toEqual(['empty', 'signer']);
  });
});
