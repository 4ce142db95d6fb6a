import { base64 } from '@scure/base';
import type { OfficerSecret } from '../../../officers/key.ts';
import { recipientsOf } from '../../../reports/envelopes.ts';
import { seal } from '../../../reports/seal.ts';
import { signMessage } from '../../../reports/sign.ts';
import type { AnswerToSeal, SealedAnswer } from './calls.ts';
import { openReport, receiptState } from './open-case.ts';
import { keyLogHolds } from './school-keys.ts';

/**
 * Signs an answer for its place in its case and seals it to the reporter and to everyone who reads now, except those
 * from whom the report is hidden. Who that is, and whether the receipt is the reporter's, the sealed report says.
 *
 * @returns undefined when the key log does not bear out the readers: then nothing is sealed.
 * @throws {Error} when the report does not open or names another receipt; {@link SealError} `too-large`.
 */
export async function sealAnswer(
  secret: OfficerSecret,
  { school, file, messageId, said }: AnswerToSeal,
): Promise<SealedAnswer | undefined> {
  const body = await openReport(secret, { school, file });
  if (!body.ok || receiptState(body, file) !== 'genuine') throw new Error('Nobody knows who would read this answer.');
  if (!keyLogHolds(school)) return undefined;
  const place = { tenant: school.tenant, caseId: file.summary.id, messageId };
  const keyEpoch = school.keyLog.length;
  const readers = await recipientsOf(school.readers, body.value.hiddenFrom, school.recovery);
  const sealed = await seal(
    { kind: 'message', tenant: place.tenant, caseId: place.caseId, keyEpoch },
    signMessage(said, 'message', place, secret.signKey),
    [file.receipt.recipient, ...readers],
  );
  return { keyEpoch, sealed: base64.encode(sealed) };
}
