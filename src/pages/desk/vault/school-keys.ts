import { borneOut, checkKeyLog } from '../../../officers/keylog.ts';
import { recoveryBorneOut } from '../../../officers/recovery.ts';
import type { SchoolKeys } from './calls.ts';

/** Whether the key log hangs together from its root, and everyone whom the server names as a reader stands in it. */
export const keyLogHolds = ({ tenant, readers, recovery, keyLog, keyLogRoot }: SchoolKeys): boolean =>
  checkKeyLog(keyLog, tenant, keyLogRoot).ok && borneOut(readers, keyLog) && recoveryBorneOut(recovery, keyLog, tenant);

/** Every signing key that the log ever took in: an answer of a former officer stays genuine. None when the log does not hold. */
export const signersOf = (school: SchoolKeys): readonly string[] =>
  keyLogHolds(school) ? school.keyLog.map(({ verifyKey }) => verifyKey) : [];

/** The name of the officer with this signing key, as long as that officer reads here. */
export function nameOf(verifyKey: string, { readers, keyLog }: SchoolKeys): string | undefined {
  const officer = keyLog.find((entry) => entry.verifyKey === verifyKey)?.officer;
  return readers.find((reader) => reader.officer === officer)?.name;
}
