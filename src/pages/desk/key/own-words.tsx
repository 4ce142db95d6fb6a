import { Button } from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { fingerprintOf } from '../../../officers/fingerprint.ts';
import type { Desk } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { FocusHeading } from '../parts/heading.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';
import { ColleaguesWords } from './colleagues-words.tsx';
import { Poster } from './poster.tsx';
import { Words } from './words.tsx';

type Props = {
  readonly api: Pick<DeskApi, 'approve'>;
  readonly desk: Desk;
  readonly vault: Vault;
  readonly onReload: () => Promise<Desk>;
  readonly onClose: () => void;
};

/** The six words of this officer's own key, to read out and to hang up, and those of colleagues to compare. */
export function OwnWords({ api, desk, vault, onReload, onClose }: Props) {
  const strings = useStrings();
  const t = strings.ownWords;
  const heading = useId();
  const [opener] = useState(() => document.activeElement);
  const [words, setWords] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();

  useEffect(() => {
    // From the unlocked secret: what the server shows as this officer's key is what these words are there to check.
    vault.ask('ownKey', {}).then(
      (key) => setWords(fingerprintOf(key)),
      (error: unknown) => setTrouble(troubleOf(error)),
    );
  }, [vault]);

  const close = () => {
    onClose();
    if (opener instanceof HTMLElement) opener.focus();
  };

  return (
    <section className="notice own-words" aria-labelledby={heading}>
      <FocusHeading level={2}>
        <span id={heading}>{t.title}</span>
      </FocusHeading>
      <p>{t.lead}</p>
      {trouble && <Problem trouble={trouble} />}
      {!words && !trouble && <Waiting label={t.working} />}
      {words && <Words words={words} label={strings.keyLog.waiting.words} />}
      <p>{t.use}</p>
      <p>{t.different}</p>
      <p>
        <strong>{t.notSecret}</strong>
      </p>
      <div className="buttons">
        <Button appearance="primary" disabledFocusable={!words} onClick={() => window.print()}>
          {t.print}
        </Button>
        <Button onClick={close}>{t.close}</Button>
      </div>
      <p className="subtle">{t.byHand}</p>
      <ColleaguesWords {...{ api, desk, vault, onReload }} />
      {words && <Poster school={desk.school.name} {...desk.me} words={words} />}
    </section>
  );
}
