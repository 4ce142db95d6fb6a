import type { GramReader } from './grams.ts';
import { createLinear, type LinearModel, toChances, train } from './linear.ts';
import { createNearest } from './nearest.ts';
import { type Findable, indexTexts } from './text-index.ts';

/** An entry with how well it fits a question, 0 to 1. */
export type Ranked<Entry> = { readonly entry: Entry; readonly score: number };

/**
 * Ranks all entries for a question, best first; none when it has nothing in common with any. Another ranker can take this one's place: what its scores mean is learnt
 * from it (calibration.ts).
 */
export type Ranker<Entry> = (question: string) => readonly Ranked<Entry>[];

/** What a similarity of 1 is worth on the logarithmic scale of the linear model. */
const SIMILARITY = 10;

/**
 * A ranker that looks at a question in two ways: which example texts are most like it (nearest.ts), and what its words say
 * for and against each entry (linear.ts). The first is sure of what it has seen and lost without; the second knows which
 * words matter.
 *
 * @param model what was learnt from these very texts before; learnt now when there is none.
 */
export function createRanker<Entry>(
  findables: readonly Findable<Entry>[],
  gramsOf: GramReader,
  model?: LinearModel,
): { readonly rank: Ranker<Entry>; readonly model: LinearModel } {
  const index = indexTexts(findables, gramsOf);
  const learnt = model?.length === (index.grams + 1) * index.entries ? model : train(index);
  const similarities = createNearest(index);
  const linear = createLinear(index, learnt);
  const rank: Ranker<Entry> = (question) => {
    const vector = index.read(question);
    if (vector.grams.length === 0) return [];
    const scores = linear(vector);
    const similar = similarities(vector);
    for (let entry = 0; entry < scores.length; entry++) {
      scores[entry] = (scores[entry] as number) + SIMILARITY * (similar[entry] as number);
    }
    toChances(scores);
    return findables
      .map(({ entry }, number) => ({ entry, score: scores[number] as number }))
      .sort((a, b) => b.score - a.score);
  };
  return { rank, model: learnt };
}
