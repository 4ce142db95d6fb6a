import { Link } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import type { CaseId } from '../../../reports/model.ts';
import type { CaseFile } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { Icon } from '../parts/icons.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { OpenedCase } from '../vault/calls.ts';
import type { Vault } from '../vault/vault.ts';
import { LIST_LINK } from './address.ts';
import { AnswerBox } from './answer-box.tsx';
import { CaseHead } from './case-head.tsx';
import type { Drafts } from './drafts.ts';
import { Messages } from './messages.tsx';
import { ReportText } from './report-text.tsx';
import { StatusSteps } from './status-steps.tsx';

type Props = {
  readonly id: CaseId;
  readonly api: DeskApi;
  /** Who is reading. */
  readonly me: string;
  readonly vault: Vault;
  readonly drafts: Drafts;
  /** Called when the case has changed, or turns out to have been changed by someone else. */
  readonly onChanged: () => void;
};

/** One case: fetched, opened in the worker, shown. */
export function CaseView({ id, api, me, vault, drafts, onChanged }: Props) {
  const t = useStrings().case;
  const [shown, setShown] = useState<{ file: CaseFile; opened: OpenedCase }>();
  const [trouble, setTrouble] = useState<Trouble>();

  const load = useCallback(async (): Promise<CaseFile | undefined> => {
    setTrouble(undefined);
    try {
      // Who reads now is asked along with the case: the desk may have been open while a colleague made a key.
      const [file, { school }] = await Promise.all([api.caseFile(id), api.desk()]);
      const { tenant, readers } = school;
      const opened = await vault.ask('openCase', { tenant, file, readers });
      setShown({ file, opened });
      return file;
    } catch (error) {
      setTrouble(troubleOf(error));
      return undefined;
    }
  }, [api, vault, id]);
  useEffect(() => void load(), [load]);

  const reload = async () => {
    onChanged();
    return load();
  };

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
          <ReportText opened={shown.opened} />
          <StatusSteps api={api} summary={shown.file.summary} onChanged={reload} />
          <Messages messages={shown.file.messages} opened={shown.opened.messages} />
          <AnswerBox id={id} api={api} vault={vault} replyTo={shown.file.replyTo} drafts={drafts} onSent={reload} />
        </article>
      )}
    </>
  );
}
