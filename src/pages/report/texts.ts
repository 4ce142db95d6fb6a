import content from 'page-content';
import { type Locale, localeOf } from '../../locales/index.ts';
import en from '../../locales/report-page.en.json' with { type: 'json' };
import nl from '../../locales/report-page.nl.json' with { type: 'json' };
import type { PageContent } from './content.ts';

/** Every word on the page, in one language. The Dutch file sets the shape. */
export type Texts = PageContent & { readonly locale: Locale; readonly page: typeof nl };

const pages: Record<Locale, typeof nl> = { nl, en };

export const textsIn = (locale: Locale): Texts => ({ ...content[locale], locale, page: pages[locale] });

/** The language asked for in the address (`?lang=en`), else the browser's: Dutch unless that is English. */
export const chosenLocale = (search: string, browser: string | undefined): Locale =>
  localeOf(new URLSearchParams(search).get('lang') ?? browser);

/** A day as people write it: `2026-11-22` becomes `22 november 2026`. */
export const dayIn = (locale: Locale, day: string): string =>
  // Noon in UTC is the same day everywhere in the Netherlands.
  new Date(`${day}T12:00:00Z`).toLocaleDateString(locale === 'nl' ? 'nl-NL' : 'en-GB', { dateStyle: 'long' });

/** The same with the day of the week: `maandag 23 november 2026`. */
export const longDayIn = (locale: Locale, day: string): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(locale === 'nl' ? 'nl-NL' : 'en-GB', { dateStyle: 'full' });
