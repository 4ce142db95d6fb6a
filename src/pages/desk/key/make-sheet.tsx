import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useId, useState } from 'react';
import { fingerprintOf } from '../../../officers/fingerprint.ts';
import { dayOf } from '../../../reports/model.ts';
import type { Desk } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useDay, useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { MadeSheet } from '../vault/calls.ts';
import type { Vault } from '../vault/vault.ts';
import { Qr } from './qr.tsx';
import { Words } from './words.tsx';

type Props = {
  readonly api: Pick<DeskApi, 'approve'>;
  readonly desk: Desk;
  readonly vault: Vault;
  readonly onReload: () => Promise<Desk>;
};

/** How many characters at the end of the sheet are asked back, so that a sheet that was not printed shows now. */
const ASKED_BACK = 8;
const GROUP = 7;
export const inGroups = (text: string): string => text.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join(' ') ?? '';
const plain = (typed: string) => typed.replace(/\s/g, '').toUpperCase();

/** Makes the recovery sheet: print it twice, type the end of it back, and only then does its key come into use. */
export function MakeSheet({ api, desk, vault, onReload }: Props) {
  const t = useStrings().sheet;
  const day = useDay();
  const heading = useId();
  const [sheet, setSheet] = useState<MadeSheet>();
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'idle' | 'making' | 'wrong' | 'keeping'>('idle');
  const [trouble, setTrouble] = useState<Trouble>();
  const { school } = desk;

  const make = async () => {
    setState('making');
    setTrouble(undefined);
    try {
      setSheet(await vault.ask('makeSheet', { school, day: dayOf(new Date()) }));
    } catch (error) {
      setTrouble(troubleOf(error));
    }
    setState('idle');
  };
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (!sheet || state === 'keeping') return;
    if (plain(typed) !== sheet.text.slice(-ASKED_BACK)) return setState('wrong');
    setState('keeping');
    setTrouble(undefined);
    try {
      await api.approve(sheet.entry);
    } catch (error) {
      // It may have arrived all the same: how it is now says more than the error.
      const now = await onReload().catch(() => undefined);
      if (now?.school.recovery?.recipient === sheet.entry.recipient) return;
      setTrouble(troubleOf(error));
      return setState('idle');
    }
    await onReload().catch(() => undefined); // it is in use; the next look at the desk shows it
  };

  return (
    <section className="notice sheet-making" aria-labelledby={heading}>
      <h2 id={heading}>{t.title}</h2>
      <p>{t.lead}</p>
      {trouble && <Problem trouble={trouble} title={t.failed} />}
      {!sheet && (
        <>
          <p>{t.safes}</p>
          <p>{t.alone}</p>
          <div className="buttons">
            <Button appearance="primary" disabledFocusable={state === 'making'} onClick={() => void make()}>
              {t.make}
            </Button>
          </div>
          {state === 'making' && <Waiting label={t.making} />}
        </>
      )}
      {sheet && (
        <>
          <div className="recovery-sheet">
            <h3>{t.name}</h3>
            <p>
              {school.name}, {day(sheet.entry.day)}
            </p>
            <p>{t.onSheet}</p>
            <Qr text={sheet.text} label={t.qr} />
            <p className="sheet-text" translate="no">
              {inGroups(sheet.text)}
            </p>
            <p>{t.words}</p>
            <Words words={fingerprintOf(sheet.entry)} label={t.words} />
          </div>
          <p>{t.twice}</p>
          <div className="buttons">
            <Button appearance="primary" onClick={() => window.print()}>
              {t.print}
            </Button>
          </div>
          <form onSubmit={keep}>
            <Field label={t.ask} hint={t.askHint} {...(state === 'wrong' && { validationMessage: t.wrong })}>
              <Input
                value={typed}
                onChange={(_, { value }) => setTyped(value)}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={100}
              />
            </Field>
            <div className="buttons">
              <Button type="submit" disabledFocusable={state === 'keeping'}>
                {t.keep}
              </Button>
            </div>
          </form>
        </>
      )}
    </section>
  );
}
