import { fill } from '../../../locales/index.ts';
import { LIMITS } from '../../../reports/model.ts';
import { button, h } from '../dom.ts';
import { lengthOf } from '../field.ts';
import type { Texts } from '../texts.ts';
import { readersOf } from './follow-up.ts';
import type { OpenCase } from './open-case.ts';

/** Where the reporter writes back, with who will read it; or why that is not possible. */
export function writeBack(
  texts: Texts,
  found: OpenCase,
  text: string,
  wrong: boolean,
  on: { readonly text: (text: string) => void; readonly send: () => void },
): HTMLElement | undefined {
  const { answers, readers: words } = texts.page;
  if (found.status.status === 'withdrawn') return undefined;
  if (!found.own) return h('p', { class: 'notice' }, answers.noOwn);
  const readers = readersOf(found, found.school);
  if (readers.length === 0) return h('p', { class: 'notice' }, answers.nobody);
  const length = h('p', { class: 'field-length', id: 'write-length', 'aria-live': 'polite' });
  const field = h('textarea', {
    id: 'write',
    class: 'write-field',
    rows: '6',
    autocomplete: 'off',
    spellcheck: 'false',
    translate: 'no',
    'aria-describedby': 'write-readers write-length',
    ...(wrong && { 'aria-invalid': 'true' }),
    input: () => {
      field.removeAttribute('aria-invalid');
      on.text(field.value);
      lengthOf(length, field.value, LIMITS.message, texts);
    },
  });
  field.value = text;
  lengthOf(length, text, LIMITS.message, texts);
  const names = readers.map(({ role, name }) => fill(words.reader, { role: texts.roles[role], name })).join(', ');
  return h(
    'div',
    { class: 'write' },
    h('label', { class: 'field-label', for: 'write' }, answers.write),
    h('p', { class: 'field-hint', id: 'write-readers' }, fill(answers.writeReaders, { readers: names })),
    field,
    length,
    h('p', { class: 'actions' }, button(answers.send, 'primary', on.send)),
  );
}
