import { type Locale, strings } from '../locales/index.ts';
import { plain } from '../markdown.ts';

/** Officers as people read them on a card: `Naam (functionaris sociale media) en Naam (vervanger)`. */
export function describePeople(
  people: readonly { readonly name: string; readonly role: 'officer' | 'deputy' }[],
  locale: Locale,
): string {
  const { roles, and } = strings[locale];
  return people.map(({ name, role }) => `${plain(name)} (${roles[role]})`).join(` ${and} `);
}
