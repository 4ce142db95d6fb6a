import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../locales/index.ts';
import type { Content } from './content.ts';
import type { GramReader } from './grams.ts';

/** Something in a content file that must be put right. */
export type Finding = { readonly file: string; readonly line: number; readonly reason: string };

/** The fewest phrasings of an entry: the search finds an entry by them, and English needs English ones. */
const FEWEST: Readonly<Record<Locale, number>> = { nl: 18, en: 12 };
/** The most words of a sentence that is still easy to read (B1). */
const LONGEST_SENTENCE = 20;
const DAYS_VALID = 365;
/** Phrasings of two entries that have so much in common (Jaccard, of their grams) are the same question. */
const NEARLY_THE_SAME = 0.8;
/** A gram that more texts hold says too little to look for doubles by. */
const RARE = 40;

/** What was once true or never was, and keeps coming back. */
const FORBIDDEN: readonly { readonly claim: RegExp; readonly reason: string }[] = [
  { claim: /(?:politie|police)\D{0,25}0800[- ]?7000/i, reason: '0800-7000 is Meld Misdaad Anoniem, not the police' },
  { claim: /\bMiND\b/, reason: 'MiND has another name since August 2023' },
  { claim: /254ba/, reason: 'this article could not be confirmed' },
  { claim: /\b240b\b(?!.*(?:tot 1-7-2024|until 1 July 2024))/, reason: 'the article is 252 since 1 July 2024' },
  { claim: /€|\beuro\s*\d|\d\s*euro\b/i, reason: 'no amounts: they are indexed' },
  { claim: /113[^.]{0,30}(?:niet gratis|not free|betaal)/i, reason: '113 is free' },
  { claim: /(?:tot|until|under|onder)\s+(?:de\s+)?26\b/i, reason: 'Helpwanted helps all ages' },
  { claim: /https?:\/\//i, reason: 'links stand in helplines.yml and are named by {{help:key}}' },
  { claim: /\b0(?:800|900|\d{2})[- ]\d{3}/, reason: 'numbers stand in helplines.yml and are named by {{help:key}}' },
];

/**
 * Checks what the loader does not need but people do. The loader has checked the schema, the keys and the languages.
 *
 * @param folder where the guidelines of this check stand; entries of other folders are only compared with.
 * @param today `2026-11-22`.
 */
export function checkContent(content: Content, folder: string, gramsOf: GramReader, today: string): Finding[] {
  const files = existsSync(join(folder, 'guidelines')) ? readdirSync(join(folder, 'guidelines')).sort() : [];
  const own = content.guidelines.filter(({ id }) => files.includes(`${id}.md`));
  return [
    ...files.filter((name) => name.endsWith('.md')).flatMap((name) => checkText(join(folder, 'guidelines', name))),
    ...own.flatMap((entry) => {
      const file = join(folder, 'guidelines', `${entry.id}.md`);
      const days = (Date.parse(today) - Date.parse(entry.reviewedOn)) / 86_400_000;
      const old = days > DAYS_VALID ? [at(file, 'reviewedOn:', 'not reviewed for a year')] : [];
      const few = LOCALES.filter((locale) => entry.text[locale].phrasings.length < FEWEST[locale]);
      return [
        ...old,
        ...few.map((locale) => at(file, `${locale}:`, `${locale}: fewer than ${FEWEST[locale]} phrasings`)),
      ];
    }),
    ...doubles(content, new Set(own.map(({ id }) => id)), gramsOf).map(({ text, entry, other }) =>
      at(
        join(folder, 'guidelines', `${entry}.md`),
        text,
        `"${text}" is nearly the same as "${other.text}" of ${other.entry}`,
      ),
    ),
  ].filter(({ file }) => existsSync(file));
}

/** Line by line: sentences that are too long, claims that may not stand there. */
function checkText(file: string): Finding[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const body = lines.indexOf('---', 1);
  return lines.flatMap((line, index) => {
    const claims = FORBIDDEN.filter(({ claim }) => claim.test(line)).map(({ reason }) => reason);
    const long = index > body ? sentencesOf(line).filter((sentence) => wordsOf(sentence) > LONGEST_SENTENCE) : [];
    return [...claims, ...long.map((sentence) => `${wordsOf(sentence)} words in "${sentence.slice(0, 40)}…"`)].map(
      (reason) => ({ file, line: index + 1, reason }),
    );
  });
}

/** A help line's name counts as one word: it cannot be said shorter. */
const sentencesOf = (line: string) => line.replace(/\{\{[^}]+\}\}/g, 'X').split(/(?<=[.!?:])\s+/);
const wordsOf = (sentence: string) => sentence.split(/\s+/).filter(Boolean).length;

/** Where a text stands in a file. */
function at(file: string, text: string, reason: string): Finding {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return { file, line: lines.findIndex((line) => line.includes(text)) + 1 || 1, reason };
}

type Phrasing = { readonly entry: string; readonly text: string; readonly grams: ReadonlySet<string> };
type Double = { readonly text: string; readonly entry: string; readonly other: { text: string; entry: string } };

/** Phrasings of some entries that nearly stand in another too: one of the two would get the other's questions. */
function doubles({ guidelines }: Content, own: ReadonlySet<string>, gramsOf: GramReader): Double[] {
  const all: Phrasing[] = guidelines.flatMap(({ id, text }) =>
    LOCALES.flatMap((locale) =>
      text[locale].phrasings.map((phrasing) => ({ entry: id, text: phrasing, grams: gramsOf(phrasing) })),
    ),
  );
  const holders = new Map<string, Phrasing[]>();
  for (const one of all) {
    for (const gram of one.grams) {
      const others = holders.get(gram);
      if (others) others.push(one);
      else holders.set(gram, [one]);
    }
  }
  const found: Double[] = [];
  for (const one of all.filter(({ entry }) => own.has(entry))) {
    const rare = [...one.grams].map((gram) => holders.get(gram) ?? []).filter((others) => others.length <= RARE);
    for (const other of new Set(rare.flat())) {
      const isOther = own.has(other.entry) ? one.entry < other.entry : true;
      if (isOther && one.entry !== other.entry && alike(one.grams, other.grams) >= NEARLY_THE_SAME)
        found.push({ ...one, other });
    }
  }
  return found;
}

function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const gram of one) if (other.has(gram)) shared += 1;
  return shared / (one.size + other.size - shared);
}

/** How well an entry is found by its own phrasings when each is left out of the index. */
export type Health = { readonly entry: string; readonly asked: number; readonly found: number };

/**
 * The health report: entries whose phrasings do not find their topic when they are left out need more phrasings, in other
 * words than the ones they have. Worst first.
 */
export function healthOf(outcomes: Iterable<{ readonly entry: string; readonly found: boolean }>): Health[] {
  const health = new Map<string, Health>();
  for (const { entry, found } of outcomes) {
    const before = health.get(entry) ?? { entry, asked: 0, found: 0 };
    health.set(entry, { entry, asked: before.asked + 1, found: before.found + (found ? 1 : 0) });
  }
  return [...health.values()].sort((a, b) => a.found / a.asked - b.found / b.asked);
}
