import { useContext } from 'react';
import { type Insight, LEAST } from '../../../guidelines/wire.ts';
import { fill } from '../../../locales/index.ts';
import { Language } from '../strings.ts';

/** The guidelines that do not help, as far as thumbs can tell. The worst comes first. */
export function LowRated({ entries }: Pick<Insight, 'entries'>) {
  const { locale, t } = useContext(Language);
  const words = t.insight.low;
  const up = (yes: number | null) =>
    yes === null ? fill(words.few, { least: LEAST }) : fill(words.yes, { count: yes });
  return (
    <section>
      <h3>{words.title}</h3>
      <p className="subtle">{entries.length > 0 ? words.lead : words.empty}</p>
      {entries.length > 0 && (
        <ol className="low-rated">
          {entries.map(({ entry, title, yes, no }) => (
            <li key={entry}>
              <strong>{title[locale]}</strong>
              <span className="subtle">
                {fill(words.no, { count: no })}, {up(yes)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
