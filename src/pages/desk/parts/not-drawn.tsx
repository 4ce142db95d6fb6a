import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useStrings } from '../strings.ts';
import { Boundary } from './boundary.tsx';

type Props = {
  /** Which words to say. */
  readonly what: 'part' | 'case' | 'desk';
  readonly onAgain: () => void;
  /** What else there is to do. */
  readonly children?: ReactNode;
};

/** Says that a part of the desk could not be drawn, and offers to go on. */
export function NotDrawn({ what, onAgain, children }: Props) {
  const { again, ...t } = useStrings().robust.notDrawn;
  return (
    <div role="alert" className="not-drawn">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t[what].title}</MessageBarTitle> {t[what].text}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={onAgain}>{again}</Button>
        </MessageBarActions>
      </MessageBar>
      {children}
    </div>
  );
}

/** Nothing of the desk is left. It is locked, because its worker ended with it. */
export const DeskNotDrawn = ({ onAgain }: Pick<Props, 'onAgain'>) => (
  <main className="sheet">
    <h1>{useStrings().title}</h1>
    <NotDrawn what="desk" onAgain={onAgain} />
  </main>
);

/** A part of the open desk that the others can do without. */
export const Part = ({ children }: { readonly children: ReactNode }) => (
  <Boundary instead={(again) => <NotDrawn what="part" onAgain={again} />}>{children}</Boundary>
);
