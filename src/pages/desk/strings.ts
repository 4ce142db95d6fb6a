import { createContext, useContext } from 'react';
import en from '../../locales/desk.en.json' with { type: 'json' };
import nl from '../../locales/desk.nl.json' with { type: 'json' };
import type { Locale } from '../../locales/index.ts';

/** Everything the desk says, in one language. The Dutch file sets the shape; a test holds the English one to it. */
export type DeskStrings = typeof nl;

const STRINGS: Record<Locale, DeskStrings> = { nl, en };

/** How dates and lists are written. */
const FORMATS: Record<Locale, string> = { nl: 'nl-NL', en: 'en-GB' };

/** The desk's texts in this language. */
export const stringsOf = (locale: Locale): DeskStrings => STRINGS[locale];

/** The language around a component. */
export const Language = createContext<{ readonly locale: Locale; readonly t: DeskStrings }>({ locale: 'nl', t: nl });

/** The texts to use here. */
export const useStrings = (): DeskStrings => useContext(Language).t;

/** Writes a calendar day such as `2026-11-22` out in full. */
export function useDay(): (day: string) => string {
  const { locale } = useContext(Language);
  const format = new Intl.DateTimeFormat(FORMATS[locale], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
}

/** Joins names as people say them: a, b and c. */
export function useList(): (names: readonly string[]) => string {
  const { locale } = useContext(Language);
  const format = new Intl.ListFormat(FORMATS[locale], { type: 'conjunction' });
  return (names) => format.format(names);
}
