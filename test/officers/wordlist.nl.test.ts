import { describe, expect, test } from '@jest/globals';
import { WORDS } from '../../src/officers/wordlist.nl.ts';

/** Whether one letter added, left out or changed makes `a` into `b` (Levenshtein distance of at most 1). */
function oneSlipApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  const rest = short.length === long.length ? short.slice(start + 1) : short.slice(start);
  return rest === long.slice(start + 1);
}

/** Every pair of words of the list that breaks the rule, so that a failure names the words to replace. */
function pairs(breaks: (a: string, b: string) => boolean): string[] {
  return WORDS.flatMap((a, i) => WORDS.slice(i + 1).flatMap((b) => (breaks(a, b) ? [`${a} / ${b}`] : [])));
}

describe('the Dutch word list for passphrases', () => {
  test('has exactly 2048 different words, so that a word is worth 11 bits', () => {
    expect(WORDS).toHaveLength(2 ** 11);
    expect(new Set(WORDS).size).toBe(WORDS.length);
  });

  test('holds only words of 4 to 8 plain lower-case letters', () => {
    expect(WORDS.filter((word) => !/^[a-z]{4,8}$/.test(word))).toEqual([]);
  });

  test('has no word that is the start of another', () => {
    expect(pairs((a, b) => a.startsWith(b) || b.startsWith(a))).toEqual([]);
  });

  test('has no two words that one slip of the pen turns into each other', () => {
    expect(pairs(oneSlipApart)).toEqual([]);
  });

  test('is in alphabetical order, so that a word is easy to find and replace', () => {
    expect(WORDS).toEqual([...WORDS].sort());
  });

  test.each([
    ['maan', 'baan', true],
    ['maan', 'maand', true],
    ['kraan', 'kaan', true],
    ['brood', 'broden', false],
    ['lepel', 'lepels', true],
    ['tafel', 'stoel', false],
  ])('the check itself: %s and %s are one slip apart: %s', (a, b, expected) => {
    expect(oneSlipApart(a, b)).toBe(expected);
    expect(oneSlipApart(b, a)).toBe(expected);
  });
});
