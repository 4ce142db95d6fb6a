import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { fingerprintOf } from '../../../officers/fingerprint.ts';
import type { Desk, NewKey } from '../../../reports/wire.ts';
import { useIdleLock } from '../cases/idle.ts';
import { FocusHeading } from '../parts/heading.tsx';
import { Icon } from '../parts/icons.tsx';
import { Problem } from '../parts/problem.tsx';
import { useList, useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { UnlockNote } from './unlock.tsx';
import { Words } from './words.tsx';

type Props = {
  readonly desk: Desk;
  /** This officer's key, as the unlocked secret has borne it out. */
  readonly ownKey: NewKey;
  readonly onReload: () => Promise<void>;
  readonly onLock: (note: UnlockNote) => void;
  readonly onSheet: () => void;
};

/** An officer whose key no colleague has signed for yet: six words to read out, and nothing to open. */
export function AwaitColleague({ desk, ownKey, onReload, onLock, onSheet }: Props) {
  const t = useStrings();
  const list = useList();
  const [looked, setLooked] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  useIdleLock(desk.lockMinutes, () => onLock('idle'));
  const names = desk.school.readers.map(({ name }) => name);
  const { waiting } = t.keyLog;

  const look = async () => {
    setTrouble(undefined);
    try {
      await onReload();
      setLooked(true);
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  };

  return (
    <main className="sheet">
      <FocusHeading level={1}>{waiting.title}</FocusHeading>
      <p className="lead">{waiting.lead}</p>
      <p>{names.length > 0 ? fill(waiting.who, { names: list(names) }) : waiting.nobody}</p>
      <p>{waiting.compare}</p>
      <Words words={fingerprintOf(ownKey)} label={waiting.words} />
      <p>{waiting.notSecret}</p>
      {trouble && <Problem trouble={trouble} />}
      <div className="buttons">
        <Button appearance="primary" size="large" onClick={() => void look()}>
          {waiting.again}
        </Button>
        <Button size="large" icon={<Icon name="lock" />} onClick={() => onLock('locked')}>
          {t.header.lock}
        </Button>
      </div>
      <p role="status">{looked && waiting.notYet}</p>
      {desk.school.recovery && (
        <Button appearance="transparent" onClick={onSheet}>
          {t.useSheet.link}
        </Button>
      )}
    </main>
  );
}
