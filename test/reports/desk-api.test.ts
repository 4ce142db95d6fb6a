import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import type { JWTPayload } from 'jose';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { unlockOfficerKey } from '../../src/officers/key.ts';
import { type CaseId, newCaseId } from '../../src/reports/model.ts';
import { caseList, desk as deskSchema } from '../../src/reports/wire.ts';
import { PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { asOfficer, fileOf, sealedMessage, sendReport, toBase64 } from './reporter.ts';

const { student, teacher, officer } = PERSONAS;
let school: TestSchool;

beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const desk = (method: string, path: string, body?: unknown) => asOfficer(school, method, path, body);
const codeOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error: { code: string } }).error.code, // as every refusal has
];

describe("the officer's key", () => {
  let secret: OfficerSecret;
  let body: TestSchool['firstKey']['body'];
  beforeAll(() => {
    ({ secret, body } = school.firstKey);
  });
  const me = async () => deskSchema.parse((await desk('GET', '')).body);

  it('is still to be made at first', async () => {
    expect(await me()).toMatchObject({
      me: { id: officer.aadObjectId, officer: body.root.officer, name: officer.name, role: 'officer' },
      school: { name: 'ROC Voorbeeld', tenant: TENANT_ID, keyEpoch: 0, readers: [], keyLog: [] },
      key: null,
      waiting: [],
    });
  });

  it('is refused when it is not whole or not post-quantum, and then there is none', async () => {
    const wrong = [
      { ...body, recipient: 'age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqsjvdmvh' },
      { ...body, verifyKey: 'x'.repeat(64) },
      { ...body, wrapped: 'geen base64!' },
      { ...body, wrapped: toBase64(new Uint8Array(8192)) },
      { recipient: body.recipient },
      null,
    ];
    for (const key of wrong) expect(codeOf(await desk('PUT', '/key', key))).toEqual([400, 'invalid']);
    expect((await me()).key).toBeNull();
  });

  it('is kept wrapped and comes back as it went', async () => {
    expect((await desk('PUT', '/key', body)).status).toBe(201);
    const { key, school: now } = await me();
    const { root, ...kept } = body;
    expect(key).toEqual(kept);
    expect([now.keyEpoch, now.keyLog]).toEqual([1, [root]]);
    const wrapped = new Uint8Array(Buffer.from(key?.wrapped ?? '', 'base64'));
    expect(await unlockOfficerKey(wrapped, 'zes woorden van een proef school')).toEqual(secret);
  });

  it('is not replaced by a second one', async () => {
    const other = { ...body, verifyKey: 'a'.repeat(64) };
    expect(codeOf(await desk('PUT', '/key', other))).toEqual([409, 'key-exists']);
    expect((await me()).key?.verifyKey).toBe(body.verifyKey);
  });
});

describe('the cases', () => {
  let id: CaseId;
  beforeEach(async () => {
    ({ id } = await sendReport(school, { contact: 'lokaal 12' }));
  });

  it('are listed without their envelopes', async () => {
    const { status, body } = await desk('GET', '/cases');
    const found = caseList.parse(body).cases.find((summary) => summary.id === id);
    expect(status).toBe(200);
    expect(found).toMatchObject({ status: 'new', acute: false, member: false, keyEpoch: 1 });
    const [raw] = (body as { cases: object[] }).cases; // parsed just above
    expect(Object.keys(raw ?? {}).sort()).toEqual([
      'acute',
      'day',
      'id',
      'keyEpoch',
      'member',
      'news',
      'readersEpoch',
      'status',
      'version',
    ]);
  });

  it('do not tell the moment of a report: their version is no time', async () => {
    const { summary } = await fileOf(school, id);
    expect(summary.version).toMatch(/^[0-9a-f]{32}$/);
    expect((await fileOf(school, id)).summary.version).toBe(summary.version);
  });

  it('that do not exist are a 404, whatever the id looks like', async () => {
    for (const unknown of [newCaseId(), 'x', "1'%20or%20'1", '..%2f..%2fkeys']) {
      expect(codeOf(await desk('GET', `/cases/${unknown}`))).toEqual([404, 'case-unknown']);
      const change = { to: 'closed', version: 'x' };
      expect(codeOf(await desk('POST', `/cases/${unknown}/status`, change))).toEqual([404, 'case-unknown']);
    }
  });

  it('change status for the one who looked last; a stale version is a 409', async () => {
    const { version } = (await fileOf(school, id)).summary;
    const first = await desk('POST', `/cases/${id}/status`, { to: 'in-progress', version });
    expect(first).toMatchObject({ status: 200, body: { status: 'in-progress', owner: officer.aadObjectId } });
    const stale = await desk('POST', `/cases/${id}/status`, { to: 'closed', version });
    expect(codeOf(stale)).toEqual([409, 'case-changed']);
    expect((await fileOf(school, id)).summary.status).toBe('in-progress');
  });

  it('take one of two changes that come at the same moment', async () => {
    const { version } = (await fileOf(school, id)).summary;
    const change = (to: string) => desk('POST', `/cases/${id}/status`, { to, version });
    const answers = await Promise.all([change('in-progress'), change('closed')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('refuse a step that cannot be: 422', async () => {
    for (const to of ['waiting', 'withdrawn']) {
      const { version } = (await fileOf(school, id)).summary;
      expect(codeOf(await desk('POST', `/cases/${id}/status`, { to, version }))).toEqual([422, 'case-status']);
    }
  });

  it.each([[{}], [{ to: 'verwijderd', version: 'x' }], [{ to: 'closed' }], ['{"to":']])(
    'refuse a change that is garbled: %j',
    async (body) => {
      expect((await desk('POST', `/cases/${id}/status`, body)).status).toBe(400);
      expect((await fileOf(school, id)).summary.status).toBe('new');
    },
  );

  it('keep an answer once, however often it is sent', async () => {
    const signKey = ed25519.utils.randomSecretKey(); // whose it is, the server does not look at
    const message = await sealedMessage(school, { id, text: 'Dank je wel.', signKey });
    expect((await desk('POST', `/cases/${id}/messages`, message)).status).toBe(201);
    expect((await desk('POST', `/cases/${id}/messages`, message)).status).toBe(200);
    expect((await fileOf(school, id)).messages.map((found) => found.id)).toEqual([message.id]);
  });

  it('refuse an answer in clear, and one for a case that is not there', async () => {
    const message = { id: 'a'.repeat(32), keyEpoch: 1, sealed: toBase64(Buffer.from('Dank je wel.')) };
    expect(codeOf(await desk('POST', `/cases/${id}/messages`, message))).toEqual([400, 'invalid']);
    const age = { ...message, sealed: toBase64(Buffer.from('age-encryption.org/v1\n')) };
    expect(codeOf(await desk('POST', `/cases/${newCaseId()}/messages`, age))).toEqual([404, 'case-unknown']);
    expect((await fileOf(school, id)).messages).toEqual([]);
  });
});

describe('the desk is closed', () => {
  let id: CaseId;
  let before: string;
  /** Everything but the audit log, in which those who were refused stand. */
  const stored = async () => {
    const rows: { table?: string; partitionKey?: string; place?: string }[] = JSON.parse(await school.azurite.dump());
    return rows.filter(({ table }) => table !== 'audit');
  };
  beforeAll(async () => {
    ({ id } = await sendReport(school));
    // The last thing that is written after a report is where its notice stands.
    before = await school.until(async () => {
      const rows = await stored();
      const placed = rows.some((row) => row.table === 'notices' && row.partitionKey === id && row.place);
      return placed ? JSON.stringify(rows) : undefined;
    });
  });
  afterAll(async () => {
    // Said in one word: what is different would fill pages.
    expect(JSON.stringify(await stored()) === before).toBe(true);
  });

  const routes: [string, string, unknown?][] = [
    ['GET', '/api/desk'],
    ['PUT', '/api/desk/key', { recipient: 'x', verifyKey: 'x', wrapped: 'x' }],
    ['POST', '/api/desk/keys', { entry: {} }],
    ['GET', '/api/desk/cases'],
    ['GET', '/api/desk/insight'],
    ['GET', '/api/desk/cases/:id'],
    ['POST', '/api/desk/cases/:id/status', { to: 'closed', version: 'x' }],
    ['POST', '/api/desk/cases/:id/messages', { id: 'a'.repeat(32), keyEpoch: 1, sealed: 'x' }],
  ];
  const officerToken = (change: JWTPayload, lifetime?: string) => () =>
    school.microsoft.tabToken(officer, change, lifetime);
  const callers: [string, number, () => Promise<string | undefined>][] = [
    ['nobody', 401, async () => undefined],
    ['a student', 403, () => school.microsoft.tabToken(student)],
    ['a teacher', 403, () => school.microsoft.tabToken(teacher)],
    ['an officer whose token is over', 401, officerToken({}, '-1 hour')],
    ['another tenant', 401, officerToken({ tid: '00000000-0000-0000-0000-000000000000' })],
    ['another issuer', 401, officerToken({ iss: 'https://login.microsoftonline.com/common/v2.0' })],
    ['a token for another app', 401, officerToken({ aud: '00000000-0000-0000-0000-000000000000' })],
    ['a token without the scope', 401, officerToken({ scp: 'User.Read' })],
    ['a forged token', 401, () => school.microsoft.forgedTabToken(officer)],
    ["the bot channel's token", 401, () => school.microsoft.channelToken()],
  ];
  const table = callers.flatMap(([who, status, token]) =>
    routes.map(([method, path, body]) => ({ who, status, token, method, path, body })),
  );

  it.each(table)('to $who: $method $path is $status', async ({ status, token, method, path, body }) => {
    const answer = await school.call(method, path.replace(':id', id), body, await token());
    expect(codeOf(answer)).toEqual([status, status === 401 ? 'signed-out' : 'not-officer']);
  });
});
