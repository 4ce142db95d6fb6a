import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { FocusHeading } from '../parts/heading.tsx';
import { useStrings } from '../strings.ts';
import { Words } from './words.tsx';

type Props = { readonly passphrase: string; readonly onNext: () => void };

/** The six words, once. Printed, this screen is the sheet to keep. */
export function ShowWords({ passphrase, onNext }: Props) {
  const t = useStrings().words;
  const [copied, setCopied] = useState<'copied' | 'notCopied'>();

  // Inside Teams the clipboard may be closed to the page; then there is still the paper.
  const copy = () =>
    navigator.clipboard.writeText(passphrase).then(
      () => setCopied('copied'),
      () => setCopied('notCopied'),
    );

  return (
    <main className="sheet words-sheet">
      <p className="print-only">{t.printTitle}</p>
      <FocusHeading level={1}>{t.title}</FocusHeading>
      <p className="lead">{t.lead}</p>
      <Words words={passphrase} />
      <p>{t.paper}</p>
      <div className="buttons">
        <Button appearance="primary" size="large" onClick={onNext}>
          {t.next}
        </Button>
        <Button size="large" onClick={() => window.print()}>
          {t.print}
        </Button>
        <Button size="large" onClick={copy}>
          {t.copy}
        </Button>
      </div>
      <p role="status">{copied && t[copied]}</p>
    </main>
  );
}
