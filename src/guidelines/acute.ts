import { ALARMING, DANGER_EN, DANGER_NL, DESPAIR_EN, DESPAIR_NL, HARMLESS, SHORT, WORDS } from './acute-words.ts';

/*
 * Danger words are no search problem: this rule runs before any search, knows nothing of the content and prefers one
 * answer too many.
 */

/** `dooood`, `dood` and `dod` are the same: nobody counts letters in distress. Done to words and to patterns alike. */
const single = (text: string) => text.replace(/(\p{L})\1+/gu, '$1');

/** Lower case, no accents or apostrophes, no double letters, a `.` after a sentence. */
function foldWords(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`]/g, '')
    .replace(/[.,;:!?\n]+/g, ' . ')
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => SHORT[word] ?? word)
    .join(' ');
  return ` ${single(words)} . `;
}

function toPattern(phrases: readonly string[]): RegExp {
  const patterns = phrases.map((phrase) =>
    phrase
      .replace(/<(\w+)>/g, (_whole, name: string) => WORDS[name] ?? '')
      .replaceAll('.', '\\.')
      .replaceAll('*', '\\p{L}*')
      .replaceAll(' ~ ', ' (?:\\S+ ){0,3}'),
  );
  return new RegExp(` (?:${single(patterns.join('|'))})(?= )`, 'gu');
}

const danger = toPattern([...DESPAIR_NL, ...DANGER_NL, ...DESPAIR_EN, ...DANGER_EN]);
const harmless = toPattern(HARMLESS);

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

/** Whether a message speaks of danger to life or of suicide, Dutch or English. Never asks the search. */
export function isAcute(text: string): boolean {
  const words = foldWords(text).replace(harmless, ' ');
  return (
    words.search(danger) !== -1 || words.split(' ').some((word) => ALARMING.some((key) => nearly(word, single(key))))
  );
}
