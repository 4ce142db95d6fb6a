import { base64 } from '@scure/base';
import type { OfficerSecret } from '../../../officers/key.ts';
import { seal } from '../../../reports/seal.ts';
import { signMessage } from '../../../reports/sign.ts';
import type { AnswerToSeal } from './calls.ts';

/**
 * Signs an answer for its place in its case and seals it.
 *
 * @returns the envelope in base 64.
 * @throws {SealError} `recipients` or `too-large`.
 */
export async function sealAnswer(
  { signKey }: Pick<OfficerSecret, 'signKey'>,
  { place, keyEpoch, text, recipients }: AnswerToSeal,
): Promise<string> {
  const binding = { kind: 'message', tenant: place.tenant, caseId: place.caseId, keyEpoch } as const;
  return base64.encode(await seal(binding, signMessage(text, place, signKey), recipients));
}
