import type { CaseSummary } from '../../../reports/wire.ts';

export const ORDERS = ['newest', 'oldest'] as const;
export type Order = (typeof ORDERS)[number];

export type Inbox = { readonly open: readonly CaseSummary[]; readonly done: readonly CaseSummary[] };

/** Whether nobody has to do anything for this case any more. */
export const isDone = ({ status }: Pick<CaseSummary, 'status'>) => status === 'closed' || status === 'withdrawn';

/** Sorts cases for reading: acute first, whatever the order, then by day. */
export function inOrder(cases: readonly CaseSummary[], order: Order): readonly CaseSummary[] {
  const direction = order === 'newest' ? -1 : 1;
  return [...cases].sort(
    (a, b) => Number(b.acute) - Number(a.acute) || direction * a.day.localeCompare(b.day) || a.id.localeCompare(b.id),
  );
}

/** The list in two parts: what still needs someone, apart from what is done. */
export function inboxOf(cases: readonly CaseSummary[], order: Order): Inbox {
  const sorted = inOrder(cases, order);
  return { open: sorted.filter((one) => !isDone(one)), done: sorted.filter(isDone) };
}
