import { base64 } from '@scure/base';
import { sealReport } from '../../reports/envelopes.ts';
import { type Filled, newCaseId } from '../../reports/model.ts';
import { deriveReceipt, newReceipt, type Receipt } from '../../reports/receipt.ts';
import type { Submission } from '../../reports/wire.ts';
import { type CheckedSchool, checkSchool } from './checked-school.ts';

/** A report that is sealed and can be sent, again and again, as the same bytes. */
export type SealedReport = { readonly submission: Submission; readonly receipt: Receipt };

/**
 * Seals a report to everyone who may read it, with a new id and a new receipt. Takes about a second, for the receipt.
 *
 * @throws {SealError} `too-large`, or `recipients` when nobody may read it.
 */
export async function sealForSchool(filled: Filled, school: CheckedSchool): Promise<SealedReport> {
  if (!checkSchool(school)) throw new Error('the readers are not borne out by the key log');
  const receipt = newReceipt();
  const keys = await deriveReceipt(receipt, school.tenant);
  const { lookup, recipient, verifyKey } = keys;
  const id = newCaseId();
  const { keyEpoch, readers, recovery, tenant } = school;
  const sealed = await sealReport(filled, { tenant, caseId: id, keyEpoch }, keys, readers, '', recovery);
  const submission: Submission = {
    ...{ id, keyEpoch, acute: filled.report.danger, receipt: { lookup, recipient, verifyKey } },
    report: base64.encode(sealed.report),
    contact: base64.encode(sealed.contact),
    own: base64.encode(sealed.own),
    hiddenFrom: [...filled.hiddenFrom],
  };
  return { submission, receipt };
}
