import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditLine, checkAuditLog, headOf, signHead } from '../../src/audit/audit-log.ts';
import { createKeyed } from '../../src/audit/keyed.ts';
import { auditLogs, auditPage } from '../../src/audit/wire.ts';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { refOf } from '../../src/officers/keylog.ts';
import { DEPUTY, PERSONAS, type Person, TENANT_ID } from '../../src/sandbox/school.ts';
import { press } from '../helpers/activities.ts';
import { openSchool, settings, type TestSchool } from '../helpers/school.ts';
import { asOfficer, FORM, fileOf, sealedMessage, sendReport, signedAs } from '../reports/reporter.ts';

const { student, teacher, officer } = PERSONAS;
const { caseRefOf: of, scopeOf } = createKeyed(new Uint8Array(Buffer.from(settings('', 0).HASH_KEY ?? '', 'base64')));
const ME = refOf(TENANT_ID, officer.aadObjectId);
const COLLEAGUE = refOf(TENANT_ID, DEPUTY.aadObjectId);
let school: TestSchool;
let secret: OfficerSecret;

beforeAll(async () => {
  school = await openSchool();
  secret = await school.makeOfficerKey();
  await school.makeDeputyKey();
});
afterAll(() => school.close());

const as = async (person: Person, method: string, path: string, body?: unknown) =>
  school.call(method, `/api/desk${path}`, body, await school.microsoft.tabToken(person));
const logsFor = async (person: Person) => auditLogs.parse((await as(person, 'GET', '/audit')).body);
const linesFor = async (person: Person, scope = 'all', after = 0) =>
  auditPage.parse((await as(person, 'GET', `/audit/${scope}/${after}`)).body).lines;

/** The lines that this wrote into the log of all. */
async function written(work: () => Promise<unknown>): Promise<Omit<AuditLine, 'seq' | 'day' | 'previous'>[]> {
  const before = (await linesFor(officer)).length;
  await work();
  return (await linesFor(officer, 'all', before)).map(({ actor, action, caseRef }) => ({ actor, action, caseRef }));
}

describe('what an officer does', () => {
  it('with keys stands in the log', async () => {
    expect((await linesFor(officer)).slice(0, 3).map(({ actor, action }) => [actor, action])).toEqual([
      [ME, 'key-added'],
      [COLLEAGUE, 'key-made'],
      [ME, 'key-added'],
    ]);
  });

  it('a case that is fetched is one line a day for each officer', async () => {
    const { id } = await sendReport(school);
    const lines = await written(async () => {
      await Promise.all([fileOf(school, id), fileOf(school, id)]);
      await fileOf(school, id);
      await as(DEPUTY, 'GET', `/cases/${id}`);
    });
    expect(lines).toEqual([
      { actor: ME, action: 'fetched', caseRef: of(id) },
      { actor: COLLEAGUE, action: 'fetched', caseRef: of(id) },
    ]);
  });

  it('a list of cases, and what is refused as a mistake, is none', async () => {
    const { id } = await sendReport(school);
    const lines = await written(async () => {
      await asOfficer(school, 'GET', '/cases');
      await asOfficer(school, 'POST', `/cases/${id}/status`, { to: 'waiting', version: 'x' });
      await asOfficer(school, 'GET', '/cases/x');
    });
    expect(lines).toEqual([]);
  });

  it('status and answers stand there once, also when they are sent again; each next step anew', async () => {
    const { id } = await sendReport(school);
    const { version } = (await fileOf(school, id)).summary;
    const message = await sealedMessage(school, { id, text: 'Dank je wel.', signKey: secret.signKey });
    const lines = await written(async () => {
      for (let time = 0; time < 2; time++)
        await asOfficer(school, 'POST', `/cases/${id}/status`, { to: 'in-progress', version });
      for (let time = 0; time < 2; time++) await asOfficer(school, 'POST', `/cases/${id}/messages`, message);
      for (const to of ['closed', 'in-progress', 'closed']) {
        const now = (await fileOf(school, id)).summary.version;
        await asOfficer(school, 'POST', `/cases/${id}/status`, { to, version: now });
      }
    });
    expect(lines.map(({ action }) => action)).toEqual(['status', 'answered', 'status', 'status', 'status']);
    expect(lines.every(({ actor, caseRef }) => actor === ME && caseRef === of(id))).toBe(true);
  });

  it('on a card stands there too', async () => {
    const { id } = await sendReport(school);
    const lines = await written(() => school.send(press(officer, 'case.take', { case: id })));
    expect(lines).toEqual([{ actor: ME, action: 'status', caseRef: of(id) }]);
  });
});

describe('what a reporter does', () => {
  it('stands there as by the reporter, once', async () => {
    const { id, keys } = await sendReport(school, { contact: 'lokaal 12' });
    const lines = await written(async () => {
      for (let time = 0; time < 2; time++) {
        await school.call('POST', '/api/receipts/contact', signedAs('delete-contact', id, keys));
      }
      await school.call('POST', '/api/receipts/withdraw', signedAs('withdraw', id, keys));
    });
    expect(lines).toEqual([
      { actor: 'reporter', action: 'contact-erased', caseRef: of(id) },
      { actor: 'reporter', action: 'withdrawn', caseRef: of(id) },
    ]);
  });
});

describe('whoever is no officer', () => {
  it('is refused at every route of the desk and on the cards, and the attempt stands in the log', async () => {
    const { id } = await sendReport(school);
    const tries = ['', '/cases', `/cases/${id}`, '/insight', '/audit', '/audit/all/0'];
    const lines = await written(async () => {
      for (const path of tries) expect((await as(student, 'GET', path)).status).toBe(403);
      await school.send(press(teacher, 'case.close', { case: id }));
    });
    expect(lines).toEqual(Array.from({ length: 2 }, () => ({ actor: 'stranger', action: 'refused', caseRef: '' })));
  });
});

describe('a case that is hidden from an officer', () => {
  it('leaves no trace in any log that this officer gets, and stands in one for the others', async () => {
    const { id } = await sendReport(school, { hiddenFrom: [ME] });
    expect(await written(() => as(DEPUTY, 'GET', `/cases/${id}`))).toEqual([]);
    expect((await logsFor(officer)).scopes).toEqual(['all']);
    const hidden = scopeOf([ME]);
    expect(await linesFor(officer, hidden)).toEqual([]);
    expect((await logsFor(DEPUTY)).scopes).toEqual(['all', hidden].sort());
    const lines = await linesFor(DEPUTY, hidden);
    expect(lines).toMatchObject([{ seq: 1, actor: COLLEAGUE, action: 'fetched', caseRef: of(id) }]);
    expect(checkAuditLog(lines, { tenant: TENANT_ID, scope: hidden })).toEqual({ ok: true });
  });
});

describe('a signed head', () => {
  const place = { tenant: TENANT_ID, scope: 'all' };
  const codeOf = ({ status, body }: { status: number; body: unknown }) => [
    status,
    (body as { error?: { code: string } }).error?.code, // as every refusal has
  ];

  it('is kept when the officer who brings it signed the line that stands there', async () => {
    const lines = await linesFor(officer);
    expect(checkAuditLog(lines, place)).toEqual({ ok: true });
    const head = headOf(lines, place) ?? { seq: 0, hash: '' };
    const signed = signHead(head, place, ME, secret.signKey);
    expect((await as(officer, 'POST', '/audit/head', signed)).status).toBe(201);
    expect((await logsFor(DEPUTY)).heads).toEqual([signed]);

    const refused = [
      signHead({ ...head, hash: '0'.repeat(64) }, place, ME, secret.signKey),
      signHead({ ...head, seq: head.seq + 1 }, place, ME, secret.signKey),
      signHead(head, place, COLLEAGUE, secret.signKey),
      signHead(head, { ...place, scope: scopeOf([ME]) }, ME, secret.signKey),
      { ...signed, seq: 0 },
    ];
    for (const one of refused) expect(codeOf(await as(officer, 'POST', '/audit/head', one))).toEqual([400, 'invalid']);
    const forged = { ...signed, signature: '0'.repeat(128) };
    expect(codeOf(await as(officer, 'POST', '/audit/head', forged))).toEqual([409, 'key-log']);
    expect((await logsFor(officer)).heads).toEqual([signed]);
  });
});

it('no line holds a name, a text, a case id, or the id of anybody', async () => {
  const { id } = await sendReport(school);
  await fileOf(school, id);
  await as(student, 'GET', '/cases');
  const rows: { table: string }[] = JSON.parse(await school.azurite.dump());
  const audit = JSON.stringify(rows.filter(({ table }) => table === 'audit'));
  expect(audit).toContain(of(id));
  const people = [...Object.values(PERSONAS), DEPUTY];
  const never = [id, FORM.story, FORM.where, 'Functionaris', 'Vervanger'];
  for (const text of [...never, ...people.map(({ aadObjectId }) => aadObjectId)]) expect(audit).not.toContain(text);
});
