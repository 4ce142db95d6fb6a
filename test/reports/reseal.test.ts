import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { refOf } from '../../src/officers/keylog.ts';
import { partsOf } from '../../src/pages/desk/key/reseal.ts';
import { openCase } from '../../src/pages/desk/vault/open-case.ts';
import { resealCase } from '../../src/pages/desk/vault/reseal-case.ts';
import type { CaseId } from '../../src/reports/model.ts';
import type { ReceiptKeys } from '../../src/reports/receipt.ts';
import type { CaseFile, ResealedCase } from '../../src/reports/wire.ts';
import { DEPUTY, PERSONAS, type Person, TENANT_ID } from '../../src/sandbox/school.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import {
  asOfficer,
  fileOf,
  lookUp,
  quickKeys,
  schoolOf,
  sealedFollowUp,
  sealedMessage,
  sendReport,
  signedAs,
  threadOf,
} from './reporter.ts';

let school: TestSchool;
let officer: OfficerSecret;
let deputy: OfficerSecret;
/** Sent while the officer was the only reader. */
type Sent = { readonly id: CaseId; readonly keys: ReceiptKeys };
let plain: Sent;
let hidden: Sent;
let talked: Sent;
let gone: Sent;
let nameless: Sent;
let stale: Sent;

const say = async ({ id, keys }: Sent) => {
  const message = await sealedMessage(school, { id, text: 'Dank je wel.', signKey: officer.signKey });
  expect((await asOfficer(school, 'POST', `/cases/${id}/messages`, message)).status).toBe(201);
  const answer = await sealedFollowUp(school, keys, { id, text: 'Het gaat door.', after: message.id });
  expect((await school.call('POST', '/api/receipts/messages', answer)).status).toBe(201);
};

beforeAll(async () => {
  school = await openSchool();
  officer = await school.makeOfficerKey();
  const sent = async (given = {}) => sendReport(school, { contact: 'lokaal 12', ...given });
  const aboutDeputy = { hiddenFrom: [refOf(TENANT_ID, DEPUTY.aadObjectId)] };
  [plain, hidden, talked, gone, nameless, stale] = [
    await sent(),
    await sent(aboutDeputy),
    await sent(),
    await sent(),
    await sent(),
    await sent(),
  ];
  await say(talked);
  await school.call('POST', '/api/receipts/withdraw', signedAs('withdraw', gone.id, gone.keys));
  deputy = await school.makeDeputyKey();
});
afterAll(() => school.close());

const as = async (person: Person, method: string, path: string, body?: unknown) =>
  school.call(method, `/api/desk${path}`, body, await school.microsoft.tabToken(person));
const resealed = async (file: CaseFile, by = officer) => {
  const done = await resealCase(by, { school: await schoolOf(school), file });
  return done ?? Promise.reject(new Error('the key log was not borne out'));
};
const bring = async (id: CaseId, parts: readonly ResealedCase[], by: Person = PERSONAS.officer) => {
  const answers = [];
  for (const part of parts) answers.push(await as(by, 'POST', `/cases/${id}/envelopes`, part));
  return answers;
};
const resealAll = async ({ id }: Sent) => bring(id, partsOf(await resealed(await fileOf(school, id))));
const openedBy = async ({ identity }: OfficerSecret, { id }: Sent) =>
  openCase({ identity }, { school: await schoolOf(school), file: await fileOf(school, id) });
const codeOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error?: { code: string } }).error?.code, // as every refusal has
];

describe('a case that came before a colleague', () => {
  it('does not open for the colleague until it is sealed anew, and then it does, with everything in it', async () => {
    expect(await openedBy(deputy, talked)).toMatchObject({ report: { ok: false, why: 'cannot-open' } });
    expect((await fileOf(school, talked.id)).summary).toMatchObject({ keyEpoch: 1, readersEpoch: 1 });

    expect((await resealAll(talked)).map(({ status }) => status)).toEqual([200]);
    for (const reader of [deputy, officer]) {
      expect(await openedBy(reader, talked)).toMatchObject({
        report: { ok: true, value: { story: 'Er staat een beeld van mij in een groepsapp.' } },
        contact: { ok: true, value: { contact: 'lokaal 12' } },
        receipt: 'genuine',
        messages: [
          { kind: 'genuine', from: 'officer', text: 'Dank je wel.' },
          { kind: 'genuine', from: 'reporter', text: 'Het gaat door.', gap: false },
        ],
      });
    }
    expect((await fileOf(school, talked.id)).summary).toMatchObject({ keyEpoch: 1, readersEpoch: 2 });
  });

  it('stays readable for its reporter', async () => {
    const status = await lookUp(school, talked.keys);
    const thread = await threadOf(school, status, talked.keys.identity, talked.keys.verifyKey);
    expect(thread.map((message) => message.kind === 'genuine' && message.text)).toEqual([
      'Dank je wel.',
      'Het gaat door.',
    ]);
    expect(status).toMatchObject({ keyEpoch: 1, contact: true, own: expect.any(String) });
  });

  it('never opens for a colleague from whom it is hidden, who is told that there is none', async () => {
    const before = await fileOf(school, hidden.id);
    await resealAll(hidden);
    const after = await fileOf(school, hidden.id);
    expect(after.summary.readersEpoch).toBe(2);
    expect(after.report).not.toBe(before.report);
    expect(await openedBy(deputy, hidden)).toMatchObject({ report: { ok: false, why: 'cannot-open' } });
    expect(await openedBy(officer, hidden)).toMatchObject({ report: { ok: true } });

    const part = partsOf(await resealed(after))[0];
    expect(codeOf(await as(DEPUTY, 'POST', `/cases/${hidden.id}/envelopes`, part))).toEqual([404, 'case-unknown']);
    // As large as one that is hidden from nobody.
    expect(after.report?.length).toBe((await fileOf(school, talked.id)).report?.length);
  });

  it('that was withdrawn has nothing to seal, and counts as done', async () => {
    const file = await fileOf(school, gone.id);
    const done = await resealed(file);
    expect(done).toMatchObject({ messages: [] });
    await bring(gone.id, partsOf(done));
    expect((await fileOf(school, gone.id)).summary).toMatchObject({ status: 'withdrawn', readersEpoch: 2 });
  });

  it('is sealed to nobody on the word of a server whose key log does not hold', async () => {
    const told = await schoolOf(school);
    const file = await fileOf(school, plain.id);
    const keyLog = told.keyLog.slice(0, 1);
    expect(await resealCase(officer, { school: { ...told, keyLog }, file })).toBeUndefined();
    expect(await resealCase(officer, { school: { ...told, keyLogRoot: 'a'.repeat(64) }, file })).toBeUndefined();
  });

  it('is not sealed by whoever cannot open it: nobody knows from whom it is hidden', async () => {
    const file = await fileOf(school, plain.id);
    await expect(resealed(file, deputy)).rejects.toThrow('Nobody knows');
  });

  it('gives what was said to no receipt that was put in the place of the reporter’s', async () => {
    const file = await fileOf(school, talked.id);
    const thief = await quickKeys();
    const { lookup, recipient, verifyKey } = thief;
    const swapped = { ...file, receipt: { lookup, recipient, verifyKey } };
    const { messages } = await resealed(swapped);
    const [message] = messages;
    const stored = file.messages.map((one) => ({ ...one, ...messages.find(({ id }) => id === one.id) }));
    expect(message).toBeDefined();
    const read = await threadOf(school, { id: talked.id, messages: stored }, thief.identity, verifyKey);
    expect(read.map(({ kind }) => kind)).toEqual(['damaged', 'damaged']);
  });

  it('keeps what does not open as it was, and seals the rest', async () => {
    const file = await fileOf(school, talked.id);
    const [first, second] = file.messages;
    const damaged = { ...file, messages: [{ ...first, sealed: second?.sealed }, second] } as CaseFile; // moved
    const { messages, report } = await resealed(damaged);
    expect(report).toBeDefined();
    expect(messages.map(({ id }) => id)).toEqual([second?.id]);
  });
});

describe('envelopes that were sealed anew', () => {
  let part: ResealedCase;
  beforeEach(async () => {
    [part] = partsOf(await resealed(await fileOf(school, plain.id))) as [ResealedCase];
  });

  it('are refused under another key log than the one in force', async () => {
    const [answer] = await bring(plain.id, [{ ...part, keyEpoch: 1 }]);
    expect(answer && codeOf(answer)).toEqual([409, 'keys-changed']);
    const [later] = await bring(plain.id, [{ ...part, keyEpoch: 3 }]);
    expect(later && codeOf(later)).toEqual([409, 'keys-changed']);
    expect((await fileOf(school, plain.id)).summary.readersEpoch).toBe(1);
  });

  it('are refused when the case is another by now', async () => {
    const file = await fileOf(school, stale.id);
    const parts = partsOf(await resealed(file));
    await asOfficer(school, 'POST', `/cases/${stale.id}/status`, { to: 'in-progress', version: file.summary.version });
    const [answer] = await bring(stale.id, parts);
    expect(answer && codeOf(answer)).toEqual([409, 'case-changed']);
    expect((await fileOf(school, stale.id)).report).toBe(file.report);
  });

  it('bring back no name that was erased meanwhile', async () => {
    const parts = partsOf(await resealed(await fileOf(school, nameless.id)));
    await school.call('POST', '/api/receipts/contact', signedAs('delete-contact', nameless.id, nameless.keys));
    const [answer] = await bring(nameless.id, parts);
    expect(answer && codeOf(answer)).toEqual([409, 'case-changed']);
    expect((await fileOf(school, nameless.id)).contact).toBeUndefined();
    await resealAll(nameless);
    expect(await openedBy(deputy, nameless)).toMatchObject({ report: { ok: true }, contact: 'deleted' });
  });

  it('come from an officer only', async () => {
    for (const person of [PERSONAS.student, PERSONAS.teacher]) {
      expect(codeOf(await as(person, 'POST', `/cases/${plain.id}/envelopes`, part))).toEqual([403, 'not-officer']);
    }
    expect((await school.call('POST', `/api/desk/cases/${plain.id}/envelopes`, part)).status).toBe(401);
  });

  it('must be envelopes, with nothing left out of the request', async () => {
    const wrong = [
      { ...part, report: 'geen age' },
      { ...part, report: btoa('geen age') },
      { ...part, last: undefined },
    ];
    for (const one of wrong)
      expect(codeOf(await as(PERSONAS.officer, 'POST', `/cases/${plain.id}/envelopes`, one))[0]).toBe(400);
  });

  it('count as done with the last part, and may come twice', async () => {
    const { report, ...rest } = part;
    const parts: ResealedCase[] = [
      { ...rest, messages: [], ...(report && { report }), contact: undefined, last: false } as ResealedCase, // as JSON it has none
      { version: part.version, keyEpoch: part.keyEpoch, messages: [], last: true },
    ];
    const [half] = await bring(plain.id, parts.slice(0, 1));
    expect(half).toMatchObject({ status: 200, body: { readersEpoch: 1 } });
    const [done] = await bring(plain.id, parts.slice(1));
    expect(done).toMatchObject({ status: 200, body: { readersEpoch: 2 } });
    expect((await bring(plain.id, parts)).map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('a long conversation', () => {
  it('is brought in parts that each fit in a request, with every message in one of them', () => {
    const message = (at: number) => ({
      id: `${at}`.padStart(32, '0'),
      from: 'officer' as const,
      sealed: 'x'.repeat(60_000),
    });
    const messages = Array.from({ length: 7 }, (_, at) => message(at));
    const parts = partsOf({
      version: 'v',
      keyEpoch: 2,
      report: 'r'.repeat(70_000),
      contact: 'c'.repeat(9000),
      messages,
    });
    expect(parts.map(({ last }) => last)).toEqual([false, false, false, true]);
    expect(parts.flatMap((part) => part.messages)).toEqual(messages);
    expect(parts.filter(({ report }) => report)).toHaveLength(1);
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(256 * 1024);
  });
});
