import { base64 } from '@scure/base';
import { createOfficerKey, type OfficerSecret } from '../../../src/officers/key.ts';
import { type CaseId, newCaseId, type Report } from '../../../src/reports/model.ts';
import { deriveReceipt, newReceipt, type ReceiptKeys } from '../../../src/reports/receipt.ts';
import { type Binding, seal } from '../../../src/reports/seal.ts';
import { signMessage } from '../../../src/reports/sign.ts';
import type { CaseFile, CaseSummary } from '../../../src/reports/wire.ts';
import { DAY, readersOf, type StubSchool, TENANT } from './stub-school.ts';

export const PASSPHRASE = 'appel boterham fiets gordijn kastanje wolk';

export const REPORT: Report = {
  about: 'me',
  subject: 'leaked',
  story: 'Eerste regel van het verhaal.\nTweede regel, met <b>haken</b> en https://voorbeeld.nl erin.',
  where: 'een groepsapp',
  danger: false,
  wish: '',
};

// Both are slow on purpose, so a test file makes them once.
let officer: ReturnType<typeof createOfficerKey> | undefined;
let reporter: ReturnType<typeof deriveReceipt> | undefined;

/** Gives the stub's officer a key, as if they had made one before. */
export async function giveKey(school: StubSchool): Promise<OfficerSecret> {
  officer ??= createOfficerKey(PASSPHRASE);
  const { secret, key } = await officer;
  school.key = { recipient: key.recipient, verifyKey: key.verifyKey, wrapped: base64.encode(key.wrapped) };
  return secret;
}

type Given = {
  readonly report?: Partial<Report>;
  readonly contact?: string;
  readonly summary?: Partial<CaseSummary>;
  /** Seals for another case than the one it is put in. */
  readonly sealedFor?: CaseId;
};

/** Puts a really sealed case in the stub. Gives its id and what the reporter's receipt yields. */
export async function addCase(school: StubSchool, given: Given = {}): Promise<{ id: CaseId; receipt: ReceiptKeys }> {
  const id = given.summary?.id ?? newCaseId();
  reporter ??= deriveReceipt(newReceipt(), TENANT);
  const receipt = await reporter;
  const recipients = readersOf(school).map(({ recipient }) => recipient);
  const keyEpoch = recipients.length;
  const sealed = async (kind: Binding['kind'], body: unknown) =>
    base64.encode(await seal({ kind, tenant: TENANT, caseId: given.sealedFor ?? id, keyEpoch }, body, recipients));
  const report = { ...REPORT, ...given.report };
  const file: CaseFile = {
    summary: {
      id,
      day: DAY,
      status: 'new',
      acute: report.danger,
      member: true,
      keyEpoch,
      version: '1',
      ...given.summary,
    },
    report: await sealed('report', report),
    ...(given.contact !== undefined && { contact: await sealed('contact', { contact: given.contact }) }),
    messages: [],
    replyTo: receipt.recipient,
  };
  school.cases.set(id, file);
  return { id, receipt };
}

/** Puts a message in a case that is signed with this key, whoever's it is. */
export async function addMessage(school: StubSchool, id: CaseId, text: string, signKey: Uint8Array): Promise<void> {
  const file = fileOf(school, id);
  const place = { tenant: TENANT, caseId: id, messageId: `${file.messages.length}`.padStart(32, '0') };
  const keyEpoch = readersOf(school).length;
  const sealed = base64.encode(
    await seal(
      { kind: 'message', tenant: TENANT, caseId: id, keyEpoch },
      signMessage(text, place, signKey),
      readersOf(school).map(({ recipient }) => recipient),
    ),
  );
  const message = { id: place.messageId, keyEpoch, day: DAY, sealed };
  school.cases.set(id, { ...file, messages: [...file.messages, message] });
}

export function fileOf(school: StubSchool, id: CaseId): CaseFile {
  const file = school.cases.get(id);
  if (!file) throw new Error('The stub has no such case.');
  return file;
}
