import { drawCard } from '../card.ts';
import { button, h, heading } from '../dom.ts';
import { helpList } from '../help.ts';
import type { Texts } from '../texts.ts';

/** Nobody at school can read a report: nothing can be written, and here is where to go. */
export const impossibleStep = (texts: Texts, hadText: boolean): HTMLElement =>
  h(
    'div',
    { class: 'sheet' },
    drawCard(texts.cards.impossible).element,
    helpList(texts.outside),
    hadText ? h('p', { class: 'notice' }, texts.page.impossible) : undefined,
  );

/** The school did not answer, so nobody knows yet who could read. */
export const failedStep = ({ page: { failed }, outside }: Texts, retry: () => void): HTMLElement =>
  h(
    'div',
    { class: 'sheet' },
    heading(failed.title),
    h('p', {}, failed.text),
    h('p', { class: 'actions' }, button(failed.retry, 'primary', retry)),
    h('p', {}, failed.outside),
    helpList(outside),
  );
