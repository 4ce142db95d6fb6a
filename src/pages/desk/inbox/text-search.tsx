import { Button, Field, ProgressBar } from '@fluentui/react-components';
import { fill } from '../../../locales/index.ts';
import { caseNumber } from '../../../reports/model.ts';
import { Problem } from '../parts/problem.tsx';
import { useList, useStrings } from '../strings.ts';
import type { Texts } from './use-texts.ts';

/** Opening the cases to search in their text: on demand, with how far it is, and what does not open. */
export function TextSearch({ state, done, total, stuck, trouble, start, stop }: Texts) {
  const t = useStrings().inbox.text;
  const list = useList();
  const progress = fill(t.progress, { done, total });
  return (
    <>
      {trouble && <Problem trouble={trouble} title={t.halted} />}
      {state === 'opening' && (
        <Field validationMessage={progress} validationState="none">
          <ProgressBar value={done} max={total} aria-label={t.opening} />
        </Field>
      )}
      {state === 'stopped' && <p className="subtle">{progress}</p>}
      {state === 'ready' && <p className="subtle">{t.ready}</p>}
      {stuck.length > 0 && (
        <p className="subtle">
          {fill(stuck.length === 1 ? t.stuckOne : t.stuckMany, {
            count: stuck.length,
            numbers: list(stuck.map(({ id }) => caseNumber(id))),
          })}
        </p>
      )}
      {/* One button, so that the focus stays where it is when it starts and stops. */}
      {state !== 'ready' && (
        <div className="buttons">
          <Button onClick={state === 'opening' ? stop : start}>
            {state === 'off' ? t.start : state === 'opening' ? t.stop : t.resume}
          </Button>
        </div>
      )}
    </>
  );
}
