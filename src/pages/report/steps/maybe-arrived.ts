import type { Receipt } from '../../../reports/receipt.ts';
import { h } from '../dom.ts';
import type { Texts } from '../texts.ts';
import { signs } from './spelling.ts';

/**
 * The codes of reports that went out and of which no answer came: the school may have them, and without its code a
 * report could not be withdrawn.
 *
 * @param canSend whether the same can be sent again from here.
 */
export const maybeArrivedBox = ({ page: { maybe } }: Texts, codes: readonly Receipt[], canSend: boolean): HTMLElement =>
  h(
    'div',
    { class: 'notice maybe', role: 'alert' },
    h('p', {}, h('strong', {}, maybe.question)),
    h('p', {}, maybe.text),
    ...codes.map((code) => h('p', { class: 'maybe-code', translate: 'no' }, ...signs(code))),
    h('p', {}, maybe.check),
    canSend ? h('p', {}, maybe.again) : undefined,
  );
