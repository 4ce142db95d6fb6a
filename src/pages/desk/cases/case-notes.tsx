import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { fill } from '../../../locales/index.ts';
import { useList, useStrings } from '../strings.ts';
import type { ShownCase } from './shown-case.ts';

/** What an officer must know of a case before reading on: who may not read it, and what somebody tampered with. */
export function CaseNotes({ opened, people }: ShownCase) {
  const t = useStrings();
  const list = useList();
  const hidden = opened.hiddenFrom.map(
    (officer) => people.find((one) => one.officer === officer)?.name ?? t.case.hidden.unknown,
  );
  return (
    <>
      {!opened.keyLogHolds && <Note intent="error" {...t.case.keyLog} />}
      {opened.receipt === 'swapped' && <Note intent="error" {...t.case.swapped} />}
      {opened.withdrawal === 'genuine' && <Note intent="info" {...t.case.withdrawn} />}
      {opened.withdrawal === 'not-genuine' && <Note intent="error" {...t.case.notWithdrawn} />}
      {hidden.length > 0 && (
        <Note
          intent="warning"
          title={fill(t.case.hidden.title, { names: list([...new Set(hidden)]) })}
          text={t.case.hidden.text}
        />
      )}
    </>
  );
}

type NoteProps = {
  readonly intent: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly text: string;
};

function Note({ intent, title, text }: NoteProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {text}
      </MessageBarBody>
    </MessageBar>
  );
}
