import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createGramReader } from '../../src/guidelines/grams.ts';
import { createRanker } from '../../src/guidelines/search.ts';

const gramsOf = createGramReader({
  plain: { insta: 'instagram', skotoe: 'politie' },
  meanings: { nude: ['naakt*', 'nude', 'nudes', 'zonder kleren'], police: ['politie*', 'police'] },
});
const meanings = (text: string) => [...gramsOf(text)].filter((gram) => gram.startsWith('#'));
const { rank } = createRanker(
  [
    { entry: 'leak', texts: ['mijn foto is gelekt', 'er gaat een naaktfoto van mij rond', 'my picture was leaked'] },
    { entry: 'police', texts: ['moet ik naar de politie', 'hoe doe ik aangifte', 'do I have to go to the police'] },
    { entry: 'filming', texts: ['mag ik de docent filmen', 'stiekem gefilmd in de les'] },
  ],
  gramsOf,
);

describe('what is read of a text', () => {
  it.each([
    ['capitals, signs and accents', 'Is dít GELEKT?!', 'is dit gelekt'],
    ['letters that are held down', 'heeeelp mijjjj', 'help mij'],
    ['street words', 'zet op insta', 'zet op instagram'],
    ['apostrophes', "foto's", 'fotos'],
    ['invisible characters', 'ge\u200blekt\u00ad', 'gelekt'],
    ['signs that turn the writing direction', '\u202egelekt\u202c', 'gelekt'],
    ['control characters', 'mijn\u0000foto\u0007', 'mijn foto'],
    ['full-width letters', 'ｇｅｌｅｋｔ', 'gelekt'],
  ])('is the same with %s', (_what, written, plain) => {
    expect(gramsOf(written)).toEqual(gramsOf(plain));
  });

  it.each([
    ['naaktfotos van mij', ['#nude']],
    ['they want my nudes', ['#nude']],
    ['nudest', []],
    ['zonder kleren', ['#nude']],
    ['zonder haar kleren', []],
    ['bel de skotoe', ['#police']],
    ['politieagent', ['#police']],
    ['policeman', []],
    ['police has my nude', ['#police', '#nude']],
  ])('means the same where the words do: %s', (text, found) => {
    expect(meanings(text)).toEqual(found);
  });

  it('holds its emoji, and no digit or sign for one', () => {
    expect(meanings('😭😭 1 # * ©')).toEqual(['#😭', '#©']);
  });

  it.each(['', ' ', '?!', '…', '\u202e'])('is nothing of "%s"', (text) => {
    expect([...gramsOf(text)].filter((gram) => gram.trim() !== '')).toEqual([]);
    expect(rank(text)).toEqual([]);
  });
});

describe('the ranker', () => {
  it.each([
    ['mijn foto is gelekt', 'leak'],
    ['me fotoo is geleckt', 'leak'],
    ['somebody leaked my picture', 'leak'],
    ['aangifte doen', 'police'],
    ['skotoe', 'police'],
    ['docent gefilmd', 'filming'],
    ['they have my nudes', 'leak'],
  ])('finds for "%s": %s', (question, entry) => {
    expect(rank(question)[0]?.entry).toBe(entry);
  });

  it('gives scores from 0 to 1, best first, every entry at most once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (question) => {
        const found = rank(question);
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) expect(score >= 0 && score <= 1.000001).toBe(true);
        expect(new Set(found.map(({ entry }) => entry)).size).toBe(found.length);
      }),
    );
  });

  it('gives the same again, whatever was asked in between', () => {
    const first = rank('mijn foto is gelekt');
    rank('moet ik naar de politie');
    rank('');
    expect(rank('mijn foto is gelekt')).toEqual(first);
  });

  it('scores lower what speaks of other things as well', () => {
    const score = (question: string) => rank(question)[0]?.score ?? 0;
    expect(score('mijn foto is gelekt')).toBeGreaterThan(
      score('mijn foto is gelekt en het rooster is zoek sinds dinsdag'),
    );
  });

  it('knows nothing when it has nothing', () => {
    expect(createRanker([], gramsOf).rank('foto')).toEqual([]);
    expect(createRanker([{ entry: 'empty', texts: [] }], gramsOf).rank('foto')).toEqual([]);
  });
});
