import { Button, Textarea } from '@fluentui/react-components';
import { createContext, useContext, useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { caseNumber } from '../../../reports/model.ts';
import { useStrings } from '../strings.ts';
import { type Drafts, hasText } from './drafts.ts';

/** The answers that are being typed. They last as long as the desk is open. */
export const Typed = createContext<Drafts>(new Map());

/** Lets the officer take along what they typed and did not send. Nothing when there is nothing. */
export function CopyTyped() {
  const strings = useStrings();
  const t = strings.robust.typed;
  const drafts = useContext(Typed);
  const [state, setState] = useState<'idle' | 'copied' | 'not-copied'>('idle');
  if (!hasText(drafts)) return null;
  const text = [...drafts]
    .filter(([, draft]) => draft.text.trim() !== '')
    .map(([id, draft]) => `${fill(strings.case.title, { number: caseNumber(id) })}\n${draft.text}`)
    .join('\n\n');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('not-copied'), // Teams can forbid it
    );
  return (
    <div className="copy-typed">
      <Button onClick={() => void copy()}>{t.copy}</Button>
      {state === 'copied' && <p role="status">{t.copied}</p>}
      {state === 'not-copied' && (
        <>
          <p role="status">{t.notCopied}</p>
          <Textarea aria-label={t.label} readOnly rows={5} value={text} />
        </>
      )}
    </div>
  );
}
