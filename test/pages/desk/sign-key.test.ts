import { describe, expect, it } from '@jest/globals';
import { checkKeyLog } from '../../../src/officers/keylog.ts';
import { signKey } from '../../../src/pages/desk/vault/sign-key.ts';
import { DAY, rootOf, signedLog, someone, TENANT } from '../../officers/signed-log.ts';

const [officer, deputy, stranger] = ['officer', 'deputy', 'stranger'].map((id) => someone(id));
if (!officer || !deputy || !stranger) throw new Error('three names make three people');
const keyLog = [...signedLog([officer])];
const school = { tenant: TENANT, readers: [], recovery: null, keyLog, keyLogRoot: rootOf(keyLog) };
const ask = { school, key: deputy.key, day: DAY, action: 'add' as const };

describe("signing for a colleague's key", () => {
  it('gives the line that follows from the log', () => {
    const log = [...keyLog, signKey(officer, ask)];
    expect(checkKeyLog(log, TENANT, school.keyLogRoot)).toEqual({ ok: true });
  });

  it.each([
    ['has another root', { ...school, keyLogRoot: rootOf(signedLog([stranger])) }],
    ['has no root', { ...school, keyLogRoot: '' }],
    ['has a line that does not follow', { ...school, keyLog: [...keyLog, ...keyLog] }],
    ['does not name a reader', { ...school, readers: [{ ...stranger.key, name: 'x', role: 'deputy' as const }] }],
  ])('is not done under a log that %s', (_, told) => {
    expect(() => signKey(officer, { ...ask, school: told })).toThrow('not borne out');
  });
});
