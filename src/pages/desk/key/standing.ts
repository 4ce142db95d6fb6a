import { hashOf, isSameKey, keysInUse } from '../../../officers/keylog.ts';
import type { Desk } from '../../../reports/wire.ts';
import { keyLogHolds } from '../vault/school-keys.ts';

/**
 * How the officer stands in the school's key log.
 *
 * `no-key`: still to be made, or to be made anew after a colleague took the old one out of use. `waiting`: a colleague must sign for it. `no-root`: it is the first, and the school has
 * not put it in its settings. `in-use`. `broken`: the log is not borne out, or says something else of this officer.
 */
export type Standing = 'no-key' | 'waiting' | 'no-root' | 'in-use' | 'broken';

/** Finds out from what the server gave at this load. */
export function standingOf({ me, school, key }: Desk): Standing {
  const { tenant, readers, keyLog, keyLogRoot } = school;
  const [first] = keyLog;
  const mine = keysInUse(keyLog).find(({ officer }) => officer === me.officer);
  const retired = keyLog.some(
    (line) => line.action === 'retire' && key && isSameKey(line, { ...key, officer: me.officer }),
  );
  if (mine && !(key && isSameKey(mine, { ...key, officer: me.officer }))) return 'broken';
  if (keyLogRoot === '') {
    // Nothing bears the log out yet: nobody may be a reader, and its lines must at least hang together.
    if (readers.length > 0 || !(first ? keyLogHolds({ ...school, keyLogRoot: hashOf(first, tenant) }) : !key)) {
      return 'broken';
    }
  } else if (!keyLogHolds(school)) return 'broken';
  if (!mine) return key && !retired ? 'waiting' : 'no-key';
  return keyLogRoot === '' ? 'no-root' : 'in-use';
}
