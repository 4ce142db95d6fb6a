import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isAcute } from '../../src/guidelines/acute.ts';

const rows = readFileSync(join(import.meta.dirname, 'acute.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
const sentences = (kind: string, lang: string) =>
  rows.flatMap(([of, language, sentence = '']) => (of === kind && language === lang ? [sentence] : []));

describe.each(['nl', 'en'])('in %s', (lang) => {
  it.each(sentences('acute', lang))('acute: %s', (sentence) => {
    expect(isAcute(sentence)).toBe(true);
  });

  it.each(sentences('harmless', lang))('not acute: %s', (sentence) => {
    expect(isAcute(sentence)).toBe(false);
  });
});

it('the table is long enough to mean something', () => {
  expect([...sentences('acute', 'nl'), ...sentences('acute', 'en')].length).toBeGreaterThanOrEqual(60);
  expect([...sentences('harmless', 'nl'), ...sentences('harmless', 'en')].length).toBeGreaterThanOrEqual(30);
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

  it.each(['', ' ', '?!', '😀😀'])('nothing at all is not acute: "%s"', (sentence) => {
    expect(isAcute(sentence)).toBe(false);
  });
});
