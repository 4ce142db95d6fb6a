import type { GramReader } from './grams.ts';

/** Something that can be found, with the texts that it is found by. */
export type Findable<Entry> = { readonly entry: Entry; readonly texts: readonly string[] };

/** A text in numbers: its known grams, and one over the length of its vector, unknown grams counted. */
export type TextVector = { readonly grams: Uint32Array; readonly scale: number };

/** The texts of all entries, in typed arrays. */
export type TextIndex = {
  /** How many entries there are; an entry's number is its place in the list. */
  readonly entries: number;
  /** How many grams are known. */
  readonly grams: number;
  readonly texts: readonly TextVector[];
  /** For each text the number of its entry. */
  readonly owners: Uint16Array;
  /** For each gram in how many texts it stands. */
  readonly frequencies: Uint32Array;
  /** For each gram its weight: the rarer, the more it says. */
  readonly weights: Float32Array;
  /** Puts a question in numbers. */
  readonly read: (question: string) => TextVector;
};

/** How many times a meaning outweighs a run of letters: about as many runs as a word has. */
const MEANING = 8;

/** Counts and weighs what stands in the texts. @param findables at most 65,535 entries. */
export function indexTexts(findables: readonly Findable<unknown>[], gramsOf: GramReader): TextIndex {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const importance: number[] = [];
  const read = (text: string) =>
    Uint32Array.from(gramsOf(text), (gram) => {
      const number = numbers.get(gram) ?? numbers.size;
      numbers.set(gram, number);
      counts[number] = (counts[number] ?? 0) + 1;
      importance[number] = importanceOf(gram);
      return number;
    });
  const grams = findables.flatMap(({ texts }) => texts.map(read));

  const frequencies = Uint32Array.from(counts);
  const squared = (frequency: number) => Math.log((grams.length + 1) / (frequency + 0.5)) ** 2;
  const weights = Float32Array.from(counts, (count, number) => Math.sqrt(squared(count) * (importance[number] ?? 1)));
  const toVector = (known: Uint32Array, unknown: number): TextVector => {
    let sum = unknown;
    for (const gram of known) sum += (weights[gram] as number) ** 2;
    return { grams: known, scale: sum === 0 ? 0 : 1 / Math.sqrt(sum) };
  };
  return {
    ...{ entries: findables.length, grams: numbers.size, frequencies, weights },
    texts: grams.map((known) => toVector(known, 0)),
    owners: Uint16Array.from(findables.flatMap(({ texts }, owner) => texts.map(() => owner))),
    read(question) {
      const known: number[] = [];
      let unknown = 0;
      for (const gram of gramsOf(question)) {
        const number = numbers.get(gram);
        if (number === undefined) unknown += squared(0) * importanceOf(gram);
        else known.push(number);
      }
      return toVector(Uint32Array.from(known), unknown);
    },
  };
}

const importanceOf = (gram: string) => (gram.startsWith('#') ? MEANING : 1);
