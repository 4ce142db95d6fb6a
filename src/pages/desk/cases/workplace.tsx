import { Link } from '@fluentui/react-components';
import { useCallback, useContext, useEffect, useState } from 'react';
import type { Desk, CaseList as Listed } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { INSIGHT_LINK, InsightView } from '../insight/insight.tsx';
import { useInsight } from '../insight/use-insight.ts';
import { KeyNotices } from '../key/key-notices.tsx';
import { OwnWords } from '../key/own-words.tsx';
import { ResealNotice } from '../key/reseal-notice.tsx';
import { standingOf } from '../key/standing.ts';
import type { UnlockNote } from '../key/unlock.tsx';
import { useAnnounce } from '../parts/announce.tsx';
import { Boundary } from '../parts/boundary.tsx';
import { Icon } from '../parts/icons.tsx';
import { NotDrawn, Part } from '../parts/not-drawn.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';
import { LIST_LINK, useCaseInAddress } from './address.ts';
import { CaseList } from './case-list.tsx';
import { CaseView } from './case-view.tsx';
import { CopyTyped, Typed } from './copy-typed.tsx';
import { hasText } from './drafts.ts';
import { DeskHeader } from './header.tsx';
import { useIdleLock } from './idle.ts';

type Props = {
  readonly api: DeskApi;
  readonly desk: Desk;
  readonly vault: Vault;
  /** Asks the server again who the officers are and how their keys stand; rejects when that fails. */
  readonly onReload: () => Promise<Desk>;
  readonly onLock: (note: UnlockNote) => void;
};

/** The open desk: the list of cases and the one that is being read. */
export function Workplace({ api, desk, vault, onReload, onLock }: Props) {
  const t = useStrings();
  const announce = useAnnounce();
  const selected = useCaseInAddress();
  const insight = useInsight(api);
  const drafts = useContext(Typed);
  const [listed, setListed] = useState<Listed>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [refreshes, setRefreshes] = useState(0);
  const [wordsShown, setWordsShown] = useState(false);
  const aboutToLock = useIdleLock(desk.lockMinutes, () => onLock('idle'));

  const refresh = useCallback(async () => {
    setTrouble(undefined);
    try {
      setListed(await api.cases());
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
        hasDraft={() => hasText(drafts)}
        onLock={() => onLock('locked')}
        wordsShown={wordsShown}
        onWords={() => setWordsShown((shown) => !shown)}
      />
      {wordsShown && (
        <Part>
          <OwnWords {...{ api, desk, vault, onReload }} onClose={() => setWordsShown(false)} />
        </Part>
      )}
      <Part>
        <KeyNotices api={api} desk={desk} vault={vault} onReload={onReload} />
      </Part>
      {listed && standingOf(desk) === 'in-use' && (
        <div className="notices">
          <Part>
            <ResealNotice {...{ api, desk, vault, cases: listed.cases }} onChanged={() => void refresh()} />
          </Part>
        </div>
      )}
      <main className="panes">
        {/* On a phone the insight stands under the list, which may be long. */}
        {!selected && listed && listed.cases.length > 0 && (
          <a className="to-insight" href={INSIGHT_LINK}>
            {t.insight.title}
          </a>
        )}
        <Part>
          <CaseList
            listed={listed}
            {...{ api, desk, vault, selected }}
            trouble={trouble}
            onRefresh={() => {
              // A colleague may have made a key. When this fails, the list fails as well and says so.
              onReload().catch(() => undefined);
              setRefreshes((count) => count + 1);
              void refresh().then(() => announce(t.list.refreshed));
            }}
          />
        </Part>
        <div className="reading">
          {selected ? (
            <Boundary
              key={selected}
              instead={(again) => (
                <NotDrawn what="case" onAgain={again}>
                  <Link className="back" href={LIST_LINK}>
                    <Icon name="back" /> {t.case.back}
                  </Link>
                  <CopyTyped />
                </NotDrawn>
              )}
            >
              <CaseView
                id={selected}
                api={api}
                me={desk.me.id}
                vault={vault}
                drafts={drafts}
                refreshes={refreshes}
                onChanged={() => void refresh()}
              />
            </Boundary>
          ) : (
            <Part>
              <p className="choose">{t.list.choose}</p>
              <InsightView {...insight} />
            </Part>
          )}
        </div>
      </main>
    </div>
  );
}
