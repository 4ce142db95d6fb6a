import { fill } from '../../../locales/index.ts';
import { button, h, heading, progress } from '../dom.ts';
import type { Phase } from '../sending/delivery.ts';
import type { Next, Unsent } from '../sending/sending.ts';
import type { Texts } from '../texts.ts';
import type { Draft } from './form.ts';
import { ownText } from './own-text.ts';

export type SealingPhase = 'locking' | Phase;
export type UnsentStep = { readonly at: 'unsent'; readonly why: Unsent; readonly next: Next };

/** Between 2 and 3: sealing, working for the door, and sending. */
export const sealingStep = ({ page: { sealing } }: Texts, phase: SealingPhase): HTMLElement =>
  h('div', { class: 'sheet' }, heading(sealing.title), progress(sealing[phase]));

/** Tells in place what is going on, so that a screen reader says it. */
export const sayPhase = (host: HTMLElement, { page: { sealing } }: Texts, phase: SealingPhase): void =>
  put(host, '[role=status]', sealing[phase]);

/** Sending failed: what happened, what was kept, and when it goes on by itself. */
export function unsentStep(
  texts: Texts,
  step: UnsentStep,
  draft: Draft,
  on: { readonly tryNow: () => void; readonly stopSending: () => void },
): HTMLElement {
  const { unsent } = texts.page;
  return h(
    'div',
    { class: 'sheet' },
    heading(unsent.title),
    h('p', { class: 'why', role: 'status' }, unsent[step.why]),
    h('p', {}, unsent.kept),
    // Not read aloud by itself: it changes each second.
    h('p', { class: 'next' }, nextIn(texts, step)),
    h(
      'p',
      { class: 'actions' },
      button(unsent.now, 'primary', on.tryNow),
      button(unsent.stop, 'secondary', on.stopSending),
    ),
    ownText(texts, draft),
  );
}

/** Brings the step up to date without drawing it again. */
export function sayUnsent(host: HTMLElement, texts: Texts, step: UnsentStep): void {
  put(host, '.why', texts.page.unsent[step.why]);
  put(host, '.next', nextIn(texts, step));
}

function nextIn({ page: { unsent } }: Texts, { next }: UnsentStep): string {
  if (next === undefined) return unsent.notByItself;
  if (next === 'trying' || next === 'stopping') return unsent[next];
  return next === 1 ? unsent.inOne : fill(unsent.in, { seconds: next });
}

/** Only when it is another text: a screen reader would say it again. */
function put(host: HTMLElement, selector: string, text: string): void {
  const element = host.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
}

export const loadingStep = ({ page }: Texts): HTMLElement => h('div', { class: 'sheet' }, progress(page.loading));
