import { SCHOOL_KEY_LIMIT } from '../address.ts';
import { h } from '../dom.ts';
import type { Texts } from '../texts.ts';

/** Where the school key of the week can be seen, typed or taken away. @param key from the link, or typed before. */
export function schoolKeyFold(
  { page: { schoolKey } }: Texts,
  key: string,
  change: (typed: string) => void,
): HTMLElement {
  const field = h('input', {
    id: 'school-key',
    class: 'receipt-field',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'characters',
    autocorrect: 'off',
    spellcheck: 'false',
    translate: 'no',
    maxlength: String(SCHOOL_KEY_LIMIT),
    value: key,
    'aria-describedby': 'school-key-text',
    input: () => change(field.value),
  });
  return h(
    'details',
    { class: 'fold' },
    h('summary', {}, key ? schoolKey.fromLink : schoolKey.title),
    h('p', { id: 'school-key-text' }, schoolKey.text),
    h('label', { class: 'field-label', for: 'school-key' }, schoolKey.label),
    field,
  );
}
