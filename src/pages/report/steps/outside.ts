import { drawCard } from '../card.ts';
import { button, h, heading } from '../dom.ts';
import { helpList } from '../help.ts';
import type { Texts } from '../texts.ts';
import type { Draft } from './form.ts';
import { ownText } from './own-text.ts';

/**
 * Nobody at school can read a report: nothing can be written, and here is where to go.
 *
 * @param sent whether it may have arrived before.
 */
export const impossibleStep = (texts: Texts, draft: Draft, sent: boolean): HTMLElement =>
  h(
    'div',
    { class: 'sheet' },
    drawCard(texts.cards.impossible).element,
    helpList(texts.outside),
    ...notSent(texts, draft, sent),
  );

/** The list of keys does not add up, so somebody may be reading along. There is no way past this step. */
export function untrustedStep(texts: Texts, draft: Draft, sent: boolean): HTMLElement {
  const { untrusted } = texts.page;
  return h(
    'div',
    { class: 'sheet' },
    heading(untrusted.title),
    h('p', {}, untrusted.text),
    h('p', {}, untrusted.tell),
    h('p', {}, untrusted.outside),
    helpList(texts.outside),
    ...notSent(texts, draft, sent),
  );
}

/** The reporter left out everyone who could read it. */
export function nobodyStep(texts: Texts, sent: boolean, back: () => void): HTMLElement {
  const { nobody } = texts.page;
  return h(
    'div',
    { class: 'sheet' },
    heading(nobody.title),
    h('p', {}, nobody.text),
    sent ? undefined : h('p', {}, nobody.notSent),
    h('p', {}, nobody.outside),
    helpList(texts.outside),
    h('p', { class: 'actions' }, button(nobody.back, 'primary', back)),
  );
}

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

function notSent(texts: Texts, draft: Draft, sent: boolean): (HTMLElement | undefined)[] {
  const own = ownText(texts, draft);
  if (!own) return [];
  return [sent ? undefined : h('p', { class: 'notice' }, texts.page.impossible), own];
}
