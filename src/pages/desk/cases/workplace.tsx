import { useCallback, useEffect, useRef, useState } from 'react';
import type { CaseSummary, Desk } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { INSIGHT_LINK, InsightView } from '../insight/insight.tsx';
import { useInsight } from '../insight/use-insight.ts';
import type { UnlockNote } from '../key/unlock.tsx';
import { useAnnounce } from '../parts/announce.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';
import { useCaseInAddress } from './address.ts';
import { CaseList } from './case-list.tsx';
import { CaseView } from './case-view.tsx';
import { type Drafts, hasText } from './drafts.ts';
import { DeskHeader } from './header.tsx';
import { useIdleLock } from './idle.ts';

type Props = {
  readonly api: DeskApi;
  readonly desk: Desk;
  readonly vault: Vault;
  readonly onLock: (note: UnlockNote) => void;
};

/** The open desk: the list of cases and the one that is being read. */
export function Workplace({ api, desk, vault, onLock }: Props) {
  const t = useStrings();
  const announce = useAnnounce();
  const selected = useCaseInAddress();
  const insight = useInsight(api);
  const drafts = useRef<Drafts>(new Map());
  const [cases, setCases] = useState<readonly CaseSummary[]>();
  const [trouble, setTrouble] = useState<Trouble>();
  const aboutToLock = useIdleLock(() => onLock('idle'));

  const refresh = useCallback(async () => {
    setTrouble(undefined);
    try {
      setCases(await api.cases());
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  }, [api]);
  useEffect(() => {
    announce(t.header.unlocked);
    void refresh();
  }, [refresh, announce, t]);

  return (
    <div className="workplace" data-reading={selected !== undefined}>
      <DeskHeader
        desk={desk}
        aboutToLock={aboutToLock}
        hasDraft={() => hasText(drafts.current)}
        onLock={() => onLock('locked')}
      />
      <main className="panes">
        {/* On a phone the insight stands under the list, which may be long. */}
        {!selected && cases && cases.length > 0 && (
          <a className="to-insight" href={INSIGHT_LINK}>
            {t.insight.title}
          </a>
        )}
        <CaseList
          cases={cases}
          me={desk.me.id}
          selected={selected}
          trouble={trouble}
          onRefresh={() => void refresh().then(() => announce(t.list.refreshed))}
        />
        <div className="reading">
          {selected ? (
            <CaseView
              key={selected}
              id={selected}
              api={api}
              me={desk.me.id}
              vault={vault}
              drafts={drafts.current}
              onChanged={() => void refresh()}
            />
          ) : (
            <>
              <p className="choose">{t.list.choose}</p>
              <InsightView {...insight} />
            </>
          )}
        </div>
      </main>
    </div>
  );
}
