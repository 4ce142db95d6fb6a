import type { TextIndex, TextVector } from './text-index.ts';

/* `as number`: an element of these arrays is there by construction, and a check would cost half of the time. */

/**
 * What each gram says for and against each entry: `weights[gram * entries + entry]`, and after the last gram the same for an
 * empty text.
 */
export type LinearModel = Float32Array;

const EPOCHS = 3;
const RATE = 6;
/** Entries with more texts than this do not count for more: they would win by their number. */
const EVEN = 200;
/** An error that is too small to learn from. */
const NEGLIGIBLE = 3e-3;

/**
 * Learns from all texts together what sets the entries apart: multinomial logistic regression by stochastic gradient
 * descent. Where comparing with single texts is led astray by a common way of asking ("is it against the law to …"), this
 * knows that it says little. The same texts always give the same model.
 */
export function train({ entries, grams: size, texts, owners, weights }: TextIndex): LinearModel {
  const model = new Float32Array((size + 1) * entries);
  const counts = new Uint32Array(entries);
  for (const owner of owners) counts[owner] = (counts[owner] as number) + 1;
  const scores = new Float32Array(entries);
  /** The entries that a text teaches something about, and how much. */
  const taught = new Uint16Array(entries);
  const steps = new Float32Array(entries);
  const random = seeded();
  const order = texts.map((_text, number) => number);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const number of order) {
      const text = texts[number];
      if (text === undefined) continue;
      const owner = owners[number] as number;
      const rate = (RATE / (1 + epoch / 2)) * Math.min(1, EVEN / (counts[owner] as number));
      score(model, entries, weights, text, scores);
      toChances(scores);
      let count = 0;
      for (let entry = 0; entry < entries; entry++) {
        const error = (scores[entry] as number) - (entry === owner ? 1 : 0);
        if (Math.abs(error) < NEGLIGIBLE) continue;
        taught[count] = entry;
        steps[count] = rate * error;
        count += 1;
      }
      learn(model, size * entries, 1, taught, steps, count);
      for (const gram of text.grams)
        learn(model, gram * entries, text.scale * (weights[gram] as number), taught, steps, count);
    }
  }
  return model;
}

function learn(
  model: LinearModel,
  from: number,
  weight: number,
  taught: Uint16Array,
  steps: Float32Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const place = from + (taught[i] as number);
    model[place] = (model[place] as number) - (steps[i] as number) * weight;
  }
}

/**
 * @returns a function that scores each entry for a question: the higher, the likelier, on a logarithmic scale. It uses its
 *   array again for the next question.
 */
export function createLinear(
  { entries, weights }: TextIndex,
  model: LinearModel,
): (question: TextVector) => Float32Array {
  const scores = new Float32Array(entries);
  return (question) => {
    score(model, entries, weights, question, scores);
    return scores;
  };
}

function score(
  model: LinearModel,
  entries: number,
  weights: Float32Array,
  { grams, scale }: TextVector,
  into: Float32Array,
) {
  into.set(model.subarray(model.length - entries));
  for (const gram of grams) {
    const weight = (weights[gram] as number) * scale;
    const from = gram * entries;
    for (let entry = 0; entry < entries; entry++)
      into[entry] = (into[entry] as number) + weight * (model[from + entry] as number);
  }
}

/** Softmax, in place. */
export function toChances(scores: Float32Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of scores) highest = Math.max(highest, value);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp((scores[i] as number) - highest);
    sum += scores[i] as number;
  }
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / sum;
}

function shuffle(items: number[], random: () => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other] ?? 0, items[last] ?? 0];
  }
}

/** Numbers between 0 and 1 that are the same each time (a linear congruential generator: nothing secret depends on them). */
function seeded(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}
