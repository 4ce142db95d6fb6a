import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ContentError } from '../../src/content.ts';
import { type Calendar, loadCalendar, nextReadingDay } from '../../src/school/calendar.ts';

const BUILT_IN = join(import.meta.dirname, '../../content');
const own = mkdtempSync(join(tmpdir(), 'bondgenoot-calendar-'));
afterAll(() => rmSync(own, { recursive: true }));

/** What a school's own file of this text gives. */
function read(text: string): Calendar {
  writeFileSync(join(own, 'calendar.yml'), text);
  return loadCalendar(BUILT_IN, own);
}
const until = 'until: "16:00"\n';
const weekdays = `readingDays: [monday, tuesday, wednesday, thursday, friday]\n${until}`;
/** A time of that day at which the school in these tests still reads. */
const morning = (day: string) => new Date(`${day}T08:00:00Z`);
const period = (from: string, to: string) => `  - { from: ${from}, to: ${to}, nl: vrij, en: off }\n`;

describe('the built-in calendar', () => {
  const calendar = loadCalendar(BUILT_IN, undefined);

  it('is Monday to Friday, and states no holidays', () => {
    expect(calendar.readingDays).toEqual(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']);
    expect(calendar.closed).toEqual([]);
  });

  // Friday in winter time, Wednesday in summer time, the night in which the clock goes forward.
  it.each([
    ['2026-11-20T14:59:59Z', '2026-11-20'],
    ['2026-11-20T15:00:00Z', '2026-11-23'],
    ['2026-07-01T13:59:59Z', '2026-07-01'],
    ['2026-07-01T14:00:00Z', '2026-07-02'],
    ['2026-11-18T22:59:00Z', '2026-11-19'],
    ['2026-11-18T23:00:00Z', '2026-11-19'],
    ['2026-11-21T23:30:00Z', '2026-11-23'],
    ['2027-03-28T01:30:00Z', '2027-03-29'],
  ])('counts a reading day until four in the afternoon in the Netherlands: at %s it is %s', (now, next) => {
    expect(nextReadingDay(calendar, new Date(now))).toBe(next);
  });

  it.each([
    ['2026-11-20', '2026-11-20'],
    ['2026-11-21', '2026-11-23'],
    ['2026-11-22', '2026-11-23'],
    ['2027-12-31', '2027-12-31'],
    ['2028-01-01', '2028-01-03'],
    ['2028-02-29', '2028-02-29'],
  ])('of %s says %s', (today, next) => {
    expect(nextReadingDay(calendar, morning(today))).toBe(next);
  });

  it('stands where the own folder has none', () => {
    expect(loadCalendar(BUILT_IN, join(own, 'nowhere'))).toEqual(calendar);
  });
});

describe("a school's own calendar", () => {
  it('takes the place of the built-in one as a whole', () => {
    const calendar = read(`readingDays: [tuesday]\n${until}closed: []\n`);
    expect(nextReadingDay(calendar, morning('2026-11-25'))).toBe('2026-12-01');
  });

  it('passes over closed periods, also when they touch, overlap or cross a new year', () => {
    const calendar = read(
      `${weekdays}closed:\n${period('2026-12-24', '2027-01-01')}${period('2026-12-30', '2027-01-04')}${period('2027-01-05', '2027-01-05')}`,
    );
    expect(nextReadingDay(calendar, morning('2026-12-23'))).toBe('2026-12-23');
    for (const today of ['2026-12-24', '2026-12-31', '2027-01-01', '2027-01-05']) {
      expect(nextReadingDay(calendar, morning(today))).toBe('2027-01-06');
    }
  });

  it('gives a day that is read on, not before today, with only days that are not read on between', () => {
    const calendar = read(`readingDays: [monday, thursday]\n${until}closed:\n${period('2027-02-01', '2027-03-07')}`);
    const isRead = (day: string) =>
      [1, 4].includes(new Date(day).getUTCDay()) && !(day >= '2027-02-01' && day <= '2027-03-07');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), (days) => {
        const at = (offset: number) => new Date(Date.UTC(2026, 5, 1 + days + offset)).toISOString().slice(0, 10);
        let offset = 0;
        while (!isRead(at(offset))) offset += 1;
        expect(nextReadingDay(calendar, morning(at(0)))).toBe(at(offset));
      }),
    );
  });
});

describe('a calendar that is not right', () => {
  it.each([
    ['no reading day at all', `readingDays: []\n${until}closed: []\n`, /calendar\.yml:1: readingDays/],
    ['an unknown day', `readingDays: [maandag]\n${until}closed: []\n`, /calendar\.yml:1: readingDays\.0/],
    ['a missing field', weekdays, /calendar\.yml:\d+: closed/],
    ['no hour', 'readingDays: [monday]\nclosed: []\n', /calendar\.yml:\d+: until/],
    ['an hour without its two digits', 'readingDays: [monday]\nuntil: "9:00"\nclosed: []\n', /:2: until/],
    ['an hour that does not exist', 'readingDays: [monday]\nuntil: "24:00"\nclosed: []\n', /:2: until/],
    ['an hour without quotes, which is a number', 'readingDays: [monday]\nuntil: 1600\nclosed: []\n', /:2: until/],
    ['an unknown field', `${weekdays}closed: []\nholidays: []\n`, /holidays/],
    ['a date that does not exist', `${weekdays}closed:\n${period('2026-02-30', '2026-03-02')}`, /:4: closed\.0\.from/],
    [
      'an end before the start',
      `${weekdays}closed:\n${period('2026-05-02', '2026-05-01')}`,
      /:4: closed\.0\.to.*before/,
    ],
    [
      'a period without a name',
      `${weekdays}closed:\n  - { from: 2026-05-01, to: 2026-05-02, nl: vrij }\n`,
      /closed\.0\.en/,
    ],
    ['no YAML', `${weekdays}closed: [\n`, /calendar\.yml:\d+: /],
    [
      'a year without a reading day',
      `${weekdays}closed:\n${period('2026-05-01', '2026-05-02')}${period('2026-12-24', '2028-01-02')}`,
      /:5: closed\.1: no reading day is left in 2027/,
    ],
  ])('%s: is refused with the file, the line and the field', (_what, text, told) => {
    expect(() => read(text)).toThrow(ContentError);
    expect(() => read(text)).toThrow(told);
  });

  it('is refused when it is not there at all', () => {
    expect(() => loadCalendar(join(own, 'nowhere'), undefined)).toThrow(/calendar\.yml/);
  });
});
