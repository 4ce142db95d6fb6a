import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useStrings } from '../strings.ts';

/** `nudged`: whether the sign in the chat went out; undefined when none was asked for. */
export type Sent = { readonly nudged: boolean | undefined };

/** An answer is kept. The sign in the chat is a thing of its own: it may fail, and the answer is there all the same. */
export function AnswerSent({ nudged }: Sent) {
  const t = useStrings().answer;
  return (
    <>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          {t.sent} {nudged && t.nudge.sent}
        </MessageBarBody>
      </MessageBar>
      {nudged === false && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t.nudge.failed}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
