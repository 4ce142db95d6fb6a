import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { CaseId } from '../../../reports/model.ts';
import type { CaseSummary, CaseList as Listed } from '../../../reports/wire.ts';
import { FocusHeading } from '../parts/heading.tsx';
import { Icon } from '../parts/icons.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import type { Trouble } from '../trouble.ts';
import { CaseLink } from './case-link.tsx';
import { inboxOf } from './order.ts';
import { RefusedReports } from './refused-reports.tsx';

type Props = {
  /** Undefined while the first list is on its way. */
  readonly listed: Listed | undefined;
  readonly me: string;
  readonly schoolKey: string;
  readonly selected: CaseId | undefined;
  readonly trouble: Trouble | undefined;
  readonly onRefresh: () => void;
};

/** The sealed page, for a report that somebody of the school fills in together with a student. */
const enterFor = (schoolKey: string) => `/report/#for=student&key=${schoolKey}`;

/** The inbox. It needs no opened report: what it shows stands in clear on the server. */
export function CaseList({ listed, me, schoolKey, selected, trouble, onRefresh }: Props) {
  const t = useStrings().list;
  const list = useFocusBackOn(selected);
  const inbox = listed && inboxOf(listed.cases);
  const links = (some: readonly CaseSummary[]) => (
    <ul>
      {some.map((one) => (
        <li key={one.id}>
          <CaseLink summary={one} me={me} current={one.id === selected} />
        </li>
      ))}
    </ul>
  );
  return (
    <nav className="list" aria-label={t.title} ref={list}>
      <div className="bar">
        <FocusHeading level={2}>{t.title}</FocusHeading>
        <Button appearance="subtle" icon={<Icon name="refresh" />} onClick={onRefresh}>
          {t.refresh}
        </Button>
      </div>
      <a className="enter-report" href={enterFor(schoolKey)} target="_blank" rel="noreferrer">
        {t.enter} <span className="subtle">{t.newTab}</span>
      </a>
      {trouble && <Problem trouble={trouble} onRetry={onRefresh} />}
      {listed && <RefusedReports refused={listed.refused} />}
      {!inbox && !trouble && <Waiting label={t.loading} />}
      {inbox && listed.cases.length === 0 && <p className="subtle">{t.empty}</p>}
      {inbox && listed.cases.length > 0 && (
        <>
          <h3>{t.open}</h3>
          {inbox.open.length > 0 ? links(inbox.open) : <p className="subtle">{t.none}</p>}
        </>
      )}
      {inbox && inbox.done.length > 0 && (
        <>
          <h3>{t.done}</h3>
          {links(inbox.done)}
        </>
      )}
    </nav>
  );
}

/** When a case is left for the list, the focus goes back to that case's place in it. */
function useFocusBackOn(selected: CaseId | undefined) {
  const list = useRef<HTMLElement>(null);
  const before = useRef(selected);
  useEffect(() => {
    if (before.current && !selected) {
      list.current?.querySelector<HTMLElement>(`[data-case="${before.current}"]`)?.focus();
    }
    before.current = selected;
  }, [selected]);
  return list;
}
