import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { FocusHeading } from '../parts/heading.tsx';
import { useStrings } from '../strings.ts';

type Props = {
  /** Whether this will be the first key of the school. */
  readonly first: boolean;
  readonly onNext: () => void;
};

/** What the key is, and what it means to lose the passphrase, before anything is made. */
export function ExplainKey({ first, onNext }: Props) {
  const t = useStrings().key;
  return (
    <main className="sheet">
      <FocusHeading level={1}>{t.title}</FocusHeading>
      <p className="lead">{t.lead}</p>
      <ul className="facts">
        {t.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
        <li>{first ? t.first : t.later}</li>
      </ul>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t.warning.title}</MessageBarTitle> {t.warning.text}
        </MessageBarBody>
      </MessageBar>
      <p>{t.alone}</p>
      <Button appearance="primary" size="large" onClick={onNext}>
        {t.start}
      </Button>
    </main>
  );
}
