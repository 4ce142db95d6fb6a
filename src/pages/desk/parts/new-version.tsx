import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useContext, useState } from 'react';
import { CopyTyped, Typed } from '../cases/copy-typed.tsx';
import { hasText } from '../cases/drafts.ts';
import { useStrings } from '../strings.ts';

/**
 * Says that the page is older than the server, and loads it again. Asks first when that would lose something typed.
 *
 * @param title what did not happen, to say first.
 */
export function NewVersion({ title }: { readonly title: string | undefined }) {
  const t = useStrings().robust.newVersion;
  const drafts = useContext(Typed);
  const [asking, setAsking] = useState(false);
  const reload = () => location.reload();
  return (
    <div role="alert" className="new-version">
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{title ?? t.title}</MessageBarTitle> {title && t.title} {asking ? t.typed : t.text}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => (hasText(drafts) && !asking ? setAsking(true) : reload())}>
            {asking ? t.anyway : t.load}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {asking && <CopyTyped />}
    </div>
  );
}
