import { Field, SearchBox } from '@fluentui/react-components';
import { fill } from '../../../locales/index.ts';
import { SUBJECTS } from '../../../reports/model.ts';
import type { CaseSummary } from '../../../reports/wire.ts';
import { useStrings } from '../strings.ts';
import { Choice } from './choice.tsx';
import { AGES, type Filter, type Filtered, OWNERS, STATES } from './filter.ts';
import { ORDERS, type Order } from './order.ts';
import { TextSearch } from './text-search.tsx';
import type { Texts } from './use-texts.ts';

type Props = {
  readonly cases: readonly CaseSummary[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly counts: Filtered['counts'];
  readonly texts: Texts;
};

/** Where the officer says which cases to see, and in which order. */
export function FilterBar({ cases, filter, onFilter, order, onOrder, counts, texts }: Props) {
  const strings = useStrings();
  const t = strings.inbox;
  const of = cases.map((one) => texts.textOf(one)?.subject);
  const subjects = [...SUBJECTS, 'question' as const].map((subject) => ({
    value: subject,
    label: counted(strings.subject[subject], of.filter((one) => one === subject).length),
  }));
  return (
    <search className="filters" aria-label={t.title}>
      <Field label={t.search} hint={texts.state === 'off' ? t.byNumber : t.byText}>
        {/* A browser must neither remember what is typed here nor send it off to have its spelling checked. */}
        <SearchBox
          autoComplete="off"
          spellCheck={false}
          value={filter.query}
          dismiss={{ 'aria-label': t.clearSearch }}
          onChange={(_, { value }) => onFilter({ ...filter, query: value })}
        />
      </Field>
      <TextSearch {...texts} />
      <div className="choices">
        <Choice
          label={t.state}
          value={filter.state}
          choices={STATES.map((value) => ({ value, label: counted(stateName(value), counts[value]) }))}
          onChoose={(state) => onFilter({ ...filter, state })}
        />
        <Choice
          label={t.owner}
          value={filter.owner}
          choices={OWNERS.map((value) => ({ value, label: t.owners[value] }))}
          onChoose={(owner) => onFilter({ ...filter, owner })}
        />
        <Choice
          label={t.age}
          value={filter.age}
          choices={AGES.map((value) => ({ value, label: value === 0 ? t.anyAge : fill(t.olderThan, { days: value }) }))}
          onChoose={(age) => onFilter({ ...filter, age })}
        />
        <Choice
          label={t.order}
          value={order}
          choices={ORDERS.map((value) => ({ value, label: t.orders[value] }))}
          onChoose={onOrder}
        />
        {texts.state !== 'off' && (
          <Choice
            label={t.subject}
            value={filter.subject}
            choices={[{ value: 'all', label: t.anySubject }, ...subjects]}
            onChoose={(subject) => onFilter({ ...filter, subject })}
          />
        )}
      </div>
    </search>
  );

  function stateName(state: Filter['state']): string {
    return state === 'all' || state === 'open' ? t.states[state] : strings.status[state];
  }
}

const counted = (label: string, count: number) => `${label} (${count})`;
