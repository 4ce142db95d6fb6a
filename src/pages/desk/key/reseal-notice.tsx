import { Button, Field, ProgressBar } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { caseNumber } from '../../../reports/model.ts';
import type { CaseSummary, Desk } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { Problem } from '../parts/problem.tsx';
import { useList, useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';
import { resealOne, toReseal } from './reseal.ts';

type Props = {
  readonly api: Pick<DeskApi, 'caseFile' | 'reseal'>;
  readonly desk: Desk;
  readonly vault: Vault;
  readonly cases: readonly CaseSummary[];
  /** Asks for the list anew. */
  readonly onChanged: () => void;
};

/**
 * Cases that not everybody can open who reads now, or that somebody still can who no longer reads. Sealing them anew takes
 * a while, may be stopped and goes on where it was: each case is done by itself.
 */
export function ResealNotice({ api, desk, vault, cases, onChanged }: Props) {
  const t = useStrings().reseal;
  const list = useList();
  const heading = useId();
  const [done, setDone] = useState<number>();
  const [total, setTotal] = useState(0);
  const [stuck, setStuck] = useState<readonly CaseSummary[]>([]);
  const [trouble, setTrouble] = useState<Trouble>();
  const left = toReseal(cases, desk);
  const working = done !== undefined;
  if (left.length === 0 && !working) return null;

  const work = async () => {
    const failed: CaseSummary[] = [];
    setTrouble(undefined);
    setStuck([]);
    setTotal(left.length);
    try {
      for (const [at, one] of left.entries()) {
        setDone(at);
        if (!(await resealOne(one, { api, vault, desk }))) failed.push(one);
      }
    } catch (error) {
      setTrouble(troubleOf(error));
    }
    setStuck(failed);
    setDone(undefined);
    onChanged();
  };

  return (
    <section className="notice" aria-labelledby={heading}>
      <h2 id={heading}>{left.length === 1 ? t.one : fill(t.many, { count: left.length })}</h2>
      <p>{t.why}</p>
      {stuck.length > 0 && <p>{fill(t.stuck, { numbers: list(stuck.map(({ id }) => caseNumber(id))) })}</p>}
      {trouble && <Problem trouble={trouble} title={t.stopped} />}
      {working ? (
        <Field validationMessage={fill(t.progress, { done, total })} validationState="none">
          <ProgressBar value={done} max={total} aria-label={t.working} />
        </Field>
      ) : (
        <div className="buttons">
          <Button appearance="primary" onClick={() => void work()}>
            {t.start}
          </Button>
        </div>
      )}
    </section>
  );
}
