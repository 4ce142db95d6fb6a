import { Button } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { hashOf } from '../../../officers/keylog.ts';
import type { School } from '../../../reports/wire.ts';
import { Problem } from '../parts/problem.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';

type Props = { readonly school: School; readonly onReload: () => Promise<void> };

/** The line that the administrator must put in the settings before anybody can report. */
export function SetRoot({ school, onReload }: Props) {
  const t = useStrings().keyLog.root;
  const [said, setSaid] = useState<'copied' | 'notCopied' | 'notYet'>();
  const [trouble, setTrouble] = useState<Trouble>();
  const heading = useId();
  const line = school.keyLog[0] ? `KEY_LOG_ROOT=${hashOf(school.keyLog[0], school.tenant)}` : '';

  // Inside Teams the clipboard may be closed to the page; then the line can be selected.
  const copy = () =>
    navigator.clipboard.writeText(line).then(
      () => setSaid('copied'),
      () => setSaid('notCopied'),
    );
  const look = async () => {
    setTrouble(undefined);
    try {
      await onReload();
      setSaid('notYet');
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  };

  return (
    <section className="notice" aria-labelledby={heading}>
      <h2 id={heading}>{t.title}</h2>
      <p>{t.lead}</p>
      <code className="setting">{line}</code>
      <p>{t.why}</p>
      {trouble && <Problem trouble={trouble} />}
      <div className="buttons">
        <Button appearance="primary" onClick={() => void copy()}>
          {t.copy}
        </Button>
        <Button onClick={() => void look()}>{t.again}</Button>
      </div>
      <p role="status">{said && t[said]}</p>
    </section>
  );
}
