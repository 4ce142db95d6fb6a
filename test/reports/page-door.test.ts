import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { OfficerSecret } from '../../src/officers/key.ts';
import type { newCaseId } from '../../src/reports/model.ts';
import { deriveReceipt, type Receipt, type ReceiptKeys } from '../../src/reports/receipt.ts';
import { MAX_SEALED_BYTES, open } from '../../src/reports/seal.ts';
import { isGenuine, signedMessage } from '../../src/reports/sign.ts';
import type { Message, ReportStatus } from '../../src/reports/wire.ts';
import { PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import {
  asOfficer,
  fileOf,
  fromBase64,
  lookUp,
  openCase,
  quickKeys,
  REPORT,
  realReceipt,
  schoolOf,
  sealedMessage,
  sealedReport,
  sendReport,
  toBase64,
} from './reporter.ts';

let school: TestSchool;
let secret: OfficerSecret;

beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const post = (body: unknown) => school.call('POST', '/api/reports', body);
const codeOf = ({ body }: { body: unknown }) => (body as { error: { code: string } }).error.code; // as every refusal has
const rowsWith = async (text: string) => (await school.azurite.dump()).split(text).length - 1;

describe('before any officer has a key', () => {
  it('the page is told that nobody can read a report', async () => {
    expect(await schoolOf(school)).toEqual({ name: 'ROC Voorbeeld', tenant: TENANT_ID, keyEpoch: 0, readers: [] });
  });

  it('a report is refused and nothing of it is kept', async () => {
    const recipients = [await identityToRecipient(await generateHybridIdentity())];
    const { body } = await sealedReport(school, { recipients });
    const answer = await post(body);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'no-readers']);
    expect(await rowsWith(body.id)).toBe(0);
    expect(await rowsWith(body.receipt.lookup)).toBe(0);
  });
});

describe('the sealed page', () => {
  beforeAll(async () => {
    secret = await school.makeOfficerKey();
  });

  it('learns who can read, and no more of them than a name, a role and their public keys', async () => {
    const answer = await school.call('GET', '/api/school');
    const { keyEpoch, readers } = await schoolOf(school);
    expect(keyEpoch).toBe(1);
    expect(readers).toEqual([
      expect.objectContaining({ name: PERSONAS.officer.name, role: 'officer', verifyKey: expect.any(String) }),
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(PERSONAS.officer.aadObjectId);
  });

  it('has a report stored that only the officer can open', async () => {
    const { id, body } = await sendReport(school, { contact: { contact: 'na de les' } });
    expect(await openCase(school, id, secret)).toEqual({ report: REPORT, contact: { contact: 'na de les' } });
    const { summary, report } = await fileOf(school, id);
    expect(summary).toMatchObject({ id, status: 'new', acute: false, member: false, keyEpoch: 1 });
    expect(report).toBe(body.report);
    const stranger = { ...secret, identity: await generateHybridIdentity() };
    await expect(openCase(school, id, stranger)).rejects.toMatchObject({ code: 'cannot-open' });
  });

  it('tells the officer when somebody may be in danger', async () => {
    const { id } = await sendReport(school, { report: { danger: true } });
    expect((await fileOf(school, id)).summary.acute).toBe(true);
  });

  it('may send the same report again: there is one case, and the receipt works', async () => {
    const { body, keys } = await sealedReport(school);
    expect((await post(body)).status).toBe(201);
    expect((await post(body)).status).toBe(200);
    expect((await post(body)).status).toBe(200);
    const { body: list } = await asOfficer(school, 'GET', '/cases');
    expect((list as { cases: { id: string }[] }).cases.filter(({ id }) => id === body.id)).toHaveLength(1); // as in wire.ts
    expect((await lookUp(school, keys)).id).toBe(body.id);
  });

  it('may send the same report twice at the same moment', async () => {
    const { body, keys } = await sealedReport(school);
    const answers = await Promise.all([post(body), post(body), post(body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect((await lookUp(school, keys)).id).toBe(body.id);
  });

  it("cannot put a report in another's place: 409, and the first report and receipt stay as they were", async () => {
    const first = await sendReport(school);
    const second = await sealedReport(school, { id: first.id, report: { story: 'Een ander verhaal.' } });
    const answer = await post(second.body);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'report-exists']);
    expect((await fileOf(school, first.id)).report).toBe(first.body.report);
    expect((await lookUp(school, first.keys)).id).toBe(first.id);
    const guess = await school.call('POST', '/api/receipts', { lookup: second.keys.lookup });
    expect(guess.status).toBe(404);
  });

  describe('is refused with a clear status, and nothing is kept, when', () => {
    const age = (bytes: number) => {
      const file = Buffer.alloc(bytes, 1);
      file.write('age-encryption.org/v1\n');
      return toBase64(file);
    };
    it.each<[string, Record<string, unknown>]>([
      ['the report is no age file', { report: toBase64(Buffer.from('{"story":"leesbaar"}')) }],
      ['the contact is no age file', { contact: toBase64(Buffer.from('naam en nummer')) }],
      ['the report is too large', { report: age(MAX_SEALED_BYTES + 1) }],
      ['the report is far too large', { report: age(MAX_SEALED_BYTES * 2) }],
      ['the report is garbled base 64', { report: 'YWdl*LWVuY3J5cHRpb24' }],
      ['the report is missing', { report: undefined }],
      ['the report is no text', { report: { story: 'leesbaar' } }],
      ['the receipt is missing', { receipt: undefined }],
      ['the receipt is half there', { receipt: { lookup: 'a'.repeat(32) } }],
      ['the acute bit is a text', { acute: 'yes' }],
      ['the epoch is below zero', { keyEpoch: -1 }],
      ['the id is no id', { id: "x' or 1 eq 1" }],
    ])('%s', async (_name, change) => {
      const { body } = await sealedReport(school);
      const answer = await post({ ...body, ...change });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid']);
      expect(JSON.stringify(answer.body)).not.toContain('leesbaar');
      expect(await rowsWith(body.id)).toBe(0);
    });

    it('answers could be read with less than a post-quantum key', async () => {
      const { body } = await sealedReport(school);
      const recipient = await identityToRecipient(await generateX25519Identity());
      expect((await post({ ...body, receipt: { ...body.receipt, recipient } })).status).toBe(400);
    });

    it('the body is no object, or no JSON', async () => {
      for (const body of ['[]', 'null', '"tekst"', '{"id":']) expect((await post(body)).status).toBe(400);
    });

    it('the body is larger than any report', async () => {
      const { body } = await sealedReport(school);
      expect((await post({ ...body, report: age(400 * 1024) })).status).toBe(413);
    });
  });
});

describe('a receipt', () => {
  let receipt: Receipt;
  let keys: ReceiptKeys;
  let id: ReturnType<typeof newCaseId>;
  beforeAll(async () => {
    ({ receipt, keys } = await realReceipt());
    ({ id } = await sendReport(school, { keys }));
  });
  const opened = async ({ id: messageId, keyEpoch, sealed }: Message, { tenant, verifyKeys }: ReportStatus) => {
    const binding = { kind: 'message', tenant, caseId: id, keyEpoch } as const;
    const message = signedMessage.parse(await open(fromBase64(sealed), keys.identity, binding));
    return { text: message.text, genuine: isGenuine(message, { tenant, caseId: id, messageId }, verifyKeys) };
  };
  const cases = () =>
    TableClient.fromConnectionString(school.azurite.connectionString, 'cases', { allowInsecureConnection: true });

  it('leads, typed again, to the state of the report', async () => {
    const again = await deriveReceipt(receipt, TENANT_ID);
    const status = await lookUp(school, again);
    expect(status).toMatchObject({ id, tenant: TENANT_ID, status: 'new', messages: [] });
    expect(status.day).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('that is wrong leads nowhere', async () => {
    const answer = await school.call('POST', '/api/receipts', { lookup: (await quickKeys()).lookup });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'case-unknown']);
  });

  it.each([[{ lookup: 'xyz' }], [{ lookup: "' or PartitionKey ne '" }], [{ lookup: 7 }], [{}], ['{']])(
    'that is garbled is refused: %j',
    async (body) => {
      expect((await school.call('POST', '/api/receipts', body)).status).toBe(400);
    },
  );

  it("gives the officer's answers, which open with it and are genuine", async () => {
    const message = await sealedMessage(school, { id, text: 'Kom morgen langs in A1.', signKey: secret.signKey });
    expect((await asOfficer(school, 'POST', `/cases/${id}/messages`, message)).status).toBe(201);
    expect((await asOfficer(school, 'POST', `/cases/${id}/messages`, message)).status).toBe(200);
    const status = await lookUp(school, keys);
    expect(status.messages).toHaveLength(1);
    expect(await Promise.all(status.messages.map((found) => opened(found, status)))).toEqual([
      { text: 'Kom morgen langs in A1.', genuine: true },
    ]);
  });

  it('shows that a message is forged when its writer had the table and no officer key', async () => {
    const signKey = ed25519.utils.randomSecretKey();
    const forged = await sealedMessage(school, { id, text: 'Geef je naam door.', signKey });
    await cases().createEntity({
      ...{ partitionKey: id, rowKey: `message-${forged.id}`, keyEpoch: forged.keyEpoch, day: '2026-11-22' },
      sealed: new Uint8Array(Buffer.from(forged.sealed, 'base64')),
    });
    const status = await lookUp(school, keys);
    const found = status.messages.filter((message) => message.id === forged.id);
    expect(await Promise.all(found.map((message) => opened(message, status)))).toEqual([
      { text: 'Geef je naam door.', genuine: false },
    ]);
  });

  it('does not open a genuine message that was copied from another case, nor bears out one under another id', async () => {
    const other = await sendReport(school);
    const elsewhere = await sealedMessage(school, { id: other.id, text: 'Voor een ander.', signKey: secret.signKey });
    const renamed = await sealedMessage(school, {
      ...{ id, text: 'Oud antwoord.', signKey: secret.signKey, signedFor: { messageId: 'a'.repeat(32) } },
    });
    for (const message of [elsewhere, renamed]) {
      await cases().createEntity({
        ...{ partitionKey: id, rowKey: `message-${message.id}`, keyEpoch: message.keyEpoch, day: '2026-11-22' },
        sealed: new Uint8Array(Buffer.from(message.sealed, 'base64')),
      });
    }
    const status = await lookUp(school, keys);
    const look = async (messageId: string) => {
      const found = status.messages.find((message) => message.id === messageId);
      return found && opened(found, status);
    };
    await expect(look(elsewhere.id)).rejects.toMatchObject({ code: 'cannot-open' });
    expect(await look(renamed.id)).toEqual({ text: 'Oud antwoord.', genuine: false });
  });
});

describe('a report that was sealed under an older state of the key log', () => {
  it('is refused, so that the page looks again to whom it seals; a resend of a stored one is let through', async () => {
    const stored = await sendReport(school);
    const { body: fresh } = await sealedReport(school);
    const keys = TableClient.fromConnectionString(school.azurite.connectionString, 'keys', {
      allowInsecureConnection: true,
    });
    const { verifyKey, recipient } = await quickKeys();
    await keys.createEntity({
      ...{ partitionKey: 'officers', rowKey: 'log-00000002', day: '2026-11-22' },
      ...{ officerId: 'a former officer', verifyKey, recipient },
    });
    expect((await schoolOf(school)).keyEpoch).toBe(2);
    const answer = await post(fresh);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'keys-changed']);
    expect(await rowsWith(fresh.id)).toBe(0);
    expect((await post(stored.body)).status).toBe(200);
  });

  it('is not sealed to an officer who is no longer appointed', async () => {
    expect((await schoolOf(school)).readers.map(({ name }) => name)).toEqual([PERSONAS.officer.name]);
  });
});
