import { base64 } from '@scure/base';
import type { OfficerSecret } from '../../../src/officers/key.ts';
import { hashOf, nextEntry, refOf } from '../../../src/officers/keylog.ts';
import { type Recipient, sealReport } from '../../../src/reports/envelopes.ts';
import { type CaseId, type Filled, newCaseId, type Report } from '../../../src/reports/model.ts';
import { deriveReceipt, newReceipt, type ReceiptKeys } from '../../../src/reports/receipt.ts';
import { seal } from '../../../src/reports/seal.ts';
import { type Said, signMessage } from '../../../src/reports/sign.ts';
import type { CaseFile, CaseSummary, Reader } from '../../../src/reports/wire.ts';
import { quickOfficerKey } from '../../helpers/officer-key.ts';
import { DAY, OFFICER, readersOf, type StubSchool, TENANT } from './stub-school.ts';

export const PASSPHRASE = 'appel boterham fiets gordijn kastanje wolk';

export const REPORT: Report = {
  about: 'me',
  subject: 'leaked',
  story: 'Eerste regel van het verhaal.\nTweede regel, met <b>haken</b> en https://voorbeeld.nl erin.',
  where: 'een groepsapp',
  since: 'week',
  ongoing: 'yes',
  danger: false,
  wish: '',
  by: 'self',
};

// Slow on purpose, so a test file makes each once.
let officer: ReturnType<typeof quickOfficerKey> | undefined;
let deputy: ReturnType<typeof quickOfficerKey> | undefined;
let reporter: ReturnType<typeof deriveReceipt> | undefined;

/** Gives the stub's officer a key, as if they had made one before and the root stood in the settings. */
export async function giveKey(school: StubSchool): Promise<OfficerSecret> {
  officer ??= quickOfficerKey(PASSPHRASE);
  const { secret, key } = await officer;
  school.key = { recipient: key.recipient, verifyKey: key.verifyKey, wrapped: base64.encode(key.wrapped) };
  const root = nextEntry([], TENANT, { ...key, officer: OFFICER.officer }, DAY, secret.signKey);
  school.keyLog = [root];
  school.keyLogRoot = hashOf(root, TENANT);
  return secret;
}

/** Takes a deputy's key into use. @param by who vouches for it, with a signature in the key log. */
export async function addDeputy(
  school: StubSchool,
  by: Pick<OfficerSecret, 'signKey'>,
): Promise<{ secret: OfficerSecret; reader: Reader }> {
  deputy ??= quickOfficerKey('een twee drie');
  const { secret, key } = await deputy;
  const { recipient, verifyKey } = key;
  const reader: Reader = {
    ...{ officer: refOf(TENANT, 'officer-2'), name: 'Vervanger', role: 'deputy' },
    ...{ recipient, verifyKey },
  };
  school.colleagues.push(reader);
  school.keyLog = [...school.keyLog, nextEntry(school.keyLog, TENANT, reader, DAY, by.signKey)];
  return { secret, reader };
}

type Given = Partial<Pick<Filled, 'contact' | 'hiddenFrom'>> & {
  readonly report?: Partial<Report>;
  /** Where the reporter wants a sign; none when empty. */
  readonly nudge?: string;
  /** The recovery sheet's key. */
  readonly recovery?: Recipient | null;
  readonly summary?: Partial<CaseSummary>;
  /** Seals for another case than the one it is put in. */
  readonly sealedFor?: CaseId;
};

/** Puts a really sealed case in the stub. Gives its id and what the reporter's receipt yields. */
export async function addCase(school: StubSchool, given: Given = {}): Promise<{ id: CaseId; receipt: ReceiptKeys }> {
  const id = given.summary?.id ?? newCaseId();
  reporter ??= deriveReceipt(newReceipt(), TENANT);
  const receipt = await reporter;
  const { lookup, recipient, verifyKey } = receipt;
  const keyEpoch = school.keyLog.length;
  const report = { ...REPORT, ...given.report };
  const filled = { report, contact: given.contact ?? '', hiddenFrom: given.hiddenFrom ?? [], nudge: false };
  const binding = { tenant: TENANT, caseId: given.sealedFor ?? id, keyEpoch };
  const sealed = await sealReport(filled, binding, receipt, readersOf(school), given.nudge, given.recovery);
  school.cases.set(id, {
    summary: {
      ...{
        id,
        day: DAY,
        status: 'new',
        acute: report.danger,
        member: true,
        news: false,
        keyEpoch,
        readersEpoch: keyEpoch,
        version: '1',
      },
      ...given.summary,
    },
    report: base64.encode(sealed.report),
    contact: base64.encode(sealed.contact),
    messages: [],
    receipt: { lookup, recipient, verifyKey },
  });
  return { id, receipt };
}

type Written = Partial<Said> & { readonly id?: string; readonly from?: 'officer' | 'reporter' };

/** Puts a message in a case, of an officer unless said otherwise, signed with this key, whoever's it is. Gives its id. */
export async function addMessage(
  school: StubSchool,
  id: CaseId,
  text: string,
  signKey: Uint8Array,
  { from = 'officer', id: messageId = newMessageId(school, id), after = null, day = DAY }: Written = {},
): Promise<string> {
  const file = fileOf(school, id);
  const kind = from === 'officer' ? 'message' : 'follow-up';
  const keyEpoch = school.keyLog.length;
  const place = { tenant: TENANT, caseId: id, messageId };
  const sealed = await seal(
    { kind, tenant: TENANT, caseId: id, keyEpoch },
    signMessage({ text, after, day }, kind, place, signKey),
    readersOf(school).map(({ recipient }) => recipient),
  );
  const message = { id: messageId, from, keyEpoch, day, sealed: base64.encode(sealed) };
  school.cases.set(id, { ...file, messages: [...file.messages, message] });
  return messageId;
}

const newMessageId = (school: StubSchool, id: CaseId) => `${fileOf(school, id).messages.length}`.padStart(32, '0');

export function fileOf(school: StubSchool, id: CaseId): CaseFile {
  const file = school.cases.get(id);
  if (!file) throw new Error('The stub has no such case.');
  return file;
}

/** Changes what the table holds of a case, as somebody could who can write to it. */
export function tamper(school: StubSchool, id: CaseId, change: (file: CaseFile) => CaseFile): void {
  school.cases.set(id, change(fileOf(school, id)));
}
