import { fill } from '../../../locales/index.ts';
import { caseNumber } from '../../../reports/model.ts';
import { button, h, heading } from '../dom.ts';
import { acuteBox } from '../help.ts';
import { receiptInput } from '../receipt-input.ts';
import type { SealedReport } from '../sealing.ts';
import type { Texts } from '../texts.ts';

/** Step 3: the receipt, shown until the reporter has it. */
export function receiptStep(texts: Texts, { receipt, id, acute }: SealedReport, written: () => void): HTMLElement {
  const { receipt: words, page, urgent } = texts;
  const code = h(
    'p',
    { class: 'code', translate: 'no' },
    ...receipt.split('-').flatMap((group) => [h('span', {}, group), ' ']),
  );
  const said = h('p', { class: 'said', role: 'status' });
  const copy = async () => {
    said.textContent = await navigator.clipboard.writeText(receipt).then(
      () => page.receipt.copied,
      () => page.receipt.notCopied, // not allowed in this frame, or not there at all
    );
  };
  return h(
    'div',
    { class: 'sheet' },
    heading(words.title),
    acute ? acuteBox(words.acute, urgent) : undefined,
    h('p', {}, fill(words.received, { number: caseNumber(id) }).replaceAll('**', '')),
    h('div', { class: 'ticket' }, h('p', { class: 'ticket-label' }, words.label), code),
    h('p', {}, h('strong', {}, words.keep)),
    h('p', {}, words.next),
    h(
      'p',
      { class: 'actions' },
      button(page.receipt.written, 'primary', written),
      button(
        page.receipt.copy,
        'secondary',
        () => void copy().catch(() => (said.textContent = page.receipt.notCopied)),
      ),
      button(page.receipt.print, 'secondary', () => window.print()),
    ),
    said,
  );
}

export type Check = { readonly typed: string; readonly wrong: 'typo' | 'other' | undefined };

/** Still step 3: the code is out of sight and is typed back, so that nobody leaves without it. */
export function checkStep(
  { receipt: words, page: { receipt } }: Texts,
  { typed, wrong }: Check,
  on: { readonly change: (typed: string) => void; readonly check: () => void; readonly again: () => void },
): HTMLElement {
  const problem = wrong && receipt[wrong];
  const input = receiptInput(
    { id: 'receipt-back', label: words.label, action: receipt.check, typed, problem },
    on.change,
    on.check,
  );
  return h(
    'div',
    { class: 'sheet' },
    heading(receipt.checkTitle),
    h('p', {}, receipt.checkText),
    input.element,
    h('p', { class: 'after' }, button(receipt.again, 'quiet', on.again)),
  );
}

/** The reporter has the code, and the page no longer does. */
export const doneStep = (
  { receipt, page: { done, tabs }, urgent }: Texts,
  acute: boolean,
  another: () => void,
): HTMLElement =>
  h(
    'div',
    { class: 'sheet' },
    heading(done.title),
    acute ? acuteBox(receipt.acute, urgent) : undefined,
    h('p', {}, done.text),
    h('p', {}, done.next),
    h('p', {}, done.shared),
    h(
      'p',
      { class: 'actions' },
      h('a', { class: 'button secondary', href: '#answers' }, tabs.answers),
      button(done.another, 'quiet', another),
    ),
  );
