import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { wantsToReport } from '../../src/reports/report-words.ts';

// `held-out` was written before the rule and measured once: 41 of 42 of each kind were right. Two slips were mended then.
const rows = readFileSync(join(import.meta.dirname, 'report-words.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
const sentences = (wants: 'yes' | 'no') =>
  rows.flatMap(([kind, , sentence = '']) => (kind === wants ? [sentence] : []));

describe('somebody who asks for the way to report', () => {
  it.each(sentences('yes'))('is seen: %s', (sentence) => {
    expect(wantsToReport(sentence)).toBe(true);
  });

  it.each(['MELDEN', 'melden!!', 'meldennn', 'Ik wil anoniem iets melden.', 'hoi! ik wil iets melden'])(
    'is seen however it is written: %s',
    (sentence) => {
      expect(wantsToReport(sentence)).toBe(true);
    },
  );
});

describe('a question about reporting, or something else', () => {
  it.each(sentences('no'))('is left to the guidelines: %s', (sentence) => {
    expect(wantsToReport(sentence)).toBe(false);
  });

  it.each(['', ' ', '?', '😀'])('nothing at all asks nothing: "%s"', (sentence) => {
    expect(wantsToReport(sentence)).toBe(false);
  });
});

it('the table is long enough to mean something', () => {
  for (const wants of ['yes', 'no'] as const) expect(sentences(wants).length).toBeGreaterThanOrEqual(80);
  expect(new Set(rows.map(([, , sentence]) => sentence)).size).toBe(rows.length);
});

it.each(['ik wil ', 'kan ik iets ', 'melden ', 'het '])('a long text costs no time worth speaking of: %s', (part) => {
  const before = performance.now();
  wantsToReport(part.repeat(2000 / part.length));
  expect(performance.now() - before).toBeLessThan(250);
});
