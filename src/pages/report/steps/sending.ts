import { button, h, heading, progress } from '../dom.ts';
import type { Texts } from '../texts.ts';
import type { Draft } from './form.ts';

/** Between 2 and 3: sealing and sending. */
export const sealingStep = ({ page: { sealing } }: Texts): HTMLElement =>
  h('div', { class: 'sheet' }, heading(sealing.title), progress(sealing.text));

/** Why a report is still here. */
export type Unsent = 'offline' | 'unavailable' | 'refused';

/** Sending failed: what happened, what was kept, and once more. */
export function unsentStep(texts: Texts, why: Unsent, draft: Draft, retry: () => void): HTMLElement {
  const { unsent } = texts.page;
  return h(
    'div',
    { class: 'sheet' },
    heading(unsent.title),
    h('p', {}, unsent[why]),
    h('p', {}, unsent.kept),
    h('p', { class: 'actions' }, button(unsent.retry, 'primary', retry)),
    h(
      'details',
      {},
      h('summary', {}, unsent.yourText),
      ...['story', 'where', 'wish', 'contact'].flatMap((field) =>
        draft[field] ? [h('p', { class: 'letter', translate: 'no' }, draft[field])] : [],
      ),
    ),
  );
}

export const loadingStep = ({ page }: Texts): HTMLElement => h('div', { class: 'sheet' }, progress(page.loading));
