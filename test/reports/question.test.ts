import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { caseList } from '../../src/reports/wire.ts';
import { PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { classChannel, invoke, press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { asOfficer, openCase } from './reporter.ts';

const { student } = PERSONAS;
const { nl, en } = strings;
const QUESTION = 'Geldt de regel over telefoons ook op excursie? Merkteken9921';
const RECEIPT = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/;
let school: TestSchool;
let secret: OfficerSecret;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const answerTo = async (sent: unknown) => JSON.stringify((await school.send(sent)).body);
const cases = async () => caseList.parse((await asOfficer(school, 'GET', '/cases')).body).cases;

describe('a question that the bot could not answer', () => {
  it('is not taken while nobody could read it', async () => {
    const card = await answerTo(press(student, 'question.form', {}));
    expect(card).toContain(nl.cards['student/report-impossible'].title);
    secret = await school.makeOfficerKey();
  });

  it('is offered to be sent on, below an honest "I do not know"', async () => {
    const [card = ''] = await school.say(student, 'in welk lokaal heb ik wiskunde');
    expect(card).toContain(nl.cards['student/unknown'].ask);
    expect(card).toContain('"dialog":"question.form"');
    expect(card).not.toContain('wiskunde');
  });

  it('is asked for in a form that says who reads it and that it is no alarm', async () => {
    const card = await answerTo(press(student, 'question.form', {}));
    expect(card).toContain('"id":"story"');
    expect(card).toContain('Functionaris (');
    expect(card).toContain('**113**');
  });

  it('is sealed like a report, gives a receipt, and only the officer reads it', async () => {
    const value = { data: { msteams: { type: 'task/fetch' }, dialog: 'question.form' }, context: { theme: 'dark' } };
    const form = await answerTo(invoke(student, 'task/fetch', value));
    const data = JSON.parse(/"data":(\{"dialog":"question\.submit"[^}]*\})/.exec(form)?.[1] ?? '{}');
    const sent = { data: { ...data, story: QUESTION }, context: { theme: 'dark' } };
    const answer = await answerTo(invoke(student, 'task/submit', sent));
    expect(answer).toMatch(RECEIPT);
    expect(answer).toContain(nl.cards['student/report-receipt'].questionTitle);
    expect(answer).not.toContain(nl.cards['student/report-receipt'].title);
    expect(answer).not.toContain('Merkteken9921');

    const [only, ...more] = await cases();
    if (!only) throw new Error('no case');
    expect(more).toEqual([]);
    const { report } = await openCase(school, only.id, secret);
    expect(report.report).toEqual({
      ...{ about: 'me', subject: 'question', story: QUESTION, where: '', danger: false, wish: '' },
      ...{ since: 'unknown', ongoing: 'unknown', by: 'self' },
    });
    expect(await school.azurite.dump()).not.toContain('Merkteken9921');
    expect(school.log.join('')).not.toContain('Merkteken9921');
  });

  it('is kept once when it is sent twice', async () => {
    const before = (await cases()).length;
    const data = { id: '6f1d2c3b-5a49-4e07-9b1c-0b0d9e60f00d', story: 'Twee keer dezelfde vraag?' };
    await answerTo(press(student, 'question.submit', data));
    await answerTo(press(student, 'question.submit', data));
    expect((await cases()).length).toBe(before + 1);
  });

  it.each([
    ['empty', ''],
    ['blank', '   '],
    ['too long', 'x'.repeat(4001)],
  ])('that is %s is told so, and nothing is kept', async (_what, story) => {
    const before = (await cases()).length;
    const id = crypto.randomUUID();
    const answer = await answerTo(press(student, 'question.submit', { id, story }, { locale: 'en-GB' }));
    expect(answer).toContain(en.report.fields.story);
    expect((await cases()).length).toBe(before);
  });

  it('is never taken in a channel', async () => {
    const channel = { conversation: classChannel, channelData: { tenant: { id: TENANT_ID } } };
    const data = { id: crypto.randomUUID(), story: QUESTION };
    expect(await answerTo(press(student, 'question.submit', data, channel))).toContain(nl.refusals.personal);
  });
});
