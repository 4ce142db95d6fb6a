import { ChoiceSetInput, type Input, TextInput } from 'adaptivecards';
import { fill } from '../../locales/index.ts';
import { MOST_HIDDEN, type Problem } from '../../reports/model.ts';
import { h } from './dom.ts';
import type { Texts } from './texts.ts';

/** Below this many characters left, the field says so. */
const NEARLY_FULL = 100;

/**
 * Makes a drawn input of a card fit for this page: nothing that is typed is cut off, remembered or sent to a spelling
 * service, and a problem stands at the field, tied to it for screen readers.
 *
 * @returns moves the focus to the field.
 */
export function prepareField(input: Input, texts: Texts, problem: Problem | undefined): () => void {
  const field = input.renderedElement;
  const controls = [...(field?.querySelectorAll<HTMLInputElement>('input, textarea, select') ?? [])];
  if (!field || controls.length === 0) return () => {};
  field.classList.add('field');
  const notes: HTMLElement[] = [];
  const group = input instanceof ChoiceSetInput ? choiceGroup(field) : undefined;
  if (input instanceof TextInput) {
    for (const control of controls) keepToPage(control);
    if (input.maxLength) notes.push(lengthNote(field, input, input.maxLength, texts));
  }
  const marked = group ? [group] : controls;
  if (problem) {
    const error = errorNote(input, problem, texts);
    if (error) notes.unshift(error);
    for (const element of marked) element.setAttribute('aria-invalid', 'true');
    const clear = () => {
      error?.remove();
      for (const element of marked) element.removeAttribute('aria-invalid');
    };
    field.addEventListener('input', clear, { once: true });
    field.addEventListener('change', clear, { once: true });
  }
  field.append(...notes);
  if (notes.length > 0) {
    for (const element of marked) element.setAttribute('aria-describedby', notes.map((note) => note.id).join(' '));
  }
  return () => (controls.find((control) => control.checked) ?? controls[0])?.focus();
}

/** The browser must not keep it for next time, nor send it anywhere to check its spelling, nor cut off a paste. */
function keepToPage(control: HTMLElement): void {
  control.setAttribute('autocomplete', 'off');
  control.setAttribute('spellcheck', 'false');
  control.setAttribute('translate', 'no');
  control.removeAttribute('maxlength');
}

/** The renderer ties the question to the first choice only; a group says it for all of them. */
function choiceGroup(field: HTMLElement): HTMLElement | undefined {
  const several = field.querySelector<HTMLElement>('.ac-choiceSetInput-multiSelect');
  const group = several ?? field.querySelector<HTMLElement>('.ac-choiceSetInput-expanded');
  const label = field.querySelector('label');
  if (!group || !label) return undefined;
  group.setAttribute('role', several ? 'group' : 'radiogroup');
  group.setAttribute('aria-labelledby', label.id);
  return group;
}

/** A text that is too long says so itself, with how much. */
function errorNote(input: Input, { code }: Problem, texts: Texts): HTMLElement | undefined {
  if (code === 'too-long' && input instanceof TextInput) return undefined;
  const text = code === 'too-long' ? fill(texts.page.form.tooMany, { most: MOST_HIDDEN }) : input.errorMessage;
  return h('p', { class: 'field-error', id: `${input.id}-error` }, text ?? '');
}

function lengthNote(field: HTMLElement, input: TextInput, max: number, texts: Texts): HTMLElement {
  const note = h('p', { class: 'field-length', id: `${input.id}-length`, 'aria-live': 'polite' });
  const update = () => lengthOf(note, input.value ?? '', max, texts);
  field.addEventListener('input', update);
  update();
  return note;
}

/** Says at a field how much room is left, when there is little, or how much it is over. */
export function lengthOf(note: HTMLElement, typed: string, max: number, texts: Texts): void {
  const left = max - typed.trim().length;
  note.classList.toggle('field-error', left < 0);
  if (left < 0) note.textContent = fill(texts.page.form.tooLong, { over: -left });
  else note.textContent = left < Math.min(NEARLY_FULL, max / 3) ? fill(texts.page.form.left, { left }) : '';
}
