import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useStrings } from '../strings.ts';
import type { Trouble, TroubleKind } from '../trouble.ts';
import { NewVersion } from './new-version.tsx';

type Props = {
  readonly trouble: Trouble;
  /** What to say first: what did not happen. */
  readonly title?: string;
  /** What to say instead of the usual. */
  readonly text?: string;
  readonly onRetry?: () => void;
  readonly retryLabel?: string;
};

/** Here the server knows more than the desk. Its other sentences are for people who stand at another door. */
const TOLD_BY_SERVER: readonly TroubleKind[] = ['forbidden', 'impossible', 'missing'];

/** Says what went wrong and what the officer can do. */
export function Problem({ trouble, title, text, onRetry, retryLabel }: Props) {
  const t = useStrings();
  if (trouble.kind === 'stale') return <NewVersion title={title} />;
  const known = t.trouble[trouble.kind];
  const told = TOLD_BY_SERVER.includes(trouble.kind) ? trouble.text : undefined;
  return (
    <div role="alert">
      <MessageBar intent={trouble.kind === 'conflict' ? 'warning' : 'error'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{title ?? known.title}</MessageBarTitle> {text ?? told ?? known.text}
        </MessageBarBody>
        {onRetry && (
          <MessageBarActions>
            <Button onClick={onRetry}>
              {retryLabel ?? (trouble.kind === 'signed-out' ? t.trouble.signIn : t.trouble.retry)}
            </Button>
          </MessageBarActions>
        )}
      </MessageBar>
    </div>
  );
}
