import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSchoolKey, schoolKeyOf } from '../../src/reports/school-key.ts';

const KEY = new Uint8Array(32).fill(7);
const TENANT = '6c1c4b0e-6f2c-4c55-8d8b-3d1f2a0b9c10';
const keyOn = (day: string) => schoolKeyOf(KEY, TENANT, day);
const isOn = (typed: string, today: string) => isSchoolKey(typed, KEY, TENANT, today);

describe('the school key of the week', () => {
  it('is two groups of five characters that cannot be mistaken for one another', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (hashKey) => {
        expect(schoolKeyOf(hashKey, TENANT, '2026-11-22')).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      }),
    );
  });

  it('is made from the school, the week and the hash key', () => {
    const hash = createHmac('sha256', KEY).update(`["bondgenoot/school-key/v1","${TENANT}","2026-W47"]`).digest();
    const characters = [...hash].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]).join('');
    expect(keyOn('2026-11-22')).toBe(`${characters.slice(0, 5)}-${characters.slice(5, 10)}`);
  });

  it('is the same from Monday to Sunday, for everybody', () => {
    const week = ['16', '17', '18', '19', '20', '21', '22'].map((day) => keyOn(`2026-11-${day}`));
    expect(new Set(week).size).toBe(1);
    expect(keyOn('2026-11-15')).not.toBe(week[0]);
    expect(keyOn('2026-11-23')).not.toBe(week[0]);
  });

  it.each([
    ['2026-12-31', '2027-01-03'], // 2026 has a week 53
    ['2027-01-04', '2027-01-10'],
    ['2024-12-30', '2025-01-05'],
  ])('is the same on %s and %s, over the end of a year', (one, other) => {
    expect(keyOn(one)).toBe(keyOn(other));
  });

  it('is another one every week, over the end of a year too', () => {
    const days = ['2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11', '2025-12-29', '2028-01-03'];
    expect(new Set(days.map(keyOn)).size).toBe(days.length);
  });

  it.each([
    ['on the Friday that the link was sent', '2026-11-20', true],
    ['on the Monday after', '2026-11-23', true],
    ['on the Sunday after', '2026-11-29', true],
    ['two Mondays later', '2026-11-30', false],
    ['the week before', '2026-11-15', false],
  ])('works %s: %s, %s', (_when, today, works) => expect(isOn(keyOn('2026-11-20'), today)).toBe(works));

  it.each([
    ['2026-12-28', '2027-01-10', true],
    ['2026-12-28', '2027-01-11', false],
    ['2027-01-04', '2027-01-03', false],
  ])('of %s on %s, over the end of a year: %s', (made, today, works) => expect(isOn(keyOn(made), today)).toBe(works));

  it('is read however a person types it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (hashKey) => {
        const key = schoolKeyOf(hashKey, TENANT, '2026-11-22');
        const typed = [
          key.toLowerCase(),
          key.replace('-', ''),
          ` ${key.replace('-', ' – ')} `,
          key.replaceAll('0', 'o'),
          key.replaceAll('1', 'l'),
          key.replaceAll('1', 'I'),
          [...key].join('.'),
        ];
        for (const text of typed) expect(isSchoolKey(text, hashKey, TENANT, '2026-11-22')).toBe(true);
      }),
    );
  });

  it('does not work at another school, or under another hash key', () => {
    const key = keyOn('2026-11-22');
    expect(isSchoolKey(key, KEY, TENANT.replace('6', '7'), '2026-11-22')).toBe(false);
    expect(isSchoolKey(key, new Uint8Array(32).fill(8), TENANT, '2026-11-22')).toBe(false);
  });

  it('is none with a wrong character in any place', () => {
    const key = keyOn('2026-11-22');
    for (let place = 0; place < key.length; place++) {
      if (key[place] === '-') continue;
      const wrong = key.slice(0, place) + (key[place] === 'A' ? 'B' : 'A') + key.slice(place + 1);
      expect(isOn(wrong, '2026-11-22')).toBe(false);
    }
  });

  it('is not found in garbage, and nothing breaks on it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => !isOn(text, '2026-11-22')));
    const key = keyOn('2026-11-22');
    for (const text of ['', '-', 'ÀÀÀÀÀ', 'ééééé', key.slice(1), `${key}0`, key + key]) {
      expect(isOn(text, '2026-11-22')).toBe(false);
    }
  });
});
