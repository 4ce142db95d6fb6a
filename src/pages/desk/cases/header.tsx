import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useState } from 'react';
import type { Desk } from '../../../reports/wire.ts';
import { Icon } from '../parts/icons.tsx';
import { useStrings } from '../strings.ts';

type Props = {
  readonly desk: Desk;
  readonly aboutToLock: boolean;
  readonly hasDraft: () => boolean;
  readonly onLock: () => void;
  /** Whether the six words of the officer's key are on the screen. */
  readonly wordsShown: boolean;
  readonly onWords: () => void;
};

/** Whose desk this is, the words of its key, and the lock. */
export function DeskHeader({ desk, aboutToLock, hasDraft, onLock, wordsShown, onWords }: Props) {
  const t = useStrings();
  const [asking, setAsking] = useState(false);
  return (
    <header className="header">
      <div className="bar">
        <div>
          <h1>{t.title}</h1>
          <p className="subtle">
            {desk.me.name} · {desk.school.name}
          </p>
        </div>
        <Button appearance="subtle" aria-expanded={wordsShown} onClick={onWords}>
          {t.ownWords.title}
        </Button>
        <Button icon={<Icon name="lock" />} onClick={() => (hasDraft() ? setAsking(true) : onLock())}>
          {t.header.lock}
        </Button>
      </div>
      {asking && (
        <div role="alert">
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t.header.draft.title}</MessageBarTitle> {t.header.draft.text}
            </MessageBarBody>
            <MessageBarActions>
              <Button onClick={onLock}>{t.header.draft.lock}</Button>
              <Button onClick={() => setAsking(false)}>{t.header.draft.back}</Button>
            </MessageBarActions>
          </MessageBar>
        </div>
      )}
      {aboutToLock && (
        <div role="alert">
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t.header.idle.title}</MessageBarTitle> {t.header.idle.text}
            </MessageBarBody>
            <MessageBarActions>
              {/* Pressing it is the sign of life that keeps the desk open: there is nothing else to do. */}
              <Button>{t.header.idle.stay}</Button>
            </MessageBarActions>
          </MessageBar>
        </div>
      )}
    </header>
  );
}
