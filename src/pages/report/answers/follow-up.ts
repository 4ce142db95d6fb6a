import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import type * as z from 'zod';
import { notHidden, recipientsOf } from '../../../reports/envelopes.ts';
import { dayOf } from '../../../reports/model.ts';
import { SealError, seal } from '../../../reports/seal.ts';
import { aboutMessage, signMessage, signRequest } from '../../../reports/sign.ts';
import { lastSeen } from '../../../reports/thread.ts';
import type { followUp, Reader } from '../../../reports/wire.ts';
import type { CheckedSchool } from '../checked-school.ts';
import type { OpenCase } from './open-case.ts';

/** A follow-up that is sealed and can be sent, again and again, as the same bytes. */
export type FollowUp = z.infer<typeof followUp>;

export const newMessageId = (): string => bytesToHex(crypto.getRandomValues(new Uint8Array(16)));

/** Who will read a follow-up: everyone at school from whom the report is not hidden. */
export const readersOf = ({ own }: OpenCase, { readers }: CheckedSchool): readonly Reader[] =>
  own ? notHidden(readers, own.hiddenFrom) : [];

/**
 * Seals what a reporter writes to the readers and to the receipt itself, and signs it.
 *
 * @param school its readers get it; it may be newer than the one the case was opened with.
 * @throws {SealError} `recipients` when nobody remains, `too-large`.
 */
export async function sealFollowUp(
  id: string,
  text: string,
  found: OpenCase,
  school: CheckedSchool = found.school,
): Promise<FollowUp> {
  const { keys, status, thread } = found;
  const readers = readersOf(found, school);
  const place = { tenant: school.tenant, caseId: status.id };
  const said = { text, after: lastSeen(thread), day: dayOf(new Date()) };
  const body = signMessage(said, 'follow-up', { ...place, messageId: id }, keys.signKey);
  const { keyEpoch } = school;
  // Without a reader it would only be sealed to its own writer.
  if (readers.length === 0) throw new SealError('recipients');
  const recipients = [
    ...(await recipientsOf(school.readers, found.own?.hiddenFrom ?? [], school.recovery)),
    keys.recipient,
  ];
  const sealed = await seal({ kind: 'follow-up', ...place, keyEpoch }, body, recipients);
  const signature = signRequest('follow-up', place, aboutMessage(id, sealed), keys.signKey);
  return { lookup: keys.lookup, id, keyEpoch, sealed: base64.encode(sealed), signature };
}
