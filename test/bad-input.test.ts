import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../src/locales/index.ts';
import type { OfficerSecret } from '../src/officers/key.ts';
import type { CaseId } from '../src/reports/model.ts';
import { deriveReceipt, parseReceipt } from '../src/reports/receipt.ts';
import { MAX_SEALED_BYTES } from '../src/reports/seal.ts';
import { caseList } from '../src/reports/wire.ts';
import { PERSONAS, TENANT_ID } from '../src/sandbox/school.ts';
import { invoke, press } from './helpers/activities.ts';
import { openSchool, type TestSchool } from './helpers/school.ts';
import {
  asOfficer,
  chatCase,
  FORM,
  lookUp,
  openCase,
  REPORT,
  sealedFollowUp,
  sealedReport,
  sendReport,
} from './reports/reporter.ts';

/** What bad input gets. Activities, tokens, tenants and guests: test/teams and test/web. */

const { student, officer } = PERSONAS;
const { nl, en } = strings;
const ENGLISH = { locale: 'en-US' };
/** How long Teams waits for an answer. */
const PATIENCE_MS = 5000;
/** In bytes, as it is promised; what is longer is not read. */
const LARGEST_REQUEST = 256 * 1024;
let school: TestSchool;
let secret: OfficerSecret;

beforeAll(async () => {
  school = await openSchool();
  secret = await school.makeOfficerKey();
});
afterAll(() => school.close());

/** Whatever went wrong: a log line holds these fields and nothing else. */
afterEach(() => {
  const known = ['level', 'time', 'event', 'asked', 'route', 'outcome', 'method', 'case'];
  for (const line of school.log) {
    expect(Object.keys(JSON.parse(line)).filter((key) => !known.includes(key))).toEqual([]);
    expect(line).not.toMatch(/\bat \S+:\d+|node_modules|ECONN|groepsapp|lokaal 12/);
  }
});

const answerTo = async (sent: unknown) => JSON.stringify((await school.send(sent)).body);
const submit = (data: object, change: Record<string, unknown> = {}) =>
  school.send(invoke(student, 'task/submit', { data: { dialog: 'report.submit', ...data } }, change));
const ids = async () => caseList.parse((await asOfficer(school, 'GET', '/cases')).body).cases.map(({ id }) => id);
const count = async (id: CaseId) => (await ids()).filter((found) => found === id).length;
const codeOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error: { code: string } }).error.code, // as every refusal has
];
/** How long something took, with what it gave. */
async function timed<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const from = performance.now();
  return { value: await work, ms: performance.now() - from };
}

describe('forged card data', () => {
  it.each([
    ['objects for texts', { story: { $ne: '' }, where: ['x'], wish: 7 }],
    ['another choice', { about: 'admin', subject: '__proto__', danger: 'maybe' }],
    ['texts for the whole', 'story=x'],
  ])('with %s is told by the name of the field, and nothing is stored', async (_name, forged) => {
    const before = await ids();
    const id = crypto.randomUUID();
    const data = typeof forged === 'string' ? forged : { id, ...FORM, ...forged };
    const answer = await answerTo(press(student, 'report.submit', data));
    expect(answer).toContain(typeof forged === 'string' ? nl.errors.invalid : nl.report.problem.split('{')[0]);
    expect(answer).not.toMatch(/__proto__|admin|story=x/);
    expect(await ids()).toEqual(before);
  });

  it('cannot set what only the server decides', async () => {
    const form = crypto.randomUUID();
    const id = chatCase(form, student);
    await submit({
      id: form,
      ...FORM,
      status: 'closed',
      owner: student.aadObjectId,
      member: false,
      acute: true,
      day: '1999-01-01',
    });
    const { body } = await asOfficer(school, 'GET', `/cases/${id}`);
    expect(body).toMatchObject({ summary: { status: 'new', acute: false, member: true } });
    expect(JSON.stringify(body)).not.toMatch(/1999|owner/);
  });
});

describe("an action on somebody else's case", () => {
  it('is refused in the chat and at the desk, and the case stays as it was', async () => {
    const { id } = await sendReport(school);
    expect(await answerTo(press(student, 'case.take', { case: id }))).toContain(nl.refusals.officer);
    expect(await answerTo(press(student, 'case.close', { case: id }, ENGLISH))).toContain(en.refusals.officer);
    const token = await school.microsoft.tabToken(student);
    const desk = await school.call('POST', `/api/desk/cases/${id}/status`, { to: 'closed', version: 'x' }, token);
    expect(codeOf(desk)).toEqual([403, 'not-officer']);
    expect((await asOfficer(school, 'GET', `/cases/${id}`)).body).toMatchObject({ summary: { status: 'new' } });
  });

  it('is refused when it is a report under the same number, from either door', async () => {
    const { id, keys } = await sendReport(school);
    await school.send(press(officer, 'case.take', { case: id }));
    const before = (await asOfficer(school, 'GET', `/cases/${id}`)).body;
    expect((await submit({ id, ...FORM })).status).toBe(400);
    expect(await answerTo(press(student, 'report.submit', { id, ...FORM }))).toContain(nl.errors.invalid);
    const { body } = await sealedReport(school, { id });
    expect(codeOf(await school.call('POST', '/api/reports', body))).toEqual([409, 'report-exists']);
    expect((await asOfficer(school, 'GET', `/cases/${id}`)).body).toEqual(before);
    expect((await lookUp(school, keys)).id).toBe(id);
  });
});

describe('a report that is', () => {
  it.each([
    ['over-long', { story: 'x'.repeat(4001) }],
    ['empty', { story: ' ', about: '', subject: '', danger: '' }],
  ])('%s gets the names of its fields in the language of the user', async (_name, change) => {
    const id = crypto.randomUUID();
    const before = await ids();
    const typed = { id, ...FORM, ...change };
    const dutch = await answerTo(press(student, 'report.submit', typed));
    const english = await answerTo(press(student, 'report.submit', typed, ENGLISH));
    // A dialog stays open on an error, and keeps what was typed.
    expect(await submit(typed)).toEqual({ status: 400, body: undefined });
    expect(dutch).toContain(nl.report.fields.story);
    expect(english).toContain(en.report.fields.story);
    expect(await ids()).toEqual(before);
  });
});

describe('an envelope that is', () => {
  const ENVELOPES = ['report', 'contact', 'own', 'follow-up'] as const;
  type Envelope = (typeof ENVELOPES)[number];
  let report: Awaited<ReturnType<typeof sealedReport>>['body'];
  let reply: Awaited<ReturnType<typeof sealedFollowUp>>;
  beforeAll(async () => {
    report = (await sealedReport(school, { contact: FORM.contact })).body;
    const { id, keys } = await sendReport(school);
    reply = await sealedFollowUp(school, keys, { id, text: 'Er is nog iets.' });
  });

  /** Sends a request with one envelope in it changed; gives the answer in both languages. */
  const sent = async (envelope: Envelope, change: (bytes: Buffer) => Buffer) => {
    const isReply = envelope === 'follow-up';
    const before = Buffer.from(isReply ? reply.sealed : report[envelope], 'base64');
    const changed = change(before).toString('base64');
    const body = JSON.stringify(isReply ? { ...reply, sealed: changed } : { ...report, [envelope]: changed });
    const inLanguage = async (language: string) => {
      const headers = { 'content-type': 'application/json', 'accept-language': language };
      const path = isReply ? '/api/receipts/messages' : '/api/reports';
      const response = await fetch(`${school.url}${path}`, { method: 'POST', headers, body });
      return { status: response.status, body: await response.json() };
    };
    return { nl: await inLanguage('nl'), en: await inLanguage('en') };
  };
  const refusedAs = (status: number, code: 'invalid' | 'not-signed') => ({
    nl: { status, body: { error: { code, text: nl.errors[code] } } },
    en: { status, body: { error: { code, text: en.errors[code] } } },
  });
  const HEADER = Buffer.from('age-encryption.org/v1\n');
  const longerBy = (bytes: Buffer, size: number) => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
  const flipped = (bytes: Buffer, at: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const nothingIsStored = async () => {
    const dump = await school.azurite.dump();
    for (const known of [report.id, report.receipt.lookup, reply.id]) expect(dump).not.toContain(known);
  };

  it.each(ENVELOPES)('too large, or no age file: a %s gets 400 and a sentence in both languages', async (envelope) => {
    const bad: ((bytes: Buffer) => Buffer)[] = [
      (bytes) => longerBy(bytes, MAX_SEALED_BYTES + 1),
      (bytes) => longerBy(bytes, MAX_SEALED_BYTES * 2),
      () => Buffer.alloc(0),
      () => Buffer.from(FORM.story),
      (bytes) => bytes.subarray(0, HEADER.length - 1),
      (bytes) => bytes.subarray(1),
      ...[0, HEADER.length - 1].map((at) => (bytes: Buffer) => flipped(bytes, at)),
    ];
    for (const change of bad) expect(await sent(envelope, change)).toEqual(refusedAs(400, 'invalid'));
    await nothingIsStored();
  });

  it.each(ENVELOPES)('larger than a whole request may be: a %s gets 413 and a sentence', async (envelope) => {
    expect(await sent(envelope, (bytes) => longerBy(bytes, LARGEST_REQUEST))).toEqual(refusedAs(413, 'invalid'));
    await nothingIsStored();
  });

  it('right, each of them, in a request that is too large as a whole: 413', async () => {
    const body = JSON.stringify({ ...report, more: 'x'.repeat(LARGEST_REQUEST) });
    expect(codeOf(await school.call('POST', '/api/reports', body))).toEqual([413, 'invalid']);
    await nothingIsStored();
  });

  it('a follow-up, damaged where only a key can tell: 403, for the signature goes over it', async () => {
    for (const change of [
      (bytes: Buffer) => flipped(bytes, bytes.length - 1),
      (bytes: Buffer) => flipped(bytes, bytes.length >> 1),
      (bytes: Buffer) => bytes.subarray(0, -1),
      (bytes: Buffer) => bytes.subarray(0, HEADER.length),
    ]) {
      expect(await sent('follow-up', change)).toEqual(refusedAs(403, 'not-signed'));
    }
    await nothingIsStored();
  });

  it('as it should be is taken in after all that', async () => {
    expect((await school.call('POST', '/api/reports', report)).status).toBe(201);
    expect((await school.call('POST', '/api/receipts/messages', reply)).status).toBe(201);
  });
});

describe('a receipt that is', () => {
  it.each([
    ['wrong', '0123456789abcdef'.repeat(2), 404, 'case-unknown'],
    ['garbled', 'ABCD-EFGH', 400, 'invalid'],
  ] as const)('%s gets a clear status and a sentence', async (_name, lookup, status, code) => {
    const answer = await school.call('POST', '/api/receipts', { lookup });
    expect(answer).toEqual({ status, body: { error: { code, text: nl.errors[code] } } });
  });
});

describe('storage that hangs', () => {
  it('gets a sentence in the chat, a 503 for a dialog and for the pages, in time; after it the same report gives one case', async () => {
    const { id: known } = await sendReport(school);
    const inDialog = crypto.randomUUID();
    const inChat = crypto.randomUUID();
    const { body: onPage, keys } = await sealedReport(school);
    const token = await school.microsoft.tabToken(officer);

    school.azurite.freeze();
    let answers: Awaited<ReturnType<typeof timed<{ status: number; body: unknown }>>>[];
    try {
      answers = await Promise.all(
        [
          submit({ id: inDialog, ...FORM }),
          school.call('POST', '/api/reports', onPage),
          school.call('POST', '/api/receipts', { lookup: keys.lookup }),
          school.call('GET', '/api/desk/cases', undefined, token),
          school.send(press(student, 'report.submit', { id: inChat, ...FORM })),
          school.send(press(officer, 'case.take', { case: known }, ENGLISH)),
        ].map(timed),
      );
    } finally {
      school.azurite.thaw();
    }
    expect(answers.filter(({ ms }) => ms > PATIENCE_MS)).toEqual([]);
    const values = answers.map(({ value }) => value);
    // A dialog closes on a 200, and what was typed with it.
    expect(values[0]).toEqual({ status: 503, body: undefined });
    for (const answer of values.slice(1, 4)) expect(codeOf(answer)).toEqual([503, 'unavailable']);
    expect(JSON.stringify(values[4]?.body)).toContain(nl.errors['report-unsure']);
    expect(JSON.stringify(values[5]?.body)).toContain(en.errors.unavailable);

    // The same again, now that it answers.
    expect([200, 201]).toContain((await school.call('POST', '/api/reports', onPage)).status);
    const inChatAgain = await answerTo(press(student, 'report.submit', { id: inChat, ...FORM }));
    expect(inChatAgain).toContain(nl.cards['student/report-receipt'].title);
    const { body } = await submit({ id: inDialog, ...FORM });
    const receipt = parseReceipt(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(JSON.stringify(body))?.[0] ?? '');
    if (!receipt) throw new Error('the answer holds no receipt');
    expect((await lookUp(school, await deriveReceipt(receipt, TENANT_ID))).id).toBe(chatCase(inDialog, student));
    const fromChat = [chatCase(inDialog, student), chatCase(inChat, student)];
    for (const id of fromChat) expect((await openCase(school, id, secret)).report.report).toEqual(REPORT);
    expect((await lookUp(school, keys)).id).toBe(onPage.id);
    for (const id of [...fromChat, onPage.id]) expect(await count(id)).toBe(1);
    expect(await answerTo(press(officer, 'case.take', { case: known }))).toContain(nl.status['in-progress']);
  });

  it('in the middle of a report leaves one whole case or none, and the same report again gives one that opens', async () => {
    const form = crypto.randomUUID();
    const id = chatCase(form, student);
    const allowed = (): number =>
      school.log.filter((line) => line.includes('report.submit') && line.includes('allowed')).length;
    const before = allowed();
    const sending = submit({ id: form, ...FORM });
    await school.until(() => (allowed() > before ? true : undefined));
    school.azurite.freeze();
    const { status } = await sending.finally(school.azurite.thaw);
    expect([200, 503]).toContain(status);
    expect((await submit({ id: form, ...FORM })).status).toBe(200);
    expect(await count(id)).toBe(1);
    expect(await openCase(school, id, secret)).toMatchObject({
      report: { report: REPORT },
      contact: { contact: FORM.contact },
    });
  });
});

describe('storage that has stopped', () => {
  beforeAll(() => school.azurite.stop());

  it('gets a sentence in the chat, and a 503 for a dialog and for the pages', async () => {
    expect((await submit({ id: crypto.randomUUID(), ...FORM })).status).toBe(503);
    expect(await answerTo(press(student, 'report.submit', { id: crypto.randomUUID(), ...FORM }, ENGLISH))).toContain(
      en.errors['report-unsure'],
    );
    expect(codeOf(await school.call('POST', '/api/receipts', { lookup: 'a'.repeat(32) }))).toEqual([
      503,
      'unavailable',
    ]);
    // What was read of the key log a moment ago still counts for two seconds.
    const answer = await school.until(async () => {
      const now = await school.call('GET', '/api/school');
      return now.status === 200 ? undefined : now;
    });
    expect(codeOf(answer)).toEqual([503, 'unavailable']);
    expect(await school.say(student, 'melden')).toEqual([expect.stringContaining(nl.errors.unavailable)]);
  });
});
