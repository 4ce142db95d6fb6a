import {
  ABOUT,
  ASIDE,
  ASKS,
  BARE,
  BARE_HURT,
  EVENTS,
  GROUPS,
  KEEPS_HAPPENING,
  NO_SUBJECT,
  NOT,
  ORDINARY,
  SHORT,
  STARTS,
  STORY,
  SUPPOSES,
  TELLS_IN_QUESTION,
  TERSE,
} from './disclosure-words.ts';

/*
 * Telling is no search problem either: this rule knows nothing of the content. A box too many costs two sentences; a
 * box too few leaves somebody thinking that they have reported. So it prefers a box too many.
 */

/** The most words of something that is typed as into a search box. */
const MOST_TERSE = 8;

/** `gelekkkt` and `gelekt` are the same. Done to words and to patterns alike. */
const single = (text: string) => text.replace(/(\p{L})\1+/gu, '$1');

/** Lower case, no accents or apostrophes, short forms in full, a `.` after a part of a sentence, no double letters. */
function fold(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’‘`]/g, '')
    .replace(/[.,;:!?()\n]+/g, ' . ')
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => SHORT[word] ?? word)
    .join(' ');
  return single(` ${words} `);
}

/** Fills in the groups, which may hold other groups. */
function withGroups(pattern: string): string {
  const filled = pattern.replace(/(?<!\?)<(\w+)>/g, (_whole, name: string) => `(?:${GROUPS[name] ?? ''})`);
  return filled === pattern ? pattern : withGroups(filled);
}

/** The signs of the patterns are explained at the head of disclosure-words.ts. */
function toSource(pattern: string): string {
  const source = withGroups(pattern)
    .replace(/(?<=\w)\*|(?<=[ (|:])\*(?=\w)/g, '[^ ]*')
    .replaceAll('~~ ', '(?:[^ ]+ ){0,9}')
    .replaceAll('~ ', '(?:[^ ]+ ){0,4}')
    .trim();
  return single(source);
}
/** Anywhere in a part of a sentence. */
const within = (pattern: string) => new RegExp(` (?:${toSource(pattern)})(?= )`);
/** Where a part of a sentence starts. */
const first = (pattern: string) => new RegExp(`^ (?:${toSource(pattern)})(?= )`);

const rule = {
  events: EVENTS.map(within),
  tellsInQuestion: TELLS_IN_QUESTION.map(within),
  keepsHappening: within(KEEPS_HAPPENING),
  near: within('<near>'),
  about: within(ABOUT),
  story: within(STORY),
  not: within(NOT),
  ordinary: within(ORDINARY),
  terse: within(TERSE),
  asks: first(ASKS),
  supposes: first(`(en |maar |and |but |of |or |hoi |hey |hi )*${SUPPOSES}`),
  supposition: new RegExp(` (?:${toSource(SUPPOSES)}) .*$`),
  noSubject: first(NO_SUBJECT),
  bare: first(`(${BARE}${BARE_HURT}|${BARE_HURT} (met|door|op|in|by|with|on|via))`),
  // What is asked aside is no part of what is told; `wat moet ik doen als …` is a question in full.
  aside: new RegExp(` ${toSource(ASIDE)}(?= )(?! (?:als|if|when|wanneer|bij|tegen|with|about|met) )`, 'g'),
  starts: new RegExp(single(STARTS), 'g'),
};

const holds = (words: string, patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(words));

/** The parts of a message that say one thing each. */
const clausesOf = (folded: string): string[] =>
  folded
    .replace(rule.aside, ' . ')
    .replace(rule.starts, ' . ')
    .split(' . ')
    .map((clause) => ` ${clause.trim()} `)
    .filter((clause) => clause.trim() !== '');

function tells(clause: string, someoneNear: boolean): boolean {
  if (rule.supposes.test(clause) || rule.story.test(clause) || rule.not.test(clause)) return false;
  if (rule.asks.test(clause) || rule.about.test(clause)) {
    return holds(clause.replace(rule.supposition, ' '), rule.tellsInQuestion) || rule.keepsHappening.test(clause);
  }
  if (rule.bare.test(clause)) return true;
  const told = clause.replace(rule.ordinary, ' _');
  const isTerse = told.trim().split(' ').length <= MOST_TERSE && rule.terse.test(told);
  return isTerse || ((someoneNear || rule.noSubject.test(told)) && holds(told, rule.events));
}

/**
 * Whether somebody tells what happened to them or to somebody they know, Dutch or English, rather than asking in
 * general. Decides only whether the answer starts with a word about the chat and the two ways to report.
 */
export function isDisclosure(text: string): boolean {
  const folded = fold(text);
  const someoneNear = rule.near.test(folded);
  return clausesOf(folded).some((clause) => tells(clause, someoneNear));
}
