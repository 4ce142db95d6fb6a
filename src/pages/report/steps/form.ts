import type { Problem } from '../../../reports/model.ts';
import { type DrawnCard, drawCard } from '../card.ts';
import { button, h } from '../dom.ts';
import { prepareField } from '../field.ts';
import type { Texts } from '../texts.ts';
import { type Appointed, formCard } from './form-card.ts';

/** What has been typed so far, by field. */
export type Draft = Readonly<Record<string, string>>;

export type FormEvents = {
  readonly draft: (draft: Draft) => void;
  readonly send: () => void;
  readonly toIntro: () => void;
};

/** What was not right when it was last sent, and whether the reporter stopped the sending. */
export type FormState = { readonly problems: readonly Problem[]; readonly stopped: boolean };

/** Step 2: the report. The problems head the form and take the focus. */
export function formStep(
  texts: Texts,
  appointed: readonly Appointed[],
  draft: Draft,
  { problems, stopped }: FormState,
  on: FormEvents,
): HTMLElement {
  const card = drawCard(formCard(texts, appointed), on.send, draft);
  const { element, inputs } = card;
  const values = () => Object.fromEntries(inputs.map((input) => [input.id ?? '', String(input.value ?? '')]));
  const showDanger = dangerPart(card);
  const save = () => {
    on.draft(values());
    showDanger(values().danger === 'yes');
  };
  showDanger(draft.danger === 'yes');
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
    stopped ? h('p', { class: 'notice' }, texts.page.form.stopped) : undefined,
    problems.length > 0 ? summary(texts, problems, (field) => focus.get(field)?.()) : undefined,
    element,
    h('p', { class: 'after' }, button(texts.page.form.back, 'quiet', on.toIntro)),
  );
}

/** What to do in danger stands right under the question, from the moment it is answered with yes; said aloud then. */
function dangerPart({ element }: DrawnCard): (danger: boolean) => void {
  const part = element.querySelector('#danger-now');
  if (!part) return () => {};
  const shown = h('div', {});
  const live = h('div', { 'aria-live': 'assertive' }, shown);
  part.before(live);
  shown.append(part);
  return (danger) => {
    shown.hidden = !danger;
  };
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
