import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { LOCALES, type Locale, type Params, strings } from '../src/locales/index.ts';
import type { HelpLine, PageContent } from '../src/pages/report/content.ts';
import { ANY_READER } from '../src/pages/report/steps/any-reader.ts';
import { type CardName, loadCards } from '../src/teams/cards.ts';

const text = z.object({ nl: z.string(), en: z.string() });
const helpLines = z.record(
  z.string(),
  z.object({ name: text, for: text, phone: z.string().optional(), url: z.url().optional() }),
);
/** Where to go outside school, in this order. */
const OUTSIDE = ['helpwanted', 'mma', 'politie', 'allesoke'];
const URGENT = ['112', '113'];

/**
 * Everything of the sealed page that is known when it is built, so that neither the templating engine nor a file reader
 * gets into the browser. What only the school knows (`{readers}`, `{days}`) stays open in the cards.
 *
 * @param root the repository.
 */
export function pageContent(root: string): Record<Locale, PageContent> {
  const cards = loadCards(join(root, 'cards'));
  const lines = helpLines.parse(parse(readFileSync(join(root, 'content', 'helplines.yml'), 'utf8')));
  const inLocale = (locale: Locale): PageContent => {
    const card = (name: CardName, more: Params = {}) =>
      cards.render(name, { door: 'page', forms: 'inline', helplines: [], id: '', staff: false, ...more }, locale);
    const line = (id: string): HelpLine => {
      const found = lines[id];
      if (!found?.phone) throw new Error(`content/helplines.yml has no phone number for ${id}`);
      const address = found.url && { url: found.url };
      return { name: found.name[locale], for: found.for[locale], phone: found.phone, ...address };
    };
    const { roles, and, report, cards: ofCards } = strings[locale];
    return {
      cards: {
        intro: card('student/report-intro'),
        // One choice that the page makes one of for each reader.
        form: card('student/report-form', { readers: [{ officer: ANY_READER, title: '{reader}' }] }),
        impossible: card('student/report-impossible'),
      },
      receipt: ofCards['student/report-receipt'],
      roles,
      and,
      fields: report.fields,
      urgent: URGENT.map(line),
      outside: OUTSIDE.map(line),
    };
  };
  return Object.fromEntries(LOCALES.map((locale) => [locale, inLocale(locale)])) as Record<Locale, PageContent>; // one per locale
}
