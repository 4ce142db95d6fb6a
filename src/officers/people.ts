import { fill, type Locale, strings } from '../locales/index.ts';
import { plain } from '../markdown.ts';

/** Officers as people read them on a card: `Naam (functionaris sociale media) en Naam (vervanger)`. */
export function describePeople(
  people: readonly { readonly name: string; readonly role: 'officer' | 'deputy' }[],
  locale: Locale,
): string {
  const { roles, and } = strings[locale];
  return people.map(({ name, role }) => `${plain(name)} (${roles[role]})`).join(` ${and} `);
}

/** Who can open a report, as people read it: the officers with a key, and the recovery sheet if there is one. Empty when nobody can. */
export function describeReaders(
  { readers, recovery }: { readonly readers: Parameters<typeof describePeople>[0]; readonly recovery: object | null },
  locale: Locale,
): string {
  const people = describePeople(readers, locale);
  return recovery && people ? fill(strings[locale].orSheet, { readers: people }) : people;
}
