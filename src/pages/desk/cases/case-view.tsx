import { Link } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import type { CaseId } from '../../../reports/model.ts';
import type { DeskApi } from '../api.ts';
import { Icon } from '../parts/icons.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';
import { LIST_LINK } from './address.ts';
import { AnswerBox } from './answer-box.tsx';
import { CaseHead } from './case-head.tsx';
import { CaseNotes } from './case-notes.tsx';
import type { Drafts } from './drafts.ts';
import { Messages } from './messages.tsx';
import { NoAnswer } from './no-answer.tsx';
import { ReportText } from './report-text.tsx';
import { fetchCase, type ShownCase, whyNoAnswer } from './shown-case.ts';
import { StatusSteps } from './status-steps.tsx';

type Props = {
  readonly id: CaseId;
  readonly api: DeskApi;
  /** Who is reading. */
  readonly me: string;
  readonly vault: Vault;
  readonly drafts: Drafts;
  /** How often the officer asked how things are now. Each time the case is read again; what is being typed stays. */
  readonly refreshes: number;
  /** Called when the case has changed, or turns out to have been changed by someone else. */
  readonly onChanged: () => void;
};

/** One case: fetched, opened in the worker, shown. */
export function CaseView({ id, api, me, vault, drafts, refreshes, onChanged }: Props) {
  const t = useStrings().case;
  const [shown, setShown] = useState<ShownCase>();
  const [trouble, setTrouble] = useState<Trouble>();

  const load = useCallback(async (): Promise<ShownCase | undefined> => {
    setTrouble(undefined);
    try {
      const fetched = await fetchCase(api, vault, id);
      setShown(fetched);
      return fetched;
    } catch (error) {
      setTrouble(troubleOf(error));
      return undefined;
    }
  }, [api, vault, id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read again for each refresh
  useEffect(() => void load(), [load, refreshes]);

  const reload = async () => {
    onChanged();
    return load();
  };
  const noAnswer = shown && whyNoAnswer(shown);

  return (
    <>
      <Link className="back" href={LIST_LINK}>
        <Icon name="back" /> {t.back}
      </Link>
      {trouble && <Problem trouble={trouble} onRetry={() => void load()} />}
      {!shown && !trouble && <Waiting label={t.opening} />}
      {shown && (
        <article>
          <CaseHead summary={shown.file.summary} me={me} />
          <CaseNotes {...shown} />
          <ReportText {...shown} />
          <StatusSteps api={api} summary={shown.file.summary} withdrawal={shown.opened.withdrawal} onChanged={reload} />
          <Messages {...shown.opened} />
          {noAnswer ? (
            <NoAnswer why={noAnswer} />
          ) : (
            <AnswerBox {...{ shown, api, vault, drafts, refreshes }} onSent={reload} />
          )}
        </article>
      )}
    </>
  );
}
