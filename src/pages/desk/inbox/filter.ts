import { CASE_STATUSES } from '../../../reports/case.ts';
import { caseNumber, type Day } from '../../../reports/model.ts';
import type { CaseSummary } from '../../../reports/wire.ts';
import { isDone } from './order.ts';
import { type CaseText, found, type Subject } from './search.ts';

export const STATES = ['all', 'open', ...CASE_STATUSES] as const;
export type State = (typeof STATES)[number];
export const OWNERS = ['everybody', 'mine', 'nobody'] as const;
/** Days. With 0 a case may be of any age. */
export const AGES = [0, 3, 7, 14, 30] as const;

/** What the officer wants to see in the list. */
export type Filter = {
  readonly state: State;
  readonly owner: (typeof OWNERS)[number];
  /** Only cases from longer ago than so many days. */
  readonly age: (typeof AGES)[number];
  /** Only known of cases that have been opened. */
  readonly subject: Subject | 'all';
  readonly query: string;
};

/** Hides nothing. */
export const NO_FILTER: Filter = { state: 'all', owner: 'everybody', age: 0, subject: 'all', query: '' };

/** What a filter is held against. */
export type Known = {
  /** The id of the officer who looks. */
  readonly me: string;
  readonly today: Day;
  /** What was opened of a case; undefined when it was not. */
  readonly textOf: (one: CaseSummary) => CaseText | undefined;
};

export type Filtered = {
  readonly shown: readonly CaseSummary[];
  /** How many cases there would be in each state, with the rest of the filter as it is. */
  readonly counts: Readonly<Record<State, number>>;
  /** Cases of possible danger that nobody took up and that this filter hides. */
  readonly hiddenAcute: readonly CaseSummary[];
};

export const isFiltering = (filter: Filter): boolean =>
  filter.state !== 'all' ||
  filter.owner !== 'everybody' ||
  filter.age !== 0 ||
  filter.subject !== 'all' ||
  filter.query.trim() !== '';

/** Holds a filter against the cases. */
export function filterCases(cases: readonly CaseSummary[], filter: Filter, known: Known): Filtered {
  const before = daysBefore(known.today, filter.age);
  const matches = found(filter.query);
  const inAnyState = cases.filter((one) => {
    const text = known.textOf(one);
    return (
      isOwnedBy(one, filter.owner, known.me) &&
      (filter.age === 0 || one.day < before) &&
      (filter.subject === 'all' || text?.subject === filter.subject) &&
      matches(caseNumber(one.id), text)
    );
  });
  const counted = STATES.map((state) => [state, inAnyState.filter((one) => isIn(one, state)).length]);
  const shown = inAnyState.filter((one) => isIn(one, filter.state));
  return {
    shown,
    counts: Object.fromEntries(counted), // an entry for each of STATES
    hiddenAcute: cases.filter((one) => one.acute && one.status === 'new' && !shown.includes(one)),
  };
}

function isIn(one: CaseSummary, state: State): boolean {
  if (state === 'all') return true;
  return state === 'open' ? !isDone(one) : one.status === state;
}

function isOwnedBy({ owner }: CaseSummary, wanted: Filter['owner'], me: string): boolean {
  if (wanted === 'everybody') return true;
  return wanted === 'mine' ? owner === me : owner === undefined;
}

function daysBefore(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
