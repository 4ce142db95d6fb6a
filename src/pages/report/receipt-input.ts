import { h } from './dom.ts';

export type ReceiptInput = { readonly element: HTMLElement; readonly field: HTMLInputElement };

/**
 * A field to type a receipt in, with its button: Enter works too. The browser does not remember, correct or translate it.
 *
 * @param id of the field on the page.
 * @param problem stands at the field, tied to it.
 */
export function receiptInput(
  {
    id,
    label,
    action,
    typed,
    problem,
  }: { id: string; label: string; action: string; typed: string; problem: string | undefined },
  change: (typed: string) => void,
  submit: () => void,
): ReceiptInput {
  const field = h('input', {
    id,
    class: 'receipt-field',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'characters',
    autocorrect: 'off',
    spellcheck: 'false',
    translate: 'no',
    maxlength: '60',
    value: typed,
    ...(problem !== undefined && { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` }),
    input: () => change(field.value),
  });
  const element = h(
    'form',
    {
      class: 'receipt-form',
      submit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    h('label', { for: id }, label),
    field,
    problem === undefined ? undefined : h('p', { class: 'field-error', id: `${id}-error`, role: 'alert' }, problem),
    h('p', { class: 'actions' }, h('button', { type: 'submit', class: 'button primary' }, action)),
  );
  return { element, field };
}
