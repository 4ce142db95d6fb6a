import { describe, expect, it } from '@jest/globals';
import { publicKeysOf } from '../../src/officers/key.ts';
import { type KeyLog, nextEntry } from '../../src/officers/keylog.ts';
import { newSheet, recoveryBorneOut, recoveryRef, secretOf } from '../../src/officers/recovery.ts';
import { open, seal } from '../../src/reports/seal.ts';
import { isSigned, sign } from '../../src/reports/sign.ts';
import { DAY, signedLog, someone, TENANT } from './signed-log.ts';

describe('a recovery sheet', () => {
  it('yields one age key and one signing key, however it is typed', async () => {
    const text = await newSheet();
    const secret = secretOf(text);
    if (!secret) throw new Error('a new sheet is a sheet');
    expect(secretOf(` ${text.toLowerCase().replace(/(.{7})/g, '$1 \n')}`)).toEqual(secret);
    const { recipient, verifyKey } = await publicKeysOf(secret);
    const binding = { kind: 'report', tenant: TENANT, caseId: 'a case', keyEpoch: 1 } as const;
    expect(await open(await seal(binding, 'geheim', [recipient]), secret.identity, binding)).toBe('geheim');
    expect(isSigned(['a'], sign(['a'], secret.signKey), verifyKey)).toBe(true);
  });

  it('is another one every time, and so are its signing keys', async () => {
    const [one, other] = [secretOf(await newSheet()), secretOf(await newSheet())];
    expect(one?.identity).not.toBe(other?.identity);
    expect(one?.signKey).not.toEqual(other?.signKey);
  });

  it.each([
    '',
    'appel boterham',
    'AGE-SECRET-KEY-1QQQ',
    'AGE-SECRET-KEY-PQ-1QQQ',
    `AGE-SECRET-KEY-PQ-1${'B'.repeat(58)}`,
  ])('is not: %j', (typed) => {
    expect(secretOf(typed)).toBeUndefined();
  });
});

describe('what a server says of the sheet', () => {
  const officer = someone('officer');
  const { key } = someone('a sheet');
  const sheet = { ...key, officer: recoveryRef(TENANT) };
  const without: KeyLog = signedLog([officer]);
  const line = (log: KeyLog, action: 'add' | 'retire') => nextEntry(log, TENANT, sheet, DAY, officer.signKey, action);
  const withSheet = [...without, line(without, 'add')];
  const after = [...withSheet, line(withSheet, 'retire')];

  it('must be what the log says: its key, or that there is none', () => {
    expect(recoveryBorneOut(null, without, TENANT)).toBe(true);
    expect(recoveryBorneOut(sheet, withSheet, TENANT)).toBe(true);
    expect(recoveryBorneOut(null, after, TENANT)).toBe(true);
  });

  it('is not believed when it keeps quiet about it, names another key, or one that went', () => {
    expect(recoveryBorneOut(null, withSheet, TENANT)).toBe(false);
    expect(recoveryBorneOut({ ...sheet, recipient: 'other' }, withSheet, TENANT)).toBe(false);
    expect(recoveryBorneOut(sheet, without, TENANT)).toBe(false);
    expect(recoveryBorneOut(sheet, after, TENANT)).toBe(false);
  });
});
