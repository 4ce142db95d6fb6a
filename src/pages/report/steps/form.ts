import type { Problem } from '../../../reports/model.ts';
import { drawCard } from '../card.ts';
import { button, h } from '../dom.ts';
import { prepareField } from '../field.ts';
import type { Texts } from '../texts.ts';

/** What has been typed so far, by field. */
export type Draft = Readonly<Record<string, string>>;

export type FormEvents = {
  readonly change: (draft: Draft) => void;
  readonly send: () => void;
  readonly back: () => void;
};

/** Step 2: the report. @param problems what was not right when it was last sent; they head the form and take the focus. */
export function formStep(texts: Texts, draft: Draft, problems: readonly Problem[], on: FormEvents): HTMLElement {
  const { element, inputs } = drawCard(texts.cards.form, on.send, draft);
  const save = () => on.change(Object.fromEntries(inputs.map((input) => [input.id ?? '', String(input.value ?? '')])));
  element.addEventListener('input', save);
  element.addEventListener('change', save);
  const focus = new Map(
    inputs.map((input) => [
      input.id,
      prepareField(
        input,
        texts,
        problems.find(({ field }) => field === input.id),
      ),
    ]),
  );
  return h(
    'div',
    { class: 'sheet' },
    problems.length > 0 ? summary(texts, problems, (field) => focus.get(field)?.()) : undefined,
    element,
    h('p', { class: 'after' }, button(texts.page.form.back, 'quiet', on.back)),
  );
}

/** All problems in one place, each leading to its field. */
function summary(texts: Texts, problems: readonly Problem[], go: (field: string) => void): HTMLElement {
  const nameOf = (field: string) => texts.fields[field as keyof Texts['fields']] ?? texts.fields.form; // falls back
  return h(
    'div',
    { class: 'notice summary', tabindex: '-1', 'aria-labelledby': 'problems' },
    h('h2', { id: 'problems' }, texts.page.form.problems),
    h(
      'ul',
      {},
      ...problems.map(({ field }) =>
        h(
          'li',
          {},
          button(nameOf(field), 'quiet', () => go(field)),
        ),
      ),
    ),
  );
}
