import type { CaseSummary } from '../../../reports/wire.ts';

export type Inbox = { readonly open: readonly CaseSummary[]; readonly done: readonly CaseSummary[] };

const isDone = ({ status }: CaseSummary) => status === 'closed' || status === 'withdrawn';

/** Sorts cases for reading: what still needs someone, apart from what is done; acute first, then newest first. */
export function inboxOf(cases: readonly CaseSummary[]): Inbox {
  const sorted = [...cases].sort(
    (a, b) => Number(b.acute) - Number(a.acute) || b.day.localeCompare(a.day) || a.id.localeCompare(b.id),
  );
  return { open: sorted.filter((one) => !isDone(one)), done: sorted.filter(isDone) };
}
