import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { refOf } from '../../src/officers/keylog.ts';
import { type CaseId, newCaseId } from '../../src/reports/model.ts';
import { open } from '../../src/reports/seal.ts';
import { caseFile, caseList } from '../../src/reports/wire.ts';
import { DEPUTY, PERSONAS, type Person, REPORTS_CHANNEL_ID, TENANT_ID } from '../../src/sandbox/school.ts';
import { press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { fromBase64, sealedFollowUp, sealedReport, sendReport } from './reporter.ts';

const { officer } = PERSONAS;
const OFFICER = refOf(TENANT_ID, officer.aadObjectId);
const DEPUTY_REF = refOf(TENANT_ID, DEPUTY.aadObjectId);
let school: TestSchool;
let secrets: { officer: OfficerSecret; deputy: OfficerSecret };
let id: CaseId;

beforeAll(async () => {
  school = await openSchool();
  secrets = { officer: await school.makeOfficerKey(), deputy: await school.makeDeputyKey() };
  ({ id } = await sendReport(school, { hiddenFrom: [OFFICER] }));
});
afterAll(() => school.close());

const desk = async (person: Person, method: string, path: string, body?: unknown) =>
  school.call(method, `/api/desk${path}`, body, await school.microsoft.tabToken(person));
const casesOf = async (person: Person) =>
  caseList.parse((await desk(person, 'GET', '/cases')).body).cases.map((one) => one.id);
const callsAbout = (about: CaseId) => school.microsoft.calls.filter(({ body }) => JSON.stringify(body).includes(about));

describe('a report about an officer', () => {
  it('does not open for that officer, and does for the other', async () => {
    const { report = '', contact = '', summary } = caseFile.parse((await desk(DEPUTY, 'GET', `/cases/${id}`)).body);
    for (const [kind, envelope] of [
      ['report', report],
      ['contact', contact],
    ] as const) {
      const binding = { kind, tenant: TENANT_ID, caseId: id, keyEpoch: summary.keyEpoch };
      await expect(open(fromBase64(envelope), secrets.deputy.identity, binding)).resolves.toBeDefined();
      await expect(open(fromBase64(envelope), secrets.officer.identity, binding)).rejects.toMatchObject({
        code: 'cannot-open',
      });
    }
  });

  it('is in no list of theirs, and no call or button about it tells that it exists', async () => {
    expect(await casesOf(DEPUTY)).toContain(id);
    expect(await casesOf(officer)).not.toContain(id);
    const unknown = newCaseId();
    const message = {
      id: 'a'.repeat(32),
      keyEpoch: 2,
      sealed: Buffer.from('age-encryption.org/v1\nx').toString('base64'),
    };
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/status', { to: 'in-progress', version: 'x' }],
      ['POST', '/messages', message],
    ] as const) {
      const answers = await Promise.all(
        [id, unknown].map((one) => desk(officer, method, `/cases/${one}${path}`, body)),
      );
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.status).toBe(404);
    }
    for (const verb of ['case.take', 'case.close']) {
      const answers = await Promise.all([id, unknown].map((one) => school.send(press(officer, verb, { case: one }))));
      expect(answers[0]).toEqual(answers[1]);
    }
    expect(caseFile.parse((await desk(DEPUTY, 'GET', `/cases/${id}`)).body).summary.status).toBe('new');
  });

  it('is announced to the other officer alone, and never in the channel, also when it changes', async () => {
    const first = await school.until(() => callsAbout(id).find(({ body }) => body.type === 'message'));
    const chat = `a:${DEPUTY.aadObjectId}`;
    expect(first.path).toBe(`/v3/conversations/${chat}/activities`);
    await school.send(press(DEPUTY, 'case.take', { case: id }));
    await school.until(() => callsAbout(id).find(({ method }) => method === 'PUT'));
    const open = await sendReport(school);
    await school.until(() => callsAbout(open.id)[0]); // its notice goes to the channel, after all of the other
    for (const { path, body } of callsAbout(id)) {
      expect(path).toContain(chat);
      expect(JSON.stringify(body)).not.toContain(REPORTS_CHANNEL_ID);
    }
    expect(JSON.stringify(callsAbout(open.id)[0]?.body.channelData)).toContain(REPORTS_CHANNEL_ID);
  });

  it('does not show in the tables from whom it is hidden, nor that it is', async () => {
    const plain = await sendReport(school);
    const rows = JSON.parse(await school.azurite.dump()) as Record<string, string>[]; // as dump writes it
    const hiddenFrom = [id, plain.id].map(
      (one) => rows.find(({ partitionKey, rowKey }) => partitionKey === one && rowKey === 'case')?.hiddenFrom ?? '',
    );
    expect(hiddenFrom[0]).toMatch(/^([0-9a-f]{32} ){3}[0-9a-f]{32}$/);
    expect(hiddenFrom[1]).toMatch(/^([0-9a-f]{32} ){3}[0-9a-f]{32}$/);
    expect(hiddenFrom.join()).not.toContain(OFFICER);
    // Nor where their notices stand.
    await school.until(async () => {
      const notices = (JSON.parse(await school.azurite.dump()) as Record<string, string>[]).filter(
        ({ table, partitionKey, place }) =>
          table === 'notices' && place && [`${id}`, `${plain.id}`].includes(partitionKey ?? ''),
      );
      if (notices.length < 2) return undefined;
      expect(new Set(notices.map(({ rowKey, place }) => `${rowKey} ${place?.length}`)).size).toBe(1);
      return true;
    });
    const dump = await school.azurite.dump();
    for (const known of [`a:${DEPUTY.aadObjectId}`, `notice-${DEPUTY.aadObjectId}`, REPORTS_CHANNEL_ID]) {
      expect(dump).not.toContain(known);
    }
  });

  it('does not show by the size of what is sealed that somebody was left out', async () => {
    const [hidden, plain] = [await sealedReport(school, { hiddenFrom: [OFFICER] }), await sealedReport(school)];
    for (const kind of ['report', 'contact', 'own'] as const) {
      expect(hidden.body[kind]).toHaveLength(plain.body[kind].length);
    }
    const stanzas = (envelope: string) => Buffer.from(envelope, 'base64').toString('latin1').split('\n-> ').length;
    expect(stanzas(hidden.body.report)).toBe(stanzas(plain.body.report));
  });

  it('is not taken in when nobody would remain who can read it, or from somebody who is no reader', async () => {
    const { body } = await sealedReport(school, { hiddenFrom: [OFFICER] });
    const answer = await school.call('POST', '/api/reports', { ...body, hiddenFrom: [OFFICER, DEPUTY_REF] });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([409, expect.stringContaining('no-readers')]);
    const garbled = await school.call('POST', '/api/reports', { ...body, hiddenFrom: ['de functionaris'] });
    expect(garbled.status).toBe(400);
    expect(JSON.stringify(await school.azurite.dump())).not.toContain(body.id);
  });
});

it('a notice of a hidden case whose reporter writes again comes anew to the same officer, and the old card goes', async () => {
  const { id: again, keys } = await sendReport(school, { hiddenFrom: [OFFICER] });
  const first = await school.until(() => callsAbout(again).find(({ body }) => body.type === 'message'));
  const reply = await sealedFollowUp(school, keys, { id: again, text: 'Er is nog iets.' });
  expect((await school.call('POST', '/api/receipts/messages', reply)).status).toBe(201);
  const words = strings.nl.cards['officer/case-notice'];
  const second = await school.until(() =>
    callsAbout(again).find(
      (call) => call !== first && call.method === 'POST' && JSON.stringify(call.body).includes(words.news),
    ),
  );
  expect(second.path).toBe(first.path);
  const gone = `posted-${school.microsoft.calls.indexOf(first) + 1}`;
  await school.until(() =>
    school.microsoft.calls.find(({ method, path }) => method === 'DELETE' && path.endsWith(gone)),
  );
});
