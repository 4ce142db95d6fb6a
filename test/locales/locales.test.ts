import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fill, localeOf, strings } from '../../src/locales/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'src/locales');
const names = readdirSync(FOLDER).flatMap((file) => /^(.+)\.nl\.json$/.exec(file)?.[1] ?? []);

/** Every string of a JSON value with the way to it. */
function stringsIn(value: unknown, way = ''): [string, string][] {
  if (typeof value === 'string') return [[way, value]];
  if (typeof value !== 'object' || value === null) return [[way, `not a string: ${value}`]];
  return Object.entries(value).flatMap(([key, item]) => stringsIn(item, `${way}/${key}`));
}
const load = (name: string, locale: string) =>
  stringsIn(JSON.parse(readFileSync(join(FOLDER, `${name}.${locale}.json`), 'utf8')));
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

/** Differences between two lists of strings with their ways: what a translation must not have. */
function differences(nl: readonly [string, string][], en: readonly [string, string][]): string[] {
  const english = new Map(en);
  const dutch = new Map(nl);
  return [
    ...nl.flatMap(([way, text]) => {
      const other = english.get(way);
      if (other === undefined) return [`${way} is missing in en`];
      return String(placeholders(text)) === String(placeholders(other)) ? [] : [`${way} has other placeholders`];
    }),
    ...en.flatMap(([way]) => (dutch.has(way) ? [] : [`${way} is missing in nl`])),
    ...[...nl, ...en].flatMap(([way, text]) => (text.trim() === '' ? [`${way} is empty`] : [])),
    ...[...nl, ...en].flatMap(([way, text]) => (text.startsWith('not a string') ? [`${way} is ${text}`] : [])),
  ];
}

it('finds the files of both languages', () => {
  expect(names).toContain('bot');
  expect(names.length).toBeGreaterThanOrEqual(3);
});

describe.each(names)('the strings of %s', (name) => {
  const [nl, en] = [load(name, 'nl'), load(name, 'en')];

  it('are the same in both languages, as long in every list, with the same placeholders, and none is empty', () => {
    expect(differences(nl, en)).toEqual([]);
  });

  it('keep the values that cards send the same in both languages', () => {
    const values = (list: readonly [string, string][]) => list.filter(([way]) => way.endsWith('/value'));
    expect(values(en)).toEqual(values(nl));
  });

  it('are translated: a longer sentence is never the same in both', () => {
    const english = new Map(en);
    expect(nl.filter(([way, text]) => text.split(' ').length > 4 && english.get(way) === text)).toEqual([]);
  });

  it('say nothing that the subject matter forbids', () => {
    for (const [, text] of [...nl, ...en]) expect(text).not.toMatch(/€|254ba|240b|MiND|politie[^.]{0,20}0800-7000/);
  });
});

it('a missing key, an empty string and a lost placeholder are found', () => {
  expect(
    differences(
      [
        ['/a', 'x'],
        ['/b', '{n} y'],
      ],
      [
        ['/b', 'y'],
        ['/c', ' '],
      ],
    ),
  ).toEqual(['/a is missing in en', '/b has other placeholders', '/c is missing in nl', '/c is empty']);
});

describe('errors and refusals', () => {
  const source = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('pages') && !path.startsWith('sandbox'))
    .map((path) => readFileSync(join(ROOT, 'src', path), 'utf8'))
    .join('\n');

  it.each(Object.keys(strings.nl.errors))('the error %s is used by the program', (code) => {
    expect(source).toMatch(new RegExp(`['"\`]${code}['"\`]`));
  });

  it.each(Object.keys(strings.nl.refusals))('the refusal %s is used by the program', (code) => {
    expect(source).toMatch(new RegExp(`['"\`.]${code}\\b`));
  });
});

describe('localeOf', () => {
  it.each([
    ['nl-NL', 'nl'],
    ['en-US', 'en'],
    ['EN', 'en'],
    ['de-DE', 'nl'],
    ['', 'nl'],
    [undefined, 'nl'],
  ])('%s is answered in %s', (tag, locale) => {
    expect(localeOf(tag)).toBe(locale);
  });
});

describe('fill', () => {
  it('fills every string of a value and leaves unknown names for a later step', () => {
    const value = { a: 'Hi {name}', b: ['{name} and {other}', 3, null, true] };
    expect(fill(value, { name: 'X' })).toEqual({ a: 'Hi X', b: ['X and {other}', 3, null, true] });
  });

  it('fills once: what a parameter holds is not filled again', () => {
    expect(fill('{a}', { a: '{b}', b: 'secret' })).toBe('{b}');
  });
});
