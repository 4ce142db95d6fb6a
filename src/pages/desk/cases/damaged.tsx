import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useStrings } from '../strings.ts';
import type { Opened } from '../vault/calls.ts';

type Props = {
  readonly title: string;
  readonly why: Extract<Opened<unknown>, { ok: false }>['why'];
};

/** An envelope that did not open, and what the officer can do about it. */
export function Damaged({ title, why }: Props) {
  const t = useStrings().damaged;
  const text = why === 'wrong-binding' || why === 'not-readable' || why === 'gone' ? t[why] : t['cannot-open'];
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {text}
      </MessageBarBody>
    </MessageBar>
  );
}
