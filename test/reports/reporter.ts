import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, randomBytes } from '@noble/hashes/utils.js';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import type { OfficerSecret } from '../../src/officers/key.ts';
import { chatCaseId } from '../../src/reports/chat-case.ts';
import { type CaseId, type Contact, newCaseId, parseReport, type Report } from '../../src/reports/model.ts';
import { deriveReceipt, newReceipt, type Receipt, type ReceiptKeys } from '../../src/reports/receipt.ts';
import { asSealed, type Binding, open, type Sealed, seal } from '../../src/reports/seal.ts';
import { signMessage } from '../../src/reports/sign.ts';
import {
  type CaseFile,
  caseFile,
  type ReportStatus,
  reportStatus,
  type School,
  type Submission,
  school as schoolSchema,
} from '../../src/reports/wire.ts';
import { PERSONAS, type Person, TENANT_ID } from '../../src/sandbox/school.ts';
import { settings, type TestSchool } from '../helpers/school.ts';

/** What the form gives, as a person filled it in. */
export const FORM = {
  about: 'me',
  subject: 'leaked',
  story: 'Er staat een beeld van mij in een groepsapp.',
  where: 'groepsapp van het tweede jaar',
  danger: 'no',
  wish: 'laten verwijderen',
  contact: 'na de les in lokaal 12',
};

export const REPORT: Report = {
  about: 'me',
  subject: 'leaked',
  story: FORM.story,
  where: FORM.where,
  danger: false,
  wish: FORM.wish,
};

/** The case that a form from the chat ends in. */
export function chatCase(form: string, person: Person, typed: Readonly<Record<string, string>> = FORM): CaseId {
  const parsed = parseReport(typed);
  if (!parsed.ok) throw new Error('a form that is not right ends in no case');
  const key = new Uint8Array(Buffer.from(settings('', 0).HASH_KEY ?? '', 'base64'));
  return chatCaseId(key, { form, personId: person.aadObjectId }, parsed.report, parsed.contact);
}

export const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
export const fromBase64 = (text: string): Sealed => asSealed(new Uint8Array(Buffer.from(text, 'base64')));

/** What the page knows of the school. */
export async function schoolOf({ call }: TestSchool): Promise<School> {
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
  readonly contact?: Contact;
  /** Seals to these instead of the school's readers. */
  readonly recipients?: readonly string[];
};

/** Seals a report as the page does in the browser. Gives the body of the request and what the receipt yields. */
export async function sealedReport(
  school: TestSchool,
  given: Given = {},
): Promise<{ body: Submission; keys: ReceiptKeys }> {
  const { keyEpoch, tenant, readers } = await schoolOf(school);
  const { id = newCaseId(), keys = await quickKeys(), contact } = given;
  const recipients = given.recipients ?? readers.map(({ recipient }) => recipient);
  const report = { ...REPORT, ...given.report };
  const sealed = async (kind: Binding['kind'], body: unknown) =>
    toBase64(await seal({ kind, tenant, caseId: id, keyEpoch }, body, recipients));
  const { lookup, recipient, verifyKey } = keys;
  const body = {
    ...{ id, keyEpoch, acute: report.danger, report: await sealed('report', report) },
    ...(contact ? { contact: await sealed('contact', contact) } : {}),
    receipt: { lookup, recipient, verifyKey },
  };
  return { body, keys };
}

/** Sends a sealed report and gives its id. */
export async function sendReport(
  school: TestSchool,
  given: Given = {},
): Promise<{ id: CaseId; keys: ReceiptKeys; body: Submission }> {
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
): Promise<{ report: unknown; contact: unknown }> {
  const { summary, report, contact } = await fileOf(school, id);
  const binding = { tenant: TENANT_ID, caseId: id, keyEpoch: summary.keyEpoch };
  return {
    report: await open(fromBase64(report), identity, { kind: 'report', ...binding }),
    contact: contact && (await open(fromBase64(contact), identity, { kind: 'contact', ...binding })),
  };
}

/** A message as the desk sends it: signed with this key and sealed to the reporter and the readers. */
export async function sealedMessage(
  school: TestSchool,
  {
    id,
    text,
    signKey,
    signedFor = {},
  }: {
    id: CaseId;
    text: string;
    signKey: Uint8Array;
    /** Signs for another place than the one it is put in. */
    signedFor?: { caseId?: CaseId; messageId?: string };
  },
): Promise<{ id: string; keyEpoch: number; sealed: string }> {
  const { tenant, keyEpoch, readers } = await schoolOf(school);
  const { replyTo } = await fileOf(school, id);
  const messageId = bytesToHex(randomBytes(16));
  const message = signMessage(text, { tenant, caseId: id, messageId, ...signedFor }, signKey);
  const recipients = [replyTo, ...readers.map(({ recipient }) => recipient)];
  const sealed = await seal({ kind: 'message', tenant, caseId: id, keyEpoch }, message, recipients);
  return { id: messageId, keyEpoch, sealed: toBase64(sealed) };
}
