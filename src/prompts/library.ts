import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bodyIn, ContentError, parseYaml, splitFrontMatter } from '../content.ts';
import type { Locale } from '../locales/index.ts';
import { frontMatter, type Prompt } from './model.ts';

const HEADINGS = {
  nl: { talk: 'Praat hierover', tips: 'Voor de docent' },
  en: { talk: 'Talk about this', tips: 'For the teacher' },
} as const;

/** Reads `content/prompts`, by theme. @throws {ContentError} on the first file that is not right. */
export function loadPrompts(folder: string): readonly Prompt[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readPrompt(join(folder, name)))
    .sort((a, b) => a.theme - b.theme);
}

function readPrompt(file: string): Prompt {
  const { matter, body, bodyLine } = splitFrontMatter(file);
  const { theme, minutes, nl, en } = parseYaml(file, matter, frontMatter, 1);
  const partsIn = (locale: Locale) => {
    const [opening = '', ...rest] = bodyIn(file, body, bodyLine, locale).split(/^## /m);
    const part = (heading: string) => {
      const found = rest.find((text) => text.startsWith(`${heading}\n`));
      if (!found) throw new ContentError(file, bodyLine, `${locale}: no part "## ${heading}"`);
      return found.slice(heading.length).trim();
    };
    return { opening: opening.trim(), talk: part(HEADINGS[locale].talk), tips: part(HEADINGS[locale].tips) };
  };
  const text = { nl: { ...nl, ...partsIn('nl') }, en: { ...en, ...partsIn('en') } };
  return { id: basename(file, '.md'), theme, minutes, text };
}
