import { type Insight, LEAST } from '../../../guidelines/wire.ts';
import { fill } from '../../../locales/index.ts';
import { useDay, useStrings } from '../strings.ts';
import { mondayOf } from './monday.ts';

type Week = Insight['weeks'][number];

/** What was asked about: the newest week with something to tell in full, the older ones folded. */
export function Weeks({ weeks: [newest, ...older] }: { readonly weeks: readonly Week[] }) {
  const t = useStrings().insight;
  const day = useDay();
  const name = ({ week }: Week) => fill(t.week, { day: day(mondayOf(week)) });
  if (!newest) return <p>{fill(t.empty, { least: LEAST })}</p>;
  return (
    <section>
      <p className="subtle">{t.lead}</p>
      <h3>{name(newest)}</h3>
      <Bars {...newest} name={name(newest)} />
      {older.map((one) => (
        <details key={one.week}>
          <summary>{name(one)}</summary>
          <Bars {...one} name={name(one)} />
        </details>
      ))}
    </section>
  );
}

/** A bar chart that is a table: who cannot see the bars misses nothing. */
function Bars({ topics, name }: Week & { readonly name: string }) {
  const t = useStrings().insight;
  const most = Math.max(...topics.map(({ count }) => count));
  return (
    <table className="bars">
      <caption className="unseen">{name}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{t.topic}</th>
          <th scope="col">{t.count}</th>
        </tr>
      </thead>
      <tbody>
        {topics.map(({ topic, count }) => (
          <tr key={topic}>
            <th scope="row">
              {t.topics[topic]}
              <span className="stroke" aria-hidden="true" style={{ width: `${(100 * count) / most}%` }} />
            </th>
            <td>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
