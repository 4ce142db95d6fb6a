import { Button } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Desk, NewKey } from '../../reports/wire.ts';
import { deskApi } from './api.ts';
import { Typed } from './cases/copy-typed.tsx';
import type { Drafts } from './cases/drafts.ts';
import { Workplace } from './cases/workplace.tsx';
import type { Host } from './host/host.ts';
import { AwaitColleague } from './key/await-colleague.tsx';
import { CreateKey, type KeyOutcome } from './key/create-key.tsx';
import { KeyLogBroken } from './key/key-log-broken.tsx';
import { standingOf } from './key/standing.ts';
import { Unlock, type UnlockNote } from './key/unlock.tsx';
import { UseSheet } from './key/use-sheet.tsx';
import { Problem } from './parts/problem.tsx';
import { Waiting } from './parts/waiting.tsx';
import { useStrings } from './strings.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import type { Vault } from './vault/vault.ts';

/** Where the officer is: the desk still loads, the key is to be made, the desk is locked, or it is open. */
type Stage =
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly trouble: Trouble }
  | { readonly at: 'no-key'; readonly desk: Desk }
  | { readonly at: 'locked'; readonly desk: Desk; readonly key: NewKey; readonly note?: UnlockNote }
  | { readonly at: 'sheet'; readonly desk: Desk }
  | { readonly at: 'open'; readonly desk: Desk; readonly key: NewKey; readonly vault: Vault; readonly drafts: Drafts };

const stageOf = (desk: Desk, note?: UnlockNote): Stage =>
  desk.key && standingOf(desk) !== 'no-key'
    ? { at: 'locked', desk, key: desk.key, ...(note && { note }) }
    : { at: 'no-key', desk };

/** The desk of an officer who has signed in. */
export function App({ host }: { readonly host: Host }) {
  const t = useStrings();
  const api = useMemo(() => deskApi(host), [host]);
  const [stage, setStage] = useState<Stage>({ at: 'loading' });

  const load = useCallback(
    (note?: UnlockNote) => {
      setStage({ at: 'loading' });
      api.desk().then(
        (desk) => setStage(stageOf(desk, note)),
        (error: unknown) => setStage({ at: 'failed', trouble: troubleOf(error) }),
      );
    },
    [api],
  );
  useEffect(() => load(), [load]);
  // When the desk ends by a mistake in drawing it, perhaps before it was drawn once, the key ends with it.
  const opened = useRef<Vault>(undefined);
  useEffect(() => () => opened.current?.lock(), []);

  const keyMade = (outcome: KeyOutcome) => load(outcome);
  /** Asks again while the desk is open, which stays open. */
  const reload = useCallback(async (): Promise<Desk> => {
    const desk = await api.desk();
    setStage((now) => (now.at === 'open' ? { ...now, desk } : now));
    return desk;
  }, [api]);

  switch (stage.at) {
    case 'loading':
      return (
        <main className="sheet">
          <h1>{t.title}</h1>
          <Waiting label={t.starting.desk} />
        </main>
      );
    case 'failed':
      return (
        <main className="sheet">
          <h1>{t.title}</h1>
          <Problem trouble={stage.trouble} onRetry={() => load()} />
        </main>
      );
    case 'no-key':
      if (standingOf(stage.desk) !== 'broken') return <CreateKey api={api} desk={stage.desk} onDone={keyMade} />;
      return (
        <main className="sheet">
          <h1>{t.title}</h1>
          <KeyLogBroken />
          <Button onClick={() => load()}>{t.trouble.retry}</Button>
        </main>
      );
    case 'locked':
      return (
        <Unlock
          ownKey={stage.key}
          broken={standingOf(stage.desk) === 'broken'}
          note={stage.note}
          lockMinutes={stage.desk.lockMinutes}
          onSheet={() => setStage({ at: 'sheet', desk: stage.desk })}
          onUnlocked={(vault) => {
            opened.current = vault;
            setStage({ at: 'open', desk: stage.desk, key: stage.key, vault, drafts: new Map() });
          }}
        />
      );
    case 'sheet':
      return <UseSheet api={api} desk={stage.desk} onDone={() => load()} />;
    case 'open': {
      const { desk, key, vault } = stage;
      const lock = (note: UnlockNote) => {
        vault.lock();
        setStage({ at: 'locked', desk, key, note });
      };
      if (standingOf(desk) === 'waiting') {
        const onSheet = () => {
          vault.lock();
          setStage({ at: 'sheet', desk });
        };
        return (
          <AwaitColleague
            {...{ desk, ownKey: key, onSheet }}
            onReload={async () => void (await reload())}
            onLock={lock}
          />
        );
      }
      return (
        <Typed value={stage.drafts}>
          <Workplace api={api} desk={desk} vault={vault} onReload={reload} onLock={lock} />
        </Typed>
      );
    }
  }
}
