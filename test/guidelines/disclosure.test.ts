import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isDisclosure } from '../../src/guidelines/disclosure.ts';
import { parseLines } from '../../src/guidelines/evaluate.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const rows = read('disclosures.tsv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
const sentences = (kind: 'told' | 'other', set: 'held-out' | 'tuned') =>
  rows.flatMap(([of, , from, sentence = '']) => (of === kind && from === set ? [sentence] : []));
const share = (list: readonly string[]) => list.filter(isDisclosure).length / list.length;

describe('what the rule was written with', () => {
  it.each(sentences('told', 'tuned'))('is told: %s', (sentence) => {
    expect(isDisclosure(sentence)).toBe(true);
  });

  it.each(sentences('other', 'tuned'))('is no telling: %s', (sentence) => {
    expect(isDisclosure(sentence)).toBe(false);
  });
});

// Written before the rule. The first time 90 of 100 were seen and none too many; its misses have been looked at since, so
// only that first figure is unspoilt. The floors stand under what is measured now, so that getting worse is seen.
describe('what was written before the rule', () => {
  it('is seen nearly always when somebody tells', () => {
    expect(share(sentences('told', 'held-out'))).toBeGreaterThanOrEqual(0.95);
  });

  it('is hardly ever taken for telling when nobody does', () => {
    expect(share(sentences('other', 'held-out'))).toBeLessThanOrEqual(0.02);
  });

  it('is enough to mean something', () => {
    for (const kind of ['told', 'other'] as const) {
      expect(sentences(kind, 'held-out').length).toBeGreaterThanOrEqual(75);
      expect(sentences(kind, 'held-out').length + sentences(kind, 'tuned').length).toBeGreaterThanOrEqual(150);
    }
    expect(new Set(rows.map(([, , , sentence]) => sentence)).size).toBe(rows.length);
  });
});

describe('the questions of the search', () => {
  const asked = ['questions.tsv', 'held-out.tsv'].flatMap((name) => parseLines(read(name)));
  const about = (topics: readonly string[]) =>
    asked.filter(({ topic }) => topics.includes(topic)).map(({ question }) => question);

  it('about school, the officer, rules and reporting in general tell nothing', () => {
    const topics = ['buiten-bereik', 'functionaris', 'gedragsregels', 'vertrouwelijk-anoniem', 'positief-gebruik'];
    expect(about([...topics, 'aangifte-politie-halt', 'staf-veiligheidsplan']).filter(isDisclosure)).toEqual([]);
  });

  it('about what happened to the one who asks do, mostly', () => {
    expect(share(about(['foto-gelekt', 'sextortion', 'bedreiging-stalking-doxing']))).toBeGreaterThan(0.85);
  });
});

describe('however it is written', () => {
  it.each([
    'MIJN FOTO IS GELEKT',
    'mijn  foto   is gelekt!!!',
    'mijn foto is gelektttt',
    'm\u2019n foto is g\u00e9lekt',
    'hoi. ik heb een vraag. mijn foto is gelekt. wat moet ik doen?',
  ])('is told: %s', (sentence) => {
    expect(isDisclosure(sentence)).toBe(true);
  });

  it.each(['', ' ', '?!', '😀'])('nothing at all tells nothing: "%s"', (sentence) => {
    expect(isDisclosure(sentence)).toBe(false);
  });

  it.each(['mijn foto van de hond en ik ', 'wat moet ik doen ', 'ik heb de ', 'als hij '])(
    'a long text costs no time worth speaking of: %s',
    (part) => {
      const before = performance.now();
      isDisclosure(part.repeat(2000 / part.length));
      expect(performance.now() - before).toBeLessThan(250);
    },
  );
});
