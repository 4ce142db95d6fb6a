import type { Receipt } from '../../../reports/receipt.ts';
import { h } from '../dom.ts';
import type { Texts } from '../texts.ts';

/** The code, big, in groups of four. A screen reader says it sign by sign. */
export const codeOf = (receipt: Receipt): HTMLElement => h('p', { class: 'code', translate: 'no' }, ...signs(receipt));

/** The groups of a code. */
export const signs = (receipt: Receipt): (Node | string)[] =>
  receipt.split('-').flatMap((group) => [h('span', { role: 'img', 'aria-label': [...group].join(', ') }, group), ' ']);

/** The code as it is said on the telephone: a word for each letter. */
export function spelledFold({ page: { receipt, alphabet } }: Texts, code: Receipt): HTMLElement {
  const word = (sign: string) => alphabet[sign as keyof typeof alphabet] ?? sign; // digits are said as they are
  return h(
    'details',
    { class: 'fold spelled' },
    h('summary', {}, receipt.readAloud),
    h('ol', { translate: 'no' }, ...code.split('-').map((group) => h('li', {}, [...group].map(word).join(' · ')))),
  );
}
