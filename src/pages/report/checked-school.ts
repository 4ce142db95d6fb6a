import { borneOut, checkKeyLog } from '../../officers/keylog.ts';
import { recoveryBorneOut } from '../../officers/recovery.ts';
import type { School } from '../../reports/wire.ts';

/**
 * A school whose readers are borne out by its signed list of keys. Nothing is sealed to any other one, and no message
 * is taken for genuine that is not signed with a key of that list.
 */
export type CheckedSchool = School & {
  /** Ed25519 keys of everyone who may write as an officer, also of those who no longer read. */
  readonly signers: readonly string[];
  readonly [checkedMark]: true;
};
declare const checkedMark: unique symbol;

/** Checks what a server says about its school. @returns undefined when its list of keys does not add up. */
export function checkSchool(school: School): CheckedSchool | undefined {
  const { tenant, keyEpoch, readers, recovery, keyLog, keyLogRoot } = school;
  // Nobody has made a key, or nobody has vouched for the first one yet: nobody can read, and nobody is believed.
  const notBegun = readers.length === 0 && (keyLog.length === 0 || keyLogRoot === '');
  if (notBegun) return checked(school, []);
  const addsUp =
    keyEpoch === keyLog.length &&
    checkKeyLog(keyLog, tenant, keyLogRoot).ok &&
    borneOut(readers, keyLog) &&
    recoveryBorneOut(recovery, keyLog, tenant);
  return addsUp
    ? checked(
        school,
        keyLog.map(({ verifyKey }) => verifyKey),
      )
    : undefined;
}

const checked = (school: School, signers: readonly string[]) => ({ ...school, signers }) as CheckedSchool; // by the rules above

/** Whether exactly the same people can read. The reporter agreed to these and no others. */
export const sameReaders = (a: School, b: School): boolean => readersOf(a) === readersOf(b);

const readersOf = ({ tenant, readers, recovery }: School) =>
  JSON.stringify([
    tenant,
    recovery?.recipient ?? '',
    ...readers.map(({ officer, name, role, recipient }) => [officer, name, role, recipient].join('\n')).sort(),
  ]);
