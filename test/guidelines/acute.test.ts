import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dangerIn, isAcute } from '../../src/guidelines/acute.ts';

const rows = readFileSync(join(import.meta.dirname, 'acute.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
const sentences = (kind: string, lang: string) =>
  rows.flatMap(([of, language, sentence = '']) => (of === kind && language === lang ? [sentence] : []));

describe.each(['nl', 'en'])('in %s', (lang) => {
  it.each(sentences('acute', lang))('acute: %s', (sentence) => {
    expect(dangerIn(sentence)).toBe('certain');
  });

  it.each(sentences('possible', lang))('possible: %s', (sentence) => {
    expect(dangerIn(sentence)).toBe('possible');
  });

  it.each(sentences('harmless', lang))('not acute: %s', (sentence) => {
    expect(dangerIn(sentence)).toBeUndefined();
  });
});

it('the table is long enough to mean something', () => {
  expect([...sentences('acute', 'nl'), ...sentences('acute', 'en')].length).toBeGreaterThanOrEqual(500);
  expect([...sentences('possible', 'nl'), ...sentences('possible', 'en')].length).toBeGreaterThanOrEqual(20);
  expect([...sentences('harmless', 'nl'), ...sentences('harmless', 'en')].length).toBeGreaterThanOrEqual(300);
  expect(new Set(rows.map(([, , sentence]) => sentence)).size).toBe(rows.length);
});

describe('however it is written', () => {
  it.each([
    'IK WIL DOOD',
    'ik  wil,  dood',
    'ik w\u00efl d\u00f3\u00f3d',
    'ik wil doooooood!!!!',
    'hoi. ik heb een vraag over een foto. ik wil niet meer leven. wat moet ik doen?',
    'zelfmoor',
    'zelfmmoord',
    'zelfmoort',
    'zlefmoord',
  ])('acute: %s', (sentence) => {
    expect(isAcute(sentence)).toBe(true);
  });

  it('a long text costs no time worth speaking of', () => {
    const long = 'er staat iemand en hij wil mij '.repeat(64);
    const before = performance.now();
    isAcute(long);
    expect(performance.now() - before).toBeLessThan(250);
  });

  it('only a part of what is possible is certain', () => {
    expect(isAcute('ik wil niet meer leven')).toBe(true);
    expect(isAcute('ik kan niet meer')).toBe(false);
  });

  it.each(['🔪🩸 arm', '💊💊💊 allemaal op', '🚆 + ik = rust'])('an emoji may be the word: %s', (sentence) => {
    expect(dangerIn(sentence)).toBe('certain');
  });

  it.each(['', ' ', '?!', '😀😀'])('nothing at all is not acute: "%s"', (sentence) => {
    expect(isAcute(sentence)).toBe(false);
  });
});
