import { describe, expect, it } from '@jest/globals';
import { epochOf, type KeyLogEntry, keysInUse } from '../../src/officers/keylog.ts';

const entry = (seq: number, officerId: string): KeyLogEntry => ({
  seq,
  officerId,
  recipient: `recipient-${seq}`,
  verifyKey: `verify-${seq}`,
  day: '2026-11-22',
});
const LOG = [entry(1, 'former'), entry(2, 'officer'), entry(3, 'deputy')];

describe('the key log', () => {
  it('counts its epoch from zero, before the first key', () => {
    expect(epochOf([])).toBe(0);
    expect(epochOf(LOG)).toBe(3);
  });

  it('gives the keys of those who are appointed now, and of nobody else', () => {
    const appointed = new Set(['officer', 'deputy', 'without-a-key']);
    expect(keysInUse(LOG, appointed).map(({ officerId }) => officerId)).toEqual(['officer', 'deputy']);
  });

  it('gives one key for an officer: a second line under the same id, put there by hand, adds no reader', () => {
    const log = [...LOG, entry(4, 'officer')];
    expect(keysInUse(log, new Set(['officer'])).map(({ seq }) => seq)).toEqual([2]);
  });

  it('gives no key when nobody is appointed', () => {
    expect(keysInUse(LOG, new Set())).toEqual([]);
  });
});
