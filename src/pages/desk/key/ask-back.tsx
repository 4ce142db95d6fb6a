import { Button, Field } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { FocusHeading } from '../parts/heading.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import { PassphraseInput } from './passphrase-input.tsx';

type Props = {
  readonly passphrase: string;
  readonly onBack: () => void;
  /** Called when the words are right; rejects when the key could not be kept. */
  readonly onRight: () => Promise<void>;
};

const words = (typed: string) => typed.trim().toLowerCase().split(/\s+/).join(' ');

/** Asks for the words back, so that a slip of the pen shows now and not when a report is waiting. */
export function AskBack({ passphrase, onBack, onRight }: Props) {
  const t = useStrings().askBack;
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'typing' | 'wrong' | 'making'>('typing');
  const [trouble, setTrouble] = useState<Trouble>();

  const check = async (event?: FormEvent) => {
    event?.preventDefault();
    if (state === 'making') return;
    if (words(typed) !== passphrase) return setState('wrong');
    setState('making');
    setTrouble(undefined);
    try {
      await onRight();
    } catch (error) {
      setTrouble(troubleOf(error));
      setState('typing');
    }
  };

  return (
    <main className="sheet">
      <FocusHeading level={1}>{t.title}</FocusHeading>
      <p className="lead">{t.lead}</p>
      <form onSubmit={check}>
        <Field label={t.label} hint={t.hint} size="large" {...(state === 'wrong' && { validationMessage: t.wrong })}>
          <PassphraseInput
            value={typed}
            onChange={(value) => {
              setTyped(value);
              if (state === 'wrong') setState('typing');
            }}
          />
        </Field>
        {trouble && <Problem title={t.failed} trouble={trouble} onRetry={() => void check()} />}
        {state === 'making' && <Waiting label={t.making} />}
        <div className="buttons">
          <Button type="submit" appearance="primary" size="large" disabledFocusable={state === 'making'}>
            {t.make}
          </Button>
          <Button size="large" appearance="subtle" disabled={state === 'making'} onClick={onBack}>
            {t.again}
          </Button>
        </div>
      </form>
    </main>
  );
}
