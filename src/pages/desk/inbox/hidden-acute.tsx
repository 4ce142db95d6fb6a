import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { fill } from '../../../locales/index.ts';
import { useStrings } from '../strings.ts';

type Props = { readonly count: number; readonly onShow: () => void };

/** A filter may hide a report of possible danger that nobody took up, but never without saying so. */
export function HiddenAcute({ count, onShow }: Props) {
  const t = useStrings().inbox.hiddenAcute;
  if (count === 0) return null;
  return (
    <div role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{count === 1 ? t.one : fill(t.many, { count })}</MessageBarTitle>
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={onShow}>{t.show}</Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
