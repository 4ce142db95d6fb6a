import { fill } from '../../../locales/index.ts';
import { plain } from '../../../markdown.ts';
import type { School } from '../../../reports/wire.ts';
import type { ExpandedCard } from '../content.ts';
import type { Texts } from '../texts.ts';
import { ANY_READER } from './any-reader.ts';

/** Somebody who may be left out. `noKey`: they could not open it now. */
export type Appointed = School['withoutKey'][number] & { readonly noKey?: boolean };

/** The form with a choice for each of them. */
export const formCard = ({ cards, roles, page }: Texts, appointed: readonly Appointed[]): ExpandedCard =>
  withReaders(
    cards.form,
    appointed.map(({ officer, name, role, noKey }) => ({
      officer,
      reader: `${plain(name)} (${noKey ? `${roles[role]}, ${page.readers.noKey}` : roles[role]})`,
    })),
  );

type Choice = { readonly officer: string; readonly reader: string };

function withReaders<T>(part: T, choices: readonly Choice[]): T {
  if (Array.isArray(part)) {
    const items = part.flatMap((item) =>
      isAnyReader(item) ? choices.map((choice) => fill(item, choice)) : [withReaders(item, choices)],
    );
    return items as T; // a list stays a list
  }
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, withReaders(item, choices)])) as T; // likewise
}

const isAnyReader = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'value' in item && item.value === ANY_READER;
