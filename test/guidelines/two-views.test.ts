import { describe, expect, it } from '@jest/globals';
import { createGramReader } from '../../src/guidelines/grams.ts';
import { createLinear, train } from '../../src/guidelines/linear.ts';
import { createNearest } from '../../src/guidelines/nearest.ts';
import { createRanker } from '../../src/guidelines/search.ts';
import { indexTexts } from '../../src/guidelines/text-index.ts';

const gramsOf = createGramReader({ plain: {}, meanings: {} });
/** Some ask in the same way; it stands most often in the first. */
const findables = [
  {
    entry: 'deepfake',
    texts: ['is it against the law to make a deepfake', 'is it against the law to share deepfakes', 'deepfake app'],
  },
  { entry: 'doxing', texts: ['somebody posted my address', 'doxing', 'is it against the law to post where I live'] },
  {
    entry: 'filming',
    texts: ['can I film the teacher', 'filming in class', 'is it against the law to record a lesson'],
  },
];
const index = indexTexts(findables, gramsOf);
const bestOf = (values: ArrayLike<number>) => Array.from(values).indexOf(Math.max(...Array.from(values)));

describe('the nearest text', () => {
  const nearest = createNearest(index);

  it('is like itself, wholly, and the like of others is less', () => {
    const [deepfake = 0, doxing = 0] = createNearest(indexTexts([{ entry: 1, texts: ['doxing'] }], gramsOf))(
      indexTexts([{ entry: 1, texts: ['doxing'] }], gramsOf).read('doxing'),
    );
    // One text: its best is 1, and the mean of its best three a third of that.
    expect(deepfake).toBeCloseTo((1 + 1 / 3) / 2, 5);
    expect(doxing).toBe(0);
  });

  it.each([
    ['my adress was posted', 1],
    ['film a teacher', 2],
    ['deepfakes', 0],
  ])('of "%s" is a text of entry %d', (question, entry) => {
    expect(bestOf(nearest(index.read(question)))).toBe(entry);
  });

  it('is none for what no text speaks of', () => {
    expect(Array.from(nearest(index.read('qwxz qwxz')))).toEqual([0, 0, 0]);
  });

  it('is less near when other things are said as well', () => {
    const alone = Array.from(nearest(index.read('my home address')))[1] ?? 0;
    expect(Array.from(nearest(index.read('my home address qwxzj vbqmx jkqzv')))[1]).toBeLessThan(alone);
  });
});

describe('the linear model', () => {
  it('is the same each time', () => {
    expect(train(index)).toEqual(train(indexTexts(findables, gramsOf)));
  });

  it('knows which words matter: a way of asking says little, the thing that is asked says much', () => {
    const linear = createLinear(index, train(index));
    expect(bestOf(linear(index.read('is it against the law to put an address online')))).toBe(1);
    expect(bestOf(linear(index.read('is it against the law to film in class')))).toBe(2);
  });
});

describe('together', () => {
  it('they rank, and what was learnt before is used again', () => {
    const first = createRanker(findables, gramsOf);
    const again = createRanker(findables, gramsOf, first.model);
    expect(again.model).toBe(first.model);
    expect(again.rank('my adress posted')).toEqual(first.rank('my adress posted'));
  });

  it('a model of other texts is not used', () => {
    const { model } = createRanker(findables.slice(0, 2), gramsOf);
    const ranker = createRanker(findables, gramsOf, model);
    expect(ranker.model).not.toBe(model);
    expect(ranker.rank('filming in class')[0]?.entry).toBe('filming');
  });
});
