import type { Reader } from '../../../reports/wire.ts';
import { stringsOf } from '../strings.ts';

type Props = Pick<Reader, 'name' | 'role'> & { readonly school: string; readonly words: string };

/** Both languages, whichever the officer reads: students read the wall. */
const LOCALES = ['nl', 'en'] as const;

/** A sheet to hang up: whose words these are, the words, and where to compare them. Only print shows it. */
export function Poster({ school, name, role, words }: Props) {
  const address = new URL('/report/', location.origin).href;
  return (
    <div className="poster">
      <p className="poster-name">{name}</p>
      {LOCALES.map((locale) => (
        <p key={locale} lang={locale}>
          {stringsOf(locale).keyLog.roles[role]}
        </p>
      ))}
      <p>{school}</p>
      {LOCALES.map((locale) => (
        <p key={locale} lang={locale} className="poster-what">
          {stringsOf(locale).ownWords.poster.words}
        </p>
      ))}
      <ol className="poster-words" lang="nl" translate="no">
        {words.split(' ').map((word, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words never move, and the same word may come twice
          <li key={place}>{word}</li>
        ))}
      </ol>
      <p className="poster-address">{address}</p>
    </div>
  );
}
