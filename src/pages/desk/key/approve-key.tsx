import { Button, Checkbox } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { fingerprintOf } from '../../../officers/fingerprint.ts';
import { dayOf } from '../../../reports/model.ts';
import type { Reader, School } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { Problem } from '../parts/problem.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';
import { Words } from './words.tsx';

type Props = {
  readonly api: Pick<DeskApi, 'approve'>;
  readonly vault: Vault;
  readonly school: School;
  /** Whose key waits. */
  readonly colleague: Reader;
  readonly onSigned: () => void;
  /** Asks how it is now; gives whether the key still waits. */
  readonly stillWaits: () => Promise<boolean>;
};

/** A colleague's key that waits: six words to compare in person before this officer signs for it. */
export function ApproveKey({ api, vault, school, colleague, onSigned, stillWaits }: Props) {
  const { approve: t, roles } = useStrings().keyLog;
  const [compared, setCompared] = useState(false);
  const [signing, setSigning] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const heading = useId();
  const { name, role } = colleague;
  const named = (text: string) => fill(text, { name, role: roles[role] });

  const sign = async () => {
    setSigning(true);
    setTrouble(undefined);
    try {
      const entry = await vault.ask('signEntry', { school, key: colleague, day: dayOf(new Date()), action: 'add' });
      await api.approve(entry);
      onSigned();
    } catch (error) {
      // It may have arrived all the same, or the list may have gone on: how it is now says more than the error.
      if (!(await stillWaits().catch(() => true))) return onSigned();
      setTrouble(troubleOf(error));
      setCompared(false);
    }
    setSigning(false);
  };

  return (
    <section className="notice" aria-labelledby={heading}>
      <h2 id={heading}>{named(t.title)}</h2>
      <p>{named(t.lead)}</p>
      <p>{named(t.compare)}</p>
      <Words words={fingerprintOf(colleague)} label={named(t.words)} />
      <p>{t.notSecret}</p>
      <p>{named(t.refuse)}</p>
      {trouble && (
        <Problem trouble={trouble} title={t.failed} {...(trouble.kind === 'conflict' && { text: t.changed })} />
      )}
      <Checkbox
        label={named(t.compared)}
        checked={compared}
        onChange={(_, { checked }) => setCompared(checked === true)}
      />
      <div className="buttons">
        <Button appearance="primary" disabledFocusable={!compared || signing} onClick={() => void sign()}>
          {t.sign}
        </Button>
      </div>
    </section>
  );
}
