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
import { chatCase, FORM, fromBase64, sealedFollowUp, sealedReport, sendReport } from './reporter.ts';

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
const lookupOf = async (of: CaseId) => caseFile.parse((await desk(DEPUTY, 'GET', `/cases/${of}`)).body).receipt.lookup;
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

  it('changes nothing that this officer sees: no list, no count, no message to them or to the channel', async () => {
    const seen = () =>
      Promise.all(['', '/cases', '/insight'].map(async (path) => (await desk(officer, 'GET', path)).body));
    const before = await seen();
    const sentBefore = school.microsoft.calls.length;
    const { id: hidden, keys } = await sendReport(school, { hiddenFrom: [OFFICER], report: { danger: true } });
    const words = strings.nl.cards['officer/case-notice'];
    await school.until(() => callsAbout(hidden)[0]);
    const reply = await sealedFollowUp(school, keys, { id: hidden, text: 'Er is nog iets.' });
    expect((await school.call('POST', '/api/receipts/messages', reply)).status).toBe(201);
    await school.until(() => callsAbout(hidden).find(({ body }) => JSON.stringify(body).includes(words.news)));
    expect(await seen()).toEqual(before);
    expect(JSON.stringify(before)).not.toContain(hidden);
    for (const call of school.microsoft.calls.slice(sentBefore)) {
      expect(JSON.stringify(call)).not.toMatch(new RegExp(`${officer.aadObjectId}|${REPORTS_CHANNEL_ID}`));
    }
    expect(await casesOf(DEPUTY)).toContain(hidden);
  });

  it('that is sent again in the chat stays hidden, and opens for the same people', async () => {
    const form = { id: crypto.randomUUID(), ...FORM, hiddenFrom: OFFICER };
    const again = chatCase(form.id, PERSONAS.student, { ...FORM, hiddenFrom: OFFICER });
    const send = () => school.send(press(PERSONAS.student, 'report.submit', form));
    const hiddenNow = async () =>
      (JSON.parse(await school.azurite.dump()) as Record<string, string>[]).find(
        ({ partitionKey, rowKey }) => partitionKey === again && rowKey === 'case',
      )?.hiddenFrom;
    await send();
    const first = await hiddenNow();
    const receipts = await lookupOf(again);
    await send();
    expect(await lookupOf(again)).not.toBe(receipts); // it did get another receipt
    expect(first).toBeDefined();
    expect(await hiddenNow()).toBe(first);
    expect(await casesOf(officer)).not.toContain(again);
    expect((await desk(officer, 'GET', `/cases/${again}`)).status).toBe(404);
    const { report = '', summary } = caseFile.parse((await desk(DEPUTY, 'GET', `/cases/${again}`)).body);
    const binding = { kind: 'report', tenant: TENANT_ID, caseId: again, keyEpoch: summary.keyEpoch } as const;
    await expect(open(fromBase64(report), secrets.deputy.identity, binding)).resolves.toBeDefined();
    await expect(open(fromBase64(report), secrets.officer.identity, binding)).rejects.toBeDefined();
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
