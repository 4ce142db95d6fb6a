import {
  CERTAIN_EN,
  CERTAIN_NL,
  CERTAIN_UNLESS_TALK,
  COMMON,
  EMOJI,
  FIGURES,
  GRAVE,
  GROUPS,
  HARMLESS,
  NO_JOKE,
  OFTEN_MISSPELT,
  POSSIBLE,
  SHORT,
  TALK,
} from './acute-words.ts';

/*
 * Danger words are no search problem: this rule runs before any search, knows nothing of the content and prefers one
 * answer too many.
 */

/**
 * `certain`: the answer is the crisis card. `possible`: a counsellor would ask, but there is an innocent reading too, so
 * the bot asks first.
 */
export type Danger = 'certain' | 'possible';

/** `dooood`, `dood` and `dod` are the same: nobody counts letters in distress. Done to words and to patterns alike. */
const single = (text: string) => text.replace(/(\p{L})\1+/gu, '$1');

const misspelt = OFTEN_MISSPELT.map((word) => [word, single(word)] as const);
const known = new Set([...misspelt.map(([, key]) => key), 'jezelf', 'hezelf']);

/** Whether two words are the same but for one letter wrong, missing, extra, or two neighbours swapped. */
function nearly(word: string, key: string): boolean {
  if (Math.abs(word.length - key.length) > 1) return false;
  let start = 0;
  while (start < key.length && word[start] === key[start]) start += 1;
  const [rest, wanted] = [word.slice(start), key.slice(start)];
  return (
    rest.slice(1) === wanted.slice(1) ||
    rest.slice(1) === wanted ||
    rest === wanted.slice(1) ||
    (rest.slice(2) === wanted.slice(2) && rest[0] === wanted[1] && rest[1] === wanted[0])
  );
}

/** The word that was meant, once double letters are gone. */
function spelt(word: string): string {
  if (word.length < 5 || known.has(word)) return word;
  return misspelt.find(([, key]) => nearly(word, key))?.[1] ?? word;
}

/** Lower case, no accents or apostrophes, no double letters, short forms in full, a `.` after a sentence. */
function foldWords(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’‘`]/g, '')
    .replace(/\p{Extended_Pictographic}/gu, (emoji) => ` ${EMOJI[emoji] ?? ''} `)
    .replace(/[.,;:!?\n]+/g, ' . ')
    .replace(/[^\p{L}\p{N}.🔪🩸💊🔫🪢🚆]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => SHORT[word] ?? word)
    .join(' ');
  return ` ${single(words).split(' ').map(spelt).join(' ')} . `;
}

/** Fills in the groups, which may hold other groups. */
function withGroups(pattern: string): string {
  const filled = pattern.replace(/<(\w+)>/g, (_whole, name: string) => `(?:${GROUPS[name] ?? ''})`);
  return filled === pattern ? pattern : withGroups(filled);
}

/** The signs of the patterns are explained at the head of acute-words.ts. */
function toSource(pattern: string): string {
  const [one = '', other] = pattern
    .split(' & ')
    .map((part) =>
      withGroups(part)
        .replaceAll('.', '\\.')
        .replaceAll('*', '[^ ]*')
        .replaceAll(' ~~ ', ' (?:[^ ]+ ){0,8}')
        .replaceAll(' ~ ', ' (?:[^ ]+ ){0,3}')
        .replaceAll(' _ ', ` (?:(?:${GROUPS.filler}) ){0,4}`),
    );
  if (other === undefined) return one;
  const between = ' (?:[^ ]+ ){0,8}';
  return `(?:${one})${between}(?:${other})|(?:${other})${between}(?:${one})`;
}

/** A larger regular expression is interpreted, which takes ten times as long as compiled ones in a row. */
const LARGEST = 8_000;

/** The patterns as few regular expressions. */
function toRegExps(patterns: readonly string[]): readonly RegExp[] {
  const sources: string[] = [];
  for (const source of patterns.map((pattern) => single(toSource(pattern)))) {
    const last = sources.at(-1);
    if (last !== undefined && last.length + source.length < LARGEST) sources[sources.length - 1] = `${last}|${source}`;
    else sources.push(source);
  }
  return sources.map((source) => new RegExp(` (?:${source})(?= )`, 'g'));
}

/** The parts of a pattern between `sign`, where that stands outside brackets. */
function partsOf(pattern: string, sign: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of pattern) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === sign && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** Enough of a word to look it up by; patterns with an open ending have at least these letters. */
const keyOf = (word: string) => word.slice(0, 3);
const common = new Set(COMMON.map((word) => keyOf(single(word))));
const commonIn = (keys: readonly string[]) => keys.filter((key) => common.has(key)).length;

/**
 * Keys of which any text that fits the pattern has at least one, the rarest such group; `undefined` if that cannot be
 * told. The pattern is one in full: groups filled in, no double letters.
 */
function keysOf(pattern: string): string[] | undefined {
  const options = partsOf(pattern, '|');
  if (options.length > 1) {
    const keys = options.map(keysOf);
    return keys.every((some) => some !== undefined) ? keys.flat() : undefined;
  }
  let best: string[] | undefined;
  for (const part of partsOf(pattern, ' ')) {
    const keys = keysOfPart(part);
    if (keys && (!best || commonIn(keys) < commonIn(best))) best = keys;
  }
  return best;
}

function keysOfPart(part: string): string[] | undefined {
  // Looking around adds no word; an optional group with its own space may be left out.
  const core = part.replace(/\(\?<?!.*$/, '').replace(/^\([^()]* \)(\?|\{0,\d\})(?=.)/, '');
  const group = /^\((?:\?:)?(.*)\)$/.exec(core)?.[1];
  if (group !== undefined) return balanced(group) ? keysOf(group) : undefined;
  const [, word = '', next = ''] = /^([^()|*?.{}~_]+)(.?)/.exec(core) ?? [];
  const sure = next === '?' ? word.slice(0, -1) : word;
  return sure.length >= 3 || (sure !== '' && next === '') ? [keyOf(sure)] : undefined;
}

/** Whether every bracket is closed after it was opened: `a)(b` is two groups, and no inside of one. */
function balanced(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Patterns by the words a text must have for them: of a thousand, a message needs a handful looked at. */
type Index = { readonly always: readonly RegExp[]; readonly byKey: ReadonlyMap<string, readonly RegExp[]> };

function toIndex(patterns: readonly string[]): Index {
  const always: RegExp[] = [];
  const byKey = new Map<string, RegExp[]>();
  for (const pattern of patterns) {
    const [regExp] = toRegExps([pattern]);
    if (!regExp) continue;
    const sides = pattern.split(' & ').map((side) => keysOf(single(withGroups(side))));
    const known = sides.filter((keys) => keys !== undefined).sort((one, other) => commonIn(one) - commonIn(other));
    if (!known[0]) always.push(regExp);
    for (const key of new Set(known[0])) byKey.set(key, [...(byKey.get(key) ?? []), regExp]);
  }
  return { always, byKey };
}

const certain = toIndex([...CERTAIN_NL, ...CERTAIN_EN]);
const certainUnlessTalk = toIndex(CERTAIN_UNLESS_TALK);
const possible = toIndex(POSSIBLE);
const harmless = toRegExps(HARMLESS);
const figures = toRegExps(FIGURES);
const grave = toRegExps(GRAVE);
const talk = toRegExps(TALK);
const noJoke = toRegExps(NO_JOKE);

const holds = (words: string, patterns: readonly RegExp[]) => patterns.some((pattern) => words.search(pattern) !== -1);

function finds(words: string, { always, byKey }: Index): boolean {
  const keys = new Set(words.split(' ').map(keyOf));
  return holds(words, always) || [...keys].some((key) => holds(words, byKey.get(key) ?? []));
}

/** A mark stays where they were, so that words far apart do not come together. */
const without = (words: string, patterns: readonly RegExp[]) =>
  patterns.reduce((rest, pattern) => rest.replace(pattern, ' _'), words);

/** Whether a message speaks of danger to life, of suicide or of violence, Dutch or English. Never asks the search. */
export function dangerIn(text: string): Danger | undefined {
  const folded = foldWords(text);
  const words = without(holds(folded, grave) ? folded : without(folded, figures), harmless);
  if (finds(words, certain)) return 'certain';
  const onlyTalk = holds(without(words, noJoke), talk);
  if (!onlyTalk && finds(words, certainUnlessTalk)) return 'certain';
  return !onlyTalk && finds(words, possible) ? 'possible' : undefined;
}

/** Whether the crisis card is the answer, without asking. */
export const isAcute = (text: string): boolean => dangerIn(text) === 'certain';
