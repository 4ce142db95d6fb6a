import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { fill } from '../../../locales/index.ts';
import type { KeyOf } from '../../../officers/keylog.ts';
import { dayOf } from '../../../reports/model.ts';
import type { School } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { Problem } from '../parts/problem.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';

type Props = {
  readonly api: Pick<DeskApi, 'approve'>;
  readonly vault: Vault;
  readonly school: School;
  readonly retired: KeyOf;
  /** Whose key it is, as the sentence calls them. */
  readonly name: string;
  /** Asks how it is now. */
  readonly onSigned: () => void;
};

/** Takes a colleague's key out of use: after a lost passphrase, or because they left. Asks once more before it signs. */
export function RetireKey({ api, vault, school, retired, name, onSigned }: Props) {
  const { retire: t } = useStrings().keyLog;
  const [state, setState] = useState<'idle' | 'sure' | 'signing'>('idle');
  const [trouble, setTrouble] = useState<Trouble>();

  const sign = async () => {
    setState('signing');
    setTrouble(undefined);
    try {
      const entry = await vault.ask('signEntry', { school, key: retired, day: dayOf(new Date()), action: 'retire' });
      await api.approve(entry);
    } catch (error) {
      setTrouble(troubleOf(error));
    }
    setState('idle');
    onSigned(); // also after an error: it may have arrived all the same
  };

  return (
    <div>
      {trouble && <Problem trouble={trouble} title={t.failed} />}
      {state === 'idle' ? (
        <Button onClick={() => setState('sure')}>{fill(t.start, { name })}</Button>
      ) : (
        <>
          <p>{fill(t.explain, { name })}</p>
          <p>{t.again}</p>
          <div className="buttons">
            <Button appearance="primary" disabledFocusable={state === 'signing'} onClick={() => void sign()}>
              {t.sure}
            </Button>
            <Button disabledFocusable={state === 'signing'} onClick={() => setState('idle')}>
              {t.not}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
