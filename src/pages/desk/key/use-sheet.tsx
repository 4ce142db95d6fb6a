import { Button, Field, Textarea } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import { dayOf } from '../../../reports/model.ts';
import type { CaseSummary, Desk, KeyLogEntry } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { FocusHeading } from '../parts/heading.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import { newVault, type Vault } from '../vault/vault.ts';
import { ResealNotice } from './reseal-notice.tsx';
import { standingOf } from './standing.ts';

type Props = {
  readonly api: DeskApi;
  readonly desk: Desk;
  /** Goes back to where the officer was, and looks anew how it is. */
  readonly onDone: () => void;
};

/**
 * The recovery sheet at work. Typing it in right is the drill: it proves that the sheet opens what is sealed now, and no
 * case is touched. From there it can sign for this officer's new key, or take a lost one out of use, and seal the cases anew.
 */
export function UseSheet({ api, desk: first, onDone }: Props) {
  const t = useStrings().useSheet;
  const [desk, setDesk] = useState(first);
  const [vault, setVault] = useState<Vault>();
  const [cases, setCases] = useState<readonly CaseSummary[]>([]);
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'typing' | 'trying' | 'wrong' | 'signing'>('typing');
  const [trouble, setTrouble] = useState<Trouble>();
  useEffect(() => () => vault?.lock(), [vault]);

  const look = async () => {
    const [now, listed] = await Promise.all([api.desk(), api.cases()]);
    setDesk(now);
    setCases(listed.cases);
  };
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (state === 'trying') return;
    setState('trying');
    setTrouble(undefined);
    let opening: Vault | undefined;
    try {
      opening = newVault();
      if (await opening.ask('useSheet', { school: desk.school, typed })) {
        setTyped('');
        setVault(opening);
        setState('typing');
        return await look();
      }
      setState('wrong');
    } catch (error) {
      setTrouble(troubleOf(error));
      setState('typing');
    }
    opening?.lock();
  };
  const sign = async (action: KeyLogEntry['action']) => {
    if (!vault || !desk.key) return;
    setState('signing');
    setTrouble(undefined);
    try {
      const key = { ...desk.key, officer: desk.me.officer };
      const { school } = desk;
      await api.approve(await vault.ask('signEntry', { school, key, day: dayOf(new Date()), action }));
    } catch (error) {
      setTrouble(troubleOf(error));
    }
    await look().catch((error: unknown) => setTrouble(troubleOf(error)));
    setState('typing');
  };

  const standing = standingOf(desk);
  return (
    <main className="sheet">
      <FocusHeading level={1} key={vault ? 'open' : 'closed'}>
        {vault ? t.works : t.title}
      </FocusHeading>
      {trouble && <Problem trouble={trouble} />}
      {!vault && (
        <form onSubmit={open}>
          <p className="lead">{t.lead}</p>
          <Field label={t.label} size="large" {...(state === 'wrong' && { validationMessage: t.wrong })}>
            <Textarea
              value={typed}
              onChange={(_, { value }) => setTyped(value)}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={300}
              rows={4}
            />
          </Field>
          <div className="buttons">
            <Button type="submit" appearance="primary" size="large" disabledFocusable={state === 'trying'}>
              {t.open}
            </Button>
            <Button size="large" onClick={onDone}>
              {t.back}
            </Button>
          </div>
          {state === 'trying' && <Waiting label={t.trying} />}
        </form>
      )}
      {vault && (
        <>
          <p className="lead">{t.drill}</p>
          {standing === 'waiting' && (
            <section className="notice">
              <h2>{t.waiting.title}</h2>
              <p>{t.waiting.text}</p>
              <Button disabledFocusable={state === 'signing'} onClick={() => void sign('add')}>
                {t.waiting.sign}
              </Button>
            </section>
          )}
          {standing === 'in-use' && desk.key && (
            <section className="notice">
              <h2>{t.lost.title}</h2>
              <p>{t.lost.text}</p>
              <Button disabledFocusable={state === 'signing'} onClick={() => void sign('retire')}>
                {t.lost.sign}
              </Button>
            </section>
          )}
          {standing === 'no-key' && <p>{t.noKey}</p>}
          {/* Not before the list of keys is what it will be: all would have to be done once more. */}
          {standing === 'in-use' && state !== 'signing' && (
            <ResealNotice
              {...{ api, desk, vault, cases }}
              onChanged={() => void look().catch((error: unknown) => setTrouble(troubleOf(error)))}
            />
          )}
          <div className="buttons">
            <Button appearance="primary" size="large" onClick={onDone}>
              {t.done}
            </Button>
          </div>
        </>
      )}
    </main>
  );
}
