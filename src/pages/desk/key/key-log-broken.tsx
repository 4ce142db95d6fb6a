import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useStrings } from '../strings.ts';

/** Says that the key log is not borne out, which this officer cannot mend. */
export function KeyLogBroken() {
  const t = useStrings().keyLog.broken;
  return (
    <div role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t.title}</MessageBarTitle> {t.text}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
