import type { Locale } from '../locales/index.ts';
import type { Helplines } from './model.ts';

/** The ways outside school that the report introduction names, in this order. */
const OUTSIDE_SCHOOL = ['helpwanted', 'allesoke', 'mma', 'politie'];

/** A help line as it is named in a text: `Helpwanted (020-261 52 75)`, or with its site where there is no number. */
export function helplineName(helplines: Helplines, key: string, locale: Locale): string {
  const line = helplines[key];
  if (!line) throw new Error(`no help line ${key}`);
  const reach = line.phone ?? (line.url ? new URL(line.url).host.replace(/^www\./, '') : '');
  const name = line.name[locale];
  return reach === '' || name === reach ? name : `${name} (${reach})`;
}

/** The number of a help line that cannot be missing. @throws when it is not there: the start must stop. */
export function phoneOf(helplines: Helplines, key: string): string {
  const phone = helplines[key]?.phone;
  if (phone === undefined) throw new Error(`no phone number of ${key}`);
  return phone;
}

/** A help line with what it is for: `**Helpwanted (020-261 52 75)**: Hulp bij …`. */
export const helplineWithUse = (helplines: Helplines, key: string, locale: Locale): string =>
  `**${helplineName(helplines, key, locale)}**: ${helplines[key]?.for[locale] ?? ''}`;

/** Where to go outside school, as one sentence part or as a line each. */
export const outsideSchool = (helplines: Helplines) => ({
  outside: (locale: Locale) => OUTSIDE_SCHOOL.map((key) => helplineName(helplines, key, locale)).join(', '),
  outsideLines: (locale: Locale) => OUTSIDE_SCHOOL.map((key) => helplineWithUse(helplines, key, locale)),
});
