import type { TextIndex, TextVector } from './text-index.ts';

/* `as number`: an element of these arrays is there by construction, and a check would cost half of the time. */

/** How many of an entry's texts count besides its best one: several that fit a little are worth as much as one good one. */
const BEST = 3;
/** A gram that more than this share of the texts hold is not looked up: it costs most of the time and says little. */
const COMMON = 0.01;

/**
 * Compares a question with every text of every entry: the cosine of their grams. An entry's similarity, 0 (nothing in
 * common) to 1 (the same words), is the mean of its best text and of its best three. Grams that no text holds count in the
 * question's length, so that a question about something else is like nothing.
 *
 * @returns a function that gives the similarity of each entry, in an array that it uses again for the next question.
 */
export function createNearest(index: TextIndex): (question: TextVector) => Float32Array {
  const { texts, owners, weights, frequencies } = index;
  const most = Math.max(BEST, texts.length * COMMON);
  /** `postings[starts[g] .. starts[g + 1]]` are the numbers of the texts that hold gram `g`. */
  const starts = new Uint32Array(index.grams + 1);
  for (let gram = 0; gram < index.grams; gram++) {
    const frequency = frequencies[gram] as number;
    starts[gram + 1] = (starts[gram] as number) + (frequency > most ? 0 : frequency);
  }
  const postings = new Uint32Array(starts[index.grams] as number);
  const filled = starts.slice();
  for (const [number, { grams }] of texts.entries()) {
    for (const gram of grams) {
      if ((frequencies[gram] as number) > most) continue;
      postings[filled[gram] as number] = number;
      filled[gram] = (filled[gram] as number) + 1;
    }
  }

  const products = new Float32Array(texts.length);
  const scales = Float32Array.from(texts, ({ scale }) => scale);
  const best = new Float32Array(index.entries * BEST);
  const similarities = new Float32Array(index.entries);

  return ({ grams, scale }) => {
    products.fill(0);
    best.fill(0);
    for (const gram of grams) {
      const weight = (weights[gram] as number) ** 2;
      const end = starts[gram + 1] as number;
      for (let p = starts[gram] as number; p < end; p++) {
        const text = postings[p] as number;
        products[text] = (products[text] as number) + weight;
      }
    }
    for (let text = 0; text < products.length; text++) {
      const product = products[text] as number;
      if (product > 0) insert(best, (owners[text] as number) * BEST, product * scale * (scales[text] as number));
    }
    for (let entry = 0; entry < similarities.length; entry++) {
      const [first, second, third] = [
        best[entry * BEST] as number,
        best[entry * BEST + 1] as number,
        best[entry * BEST + 2] as number,
      ];
      similarities[entry] = (first + (first + second + third) / BEST) / 2;
    }
    return similarities;
  };
}

/** Puts a value in its place among the {@link BEST} largest that start at an index. */
function insert(largest: Float32Array, start: number, value: number): void {
  let place = start + BEST - 1;
  if (value <= (largest[place] as number)) return;
  for (; place > start && (largest[place - 1] as number) < value; place--)
    largest[place] = largest[place - 1] as number;
  largest[place] = value;
}
