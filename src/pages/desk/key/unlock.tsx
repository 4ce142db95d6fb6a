import { Button, Field, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { FocusHeading } from '../parts/heading.tsx';
import { Icon } from '../parts/icons.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import { newVault, type Vault } from '../vault/vault.ts';
import type { KeyOutcome } from './create-key.tsx';
import { PassphraseInput } from './passphrase-input.tsx';

/** Why the desk is locked, when there is something to say about that. */
export type UnlockNote = KeyOutcome | 'locked' | 'idle';

type Props = {
  /** The officer's wrapped key, base 64. */
  readonly wrapped: string;
  readonly note: UnlockNote | undefined;
  readonly onUnlocked: (vault: Vault) => void;
};

/** Asks for the passphrase and opens the key, in a worker of its own. */
export function Unlock({ wrapped, note, onUnlocked }: Props) {
  const t = useStrings().unlock;
  const [passphrase, setPassphrase] = useState('');
  const [state, setState] = useState<'typing' | 'opening' | 'wrong'>('typing');
  const [trouble, setTrouble] = useState<Trouble>();

  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (state === 'opening' || passphrase.trim() === '') return;
    setState('opening');
    setTrouble(undefined);
    const vault = newVault();
    try {
      if (await vault.ask('unlock', { wrapped, passphrase })) return onUnlocked(vault);
      setState('wrong');
    } catch (error) {
      setTrouble(troubleOf(error));
      setState('typing');
    }
    vault.lock();
  };

  return (
    <main className="sheet">
      <FocusHeading level={1}>
        <Icon name="lock" /> {t.title}
      </FocusHeading>
      {note && (
        <MessageBar intent={note === 'made' ? 'success' : 'info'} layout="multiline">
          <MessageBarBody>{t[note]}</MessageBarBody>
        </MessageBar>
      )}
      <p className="lead">{t.lead}</p>
      <form onSubmit={open}>
        <Field label={t.label} hint={t.hint} size="large" {...(state === 'wrong' && { validationMessage: t.wrong })}>
          <PassphraseInput
            value={passphrase}
            onChange={(value) => {
              setPassphrase(value);
              if (state === 'wrong') setState('typing');
            }}
          />
        </Field>
        {trouble && <Problem trouble={trouble} />}
        <div className="buttons">
          <Button type="submit" appearance="primary" size="large" disabledFocusable={state === 'opening'}>
            {t.open}
          </Button>
        </div>
        {state === 'opening' && <Waiting label={t.opening} />}
      </form>
      <p className="subtle">{t.lost}</p>
    </main>
  );
}
