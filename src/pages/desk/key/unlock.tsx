import { Button, Field, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { fill } from '../../../locales/index.ts';
import type { NewKey } from '../../../reports/wire.ts';
import { FocusHeading } from '../parts/heading.tsx';
import { Icon } from '../parts/icons.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import { newVault, type Vault } from '../vault/vault.ts';
import type { KeyOutcome } from './create-key.tsx';
import { KeyLogBroken } from './key-log-broken.tsx';
import { PassphraseInput } from './passphrase-input.tsx';

/** Why the desk is locked, when there is something to say about that. */
export type UnlockNote = KeyOutcome | 'locked' | 'idle';

type Props = {
  readonly ownKey: NewKey;
  /** Whether the key log is not borne out. Reading is possible all the same. */
  readonly broken: boolean;
  readonly note: UnlockNote | undefined;
  /** After how many idle minutes the desk locks itself. */
  readonly lockMinutes: number;
  readonly onUnlocked: (vault: Vault) => void;
  readonly onSheet: () => void;
};

/** Asks for the passphrase and opens the key, in a worker of its own. */
export function Unlock({ ownKey, broken, note, lockMinutes, onUnlocked, onSheet }: Props) {
  const strings = useStrings();
  const t = strings.unlock;
  const [passphrase, setPassphrase] = useState('');
  const [state, setState] = useState<'typing' | 'opening' | 'wrong'>('typing');
  const [trouble, setTrouble] = useState<Trouble>();

  const open = async (event?: FormEvent) => {
    event?.preventDefault();
    if (state === 'opening' || passphrase.trim() === '') return;
    setState('opening');
    setTrouble(undefined);
    let vault: Vault | undefined;
    try {
      vault = newVault();
      if (await vault.ask('unlock', { wrapped: ownKey.wrapped, passphrase })) {
        if (await isOwn(vault, ownKey)) return onUnlocked(vault);
        setTrouble({ kind: 'key-log', text: undefined });
        setState('typing');
      } else setState('wrong');
    } catch (error) {
      setTrouble(troubleOf(error));
      setState('typing');
    }
    vault?.lock();
  };

  return (
    <main className="sheet">
      <FocusHeading level={1}>
        <Icon name="lock" /> {t.title}
      </FocusHeading>
      {note && (
        <MessageBar intent={note === 'made' ? 'success' : 'info'} layout="multiline">
          <MessageBarBody>{fill(t[note], { minutes: lockMinutes })}</MessageBarBody>
        </MessageBar>
      )}
      {broken && <KeyLogBroken />}
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
        {trouble && (
          <Problem
            trouble={trouble}
            {...(trouble.kind === 'key-log' ? { text: strings.keyLog.notYours } : { onRetry: () => void open() })}
          />
        )}
        <div className="buttons">
          <Button type="submit" appearance="primary" size="large" disabledFocusable={state === 'opening'}>
            {t.open}
          </Button>
        </div>
        {state === 'opening' && <Waiting label={t.opening} />}
      </form>
      <p className="subtle">{t.lost}</p>
      <Button appearance="transparent" onClick={onSheet}>
        {strings.useSheet.link}
      </Button>
    </main>
  );
}

/** The server could keep this officer's secret and show somebody else's public keys beside it. */
async function isOwn(vault: Vault, key: NewKey): Promise<boolean> {
  const own = await vault.ask('ownKey', {});
  return own.recipient === key.recipient && own.verifyKey === key.verifyKey;
}
