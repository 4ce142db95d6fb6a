import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bodyIn, ContentError, lineOf, parseYaml, readYaml, splitFrontMatter } from '../content.ts';
import type { Locale } from '../locales/index.ts';
import { helplineName } from './helplines.ts';
import {
  frontMatter,
  type Guideline,
  type GuidelineText,
  type Helplines,
  helplineFile,
  type Laws,
  lawFile,
  type Sources,
  sourceFile,
} from './model.ts';

/** Everything that answers rest on. */
export type Content = { readonly guidelines: readonly Guideline[]; readonly helplines: Helplines };

/** The headings of a guideline's parts, in both languages. */
const HEADINGS = {
  nl: { dos: 'Wel doen', donts: 'Niet doen', next: 'Volgende stap' },
  en: { dos: 'Do', donts: "Don't", next: 'Next step' },
} as const;

/**
 * Reads `content/`.
 *
 * @throws {ContentError} on the first file that is not right, with file, line and reason.
 */
export function loadContent(folder: string): Content {
  const helplines = readYaml(join(folder, 'helplines.yml'), helplineFile);
  const laws = readYaml(join(folder, 'law.yml'), lawFile);
  const sources = readYaml(join(folder, 'sources.yml'), sourceFile);
  const files = readdirSync(join(folder, 'guidelines')).filter((name) => name.endsWith('.md'));
  const guidelines = files.map((name) => readGuideline(join(folder, 'guidelines', name), { helplines, laws, sources }));
  const ids = new Set(guidelines.map(({ id }) => id));
  for (const { id, related } of guidelines) {
    const missing = related.find((other) => !ids.has(other) || other === id);
    if (missing)
      throw new ContentError(join(folder, 'guidelines', `${id}.md`), 1, `related: no other entry "${missing}"`);
  }
  return { guidelines, helplines };
}

type Keys = { readonly helplines: Helplines; readonly laws: Laws; readonly sources: Sources };

function readGuideline(file: string, keys: Keys): Guideline {
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
  const parts: Record<'dos' | 'donts' | 'next', string> = { dos: '', donts: '', next: '' };
  for (const part of rest) {
    const [heading = '', ...lines] = part.split('\n');
    const name = (['dos', 'donts', 'next'] as const).find((key) => HEADINGS[locale][key] === heading.trim());
    if (!name)
      throw new ContentError(file, bodyLine + lineOf(body, `## ${heading}`), `unknown heading "${heading.trim()}"`);
    parts[name] = lines.join('\n').trim();
  }
  if (!answer.trim() || !parts.next)
    throw new ContentError(file, bodyLine, `${locale}: an answer and a next step are needed`);
  const filled = (text: string) => fillKeys(file, text, locale, keys, bodyLine + lineOf(body, text));
  return {
    answer: filled(answer.trim()),
    dos: filled(parts.dos),
    donts: filled(parts.donts),
    next: filled(parts.next),
  };
}

/** Replaces `{{help:key}}` and `{{law:key}}`: numbers and articles stand in one file each. */
function fillKeys(file: string, text: string, locale: Locale, { helplines, laws }: Keys, line: number): string {
  return text.replace(/\{\{(\w+):([^}]+)\}\}/g, (whole, kind: string, key: string) => {
    if (kind === 'help' && helplines[key]) return helplineName(helplines, key, locale);
    const law = kind === 'law' ? laws[key] : undefined;
    if (law) return law.article ? `${law.name[locale]} (${law.article})` : law.name[locale];
    throw new ContentError(file, line, `nothing is known by ${whole}`);
  });
}
