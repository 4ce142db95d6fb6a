import type { Guideline } from './model.ts';

/** A guideline with how well it fits a question, 0 (nothing in common) to 1 (the same words). */
export type Ranked = { readonly entry: Guideline; readonly score: number };

/** Ranks all guidelines for a question, best first. Another ranker can take this one's place. */
export type Ranker = (question: string) => readonly Ranked[];

/** Street words and abbreviations, in the words of the guidelines. */
const SLANG: Readonly<Record<string, string>> = {
  acc: 'account',
  afpersen: 'chantage',
  dm: 'bericht',
  dpic: 'dickpic',
  ff: 'even',
  fittie: 'ruzie',
  gwn: 'gewoon',
  idd: 'inderdaad',
  insta: 'instagram',
  klikken: 'snitchen',
  mn: 'mijn',
  naaktje: 'naaktfoto',
  noods: 'nudes',
  osso: 'huis',
  pic: 'foto',
  pics: 'fotos',
  popo: 'politie',
  reporten: 'rapporteren',
  screenen: 'screenshot',
  skotoe: 'politie',
  snap: 'snapchat',
  ss: 'screenshot',
  tele: 'telegram',
  verlinken: 'snitchen',
  wout: 'politie',
  wrm: 'waarom',
};

type Example = { readonly entry: Guideline; readonly grams: readonly string[]; readonly length: number };

/**
 * A ranker over the entries' titles and phrasings: cosine of their character 3- and 4-grams, weighted by rarity. Grams
 * across word borders carry inflection, compounds and typos at once. Grams that no entry knows
 * count in the question's length, so that a question about something else scores low.
 */
export function createRanker(guidelines: readonly Guideline[]): Ranker {
  const texts = guidelines.flatMap((entry) =>
    [entry.text.nl, entry.text.en].flatMap(({ title, phrasings }) =>
      [title, ...phrasings].map((text) => ({ entry, grams: gramsOf(text) })),
    ),
  );
  const frequency = new Map<string, number>();
  for (const { grams } of texts) {
    for (const gram of grams) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  }
  const weight = (gram: string) => Math.log((texts.length + 1) / ((frequency.get(gram) ?? 0) + 0.5));
  const lengthOf = (grams: readonly string[]) => Math.sqrt(grams.reduce((sum, gram) => sum + weight(gram) ** 2, 0));

  const postings = new Map<string, Example[]>();
  for (const { entry, grams } of texts) {
    const example: Example = { entry, grams, length: lengthOf(grams) };
    for (const gram of grams) postings.set(gram, [...(postings.get(gram) ?? []), example]);
  }

  return (question) => {
    const grams = gramsOf(question);
    const length = lengthOf(grams);
    const shared = new Map<Example, number>();
    for (const gram of grams) {
      for (const example of postings.get(gram) ?? []) {
        shared.set(example, (shared.get(example) ?? 0) + weight(gram) ** 2);
      }
    }
    const best = new Map<Guideline, number>();
    for (const [example, product] of shared) {
      const score = product / (length * example.length);
      if (score > (best.get(example.entry) ?? 0)) best.set(example.entry, score);
    }
    return [...best].map(([entry, score]) => ({ entry, score })).sort((a, b) => b.score - a.score);
  };
}

/** The distinct character 3- and 4-grams of a text, folded and with its slang replaced. */
function gramsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`]/g, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => SLANG[word] ?? word)
    .join(' ');
  const padded = ` ${words} `;
  const found = new Set<string>();
  for (const size of [3, 4]) {
    for (let at = 0; at + size <= padded.length; at++) found.add(padded.slice(at, at + size));
  }
  return [...found];
}
