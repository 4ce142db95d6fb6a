import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, randomBytes } from '@noble/hashes/utils.js';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import type { z } from 'zod';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { chatCaseId } from '../../src/reports/chat-case.ts';
import { type Recipient, type ReportBody, reportBody, sealReport } from '../../src/reports/envelopes.ts';
import { type CaseId, dayOf, type Filled, newCaseId, parseReport, type Report } from '../../src/reports/model.ts';
import { solve } from '../../src/reports/proof.ts';
import { deriveReceipt, newReceipt, type Receipt, type ReceiptKeys } from '../../src/reports/receipt.ts';
import { schoolKeyOf } from '../../src/reports/school-key.ts';
import { asSealed, open, type Sealed, seal } from '../../src/reports/seal.ts';
import { aboutMessage, signMessage, signRequest } from '../../src/reports/sign.ts';
import { openThread, type ThreadMessage } from '../../src/reports/thread.ts';
import {
  type CaseFile,
  caseFile,
  door as doorSchema,
  type Message,
  type proof as proofSchema,
  type ReportStatus,
  reportStatus,
  type School,
  type Submission,
  school as schoolSchema,
} from '../../src/reports/wire.ts';
import { PERSONAS, type Person, TENANT_ID } from '../../src/sandbox/school.ts';
import { settings, type TestSchool } from '../helpers/school.ts';

type Proof = z.infer<typeof proofSchema>;

/** What the form gives, as a person filled it in. */
export const FORM = {
  about: 'me',
  subject: 'leaked',
  story: 'Er staat een beeld van mij in een groepsapp.',
  where: 'groepsapp van het tweede jaar',
  since: 'week',
  ongoing: 'yes',
  danger: 'no',
  wish: 'laten verwijderen',
  contact: 'na de les in lokaal 12',
};

export const REPORT: Report = {
  about: 'me',
  subject: 'leaked',
  story: FORM.story,
  where: FORM.where,
  since: 'week',
  ongoing: 'yes',
  danger: false,
  wish: FORM.wish,
  by: 'self',
};

/** A report with everything that goes with it. */
export const filledWith = (given: Partial<Filled> = {}): Filled => ({
  ...{ report: REPORT, contact: '', hiddenFrom: [], nudge: false },
  ...given,
});

/** The case that a form from the chat ends in. */
export function chatCase(form: string, person: Person, typed: Readonly<Record<string, string>> = FORM): CaseId {
  const parsed = parseReport(typed);
  if (!parsed.ok) throw new Error('a form that is not right ends in no case');
  return chatCaseId(HASH_KEY, { form, personId: person.aadObjectId }, parsed.filled);
}

const HASH_KEY = new Uint8Array(Buffer.from(settings('', 0).HASH_KEY ?? '', 'base64'));
/** The school key that members have this week. */
export const schoolKey = () => schoolKeyOf(HASH_KEY, TENANT_ID, dayOf(new Date()));

export const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
export const fromBase64 = (text: string): Sealed => asSealed(new Uint8Array(Buffer.from(text, 'base64')));

/** What the page knows of the school. */
export async function schoolOf({ call }: Pick<TestSchool, 'call'>): Promise<School> {
  return schoolSchema.parse((await call('GET', '/api/school')).body);
}

/** Keys like a receipt's, without the slow hash: for tests in which nobody types the receipt. */
export async function quickKeys(): Promise<ReceiptKeys> {
  const identity = await generateHybridIdentity();
  const signKey = ed25519.utils.randomSecretKey();
  return {
    lookup: bytesToHex(randomBytes(16)),
    identity,
    recipient: await identityToRecipient(identity),
    signKey,
    verifyKey: bytesToHex(ed25519.getPublicKey(signKey)),
  };
}

export async function realReceipt(): Promise<{ receipt: Receipt; keys: ReceiptKeys }> {
  const receipt = newReceipt();
  return { receipt, keys: await deriveReceipt(receipt, TENANT_ID) };
}

type Given = {
  readonly id?: CaseId;
  readonly keys?: ReceiptKeys;
  readonly report?: Partial<Report>;
  readonly contact?: string;
  /** References of officers. */
  readonly hiddenFrom?: readonly string[];
  /** Comes with the school key. */
  readonly member?: boolean;
  /** Seals to these instead of the school's readers. */
  readonly readers?: readonly Recipient[];
};

/** Does the work that a door asks for. */
export async function proofFor({ call }: Pick<TestSchool, 'call'>, id: CaseId, schoolKey?: string): Promise<Proof> {
  const { challenge, bits } = doorSchema.parse((await call('POST', '/api/door', { schoolKey })).body);
  return { challenge, counter: await solve(challenge, id, bits) };
}

/** Seals a report as the page does in the browser. Gives the body of the request and what the receipt yields. */
export async function sealedReport(
  school: Pick<TestSchool, 'call'>,
  given: Given = {},
): Promise<{ body: Submission & { proof: Proof }; keys: ReceiptKeys }> {
  const { keyEpoch, tenant, readers, recovery } = await schoolOf(school);
  const { id = newCaseId(), keys = await quickKeys(), contact = '', hiddenFrom = [], member = false } = given;
  const report = { ...REPORT, ...given.report };
  const { lookup, recipient, verifyKey } = keys;
  const receipt = { lookup, recipient, verifyKey };
  const filled = filledWith({ report, contact, hiddenFrom });
  const envelopes = await sealReport(
    filled,
    { tenant, caseId: id, keyEpoch },
    keys,
    given.readers ?? readers,
    '',
    recovery,
  );
  const body = {
    ...{ id, keyEpoch, acute: report.danger, receipt, hiddenFrom: [...hiddenFrom] },
    report: toBase64(envelopes.report),
    contact: toBase64(envelopes.contact),
    own: toBase64(envelopes.own),
    proof: await proofFor(school, id, member ? schoolKey() : undefined),
  };
  return { body, keys };
}

/** Sends a sealed report and gives its id. */
export async function sendReport(
  school: TestSchool,
  given: Given = {},
): Promise<{ id: CaseId; keys: ReceiptKeys; body: Submission & { proof: Proof } }> {
  const sealed = await sealedReport(school, given);
  const { status } = await school.call('POST', '/api/reports', sealed.body);
  if (status !== 201) throw new Error(`the report was answered ${status}`);
  return { ...sealed, id: sealed.body.id };
}

/** What the reporter gets for a receipt. */
export async function lookUp({ call }: TestSchool, keys: ReceiptKeys): Promise<ReportStatus> {
  return reportStatus.parse((await call('POST', '/api/receipts', { lookup: keys.lookup })).body);
}

/** Calls the desk's side of the server as the officer. */
export async function asOfficer(
  { call, microsoft }: TestSchool,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  return call(method, `/api/desk${path}`, body, await microsoft.tabToken(PERSONAS.officer));
}

/** The case as the desk gets it. */
export async function fileOf(school: TestSchool, id: string): Promise<CaseFile> {
  return caseFile.parse((await asOfficer(school, 'GET', `/cases/${id}`)).body);
}

/** Opens what is stored of a case with the officer's key. */
export async function openCase(
  school: TestSchool,
  id: string,
  { identity }: OfficerSecret,
): Promise<{ report: ReportBody; contact: unknown }> {
  const { summary, report = '', contact = '' } = await fileOf(school, id);
  const binding = { tenant: TENANT_ID, caseId: id, keyEpoch: summary.keyEpoch };
  return {
    report: reportBody.parse(await open(fromBase64(report), identity, { kind: 'report', ...binding })),
    contact: await open(fromBase64(contact), identity, { kind: 'contact', ...binding }),
  };
}

/** A message as the desk sends it: signed with this key and sealed to the reporter and the readers. */
export async function sealedMessage(
  school: TestSchool,
  {
    id,
    text,
    signKey,
    after = null,
    signedFor = {},
  }: {
    id: CaseId;
    text: string;
    signKey: Uint8Array;
    after?: string | null;
    /** Signs for another place than the one it is put in. */
    signedFor?: { caseId?: CaseId; messageId?: string };
  },
): Promise<{ id: string; keyEpoch: number; sealed: string }> {
  const { tenant, keyEpoch, readers } = await schoolOf(school);
  const { receipt } = await fileOf(school, id);
  const messageId = bytesToHex(randomBytes(16));
  const place = { tenant, caseId: id, messageId, ...signedFor };
  const message = signMessage({ text, after, day: dayOf(new Date()) }, 'message', place, signKey);
  const recipients = [receipt.recipient, ...readers.map(({ recipient }) => recipient)];
  const sealed = await seal({ kind: 'message', tenant, caseId: id, keyEpoch }, message, recipients);
  return { id: messageId, keyEpoch, sealed: toBase64(sealed) };
}

/** A message of the reporter as the page sends it, with the receipt's signature under it. */
export async function sealedFollowUp(
  school: TestSchool,
  keys: ReceiptKeys,
  { id: caseId, text, after = null }: { id: CaseId; text: string; after?: string | null },
) {
  const { tenant, keyEpoch, readers } = await schoolOf(school);
  const messageId = bytesToHex(randomBytes(16));
  const said = { text, after, day: dayOf(new Date()) };
  const message = signMessage(said, 'follow-up', { tenant, caseId, messageId }, keys.signKey);
  const recipients = [keys.recipient, ...readers.map(({ recipient }) => recipient)];
  const sealed = await seal({ kind: 'follow-up', tenant, caseId, keyEpoch }, message, recipients);
  const about = aboutMessage(messageId, sealed);
  return {
    ...{ lookup: keys.lookup, id: messageId, keyEpoch, sealed: toBase64(sealed) },
    signature: signRequest('follow-up', { tenant, caseId }, about, keys.signKey),
  };
}

/** A request that a receipt's key signed, other than a message. */
export const signedAs = (action: 'withdraw' | 'delete-contact', caseId: CaseId, keys: ReceiptKeys) => ({
  lookup: keys.lookup,
  signature: signRequest(action, { tenant: TENANT_ID, caseId }, '', keys.signKey),
});

/** What opens of a conversation, with this identity. */
export async function threadOf(
  school: TestSchool,
  { id, messages }: { id: string; messages: Message[] },
  identity: string,
  reporter: string,
): Promise<ThreadMessage[]> {
  const { keyLog } = await schoolOf(school);
  const officers = keyLog.map(({ verifyKey }) => verifyKey);
  return openThread(messages, { tenant: TENANT_ID, caseId: id }, identity, { officers, reporter });
}
