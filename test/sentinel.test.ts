import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { OfficerSecret } from '../src/officers/key.ts';
import { type CaseId, newCaseId, type Report } from '../src/reports/model.ts';
import { CLASSMATES, PERSONAS, type Person } from '../src/sandbox/school.ts';
import { activity, classChannel, invoke, press } from './helpers/activities.ts';
import { openSchool, type TestSchool } from './helpers/school.ts';
import { formsOf, tracesOf } from './helpers/traces.ts';
import {
  asOfficer,
  chatCase,
  openCase,
  sealedFollowUp,
  sealedMessage,
  sealedReport,
  signedAs,
  toBase64,
} from './reports/reporter.ts';

const { student, officer } = PERSONAS;
const [guest = student] = CLASSMATES;
/** Typed into every field, at both doors. Made of letters and digits, so that no escape can hide it. */
const SENTINEL = 'Kwartelnest8361';
const TYPED = {
  about: 'me',
  subject: 'leaked',
  story: `Het gaat over ${SENTINEL} in de klas.`,
  where: `groepsapp ${SENTINEL}`,
  danger: 'yes',
  wish: `${SENTINEL} moet stoppen`,
  contact: `${SENTINEL}, lokaal 12`,
};
const { contact: _contact, danger: _danger, ...TEXTS } = TYPED;
const REPORT: Report = {
  ...TEXTS,
  about: 'me',
  subject: 'leaked',
  since: 'unknown',
  ongoing: 'unknown',
  by: 'self',
  danger: true,
};

const FORMS = formsOf(SENTINEL);
/** In which forms the sentinel stands in this text. */
const traces = tracesOf(SENTINEL);

/** Every string in a JSON value, keys too. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)]);
}

let school: TestSchool;
let secret: OfficerSecret;
const answers: string[] = [];
const sentByPage: string[] = [];
const written: string[] = [];
const cases: CaseId[] = [];

const record = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer;
  answers.push(JSON.stringify(body) ?? '');
  return status;
};
const tell = (sent: unknown) => record(school.send(sent));
const dialog = (person: Person, data: unknown, change: Record<string, unknown> = {}) =>
  invoke(person, 'task/submit', { data: { dialog: 'report.submit', ...(data as object) } }, change);

function spyOnOutput() {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    jest.spyOn(stream, 'write').mockImplementation((chunk: string | Uint8Array) => {
      written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'));
      return write(chunk);
    });
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    jest.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      written.push(args.map(String).join(' '));
    });
  }
}

/** Everything that can be done with a report, and everything that can go wrong with it. */
async function tellTheStory() {
  // The chat: in a dialog, in the chat itself, and sent again.
  for (const make of [
    (data: object) => dialog(student, data),
    (data: object) => press(student, 'report.submit', data),
  ]) {
    const form = crypto.randomUUID();
    cases.push(chatCase(form, student, TYPED));
    expect(await tell(make({ id: form, ...TYPED }))).toBe(200);
    expect(await tell(make({ id: form, ...TYPED }))).toBe(200);
  }
  // The page.
  const sealed = await sealedReport(school, { report: REPORT, contact: TYPED.contact });
  sentByPage.push(JSON.stringify(sealed.body));
  cases.push(sealed.body.id);
  expect(await record(school.call('POST', '/api/reports', sealed.body))).toBe(201);
  expect(await record(school.call('POST', '/api/reports', sealed.body))).toBe(200);
  // The officer takes it up and answers; the reporter reads the answer.
  for (const id of cases) await tell(press(officer, 'case.take', { case: id }));
  const message = await sealedMessage(school, {
    id: sealed.body.id,
    text: `Over ${SENTINEL}.`,
    signKey: secret.signKey,
  });
  expect(await record(asOfficer(school, 'POST', `/cases/${sealed.body.id}/messages`, message))).toBe(201);
  expect(await record(asOfficer(school, 'GET', `/cases/${sealed.body.id}`))).toBe(200);
  expect(await record(asOfficer(school, 'GET', '/cases'))).toBe(200);
  expect(await record(school.call('POST', '/api/receipts', { lookup: sealed.keys.lookup }))).toBe(200);
  // And writes back, has name and contact erased, and withdraws another report.
  const { id } = sealed.body;
  const reply = await sealedFollowUp(school, sealed.keys, { id, text: `Nog iets over ${SENTINEL}.` });
  sentByPage.push(JSON.stringify(reply));
  expect(await record(school.call('POST', '/api/receipts/messages', reply))).toBe(201);
  expect(await record(school.call('POST', '/api/receipts/messages', { ...reply, sealed: SENTINEL }))).toBe(400);
  const gone = await sealedReport(school, { report: REPORT, contact: TYPED.contact });
  expect(await record(school.call('POST', '/api/reports', gone.body))).toBe(201);
  for (const [path, action] of [
    ['contact', 'delete-contact'],
    ['withdraw', 'withdraw'],
  ] as const) {
    const request = signedAs(action, gone.body.id, gone.keys);
    expect(await record(school.call('POST', `/api/receipts/${path}`, request))).toBe(200);
  }

  // What goes wrong with it: wrong fields, no id, a channel, a guest, clear text where ciphertext belongs, broken JSON.
  await tell(
    dialog(student, { id: crypto.randomUUID(), ...TYPED, story: `${SENTINEL} `.repeat(400), subject: SENTINEL }),
  );
  await tell(press(student, 'report.submit', TYPED));
  await tell(press(student, 'report.submit', { ...TYPED, id: SENTINEL }));
  await tell(press(student, SENTINEL, TYPED));
  await tell(press(officer, 'case.take', { case: SENTINEL }));
  await tell(dialog(student, { id: crypto.randomUUID(), ...TYPED }, { conversation: classChannel }));
  await tell(invoke(student, 'task/submit', { data: { dialog: SENTINEL, ...TYPED } }));
  await tell(activity(student, { text: `Ik wil iets kwijt over ${SENTINEL}` }));
  await tell(activity(student, { text: `${SENTINEL} `.repeat(300) }));
  school.microsoft.members.set(guest.aadObjectId, { status: 200, body: { userRole: 'guest' } });
  await tell(press(guest, 'report.submit', { id: crypto.randomUUID(), ...TYPED }));
  await tell(`{"text":"${SENTINEL}`);
  await record(school.call('POST', '/api/reports', `{"story":"${SENTINEL}`));
  await record(
    school.call('POST', '/api/reports', {
      ...sealed.body,
      id: newCaseId(),
      report: toBase64(Buffer.from(TYPED.story)),
    }),
  );
  await record(school.call('POST', '/api/reports', TYPED));
  await record(school.call('POST', '/api/receipts', { lookup: SENTINEL }));
  await record(school.call('GET', `/api/${SENTINEL}?q=${SENTINEL}`));
  await record(school.call('POST', '/api/desk/cases', TYPED, `Bearer ${SENTINEL}`));

  // Storage that hangs in the middle.
  const unsent = await sealedReport(school, { report: REPORT });
  school.azurite.freeze();
  try {
    const statuses = await Promise.all([
      tell(dialog(student, { id: crypto.randomUUID(), ...TYPED })),
      record(school.call('POST', '/api/reports', unsent.body)),
    ]);
    expect(statuses).toEqual([503, 503]);
  } finally {
    school.azurite.thaw();
  }
}

beforeAll(async () => {
  spyOnOutput();
  school = await openSchool();
  secret = await school.makeOfficerKey();
  await tellTheStory();
  const posted = (id: CaseId) => school.microsoft.calls.some(({ body }) => JSON.stringify(body).includes(id));
  await school.until(() => cases.every(posted) || undefined);
});
afterAll(async () => {
  await school.close();
  jest.restoreAllMocks();
});

describe('what a reporter typed', () => {
  it('would be found in any of these forms', () => {
    for (const [name, form] of FORMS) expect(traces(`voor ${form} na`)).toContain(name);
    for (const before of ['', 'x', 'xy', 'xyz']) {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const bytes = Buffer.from(`${before}${SENTINEL}!`, encoding);
        for (const as of ['base64', 'base64url', 'hex'] as const) expect(traces(bytes.toString(as))).not.toEqual([]);
      }
    }
  });

  it('arrived: the officer opens it, from every door', async () => {
    for (const id of cases) {
      expect(await openCase(school, id, secret)).toMatchObject({
        report: { report: REPORT },
        contact: { contact: TYPED.contact },
      });
    }
  });

  it('stands nowhere in the tables and queues', async () => {
    const dump = await school.azurite.dump();
    for (const id of cases) expect(dump).toContain(id);
    expect([dump, ...stringsIn(JSON.parse(dump))].flatMap(traces)).toEqual([]);
  });

  it('stands in no log line', () => {
    expect(school.log.length).toBeGreaterThan(20);
    expect(school.log.flatMap(traces)).toEqual([]);
  });

  it('stands in no card or message that the bot sent to anyone', () => {
    expect(school.microsoft.calls.length).toBeGreaterThan(cases.length);
    expect(school.microsoft.calls.flatMap(({ path, body }) => [path, ...stringsIn(body)]).flatMap(traces)).toEqual([]);
  });

  it('stands in no answer of the server', () => {
    expect(answers.length).toBeGreaterThan(25);
    expect(answers.flatMap((answer) => [answer, ...stringsIn(answer && JSON.parse(answer))]).flatMap(traces)).toEqual(
      [],
    );
  });

  it('stands in no request of the sealed page', () => {
    expect(sentByPage.length).toBeGreaterThan(0);
    expect(sentByPage.flatMap(traces)).toEqual([]);
  });

  it('was written to no output of the process', () => {
    expect(written.flatMap(traces)).toEqual([]);
  });
});
