import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { nextEntry, refOf } from '../../src/officers/keylog.ts';
import { recoveryRef, secretOf } from '../../src/officers/recovery.ts';
import { openCase } from '../../src/pages/desk/vault/open-case.ts';
import { makeSheet, openSheet } from '../../src/pages/desk/vault/recovery-sheet.ts';
import { dayOf } from '../../src/reports/model.ts';
import { DEPUTY, PERSONAS, type Person, TENANT_ID } from '../../src/sandbox/school.ts';
import { press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { chatCase, FORM, fileOf, schoolOf, sendReport } from './reporter.ts';

let school: TestSchool;
let officer: OfficerSecret;
let sheet: OfficerSecret;
let text: string;

const bring = async (person: Person, entry: unknown) =>
  (await school.call('POST', '/api/desk/keys', { entry }, await school.microsoft.tabToken(person))).status;
const openedWith = async ({ identity }: OfficerSecret, id: string) =>
  openCase({ identity }, { school: await schoolOf(school), file: await fileOf(school, id) });

beforeAll(async () => {
  school = await openSchool();
  officer = await school.makeOfficerKey();
  const made = await makeSheet(officer, { school: await schoolOf(school), day: dayOf(new Date()) });
  expect(await bring(PERSONAS.student, made.entry)).toBe(403);
  expect(await bring(PERSONAS.officer, made.entry)).toBe(201);
  text = made.text;
  const secret = secretOf(text);
  if (!secret) throw new Error('a new sheet is a sheet');
  sheet = secret;
});
afterAll(() => school.close());

describe('with a recovery sheet in use', () => {
  it('the school names its key, and only that sheet is taken', async () => {
    const told = await schoolOf(school);
    expect(told.recovery?.officer).toBe(recoveryRef(TENANT_ID));
    expect(told.readers).toHaveLength(1);
    expect(await openSheet({ school: told, typed: text })).toEqual(sheet);
    expect(await openSheet({ school: { ...told, recovery: null }, typed: text })).toBeUndefined();
    expect(await openSheet({ school: { ...told, keyLogRoot: 'a'.repeat(64) }, typed: text })).toBeUndefined();
  });

  it('it opens a report from the page and one from the chat', async () => {
    const { id } = await sendReport(school);
    expect(await openedWith(sheet, id)).toMatchObject({ report: { ok: true } });
    const form = crypto.randomUUID();
    await school.send(press(PERSONAS.student, 'report.submit', { id: form, ...FORM }));
    const chat = chatCase(form, PERSONAS.student);
    expect(await openedWith(sheet, chat)).toMatchObject({ report: { ok: true, value: { story: FORM.story } } });
  });

  it('it does not open a report from which somebody is left out', async () => {
    const { id } = await sendReport(school, { hiddenFrom: [refOf(TENANT_ID, DEPUTY.aadObjectId)] });
    expect(await openedWith(sheet, id)).toMatchObject({ report: { ok: false } });
    expect(await openedWith(officer, id)).toMatchObject({ report: { ok: true } });
  });

  it('it signs for a key at the desk of whoever is appointed, and for nobody else', async () => {
    const { keyLog } = await schoolOf(school);
    const mine = keyLog[0];
    if (!mine) throw new Error('the log has a line');
    const retire = nextEntry(keyLog, TENANT_ID, mine, dayOf(new Date()), sheet.signKey, 'retire');
    expect(await bring(PERSONAS.teacher, retire)).toBe(403);
    expect(await bring(DEPUTY, retire)).toBe(201);
    // Nobody reads any more, so nobody can report; the sheet alone is no reader.
    expect(await schoolOf(school)).toMatchObject({ readers: [], recovery: { officer: recoveryRef(TENANT_ID) } });
  });
});
