import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { dayOf } from '../../../reports/model.ts';
import type { CaseSummary } from '../../../reports/wire.ts';
import { useAnnounce } from '../parts/announce.tsx';
import { useStrings } from '../strings.ts';
import { type Filter, filterCases, isFiltering, NO_FILTER } from './filter.ts';
import { inboxOf, type Order } from './order.ts';
import type { Texts } from './use-texts.ts';

/** The filter and the order that the officer chose, and the list that they leave. They stay while a case is read. */
export function useInbox(cases: readonly CaseSummary[], me: string, { textOf, state }: Texts) {
  const t = useStrings().inbox;
  const announce = useAnnounce();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [order, setOrder] = useState<Order>('newest');
  const held = useDeferredValue(filter); // typing goes first, the list follows
  const today = dayOf(new Date());
  const filtered = useMemo(() => filterCases(cases, held, { me, today, textOf }), [cases, held, me, today, textOf]);
  const inbox = useMemo(() => inboxOf(filtered.shown, order), [filtered.shown, order]);
  const filtering = isFiltering(held);
  const result = filtering ? fill(t.result, { count: filtered.shown.length, total: cases.length }) : undefined;

  // Read out when the officer has asked for something else, or all is open; not for every case on the way.
  const told = useRef({ held, state });
  useEffect(() => {
    const changed = told.current.held !== held || (told.current.state !== state && state === 'ready');
    told.current = { held, state };
    if (changed) announce(result ?? t.all);
  }, [held, state, result, announce, t]);

  return { filter, setFilter, order, setOrder, ...filtered, ...inbox, filtering, result };
}
