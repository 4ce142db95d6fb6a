import { base64 } from '@scure/base';
import type * as z from 'zod';
import type { OfficerSecret } from '../../../officers/key.ts';
import { type ContactBody, contactBody, type ReportBody, reportBody } from '../../../reports/envelopes.ts';
import type { Contact } from '../../../reports/model.ts';
import { receiptFingerprint } from '../../../reports/receipt.ts';
import { asSealed, type Binding, open, SealError } from '../../../reports/seal.ts';
import { isRequestOf } from '../../../reports/sign.ts';
import { openThread } from '../../../reports/thread.ts';
import type { CaseFile } from '../../../reports/wire.ts';
import type { CaseToOpen, Opened, OpenedCase } from './calls.ts';
import { keyLogHolds, nameOf, signersOf } from './school-keys.ts';

type Identity = Pick<OfficerSecret, 'identity'>;
/** Stands where a key is wanted and nobody's signature counts. */
const NO_KEY = '';

/** Opens everything of a case. An envelope that does not open is told as such and keeps nothing else from opening. */
export async function openCase({ identity }: Identity, { school, file }: CaseToOpen): Promise<OpenedCase> {
  const { tenant } = school;
  const { id: caseId, keyEpoch } = file.summary;
  const body = await openReport({ identity }, { school, file });
  const receipt = receiptState(body, file);
  const messages = await openThread(file.messages, { tenant, caseId }, identity, {
    officers: signersOf(school),
    reporter: receipt === 'swapped' ? NO_KEY : file.receipt.verifyKey,
  });
  return {
    report: body.ok ? { ok: true, value: body.value.report } : body,
    contact:
      file.contact === undefined
        ? contactGone(tenant, file, receipt)
        : ofThisReport(
            await openOne(file.contact, identity, { kind: 'contact', tenant, caseId, keyEpoch }, contactBody),
            body,
          ),
    withdrawal: withdrawalOf(tenant, file),
    receipt,
    hiddenFrom: body.ok ? body.value.hiddenFrom : [],
    keyLogHolds: keyLogHolds(school),
    messages: messages.map((message) => ({
      ...message,
      by: message.kind === 'genuine' && message.from === 'officer' ? nameOf(message.signedBy, school) : undefined,
    })),
  };
}

/** Opens the report with what was sealed beside it: the receipt's fingerprint, and from whom it is hidden. */
export async function openReport({ identity }: Identity, { school, file }: CaseToOpen): Promise<Opened<ReportBody>> {
  if (file.report === undefined) return { ok: false, why: 'gone' };
  const { id: caseId, keyEpoch } = file.summary;
  return openOne(file.report, identity, { kind: 'report', tenant: school.tenant, caseId, keyEpoch }, reportBody);
}

/** Compares the receipt beside the case with the one that the sealed report names. */
export function receiptState(body: Opened<ReportBody>, { receipt }: CaseFile): OpenedCase['receipt'] {
  if (!body.ok) return 'unknown';
  return body.value.receipt === receiptFingerprint(receipt) ? 'genuine' : 'swapped';
}

/** A report is withdrawn when its receipt's key signed that and its text is gone. Whatever else says so is not to be believed. */
function withdrawalOf(tenant: string, { summary, report, receipt, withdrawal }: CaseFile): OpenedCase['withdrawal'] {
  const place = { tenant, caseId: summary.id };
  const signed = withdrawal !== undefined && isRequestOf(receipt.verifyKey, 'withdraw', place, '', withdrawal);
  if (signed && report === undefined) return 'genuine';
  return summary.status === 'withdrawn' ? 'not-genuine' : 'none';
}

/** A contact that was sealed with this very report; beside another one it says nothing about who wrote it. */
const ofThisReport = (contact: Opened<ContactBody>, report: Opened<ReportBody>): Opened<Contact> =>
  contact.ok && report.ok && contact.value.receipt !== report.value.receipt
    ? { ok: false, why: 'wrong-binding' }
    : contact;

/** Why there is no contact: the reporter signed for that, with the receipt that the report names, or nobody did. */
function contactGone(tenant: string, { summary, receipt, contactDeleted }: CaseFile, state: OpenedCase['receipt']) {
  const place = { tenant, caseId: summary.id };
  const signed =
    state === 'genuine' &&
    contactDeleted !== undefined &&
    isRequestOf(receipt.verifyKey, 'delete-contact', place, '', contactDeleted);
  return signed ? 'deleted' : 'missing';
}

async function openOne<T>(
  sealed: string,
  identity: string,
  binding: Binding,
  schema: z.ZodType<T>,
): Promise<Opened<T>> {
  try {
    const parsed = schema.safeParse(await open(asSealed(base64.decode(sealed)), identity, binding));
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, why: 'not-readable' };
  } catch (error) {
    return { ok: false, why: error instanceof SealError ? error.code : 'not-age' };
  }
}
