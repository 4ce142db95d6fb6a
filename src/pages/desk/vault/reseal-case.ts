import { base64 } from '@scure/base';
import type { OfficerSecret } from '../../../officers/key.ts';
import { recipientsOf } from '../../../reports/envelopes.ts';
import { asSealed, type Binding, reseal, SealError } from '../../../reports/seal.ts';
import type { CaseToOpen, ResealedEnvelopes } from './calls.ts';
import { openReport, receiptState } from './open-case.ts';
import { keyLogHolds } from './school-keys.ts';

/**
 * Seals every envelope of a case anew: to everyone who reads now, except those from whom the report is hidden, and what
 * was written to the reporter also to the reporter. What does not open stays as it is.
 *
 * @returns undefined when the key log does not bear out the readers: then nothing is sealed.
 * @throws {Error} when a report is there that does not open: nobody knows from whom it is hidden.
 */
export async function resealCase(
  { identity }: Pick<OfficerSecret, 'identity'>,
  { school, file }: CaseToOpen,
): Promise<ResealedEnvelopes | undefined> {
  if (!keyLogHolds(school)) return undefined;
  const { id: caseId, keyEpoch: epoch, version } = file.summary;
  const now = { version, keyEpoch: school.keyLog.length };
  if (file.report === undefined) return { ...now, messages: [] }; // it was withdrawn, and erased
  const body = await openReport({ identity }, { school, file });
  if (!body.ok) throw new Error('Nobody knows from whom this report is hidden.');
  const readers = await recipientsOf(school.readers, body.value.hiddenFrom, school.recovery);
  // A receipt that somebody put there in the place of the reporter's must not get to read anything.
  const reporter = receiptState(body, file) === 'genuine' ? [file.receipt.recipient] : [];

  const anew = async (sealed: string, kind: Binding['kind'], keyEpoch: number, recipients: readonly string[]) => {
    try {
      const binding = { kind, tenant: school.tenant, caseId, keyEpoch };
      return base64.encode(await reseal(asSealed(base64.decode(sealed)), identity, binding, recipients));
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  };
  const report = await anew(file.report, 'report', epoch, readers);
  const contact = file.contact === undefined ? undefined : await anew(file.contact, 'contact', epoch, readers);
  const messages: ResealedEnvelopes['messages'] = [];
  for (const { id, from, keyEpoch, sealed: before } of file.messages) {
    const kind = from === 'officer' ? 'message' : 'follow-up';
    const sealed = await anew(before, kind, keyEpoch, [...reporter, ...readers]);
    if (sealed !== undefined) messages.push({ id, from, sealed });
  }
  return { ...now, ...(report && { report }), ...(contact && { contact }), messages };
}
