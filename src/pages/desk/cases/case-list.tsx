import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { CaseId } from '../../../reports/model.ts';
import type { CaseSummary, Desk, CaseList as Listed } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { NO_FILTER } from '../inbox/filter.ts';
import { FilterBar } from '../inbox/filter-bar.tsx';
import { HiddenAcute } from '../inbox/hidden-acute.tsx';
import { useInbox } from '../inbox/use-inbox.ts';
import { useTexts } from '../inbox/use-texts.ts';
import { FocusHeading } from '../parts/heading.tsx';
import { Icon } from '../parts/icons.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import type { Trouble } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';
import { CaseLink } from './case-link.tsx';
import { RefusedReports } from './refused-reports.tsx';

type Props = {
  /** Undefined while the first list is on its way. */
  readonly listed: Listed | undefined;
  readonly api: DeskApi;
  readonly desk: Desk;
  readonly vault: Vault;
  readonly selected: CaseId | undefined;
  readonly trouble: Trouble | undefined;
  readonly onRefresh: () => void;
};

/** The sealed page, for a report that somebody of the school fills in together with a student. */
const enterFor = (schoolKey: string) => `/report/#for=student&key=${schoolKey}`;

const NO_CASES: readonly CaseSummary[] = [];

/** The inbox. It needs no opened report, except to search in the text: what it shows stands in clear on the server. */
export function CaseList({ listed, api, desk, vault, selected, trouble, onRefresh }: Props) {
  const strings = useStrings();
  const t = strings.list;
  const me = desk.me.id;
  const list = useFocusBackOn(selected);
  const cases = listed?.cases ?? NO_CASES;
  const texts = useTexts(cases, { api, vault, school: desk.school });
  const inbox = useInbox(cases, me, texts);
  const focusOnHeading = () => list.current?.querySelector('h2')?.focus(); // the button that was pressed is gone
  const showAll = () => {
    inbox.setFilter(NO_FILTER);
    focusOnHeading();
  };
  const links = (some: readonly CaseSummary[]) => (
    <ul>
      {some.map((one) => (
        <li key={one.id} className="list-item">
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
      <a className="enter-report" href={enterFor(desk.schoolKey)} target="_blank" rel="noreferrer">
        {t.enter} <span className="subtle">{t.newTab}</span>
      </a>
      {trouble && <Problem trouble={trouble} onRetry={onRefresh} />}
      {listed && <RefusedReports refused={listed.refused} />}
      {!listed && !trouble && <Waiting label={t.loading} />}
      {listed && cases.length === 0 && <p className="subtle">{t.empty}</p>}
      {cases.length > 0 && (
        <>
          <FilterBar cases={cases} {...inbox} onFilter={inbox.setFilter} onOrder={inbox.setOrder} texts={texts} />
          <HiddenAcute count={inbox.hiddenAcute.length} onShow={showAll} />
          {inbox.filtering && (
            <div className="bar">
              <p className="subtle">{inbox.result}</p>
              <Button appearance="subtle" onClick={showAll}>
                {strings.inbox.showAll}
              </Button>
            </div>
          )}
          {(inbox.open.length > 0 || !inbox.filtering) && <h3>{t.open}</h3>}
          {inbox.open.length > 0 && links(inbox.open)}
          {inbox.open.length === 0 && !inbox.filtering && <p className="subtle">{t.none}</p>}
        </>
      )}
      {inbox.done.length > 0 && (
        <>
          <h3>{t.done}</h3>
          {links(inbox.done)}
        </>
      )}
    </nav>
  );
}

/** When a case is left for the list, the focus goes back to that case's place in it, or to the top when it has none now. */
function useFocusBackOn(selected: CaseId | undefined) {
  const list = useRef<HTMLElement>(null);
  const before = useRef(selected);
  useEffect(() => {
    if (before.current && !selected) {
      const place = list.current?.querySelector<HTMLElement>(`[data-case="${before.current}"]`);
      (place ?? list.current?.querySelector('h2'))?.focus();
    }
    before.current = selected;
  }, [selected]);
  return list;
}
