import type { Words } from './model.ts';

/** What two texts have in common is counted in these. A gram that starts with `#` is a meaning, every other is spelling. */
export type GramReader = (text: string) => ReadonlySet<string>;

/** Characters in a run of spelling. Runs of three as well were no better, and made a search twice as slow. */
const RUN = 4;
/** The fewest letters of a stem. */
const SHORTEST_STEM = 3;

/**
 * A reader of texts.
 *
 * Spelling: the distinct runs of four characters, also across word borders. They carry inflection, compounds and typos
 * at once.
 *
 * Meaning: what the lists of `content/words.yml` say that words and groups of words have in common, in Dutch and English
 * alike. So a question finds an entry that says the same with none of the same letters.
 */
export function createGramReader({ plain, meanings }: Words): GramReader {
  const plainWords = new Map(Object.entries(plain).map(([word, words]) => [word, String(words)]));
  /** Whole expressions, expressions of which the last word is a stem, and the beginnings of those of several words. */
  const exact = new Map<string, Set<string>>();
  const stems = new Map<string, Set<string>>();
  const beginnings = new Set<string>();
  const fold = (text: string) =>
    foldLetters(text)
      .split(' ')
      .map((word) => plainWords.get(word) ?? word)
      .join(' ');
  for (const [meaning, expressions] of Object.entries(meanings)) {
    for (const expression of expressions) {
      const table = expression.endsWith('*') ? stems : exact;
      const key = fold(expression);
      table.set(key, (table.get(key) ?? new Set()).add(`#${meaning}`));
      for (let space = key.indexOf(' '); space > 0; space = key.indexOf(' ', space + 1))
        beginnings.add(key.slice(0, space));
    }
  }

  function addMeanings(words: readonly string[], to: Set<string>): void {
    const add = (found: ReadonlySet<string> | undefined) => found?.forEach((meaning) => void to.add(meaning));
    for (let from = 0; from < words.length; from++) {
      let before = '';
      for (let at = from; at < words.length; at++) {
        const word = words[at] ?? '';
        const group = before + word;
        add(exact.get(group));
        for (let length = SHORTEST_STEM; length <= word.length; length++)
          add(stems.get(before + word.slice(0, length)));
        if (!beginnings.has(group)) break;
        before = `${group} `;
      }
    }
  }

  return (text) => {
    const folded = fold(text);
    const padded = ` ${folded} `;
    const grams = new Set<string>();
    for (let at = 0; at + RUN <= padded.length; at++) grams.add(padded.slice(at, at + RUN));
    addMeanings(folded.split(' '), grams);
    // A sign says something by itself.
    for (const sign of text.match(/\p{Extended_Pictographic}/gu) ?? []) grams.add(`#${sign}`);
    return grams;
  };
}

/**
 * A text as the search reads it: lower case, without accents, apostrophes, signs and invisible characters (those that turn
 * the writing direction are among them), `hellppp` as `help`.
 */
const foldLetters = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}'’`]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
