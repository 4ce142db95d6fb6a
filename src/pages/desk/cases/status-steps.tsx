import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { type CaseStatus, nextStatuses } from '../../../reports/case.ts';
import type { CaseSummary } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { useAnnounce } from '../parts/announce.tsx';
import { Problem } from '../parts/problem.tsx';
import { useStrings } from '../strings.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { OpenedCase } from '../vault/calls.ts';

type Props = {
  readonly api: DeskApi;
  readonly summary: CaseSummary;
  readonly withdrawal: OpenedCase['withdrawal'];
  /** Reads the case again. */
  readonly onChanged: () => Promise<unknown>;
};

/** The steps that can follow the case's status now. */
export function StatusSteps({ api, summary, withdrawal, onChanged }: Props) {
  const t = useStrings();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ trouble: Trouble; to: CaseStatus }>();
  const heading = useRef<HTMLHeadingElement>(null);
  const next = withdrawal === 'none' ? nextStatuses(summary) : [];
  const labels: Partial<Record<CaseStatus, string>> = t.step[summary.status];

  const change = async (to: CaseStatus) => {
    if (busy) return;
    setBusy(true);
    setFailed(undefined);
    try {
      await api.changeStatus(summary.id, to, summary.version);
      await onChanged();
      announce(fill(t.case.statusDone, { status: t.status[to] }));
    } catch (error) {
      const trouble = troubleOf(error);
      setFailed({ trouble, to });
      // Someone was first, or the step does not fit any more: show how things are now.
      if (trouble.kind === 'conflict' || trouble.kind === 'impossible') await onChanged();
    }
    setBusy(false);
    heading.current?.focus(); // the button that was pressed has made way for others
  };

  const mayRetry = failed && failed.trouble.kind !== 'conflict' && failed.trouble.kind !== 'impossible';
  return (
    <section className="steps" aria-labelledby="steps-title">
      <h3 id="steps-title" ref={heading} tabIndex={-1}>
        {t.case.next}
      </h3>
      {failed && <Problem trouble={failed.trouble} {...(mayRetry && { onRetry: () => void change(failed.to) })} />}
      {withdrawal !== 'none' && <p className="subtle">{t.step.withdrawal[withdrawal]}</p>}
      <div className="buttons">
        {next.map((to) => (
          <Button key={to} disabledFocusable={busy} onClick={() => void change(to)}>
            {labels[to] ?? t.status[to]}
          </Button>
        ))}
      </div>
    </section>
  );
}
