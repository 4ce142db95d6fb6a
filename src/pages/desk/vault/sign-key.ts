import type { OfficerSecret } from '../../../officers/key.ts';
import { nextEntry } from '../../../officers/keylog.ts';
import type { KeyLogEntry } from '../../../reports/wire.ts';
import type { KeyToSign } from './calls.ts';
import { keyLogHolds } from './school-keys.ts';

/**
 * Signs the line that takes a key into use, or out of it.
 *
 * @throws {Error} when the key log is not borne out: a signature would then vouch for what somebody else put there.
 */
export function signKey(
  { signKey }: Pick<OfficerSecret, 'signKey'>,
  { school, key, day, action }: KeyToSign,
): KeyLogEntry {
  if (!keyLogHolds(school)) throw new Error('The key log is not borne out.');
  return nextEntry(school.keyLog, school.tenant, key, day, signKey, action);
}
