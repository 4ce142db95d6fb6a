import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { fill } from '../../../locales/index.ts';
import { type Day, dayOf } from '../../../reports/model.ts';
import type { RefusedCount } from '../../../reports/wire.ts';
import { useDay, useStrings } from '../strings.ts';

const DAYS_SHOWN = 7;

/** Tells that reports were turned away because too many came at once, so that a flood is never unseen. */
export function RefusedReports({ refused }: { readonly refused: readonly RefusedCount[] }) {
  const t = useStrings().refused;
  const day = useDay();
  const recent = recentOnes(refused, dayOf(new Date()));
  const total = recent.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{total === 1 ? t.one : fill(t.many, { count: total })}</MessageBarTitle>
        <ul className="refused">
          {recent.map((one) => (
            <li key={`${one.day} ${one.lane}`}>
              {fill(t.line, { day: day(one.day), door: t.door[one.lane], count: one.count })}
            </li>
          ))}
        </ul>
        {t.explain}
      </MessageBarBody>
    </MessageBar>
  );
}

/** Those of the last seven days, today among them, newest first. */
function recentOnes(refused: readonly RefusedCount[], today: Day): readonly RefusedCount[] {
  const first = new Date(`${today}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - DAYS_SHOWN + 1);
  const since = first.toISOString().slice(0, 10);
  return refused
    .filter(({ day, count }) => day >= since && count > 0)
    .sort((a, b) => b.day.localeCompare(a.day) || a.lane.localeCompare(b.lane));
}
