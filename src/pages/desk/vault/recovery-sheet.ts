import { type OfficerSecret, publicKeysOf } from '../../../officers/key.ts';
import { newSheet, recoveryRef, secretOf } from '../../../officers/recovery.ts';
import type { Calls, MadeSheet } from './calls.ts';
import { keyLogHolds } from './school-keys.ts';
import { signKey } from './sign-key.ts';

/** Makes a recovery sheet, and signs for its key. @throws {Error} when the key log is not borne out. */
export async function makeSheet(
  officer: Pick<OfficerSecret, 'signKey'>,
  { school, day }: Calls['makeSheet']['ask'],
): Promise<MadeSheet> {
  const text = await newSheet();
  const secret = secretOf(text);
  if (!secret) throw new Error('A new sheet is not like a sheet.');
  const key = { officer: recoveryRef(school.tenant), ...(await publicKeysOf(secret)) };
  return { text, entry: signKey(officer, { school, key, day, action: 'add' }) };
}

/** The keys of a typed sheet, when it is the one that the checked key log names. */
export async function openSheet({ school, typed }: Calls['useSheet']['ask']): Promise<OfficerSecret | undefined> {
  const secret = secretOf(typed);
  if (!secret || !keyLogHolds(school) || school.recovery === null) return undefined;
  const own = await publicKeysOf(secret).catch(() => undefined); // a slip of the pen: its checksum is not right
  const isIt = own?.recipient === school.recovery.recipient && own.verifyKey === school.recovery.verifyKey;
  return isIt ? secret : undefined;
}
