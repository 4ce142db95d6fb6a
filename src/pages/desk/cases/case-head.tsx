import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { fill } from '../../../locales/index.ts';
import { caseNumber } from '../../../reports/model.ts';
import type { CaseSummary } from '../../../reports/wire.ts';
import { FocusHeading } from '../parts/heading.tsx';
import { useDay, useStrings } from '../strings.ts';
import { StatusBadge } from './case-link.tsx';

type Props = { readonly summary: CaseSummary; readonly me: string };

/** What may be known of a case without opening it. */
export function CaseHead({ summary, me }: Props) {
  const t = useStrings().case;
  const day = useDay();
  const owner = summary.owner === undefined ? t.nobody : summary.owner === me ? t.me : t.colleague;
  return (
    <>
      <FocusHeading level={2}>{fill(t.title, { number: caseNumber(summary.id) })}</FocusHeading>
      {summary.acute && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t.acute.title}</MessageBarTitle> {t.acute.text}
          </MessageBarBody>
        </MessageBar>
      )}
      <dl className="known">
        <div>
          <dt>{t.received}</dt>
          <dd>{day(summary.day)}</dd>
        </div>
        <div>
          <dt>{t.status}</dt>
          <dd>
            <StatusBadge status={summary.status} />
          </dd>
        </div>
        <div>
          <dt>{t.owner}</dt>
          <dd>{owner}</dd>
        </div>
        <div>
          <dt>{t.member}</dt>
          <dd>{summary.member ? t.memberYes : t.memberNo}</dd>
        </div>
      </dl>
    </>
  );
}
