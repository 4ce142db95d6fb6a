import { basename } from 'node:path';
import { bodyIn, ContentError, lineOf, parseYaml, splitFrontMatter } from '../content.ts';
import type { Locale } from '../locales/index.ts';
import { helplineName } from './helplines.ts';
import { frontMatter, type Guideline, type GuidelineText, type Helplines, type Laws, type Sources } from './model.ts';

/** The headings of a guideline's parts, in both languages. */
const HEADINGS = {
  nl: { steps: 'Stappen', dos: 'Wel doen', donts: 'Niet doen', help: 'Wie helpt', next: 'Volgende stap' },
  en: { steps: 'Steps', dos: 'Do', donts: "Don't", help: 'Who can help', next: 'Next step' },
} as const;
const PARTS = ['steps', 'dos', 'donts', 'help', 'next'] as const;

/** What a text may name by key: numbers and articles stand in one file each. */
export type Keys = { readonly helplines: Helplines; readonly laws: Laws; readonly sources: Sources };

/**
 * Reads one guideline: YAML front matter, then `# nl` and `# en` with the parts of {@link HEADINGS}.
 *
 * @throws {ContentError}
 */
export function readGuideline(file: string, keys: Keys): Guideline {
  const { matter, body, bodyLine } = splitFrontMatter(file);
  const meta = parseYaml(file, matter, frontMatter, 1);
  for (const key of meta.sources) {
    if (!keys.sources[key]) throw new ContentError(file, lineOf(matter, key) + 2, `sources: no source "${key}"`);
  }
  const textIn = (locale: Locale): GuidelineText => {
    const parts = readParts(file, body, bodyLine, locale, keys);
    const sources = new Set(
      meta.sources.flatMap((key) => {
        const source = keys.sources[key];
        return source ? [`${source.publisher} (${source.date.slice(0, 4)})`] : [];
      }),
    );
    return { ...meta[locale], ...parts, sources: [...sources] };
  };
  const { topic, audience, reviewedOn, related } = meta;
  const text = { nl: textIn('nl'), en: textIn('en') };
  return { id: basename(file, '.md'), topic, audience, reviewedOn, related, text };
}

function readParts(file: string, body: string, bodyLine: number, locale: Locale, keys: Keys) {
  const [answer = '', ...rest] = bodyIn(file, body, bodyLine, locale).split(/^## /m);
  const parts = { answer: answer.trim(), steps: '', dos: '', donts: '', help: '', next: '' };
  for (const part of rest) {
    const [heading = '', ...lines] = part.split('\n');
    const name = PARTS.find((key) => HEADINGS[locale][key] === heading.trim());
    if (!name)
      throw new ContentError(file, bodyLine + lineOf(body, `## ${heading}`), `unknown heading "${heading.trim()}"`);
    parts[name] = lines.join('\n').trim();
  }
  if (!parts.answer || !parts.help || !parts.next)
    throw new ContentError(file, bodyLine, `${locale}: an answer, who can help and a next step are needed`);
  const filled = (text: string) => fillKeys(file, text, locale, keys, bodyLine + lineOf(body, text));
  const { steps, dos, donts, help, next } = parts;
  return {
    answer: filled(parts.answer),
    steps: filled(steps),
    dos: filled(dos),
    donts: filled(donts),
    help: filled(help),
    next: filled(next),
  };
}

/** Replaces `{{help:key}}` and `{{law:key}}`. @throws {ContentError} when nothing is known by a key. */
export function fillKeys(file: string, text: string, locale: Locale, { helplines, laws }: Keys, line: number): string {
  return text.replace(/\{\{(\w+):([^}]+)\}\}/g, (whole, kind: string, key: string) => {
    if (kind === 'help' && helplines[key]) return helplineName(helplines, key, locale);
    const law = kind === 'law' ? laws[key] : undefined;
    if (law) return law.article ? `${law.name[locale]} (${law.article})` : law.name[locale];
    throw new ContentError(file, line, `nothing is known by ${whole}`);
  });
}
