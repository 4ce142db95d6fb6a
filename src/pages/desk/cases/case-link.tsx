import { Badge } from '@fluentui/react-components';
import { memo } from 'react';
import { fill } from '../../../locales/index.ts';
import { caseNumber } from '../../../reports/model.ts';
import type { CaseSummary } from '../../../reports/wire.ts';
import { isDone } from '../inbox/order.ts';
import { Icon } from '../parts/icons.tsx';
import { useDay, useStrings } from '../strings.ts';
import { linkTo } from './address.ts';

type Props = { readonly summary: CaseSummary; readonly me: string; readonly current: boolean };

/** One case in the list: its number, its day, its status and whose it is. Kept as it is while others come and go. */
export const CaseLink = memo(function CaseLink({ summary, me, current }: Props) {
  const t = useStrings();
  const day = useDay();
  const nobody = isDone(summary) ? '' : t.list.nobody; // nobody has to take up any more what is done
  const owner = summary.owner === undefined ? nobody : summary.owner === me ? t.list.mine : t.list.other;
  return (
    <a
      className="case-link"
      href={linkTo(summary.id)}
      data-case={summary.id}
      {...(current && { 'aria-current': 'page' as const })}
    >
      <span className="case-link-top">
        <strong>{fill(t.case.title, { number: caseNumber(summary.id) })}</strong>
        {summary.acute && (
          <Badge appearance="filled" color="danger" icon={<Icon name="acute" />}>
            {t.list.acute}
          </Badge>
        )}
      </span>
      <span className="subtle">{day(summary.day)}</span>
      <span className="case-link-state">
        <StatusBadge status={summary.status} /> <span className="subtle">{owner}</span>
      </span>
      {(summary.news || !summary.member) && (
        <span className="case-link-state">
          {summary.news && (
            <Badge appearance="filled" color="brand">
              {t.list.news}
            </Badge>
          )}
          {!summary.member && (
            <Badge appearance="outline" color="informative">
              {t.list.notMember}
            </Badge>
          )}
        </span>
      )}
    </a>
  );
});

const LOOKS = {
  new: { appearance: 'filled', color: 'brand' },
  'in-progress': { appearance: 'tint', color: 'brand' },
  waiting: { appearance: 'tint', color: 'warning' },
  closed: { appearance: 'outline', color: 'informative' },
  withdrawn: { appearance: 'outline', color: 'informative' },
} as const;

/** A case's status, in words. */
export function StatusBadge({ status }: Pick<CaseSummary, 'status'>) {
  return <Badge {...LOOKS[status]}>{useStrings().status[status]}</Badge>;
}
