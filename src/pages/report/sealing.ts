import { base64 } from '@scure/base';
import { type CaseId, type Contact, newCaseId, type Report } from '../../reports/model.ts';
import { deriveReceipt, newReceipt, type Receipt } from '../../reports/receipt.ts';
import { type Binding, seal } from '../../reports/seal.ts';
import type { School, Submission } from '../../reports/wire.ts';

/** A report that is sealed and can be sent, again and again, as the same bytes. */
export type SealedReport = {
  readonly body: string;
  readonly id: CaseId;
  readonly acute: boolean;
  readonly receipt: Receipt;
};

/**
 * Seals a report, and the contact apart from it, to everyone who can read, with a new id and a new receipt. Takes about a
 * second, for the receipt.
 *
 * @throws {SealError} `too-large`, or `recipients` when the school's readers are no readers.
 */
export async function sealReport(report: Report, contact: Contact | undefined, school: School): Promise<SealedReport> {
  const receipt = newReceipt();
  const { lookup, recipient, verifyKey } = await deriveReceipt(receipt, school.tenant);
  const id = newCaseId();
  const binding = { tenant: school.tenant, caseId: id, keyEpoch: school.keyEpoch };
  const recipients = school.readers.map((reader) => reader.recipient);
  const envelope = async (kind: Binding['kind'], content: unknown) =>
    base64.encode(await seal({ kind, ...binding }, content, recipients));
  const submission: Submission = {
    id,
    keyEpoch: school.keyEpoch,
    acute: report.danger,
    report: await envelope('report', report),
    ...(contact && { contact: await envelope('contact', contact) }),
    receipt: { lookup, recipient, verifyKey },
  };
  return { body: JSON.stringify(submission), id, acute: report.danger, receipt };
}

/** Whether exactly the same people can read. The reporter agreed to these and no others. */
export const sameReaders = (a: School, b: School): boolean => readersOf(a) === readersOf(b);

const readersOf = ({ tenant, readers }: School) =>
  JSON.stringify([tenant, ...readers.map(({ name, role, recipient }) => [name, role, recipient].join('\n')).sort()]);
