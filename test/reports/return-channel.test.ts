import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { strings } from '../../src/locales/index.ts';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { contactBody } from '../../src/reports/envelopes.ts';
import type { CaseId } from '../../src/reports/model.ts';
import { deriveReceipt, parseReceipt, type ReceiptKeys, receiptFingerprint } from '../../src/reports/receipt.ts';
import { PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { chatOf, press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import {
  asOfficer,
  chatCase,
  FORM,
  fileOf,
  lookUp,
  openCase,
  quickKeys,
  sealedFollowUp,
  sealedMessage,
  sendReport,
  signedAs,
  threadOf,
} from './reporter.ts';

const { student, officer } = PERSONAS;
let school: TestSchool;
let secret: OfficerSecret;

beforeAll(async () => {
  school = await openSchool();
  secret = await school.makeOfficerKey();
});
afterAll(() => school.close());

const table = (name: string) =>
  TableClient.fromConnectionString(school.azurite.connectionString, name, { allowInsecureConnection: true });
const post = (path: string, body: unknown) => school.call('POST', `/api/receipts${path}`, body);
const codeOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error?: { code: string } }).error?.code, // every refusal has this shape
];
const answer = async (id: CaseId, text: string, after: string | null = null) => {
  const message = await sealedMessage(school, { id, text, signKey: secret.signKey, after });
  expect((await asOfficer(school, 'POST', `/cases/${id}/messages`, message)).status).toBe(201);
  return message.id;
};
const reporterSees = async (id: CaseId, keys: ReceiptKeys) =>
  threadOf(school, { id, messages: (await lookUp(school, keys)).messages }, keys.identity, keys.verifyKey);

describe('a conversation', () => {
  it('goes both ways, sealed, and both sides read the same in the same order', async () => {
    const { id, keys } = await sendReport(school);
    const question = await answer(id, 'Wie heeft het nog meer gezien?');
    const reply = await sealedFollowUp(school, keys, { id, text: 'Alleen mijn zus.', after: question });
    expect((await post('/messages', reply)).status).toBe(201);
    const last = await answer(id, 'Dank je. Ik bel Helpwanted.', reply.id);

    const seen = await reporterSees(id, keys);
    const texts = seen.map((one) => (one.kind === 'genuine' ? [one.from, one.text, one.gap] : [one.from, one.kind]));
    expect(texts).toEqual([
      ['officer', 'Wie heeft het nog meer gezien?', false],
      ['reporter', 'Alleen mijn zus.', false],
      ['officer', 'Dank je. Ik bel Helpwanted.', false],
    ]);
    const { messages } = await fileOf(school, id);
    expect(await threadOf(school, { id, messages }, secret.identity, keys.verifyKey)).toEqual(seen);

    // Whoever has the tables can take a message away. The next one shows it.
    await table('cases').deleteEntity(id, `follow-up-${reply.id}`);
    const holed = await reporterSees(id, keys);
    expect(holed.map((one) => [one.id, one.kind === 'genuine' && one.gap])).toEqual([
      [question, false],
      [last, true],
    ]);
  });

  it('brings a case that was put away back, tells the officer, and an answer takes that away', async () => {
    const { id, keys } = await sendReport(school);
    const question = await answer(id, 'Vertel eens meer?');
    const statusOf = async () => (await fileOf(school, id)).summary;
    for (const to of ['waiting', 'closed']) {
      const { version } = await statusOf();
      expect((await asOfficer(school, 'POST', `/cases/${id}/status`, { to, version })).status).toBe(200);
      const reply = await sealedFollowUp(school, keys, { id, text: 'Er is meer.', after: question });
      expect((await post('/messages', reply)).status).toBe(201);
      expect(await statusOf()).toMatchObject({ status: 'in-progress', news: true, owner: officer.aadObjectId });
    }
    await answer(id, 'Ik lees het.');
    expect(await statusOf()).toMatchObject({ status: 'in-progress', news: false });
  });

  it('keeps a resent message once', async () => {
    const { id, keys } = await sendReport(school);
    const reply = await sealedFollowUp(school, keys, { id, text: 'Nog iets.' });
    const answers = await Promise.all([post('/messages', reply), post('/messages', reply)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect((await lookUp(school, keys)).messages).toHaveLength(1);
  });

  it('takes nothing that the receipt did not sign: not by another key, not other bytes, not for another case', async () => {
    const { id, keys } = await sendReport(school);
    const other = await sendReport(school);
    const stranger = { ...keys, signKey: ed25519.utils.randomSecretKey() };
    const reply = await sealedFollowUp(school, keys, { id, text: 'Echt van mij.' });
    const { sealed } = await sealedFollowUp(school, keys, { id, text: 'Iets anders.' });
    for (const forged of [
      await sealedFollowUp(school, stranger, { id, text: 'Trek alles in.' }),
      { ...reply, sealed },
      { ...reply, id: 'a'.repeat(32) },
      { ...reply, lookup: other.keys.lookup },
      { ...reply, signature: '0'.repeat(128) },
    ]) {
      expect(codeOf(await post('/messages', forged))).toEqual([403, 'not-signed']);
    }
    expect((await lookUp(school, keys)).messages).toEqual([]);
    expect((await lookUp(school, other.keys)).messages).toEqual([]);
  });

  it('shows as not genuine what somebody wrote straight into the table', async () => {
    const { id, keys } = await sendReport(school);
    const stranger = { ...keys, signKey: ed25519.utils.randomSecretKey() };
    const forged = await sealedFollowUp(school, stranger, { id, text: 'Het was een grap.' });
    const row = { partitionKey: id, rowKey: `follow-up-${forged.id}`, keyEpoch: forged.keyEpoch, day: '2026-11-22' };
    await table('cases').createEntity({ ...row, sealed: new Uint8Array(Buffer.from(forged.sealed, 'base64')) });
    const { messages } = await fileOf(school, id);
    const thread = await threadOf(school, { id, messages }, secret.identity, keys.verifyKey);
    expect(thread).toEqual([{ kind: 'forged', id: forged.id, from: 'reporter', day: '2026-11-22' }]);
    expect(JSON.stringify(await reporterSees(id, keys))).not.toContain('grap');
  });

  it('is refused with a clear error when it is garbled, too large, or leads nowhere', async () => {
    const { id, keys } = await sendReport(school);
    const reply = await sealedFollowUp(school, keys, { id, text: 'Hoi.' });
    for (const bad of [
      { ...reply, sealed: Buffer.from('geen age-bestand').toString('base64') },
      { ...reply, sealed: 'A'.repeat(100_000) },
      { ...reply, signature: 'x' },
      { ...reply, id: '../case' },
      [],
      'tekst',
    ]) {
      expect((await post('/messages', bad)).status).toBe(400);
    }
    const { lookup } = await quickKeys();
    for (const path of ['/messages', '/withdraw', '/contact']) {
      expect(codeOf(await post(path, { ...reply, lookup }))).toEqual([404, 'case-unknown']);
    }
  });

  it('has room for many messages, and an end', async () => {
    const { id, keys } = await sendReport(school);
    const row = { partitionKey: id, keyEpoch: 1, day: '2026-11-22', sealed: new Uint8Array([1]) };
    const many = Array.from({ length: 90 }, (_, i) => ({ ...row, rowKey: `message-${String(i).padStart(32, '0')}` }));
    await table('cases').submitTransaction(many.map((entity) => ['create', entity]));
    const reply = await sealedFollowUp(school, keys, { id, text: 'En nog een.' });
    expect(codeOf(await post('/messages', reply))).toEqual([422, 'too-many']);
  });
});

describe('a report that its writer withdraws', () => {
  it('is erased to the last envelope while nobody took it up; the code still tells that it was withdrawn', async () => {
    const { id, keys } = await sendReport(school, { contact: 'lokaal 12' });
    const reply = await sealedFollowUp(school, keys, { id, text: 'Laat maar.' });
    expect((await post('/messages', reply)).status).toBe(201);
    const request = signedAs('withdraw', id, keys);
    expect((await post('/withdraw', request)).status).toBe(200);
    expect((await post('/withdraw', request)).status).toBe(200);

    const status = await lookUp(school, keys);
    expect(status).toMatchObject({ status: 'withdrawn', contact: false, messages: [] });
    expect(status.own).toBeUndefined();
    const file = await fileOf(school, id);
    expect([file.report, file.contact, file.messages, file.withdrawal]).toEqual([
      undefined,
      undefined,
      [],
      request.signature,
    ]);
    const rows: string[] = [];
    for await (const { partitionKey, rowKey } of table('cases').listEntities())
      if (partitionKey === id) rows.push(rowKey ?? '');
    expect(rows.sort()).toEqual(['case', 'withdrawal']);
    expect(codeOf(await post('/messages', await sealedFollowUp(school, keys, { id, text: 'Toch.' })))).toEqual([
      422,
      'case-status',
    ]);
    // Nothing brings it back.
    const { version } = file.summary;
    expect((await asOfficer(school, 'POST', `/cases/${id}/status`, { to: 'in-progress', version })).status).toBe(422);
  });

  it('is possible for one that was put away before anybody took it up, and the reporter is told what is possible', async () => {
    const { id, keys } = await sendReport(school);
    expect((await lookUp(school, keys)).withdrawable).toBe(true);
    const { version } = (await fileOf(school, id)).summary;
    await asOfficer(school, 'POST', `/cases/${id}/status`, { to: 'closed', version });
    expect(await lookUp(school, keys)).toMatchObject({ status: 'closed', withdrawable: true });
    const request = signedAs('withdraw', id, keys);
    expect((await post('/withdraw', request)).status).toBe(200);
    // The page gets the signature back: a withdrawal that somebody else wrote has none.
    const status = await lookUp(school, keys);
    expect(status).toMatchObject({ status: 'withdrawn', withdrawable: false, withdrawal: request.signature });
  });

  it('stays when somebody took it up before, and when somebody else asks', async () => {
    const { id, keys } = await sendReport(school);
    const stranger = { ...keys, signKey: ed25519.utils.randomSecretKey() };
    expect(codeOf(await post('/withdraw', signedAs('withdraw', id, stranger)))).toEqual([403, 'not-signed']);
    // A signature for something else is none for this.
    expect(codeOf(await post('/withdraw', signedAs('delete-contact', id, keys)))).toEqual([403, 'not-signed']);
    await school.send(press(officer, 'case.take', { case: id }));
    expect(codeOf(await post('/withdraw', signedAs('withdraw', id, keys)))).toEqual([422, 'case-status']);
    expect((await openCase(school, id, secret)).report.report.story).toBe(FORM.story);
  });
});

describe('name and contact', () => {
  it('can be erased at any time, by whoever has the receipt and nobody else', async () => {
    const { id, keys } = await sendReport(school, { contact: 'lokaal 12' });
    await school.send(press(officer, 'case.take', { case: id }));
    const stranger = { ...keys, signKey: ed25519.utils.randomSecretKey() };
    expect(codeOf(await post('/contact', signedAs('delete-contact', id, stranger)))).toEqual([403, 'not-signed']);
    expect((await lookUp(school, keys)).contact).toBe(true);
    for (let again = 0; again < 2; again++) {
      expect((await post('/contact', signedAs('delete-contact', id, keys))).status).toBe(200);
    }
    expect((await lookUp(school, keys)).contact).toBe(false);
    const { report, contact, contactDeleted } = await fileOf(school, id);
    const { signature } = signedAs('delete-contact', id, keys);
    expect([typeof report, contact, contactDeleted]).toEqual(['string', undefined, signature]);
  });

  it('are sealed in every report, so that nothing can be told from one being there', async () => {
    const [named, nameless] = await Promise.all([sendReport(school, { contact: 'lokaal 12' }), sendReport(school)]);
    expect(named.body.contact.length).toBe(nameless.body.contact.length);
    expect((await openCase(school, nameless.id, secret)).contact).toMatchObject({ contact: '', nudge: '' });
  });
});

describe('the receipt beside a case', () => {
  it('is named inside the report, so that another one in its place shows', async () => {
    const { id, keys } = await sendReport(school);
    const { receipt } = await fileOf(school, id);
    expect((await openCase(school, id, secret)).report.receipt).toBe(receiptFingerprint(receipt));
    const { recipient: replyTo } = await quickKeys();
    await table('cases').updateEntity({ partitionKey: id, rowKey: 'case', replyTo }, 'Merge');
    const swapped = (await fileOf(school, id)).receipt;
    expect(swapped.recipient).not.toBe(keys.recipient);
    expect((await openCase(school, id, secret)).report.receipt).not.toBe(receiptFingerprint(swapped));
  });
});

describe('a sign in the chat', () => {
  const say = strings.nl.report.nudge;
  const sent = () => school.microsoft.calls.filter(({ body }) => body.text === say);
  /** Reports in the chat and gives where a sign may go, as the officer finds it. */
  async function addressOf(nudge: 'true' | 'false') {
    const form = crypto.randomUUID();
    await school.send(press(student, 'report.submit', { id: form, ...FORM, nudge }));
    const id = chatCase(form, student, { ...FORM, nudge });
    return { id, nudge: contactBody.parse((await openCase(school, id, secret)).contact).nudge };
  }
  const answerWith = async (id: CaseId, nudge: string) => {
    const message = await sealedMessage(school, { id, text: 'Er is nieuws over de foto.', signKey: secret.signKey });
    return asOfficer(school, 'POST', `/cases/${id}/messages`, { ...message, nudge });
  };

  it('goes out when the reporter asked for it and an officer answers, and says nothing', async () => {
    const { id, nudge } = await addressOf('true');
    expect(nudge).not.toBe('');
    expect(sent()).toEqual([]);
    expect(await answerWith(id, nudge)).toEqual({ status: 201, body: { nudged: true } });
    expect(sent().map(({ path }) => path)).toEqual([`/v3/conversations/${chatOf(student).id}/activities`]);
    expect(say).not.toMatch(/foto|melding/i);
  });

  it('has no address when it was not asked for, and no address in any table', async () => {
    expect((await addressOf('false')).nudge).toBe('');
    await addressOf('true');
    expect(await school.azurite.dump()).not.toContain(chatOf(student).id);
  });

  it('does not go out any more when name and contact were erased, also from a desk that was open before', async () => {
    const form = crypto.randomUUID();
    const answered = await school.send(press(student, 'report.submit', { id: form, ...FORM, nudge: 'true' }));
    const id = chatCase(form, student, { ...FORM, nudge: 'true' });
    const { nudge } = contactBody.parse((await openCase(school, id, secret)).contact);
    const receipt = parseReceipt(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(JSON.stringify(answered.body))?.[0] ?? '');
    if (!receipt) throw new Error('the answer holds no receipt');
    const keys = await deriveReceipt(receipt, TENANT_ID);
    expect((await post('/contact', signedAs('delete-contact', id, keys))).status).toBe(200);
    const before = sent().length;
    expect(await answerWith(id, nudge)).toEqual({ status: 201, body: { nudged: false } });
    expect(sent()).toHaveLength(before);
  });

  it('goes nowhere else: a made-up address, or one of another case, is told to the officer', async () => {
    const [one, other] = [await addressOf('true'), await addressOf('true')];
    const before = sent().length;
    for (const forged of [one.nudge, `${other.nudge}x`, 'x', '']) {
      expect(await answerWith(other.id, forged)).toEqual({ status: 201, body: { nudged: false } });
    }
    expect(sent()).toHaveLength(before);
  });
});
