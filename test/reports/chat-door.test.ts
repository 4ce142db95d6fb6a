import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fill, strings } from '../../src/locales/index.ts';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { refOf } from '../../src/officers/keylog.ts';
import type { CaseId } from '../../src/reports/model.ts';
import { deriveReceipt, newReceipt, parseReceipt, type ReceiptKeys } from '../../src/reports/receipt.ts';
import { caseList } from '../../src/reports/wire.ts';
import { CLASSMATES, DEPUTY, PERSONAS, type Person, REPORTS_CHANNEL_ID, TENANT_ID } from '../../src/sandbox/school.ts';
import { objectsIn } from '../cards/card-parser.ts';
import { chatOf, classChannel, invoke, press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import {
  asOfficer,
  chatCase,
  FORM,
  fileOf,
  lookUp,
  openCase,
  REPORT,
  schoolKey,
  schoolOf,
  sealedMessage,
  signedAs,
} from './reporter.ts';

const { student, teacher } = PERSONAS;
const { nl, en } = strings;
const ENGLISH = { locale: 'en-GB' };
/** People who have not written yet: the bot remembers for a while who is a member. The first is one. */
const STRANGERS = CLASSMATES.slice(1);
/** What a card shows at once, and what only behind a fold. */
function folded(answer: string): [seen: string, hidden: string] {
  const hidden = objectsIn(JSON.parse(answer)).filter(({ isVisible }) => isVisible === false);
  const seen = hidden.reduce((rest, part) => rest.replace(JSON.stringify(part), ''), answer);
  return [seen, JSON.stringify(hidden)];
}
/** The addresses of the page in an answer. */
const pageLinks = (text: string) => text.match(/https:\/\/bondgenoot[^"\\]*/g) ?? [];
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
      for (const text of [title, alarm.slice(0, 19), ...parts.map(({ text }) => text.slice(0, 14))]) {
        expect(answer).toContain(JSON.stringify(text).slice(1, -1));
      }
      expect(answer).toMatch(/art\. 252|article 252/);
      expect(answer).toContain(`${PERSONAS.officer.name} ${role}`);
      for (const way of ['020-261 52 75', '0800-0450', '0800-7000', '0900-8844']) expect(answer).toContain(way);
      expect(answer).toContain(`https://bondgenoot.example.nl/report/?${lang}`);
      expect(answer).not.toMatch(/\{\w+\}|\$\{/);
    },
  );

  it('says within how many school days an answer comes, and when somebody reads next', async () => {
    const { answerWithinDays, nextReadingDay } = await schoolOf(school);
    const [answer = ''] = await school.say(student, 'melden');
    expect(answer).toContain(`hooguit **${answerWithinDays}**.`);
    const next = new Date(nextReadingDay).toLocaleDateString('nl', { weekday: 'long', day: 'numeric', month: 'long' });
    expect(answer).toContain(`**${next}**`);
  });

  it('folds away what is not needed to decide, and where secrecy ends is never folded', async () => {
    const [answer = ''] = await school.say(student, 'melden');
    const { folds } = nl.cards['student/report-intro'];
    const [seen, hidden] = folded(answer);
    for (const { title, details } of folds) {
      expect(seen).toContain(title);
      for (const { heading } of details) expect(hidden).toContain(heading);
    }
    for (const fact of [
      'Waar houdt geheimhouding op',
      'bestuur het weten',
      'kindermishandeling',
      'Politie of rechter',
    ]) {
      expect(seen).toContain(fact);
      expect(hidden).not.toContain(fact);
    }
  });

  it('leads to a page whose address says nothing about who asked: every member gets the same', async () => {
    const [answer = ''] = await school.say(student, 'melden');
    const [other = ''] = await school.say(CLASSMATES[0] ?? teacher, 'melden');
    expect(pageLinks(answer)).toEqual([`https://bondgenoot.example.nl/report/?lang=nl#key=${schoolKey()}&from=chat`]);
    expect(pageLinks(other)).toEqual(pageLinks(answer));
  });

  it('offers staff to fill in a report together with a student', async () => {
    const [answer = ''] = await school.say(teacher, 'melden');
    expect(pageLinks(answer)[1]).toBe(`https://bondgenoot.example.nl/report/?lang=nl#key=${schoolKey()}&for=student`);
    for (const colleague of [PERSONAS.officer, DEPUTY]) {
      const [english = ''] = await school.say(colleague, 'report', ENGLISH);
      expect(english).toContain(en.cards['student/report-intro'].walkIn);
      expect(pageLinks(english)[1]).toContain(`?lang=en#key=${schoolKey()}&for=student`);
    }
    const [toStudent = ''] = await school.say(student, 'melden');
    expect(toStudent).not.toContain(nl.cards['student/report-intro'].walkIn);
  });

  it('says openly, and not behind a fold, who could come to read along', async () => {
    const [answer = ''] = await school.say(student, 'melden');
    const [seen] = folded(answer);
    expect(seen).toContain('mee kunnen lezen');
  });

  it.each([
    ['a guest', { status: 200, body: { userRole: 'guest' } }],
    ['somebody whom Teams cannot tell now', { status: 503, body: {} }],
  ])('is there for %s too, without the school key', async (_who, member) => {
    const person = STRANGERS.pop() ?? student;
    school.microsoft.members.set(person.aadObjectId, member);
    const answers = await Promise.all([school.say(person, 'melden'), school.say(person, 'antwoord')]);
    expect(answers.join()).toContain(nl.cards['student/report-intro'].title);
    expect(answers.join()).toContain('/report/?lang=nl#from=chat"');
    expect(answers.join()).toContain('/report/?lang=nl#answers"');
    expect(answers.join()).not.toContain(schoolKey());
  });
});

describe('words of their own', () => {
  it.each(['kan ik hier anoniem iets melden', 'ik wil iemand verklikken', 'can i report someone'])(
    'for reporting lead to the introduction: %j',
    async (text) => {
      const [answer = ''] = await school.say(student, text);
      expect(answer).toContain('"report.form"');
    },
  );

  it.each(['wat is snitchen', 'wat gebeurt er als ik meld'])('that only ask about it do not: %j', async (text) => {
    const [answer = ''] = await school.say(student, text);
    expect(answer).not.toContain('"report.form"');
  });

  it.each([
    ['ik wil melden dat ik niet meer wil leven', nl.cards['student/acute'].title],
    ['ik wil iets melden, hij heeft een mes bij zich', nl.cards['student/acute'].title],
  ])('that speak of danger get help first: %j', async (text, title) => {
    const [answer = ''] = await school.say(student, text);
    expect(answer).toContain(title);
    expect(answer).not.toContain('"report.form"');
  });

  it('with a receipt in them are told where it belongs', async () => {
    const [answer = ''] = await school.say(
      student,
      `ik wil iets melden: ${newReceipt(Uint8Array.from({ length: 15 }, (_, at) => at))}`,
    );
    expect(answer).toContain(JSON.stringify(nl.receiptTyped).slice(1, 40));
  });

  it('in a channel get no introduction: others read along', async () => {
    const [answer = ''] = await school.say(student, 'ik wil iemand verklikken', { conversation: classChannel });
    expect(answer).toContain('**113**');
    expect(answer).not.toContain('"report.form"');
  });
});

describe('the school key', () => {
  it.each([
    ['schoolsleutel', {}, nl],
    ['School key', ENGLISH, en],
  ] as const)('is told to a member who types %j, with what it is for', async (word, change, words) => {
    const [answer = ''] = await school.say(student, word, change);
    expect(answer).toContain(JSON.stringify(fill(words.report.schoolKey, { key: schoolKey() })).slice(1, -1));
    const [other = ''] = await school.say(teacher, word, change);
    expect(other).toContain(schoolKey());
  });

  it('is told to no guest and in no channel', async () => {
    const guest = STRANGERS.pop() ?? student;
    school.microsoft.members.set(guest.aadObjectId, { status: 200, body: { userRole: 'guest' } });
    const answers = [
      await school.say(guest, 'schoolsleutel'),
      await school.say(student, 'schoolsleutel', { conversation: classChannel }),
    ];
    expect(answers.join()).toContain(nl.refusals.member);
    expect(answers.join()).not.toContain(schoolKey());
  });

  it('goes along to the page where answers are read', async () => {
    const [answer = ''] = await school.say(student, 'antwoord');
    expect(pageLinks(answer)).toEqual([`https://bondgenoot.example.nl/report/?lang=nl#answers&key=${schoolKey()}`]);
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
    expect(await openCase(school, id, secret)).toMatchObject({
      report: { report: REPORT, hiddenFrom: [] },
      contact: { contact: FORM.contact, nudge: '' },
    });
    expect(answer).toContain(`#answers&key=${schoolKey()}`);
    expect(answer).not.toContain(nl.cards['student/report-receipt'].again);
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
    // Mended it goes through, and it needs no name: the second envelope is there all the same, with nothing in it.
    const nameless = { ...FORM, contact: '  ' };
    await submitDialog(student, { ...data, ...nameless });
    expect(await openCase(school, chatCase(data?.id ?? '', student, nameless), secret)).toMatchObject({
      report: { report: REPORT },
      contact: { contact: '', nudge: '' },
    });
  });

  it.each([
    ['story', 'Merk123 '.repeat(501)],
    ['where', 'Merk123 '.repeat(38)],
    ['wish', 'Merk123 '.repeat(126)],
    ['contact', 'Merk123 '.repeat(38)],
    ['hiddenFrom', Array.from({ length: 5 }, (_, at) => `${at}`.repeat(32)).join(',')],
    ['about', 'Merk123'],
    ['subject', 'Merk123'],
    ['danger', 'Merk123'],
    ['since', 'Merk123'],
    ['ongoing', 'Merk123'],
  ] as const)('keeps nothing of a form whose %s is more than it may be, and says which field', async (field, typed) => {
    const { data } = await openForm(student);
    const before = await caseIds();
    expect(await submitDialog(student, { ...data, ...FORM, [field]: typed })).toEqual({ status: 400, body: undefined });
    const answer = await answerTo(press(student, 'report.submit', { ...data, ...FORM, [field]: typed }));
    expect(answer).toContain(fill(nl.report.problem, { fields: nl.report.fields[field] }));
    expect(answer).not.toContain('Merk123');
    expect(await caseIds()).toEqual(before);
  });

  it.each([
    ['story', 4000],
    ['where', 300],
    ['wish', 1000],
    ['contact', 300],
  ] as const)('takes a %s of exactly %d characters, as the input on the card allows', async (field, most) => {
    const { answer, data } = await openForm(student);
    const input = objectsIn(JSON.parse(answer)).find(({ id }) => id === field);
    expect(input).toMatchObject({ maxLength: most });
    expect(
      JSON.stringify((await submitDialog(student, { ...data, ...FORM, [field]: 'x'.repeat(most) })).body),
    ).toContain(nl.cards['student/report-receipt'].title);
  });

  it('says beside the button, at both ways to send, what it means when nothing happens', async () => {
    for (const text of [(await openForm(student)).answer, await answerTo(press(student, 'report.form', {}))]) {
      expect(text).toContain(nl.cards['student/report-form'].failed);
    }
  });

  it('ends in a receipt with the help lines on it, also when nobody seems in danger', async () => {
    const { data } = await openForm(student);
    const answer = JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body);
    expect(answer).not.toContain(nl.cards['student/report-receipt'].acute);
    expect(answer).toContain(nl.cards['student/report-receipt'].help);
    const [where = ''] = await school.say(student, 'antwoord');
    expect(where).toContain(nl.cards['student/read-answer'].help);
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
    expect((await openCase(school, chatCase(form, student), secret)).report.report).toEqual(REPORT);
    expect(calls.slice(before).filter(({ path }) => path.includes('/activities'))).toEqual([]);
  });
});

describe('a sign in the chat', () => {
  it('is asked for in the form, and its address lies in the sealed contact alone', async () => {
    const { answer, data } = await openForm(student);
    expect(answer).toContain(JSON.stringify(nl.cards['student/report-form'].nudge.text).slice(1, -1));
    const typed = { ...FORM, nudge: 'true' };
    await submitDialog(student, { ...data, ...typed });
    const { contact } = await openCase(school, chatCase(data?.id ?? '', student, typed), secret);
    const { nudge } = contact as { nudge: string }; // as sealed
    for (const read of [nudge, ...nudge.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))]) {
      expect(read).not.toContain(chatOf(student).id);
      expect(read).not.toContain(student.aadObjectId);
    }
    expect(await school.azurite.dump()).not.toContain(nudge);
  });

  it('comes when an officer hands its address over with an answer, and then once, to that chat alone', async () => {
    const { data } = await openForm(student);
    const typed = { ...FORM, nudge: 'true' };
    await submitDialog(student, { ...data, ...typed });
    const id = chatCase(data?.id ?? '', student, typed);
    const { nudge } = (await openCase(school, id, secret)).contact as { nudge: string }; // as sealed
    const message = await sealedMessage(school, { id, text: 'Kom langs.', signKey: secret.signKey });
    const before = school.microsoft.calls.length;
    await asOfficer(school, 'POST', `/cases/${id}/messages`, { ...message, nudge });
    const signs = () => school.microsoft.calls.slice(before).filter(({ body }) => body?.text === nl.report.nudge);
    await school.until(async () => (signs().length > 0 ? true : undefined));
    expect(signs().map(({ path }) => decodeURIComponent(path))).toEqual([expect.stringContaining(chatOf(student).id)]);
  });
});

describe('leaving somebody out', () => {
  const officer = refOf(TENANT_ID, PERSONAS.officer.aadObjectId);
  const deputy = refOf(TENANT_ID, DEPUTY.aadObjectId);

  it('offers everybody who is appointed, and says whose key opens it now', async () => {
    const { answer } = await openForm(student);
    for (const ref of [officer, deputy]) expect(answer).toContain(`"value":"${ref}"`);
    const canRead = `${PERSONAS.officer.name} (${nl.roles.officer})`;
    expect(answer).toContain(fill(nl.cards['student/report-form'].hiddenFrom.remain, { canRead }));
    const [intro = ''] = await school.say(student, 'melden');
    expect(intro).not.toContain(`(${nl.roles.deputy})`);
  });

  it('of everybody who can read leaves a dialog open, with what was typed, and keeps nothing', async () => {
    const { data } = await openForm(student);
    const before = await caseIds();
    for (const hiddenFrom of [officer, `${officer},${deputy}`]) {
      const answer = await submitDialog(student, { ...data, ...FORM, hiddenFrom });
      expect(answer).toEqual({ status: 400, body: undefined });
    }
    expect(await caseIds()).toEqual(before);
    // One tick less, and the same form goes through.
    await submitDialog(student, { ...data, ...FORM, hiddenFrom: deputy });
    expect(await caseIds()).toContain(chatCase(data?.id ?? '', student, { ...FORM, hiddenFrom: deputy }));
  });

  it('of everybody, in the chat itself, is answered with where to go outside school, and nothing is kept', async () => {
    const before = await caseIds();
    const sent = { id: crypto.randomUUID(), ...FORM, hiddenFrom: officer, lang: 'en' };
    const text = await answerTo(press(student, 'report.submit', sent));
    expect(text).toContain(en.cards['student/report-impossible'].excludedTitle);
    for (const way of ['020-261 52 75', '0800-0450', '0900-8844']) expect(text).toContain(way);
    expect(text).not.toContain(FORM.story);
    expect(await caseIds()).toEqual(before);
  });

  it('of one seals to the others alone, and hides the case from that one', async () => {
    const ofDeputy = await school.makeDeputyKey();
    const { answer, data } = await openForm(student);
    for (const ref of [officer, deputy]) expect(answer).toContain(`"value":"${ref}"`);
    const typed = { ...FORM, hiddenFrom: deputy };
    await submitDialog(student, { ...data, ...typed });
    const id = chatCase(data?.id ?? '', student, typed);
    expect((await openCase(school, id, secret)).report.hiddenFrom).toEqual([deputy]);
    await expect(openCase(school, id, ofDeputy)).rejects.toThrow();
    for (const verb of ['case.take', 'case.close']) {
      expect(await answerTo(press(DEPUTY, verb, { case: id }))).toContain(nl.errors['case-unknown']);
    }
    expect(await answerTo(press(PERSONAS.officer, 'case.take', { case: id }))).toContain(nl.status['in-progress']);
  });

  it('who is no officer, or of too many, is named as the problem', async () => {
    const wrong = ['x', `${officer},${'a'.repeat(31)}`, Array.from({ length: 5 }, () => officer).join(',')];
    for (const hiddenFrom of wrong) {
      const sent = { id: crypto.randomUUID(), ...FORM, hiddenFrom };
      expect(await answerTo(press(student, 'report.submit', sent))).toContain(nl.report.fields.hiddenFrom);
    }
  });
});

describe('a form that is sent again', () => {
  it('gives one case and a new receipt that works; the old one leads nowhere', async () => {
    const { data } = await openForm(student);
    const first = receiptIn(JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body));
    const answer = JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body);
    expect(answer).toContain(nl.cards['student/report-receipt'].again);
    const second = receiptIn(answer);
    if (!first || !second) throw new Error('an answer holds no receipt');
    const id = chatCase(data?.id ?? '', student);
    expect((await caseIds()).filter((found) => found === id)).toHaveLength(1);
    expect((await lookUp(school, await deriveReceipt(second, TENANT_ID))).id).toBe(id);
    const { lookup } = await deriveReceipt(first, TENANT_ID);
    expect((await school.call('POST', '/api/receipts', { lookup })).status).toBe(404);
  });

  it('gives a new receipt also after an officer took it up: nobody used the old one', async () => {
    const { data } = await openForm(student);
    const id = chatCase(data?.id ?? '', student);
    const first = receiptIn(JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body));
    await answerTo(press(PERSONAS.officer, 'case.take', { case: id }));
    const second = receiptIn(JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body));
    if (!first || !second) throw new Error('an answer holds no receipt');
    const found = await lookUp(school, await deriveReceipt(second, TENANT_ID));
    expect(found).toMatchObject({ id, status: 'in-progress' });
    // What is sealed names its receipt, so it must open under the new one.
    expect((await openCase(school, id, secret)).report.report).toEqual(REPORT);
  });

  it.each([
    ['was looked up', async () => {}],
    [
      'was withdrawn',
      async (id: CaseId, keys: ReceiptKeys) => {
        const { status } = await school.call('POST', '/api/receipts/withdraw', signedAs('withdraw', id, keys));
        expect(status).toBe(200);
      },
    ],
  ])('after it %s with its receipt gives no new one, and the old one goes on working', async (_what, use) => {
    const { data } = await openForm(student);
    const id = chatCase(data?.id ?? '', student);
    const first = receiptIn(JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body));
    if (!first) throw new Error('an answer holds no receipt');
    const keys = await deriveReceipt(first, TENANT_ID);
    expect((await lookUp(school, keys)).id).toBe(id);
    await use(id, keys);
    const before = await fileOf(school, id);
    const told = [
      JSON.stringify((await submitDialog(student, { ...data, ...FORM })).body),
      await answerTo(press(student, 'report.submit', { ...data, ...FORM })),
    ];
    for (const text of told) {
      expect(text).toContain(nl.errors['report-kept']);
      expect(receiptIn(text)).toBeUndefined();
    }
    expect(await fileOf(school, id)).toEqual(before);
    expect((await lookUp(school, keys)).id).toBe(id);
  });

  it('with another text, or by somebody else, is another case: nothing that was typed is thrown away', async () => {
    const { data } = await openForm(student);
    const changed = { ...FORM, story: 'Nu met wat ik eerst vergat.' };
    await submitDialog(student, { ...data, ...FORM });
    await submitDialog(student, { ...data, ...changed });
    await submitDialog(teacher, { ...data, ...FORM });
    const form = data?.id ?? '';
    const stories = [chatCase(form, student), chatCase(form, student, changed), chatCase(form, teacher)].map(
      async (id) => (await openCase(school, id, secret)).report.report,
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
    const person = STRANGERS.pop() ?? student;
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
