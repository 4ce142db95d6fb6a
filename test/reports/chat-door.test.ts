import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { deriveReceipt, parseReceipt } from '../../src/reports/receipt.ts';
import { caseList } from '../../src/reports/wire.ts';
import { CLASSMATES, PERSONAS, type Person, REPORTS_CHANNEL_ID, TENANT_ID } from '../../src/sandbox/school.ts';
import { classChannel, invoke, press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { asOfficer, chatCase, FORM, fileOf, lookUp, openCase, REPORT, sealedMessage } from './reporter.ts';

const { student, teacher } = PERSONAS;
const { nl, en } = strings;
const ENGLISH = { locale: 'en-GB' };
let school: TestSchool;
let secret: OfficerSecret;

beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

/** The body of the answer to an invoke, as text. */
const answerTo = async (sent: unknown) => JSON.stringify((await school.send(sent)).body);
/** Opens the form in a dialog; gives the answer and the data of its button. */
async function openForm(person: Person, change: Record<string, unknown> = {}) {
  const value = { data: { msteams: { type: 'task/fetch' }, dialog: 'report.form' }, context: { theme: 'dark' } };
  const answer = await answerTo(invoke(person, 'task/fetch', value, change));
  const data = /"data":(\{"dialog":"report\.submit"[^}]*\})/.exec(answer)?.[1];
  return { answer, data: data === undefined ? undefined : (JSON.parse(data) as { dialog: string; id: string }) }; // as on the card
}
const submitDialog = (person: Person, data: unknown, change: Record<string, unknown> = {}) =>
  school.send(invoke(person, 'task/submit', { data, context: { theme: 'dark' } }, change));
/** The receipt that stands in an answer. */
const receiptIn = (text: string) => parseReceipt(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(text)?.[0] ?? '');
const messagesTo = (person: Person) =>
  school.microsoft.calls
    .filter(({ path }) => path.includes(person.aadObjectId))
    .map(({ body }) => JSON.stringify(body));
const caseIds = async () => caseList.parse((await asOfficer(school, 'GET', '/cases')).body).cases.map(({ id }) => id);

describe('before any officer has a key, reporting in the chat', () => {
  it.each([
    ['melden', {}, nl],
    ['report', ENGLISH, en],
  ] as const)('answers %j with plainly why not, and where to go outside school', async (word, change, { cards }) => {
    const [answer = ''] = await school.say(student, word, change);
    expect(answer).toContain(cards['student/report-impossible'].title);
    for (const way of ['Helpwanted', '0800-0450', '0900-8844']) expect(answer).toContain(way);
    expect(answer).not.toContain('report.form');
  });

  it('opens no form', async () => {
    const { answer, data } = await openForm(student);
    expect(answer).toContain(nl.cards['student/report-impossible'].title);
    expect(data).toBeUndefined();
    const inChat = await answerTo(press(student, 'report.form', {}));
    expect(inChat).toContain(nl.cards['student/report-impossible'].title);
  });

  it('stores nothing of a form that is sent all the same', async () => {
    const before = await school.azurite.dump();
    const id = crypto.randomUUID();
    expect(await answerTo(press(student, 'report.submit', { id, ...FORM }))).toContain('Er is niets bewaard');
    expect(JSON.stringify((await submitDialog(student, { id, ...FORM }, ENGLISH)).body)).toContain(
      en.errors['unknown-action'],
    );
    const answer = await submitDialog(student, { dialog: 'report.submit', id, ...FORM }, ENGLISH);
    expect(JSON.stringify(answer.body)).toContain(en.errors['no-readers']);
    expect(await school.azurite.dump()).toBe(before);
  });
});

describe('the introduction', () => {
  beforeAll(async () => {
    secret = await school.makeOfficerKey();
  });

  it.each(['melden', 'Melden!', ' MELDEN ', 'melding', 'klikken', 'snitchen', 'anoniem melden', 'Ik wil iets melden.'])(
    'comes after %j',
    async (word) => {
      const [answer = ''] = await school.say(student, word);
      expect(answer).toContain(nl.cards['student/report-intro'].title);
    },
  );

  it.each(['report', 'I want to report'])('comes after %j, in English', async (word) => {
    const [answer = ''] = await school.say(student, word);
    expect(answer).toContain(en.cards['student/report-intro'].title);
  });

  it('comes after the button of an answer', async () => {
    expect(await answerTo(press(student, 'report.intro', {}))).toContain(nl.cards['student/report-intro'].title);
  });

  it.each([
    [{}, nl, '(functionaris sociale media)', 'lang=nl'],
    [ENGLISH, en, `(${en.roles.officer})`, 'lang=en'],
  ] as const)(
    'tells who reads, what is visible, where secrecy ends, why no images, and the ways outside',
    async (change, words, role, lang) => {
      const [answer = ''] = await school.say(student, change === ENGLISH ? 'report' : 'melden', change);
      const { title, alarm, parts } = words.cards['student/report-intro'];
      for (const text of [title, alarm, ...parts.map(({ heading }) => heading)]) {
        expect(answer).toContain(JSON.stringify(text).slice(1, -1));
      }
      expect(answer).toContain(`${PERSONAS.officer.name} ${role}`);
      for (const way of ['020-261 52 75', '0800-0450', '0800-7000', '0900-8844']) expect(answer).toContain(way);
      expect(answer).toContain(`https://bondgenoot.example.nl/report/?${lang}`);
      expect(answer).not.toMatch(/\{\w+\}|\$\{/);
    },
  );

  it('leads to a page whose address says nothing about who asked', async () => {
    const [answer = ''] = await school.say(student, 'melden');
    const [other = ''] = await school.say(teacher, 'melden');
    const links = (text: string) => text.match(/https:\/\/bondgenoot[^"]*/g);
    expect(links(answer)).toEqual(links(other));
  });
});

describe('the form in a dialog, as Teams invokes it', () => {
  it('opens with an id for the case, for a student and for a teacher', async () => {
    const first = await openForm(student);
    const second = await openForm(teacher);
    expect(first.answer).toContain(nl.cards['student/report-form'].title);
    expect(first.data?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.data?.id).not.toBe(first.data?.id);
  });

  it('ends in a receipt, and what is stored opens to exactly what was typed', async () => {
    const { data } = await openForm(student);
    const messagesBefore = school.microsoft.calls.length;
    const { status, body } = await submitDialog(student, { ...data, ...FORM });
    const answer = JSON.stringify(body);
    expect(status).toBe(200);
    expect(answer).toContain(nl.cards['student/report-receipt'].title);
    const id = chatCase(data?.id ?? '', student);
    expect(await openCase(school, id, secret)).toEqual({ report: REPORT, contact: { contact: FORM.contact } });
    expect((await fileOf(school, id)).summary).toMatchObject({
      status: 'new',
      acute: false,
      member: true,
      keyEpoch: 1,
    });

    const receipt = receiptIn(answer);
    if (!receipt) throw new Error('the answer holds no receipt');
    const notice = await school.until(() =>
      school.microsoft.calls.slice(messagesBefore).find(({ body: sent }) => JSON.stringify(sent).includes(id)),
    );
    expect(notice.body.channelData).toEqual({ channel: { id: REPORTS_CHANNEL_ID } });
    const posted = JSON.stringify(school.microsoft.calls);
    expect(posted).not.toContain(receipt);
    expect(posted).not.toContain(receipt.replaceAll('-', ''));
    expect(await school.azurite.dump()).not.toContain(receipt);
    expect(messagesTo(student).filter((text) => text.includes(nl.cards['student/report-receipt'].title))).toEqual([]);
  });

  it('says 112 and 113 again beside the receipt when somebody may be in danger, and marks the case', async () => {
    const { data } = await openForm(student, ENGLISH);
    const { body } = await submitDialog(student, { ...data, ...FORM, danger: 'yes' }, ENGLISH);
    expect(JSON.stringify(body)).toContain(en.cards['student/report-receipt'].acute);
    const id = chatCase(data?.id ?? '', student, { ...FORM, danger: 'yes' });
    expect((await fileOf(school, id)).summary.acute).toBe(true);
  });

  it('names what is not right without repeating what was typed, and stores nothing', async () => {
    const { data } = await openForm(student);
    const wrong = {
      ...data,
      ...FORM,
      story: 'Verhaal123 '.repeat(400),
      subject: 'Onderwerp123',
      contact: 'c'.repeat(301),
    };
    const before = await caseIds();
    // A dialog stays open on an error, and keeps what was typed; in the chat the fields are named beside the form.
    expect(await submitDialog(student, wrong)).toEqual({ status: 400, body: undefined });
    const answer = await answerTo(press(student, 'report.submit', wrong));
    for (const field of ['subject', 'story', 'contact'] as const) expect(answer).toContain(nl.report.fields[field]);
    expect(answer).not.toContain(nl.report.fields.where);
    expect(answer).not.toMatch(/Verhaal123|Onderwerp123|cccc/);
    expect(await caseIds()).toEqual(before);
    // Mended it goes through, and it needs no name: without contact there is no second envelope.
    const nameless = { ...FORM, contact: '  ' };
    await submitDialog(student, { ...data, ...nameless });
    expect(await openCase(school, chatCase(data?.id ?? '', student, nameless), secret)).toEqual({
      report: REPORT,
      contact: undefined,
    });
  });

  it('names an empty form in English', async () => {
    const { data } = await openForm(student, ENGLISH);
    const answer = await answerTo(press(student, 'report.submit', data, ENGLISH));
    for (const field of ['about', 'subject', 'story', 'danger'] as const) {
      expect(answer).toContain(en.report.fields[field]);
    }
  });
});

describe('the form in the chat itself, as the sandbox shows it', () => {
  it('is sent with Action.Execute and answered with the receipt, to the one who sent it alone', async () => {
    const form = crypto.randomUUID();
    const { calls } = school.microsoft;
    const before = calls.length;
    const answer = await answerTo(press(student, 'report.submit', { id: form, ...FORM }));
    expect(receiptIn(answer)).toBeDefined();
    expect((await openCase(school, chatCase(form, student), secret)).report).toEqual(REPORT);
    expect(calls.slice(before).filter(({ path }) => path.includes('/activities'))).toEqual([]);
  });
});

describe('a form that is sent again', () => {
  it('gives one case and a new receipt that works; the old one leads nowhere', async () => {
    const { data } = await openForm(student);
    const first = receiptIn(JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body));
    const second = receiptIn(JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body));
    if (!first || !second) throw new Error('an answer holds no receipt');
    const id = chatCase(data?.id ?? '', student);
    expect((await caseIds()).filter((found) => found === id)).toHaveLength(1);
    expect((await lookUp(school, await deriveReceipt(second, TENANT_ID))).id).toBe(id);
    const { lookup } = await deriveReceipt(first, TENANT_ID);
    expect((await school.call('POST', '/api/receipts', { lookup })).status).toBe(404);
  });

  it('with another text, or by somebody else, is another case: nothing that was typed is thrown away', async () => {
    const { data } = await openForm(student);
    const changed = { ...FORM, story: 'Nu met wat ik eerst vergat.' };
    await submitDialog(student, { ...data, ...FORM });
    await submitDialog(student, { ...data, ...changed });
    await submitDialog(teacher, { ...data, ...FORM });
    const form = data?.id ?? '';
    const stories = [chatCase(form, student), chatCase(form, student, changed), chatCase(form, teacher)].map(
      async (id) => (await openCase(school, id, secret)).report,
    );
    expect(await Promise.all(stories)).toEqual([REPORT, { ...REPORT, story: changed.story }, REPORT]);
  });

  it('after the officer answered keeps its receipt, under which the answer can be read', async () => {
    const { data } = await openForm(student);
    const id = chatCase(data?.id ?? '', student);
    await submitDialog(student, { ...data, ...FORM });
    const message = await sealedMessage(school, { id, text: 'Kom langs.', signKey: secret.signKey });
    await asOfficer(school, 'POST', `/cases/${id}/messages`, message);
    const before = await fileOf(school, id);
    const { body } = await submitDialog(student, { ...data, ...FORM });
    expect(JSON.stringify(body)).toContain(nl.errors['report-kept']);
    expect(await fileOf(school, id)).toEqual(before);
  });
});

describe('a report in the chat is refused', () => {
  const strangers = [...CLASSMATES];

  it.each([
    ['no id', {}],
    ['an id that is none', { id: "1' or '1" }],
    ['an id that is no text', { id: { $ne: '' } }],
  ])('with %s, and nothing is stored', async (_name, change) => {
    const before = await caseIds();
    expect(await answerTo(press(student, 'report.submit', { ...FORM, ...change }))).toContain(nl.errors.invalid);
    expect(await caseIds()).toEqual(before);
  });

  it.each([
    ['a guest', { status: 200, body: { userRole: 'guest' } }],
    ['a guest by address', { status: 200, body: { userPrincipalName: 'x_elders.nl#EXT#@school.nl' } }],
    ['somebody of another school', { status: 200, body: { tenantId: '00000000-0000-0000-0000-000000000000' } }],
    ['somebody Teams does not know', { status: 404, body: {} }],
  ])('from %s, with the reason', async (_name, member) => {
    // Somebody new each time: the bot remembers a yes for a while.
    const person = strangers.pop() ?? student;
    school.microsoft.members.set(person.aadObjectId, member);
    const { answer, data } = await openForm(person);
    expect(answer).toContain(nl.refusals.member);
    expect(data).toBeUndefined();
    const before = await caseIds();
    const sent = { dialog: 'report.submit', id: crypto.randomUUID(), ...FORM };
    expect(JSON.stringify((await submitDialog(person, sent, ENGLISH)).body)).toContain(en.refusals.member);
    expect(await caseIds()).toEqual(before);
  });

  it('in a channel, where others would see it', async () => {
    const inChannel = { conversation: classChannel };
    const before = await caseIds();
    const sent = { dialog: 'report.submit', id: crypto.randomUUID(), ...FORM };
    expect((await openForm(student, inChannel)).answer).toContain(nl.refusals.personal);
    expect(JSON.stringify((await submitDialog(student, sent, inChannel)).body)).toContain(nl.refusals.personal);
    expect(await answerTo(press(student, 'report.form', {}, inChannel))).toContain(nl.refusals.personal);
    expect(await answerTo(press(student, 'report.submit', sent, inChannel))).toContain(nl.refusals.personal);
    expect(await caseIds()).toEqual(before);
  });
});
