import { fill } from '../../../locales/index.ts';
import type { Problem } from '../../../reports/model.ts';
import { type DrawnCard, drawCard } from '../card.ts';
import type { CheckedSchool } from '../checked-school.ts';
import { button, h } from '../dom.ts';
import { prepareField } from '../field.ts';
import type { Texts } from '../texts.ts';
import { type Appointed, formCard } from './form-card.ts';
import { keysFold } from './keys.ts';
import { describeReaders } from './readers.ts';

/** What has been typed so far, by field. */
export type Draft = Readonly<Record<string, string>>;

export type FormEvents = {
  readonly draft: (draft: Draft) => void;
  readonly send: () => void;
  readonly toIntro: () => void;
};

/** What was not right when it was last sent, and whether the reporter stopped the sending. */
export type FormState = { readonly problems: readonly Problem[]; readonly stopped: boolean };

/** What the form is drawn from, besides its own state. */
export type FormGround = {
  readonly school: CheckedSchool | undefined;
  /** Everyone who may be left out. */
  readonly appointed: readonly Appointed[];
  readonly draft: Draft;
  /** Whether the introduction was read in the chat: then who can read, as checked here, stands above the form. */
  readonly readInChat: boolean;
};

/** Step 2: the report. The problems head the form and take the focus. */
export function formStep(
  texts: Texts,
  { school, appointed, draft, readInChat }: FormGround,
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
    readInChat && school ? checkedHere(texts, school, on.toIntro) : undefined,
    element,
    h('p', { class: 'after' }, button(texts.page.form.back, 'quiet', on.toIntro)),
  );
}

/** For whom comes straight from the chat: what only this page can tell, and the way to the rest. */
function checkedHere(texts: Texts, school: CheckedSchool, toIntro: () => void): HTMLElement {
  const { title, text, explain } = texts.page.form.fromChat;
  return h(
    'div',
    { class: 'note from-chat' },
    h('h2', {}, title),
    h('p', {}, fill(text, { readers: describeReaders(texts, school) })),
    button(explain, 'quiet', toIntro),
    keysFold(texts, school),
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
