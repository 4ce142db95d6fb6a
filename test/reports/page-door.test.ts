import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { OfficerSecret } from '../../src/officers/key.ts';
import type { newCaseId } from '../../src/reports/model.ts';
import { deriveReceipt, type Receipt, type ReceiptKeys, receiptFingerprint } from '../../src/reports/receipt.ts';
import { MAX_SEALED_BYTES } from '../../src/reports/seal.ts';
import { PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import {
  asOfficer,
  fileOf,
  lookUp,
  openCase,
  quickKeys,
  REPORT,
  realReceipt,
  schoolOf,
  sealedMessage,
  sealedReport,
  sendReport,
  threadOf,
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
    expect(await schoolOf(school)).toEqual({
      ...{ name: 'ROC Voorbeeld', tenant: TENANT_ID, keyEpoch: 0, readers: [], recovery: null, keyLog: [] },
      ...{ keyLogRoot: expect.stringMatching(/^[0-9a-f]{64}$/), answerWithinDays: 3 },
      nextReadingDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      withoutKey: [expect.objectContaining({ role: 'officer' }), expect.objectContaining({ role: 'deputy' })],
    });
  });

  it('a report is refused and nothing of it is kept', async () => {
    const recipient = await identityToRecipient(await generateHybridIdentity());
    const { body } = await sealedReport(school, { readers: [{ officer: '0'.repeat(32), recipient }] });
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
    const { id, body } = await sendReport(school, { contact: 'na de les' });
    expect(await openCase(school, id, secret)).toEqual({
      report: { report: REPORT, receipt: receiptFingerprint(body.receipt), hiddenFrom: [] },
      contact: { contact: 'na de les', nudge: '', receipt: receiptFingerprint(body.receipt) },
    });
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
  const seen = async () => {
    const { messages } = await lookUp(school, keys);
    return threadOf(school, { id, messages }, keys.identity, keys.verifyKey);
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
    expect(await seen()).toEqual([expect.objectContaining({ kind: 'genuine', text: 'Kom morgen langs in A1.' })]);
  });

  it('shows that a message is forged when its writer had the table and no officer key', async () => {
    const signKey = ed25519.utils.randomSecretKey();
    const forged = await sealedMessage(school, { id, text: 'Geef je naam door.', signKey });
    await cases().createEntity({
      ...{ partitionKey: id, rowKey: `message-${forged.id}`, keyEpoch: forged.keyEpoch, day: '2026-11-22' },
      sealed: new Uint8Array(Buffer.from(forged.sealed, 'base64')),
    });
    const found = (await seen()).filter((message) => message.id === forged.id);
    expect(found).toEqual([expect.objectContaining({ kind: 'forged' })]);
    expect(JSON.stringify(found)).not.toContain('Geef je naam door.');
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
    const kinds = new Map((await seen()).map((message) => [message.id, message.kind]));
    expect(kinds.get(elsewhere.id)).toBe('damaged');
    expect(kinds.get(renamed.id)).toBe('forged');
  });
});

describe('a report that was sealed under an older state of the key log', () => {
  it('is refused, so that the page looks again to whom it seals; a resend of a stored one is let through', async () => {
    const stored = await sendReport(school);
    const { body: fresh } = await sealedReport(school);
    await school.makeDeputyKey();
    const { keyEpoch, readers } = await schoolOf(school);
    expect([keyEpoch, readers.map(({ role }) => role)]).toEqual([2, ['officer', 'deputy']]);
    const answer = await post(fresh);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'keys-changed']);
    expect(await rowsWith(fresh.id)).toBe(0);
    expect((await post(stored.body)).status).toBe(200);
  });
});

describe("somebody who knows another one's receipt by its public part", () => {
  it('cannot have it lead to a report of their own', async () => {
    const real = await sendReport(school);
    const { body } = await sealedReport(school);
    const stolen = await post({ ...body, receipt: real.body.receipt });
    expect([stolen.status, codeOf(stolen)]).toEqual([409, 'report-exists']);
    expect((await lookUp(school, real.keys)).id).toBe(real.id);
    expect(await rowsWith(body.id)).toBe(0);
  });
});

describe('a key log that somebody with the tables has added to', () => {
  it('bears out nobody: no report is taken in, and the log file tells why', async () => {
    const { verifyKey, recipient } = await quickKeys();
    await TableClient.fromConnectionString(school.azurite.connectionString, 'keys', {
      allowInsecureConnection: true,
    }).createEntity({
      ...{ partitionKey: 'officers', rowKey: 'log-00000003', day: '2026-11-22', previous: '0'.repeat(64) },
      ...{ officer: 'f'.repeat(32), verifyKey, recipient, signer: verifyKey, signature: '0'.repeat(128) },
    });
    // What was read of the log a moment ago still counts for two seconds.
    await school.until(async () => ((await schoolOf(school)).readers.length === 0 ? true : undefined));
    const { body } = await sealedReport(school, { readers: [{ officer: 'f'.repeat(32), recipient }] });
    const answer = await post(body);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'no-readers']);
    expect(school.log.join()).toContain('"event":"key-log","outcome":"chain"');
  });
});
