import { fill } from '../../../locales/index.ts';
import { caseNumber } from '../../../reports/model.ts';
import { button, h, heading } from '../dom.ts';
import { acuteBox } from '../help.ts';
import { receiptInput } from '../receipt-input.ts';
import type { Texts } from '../texts.ts';
import type { Received } from './index.ts';
import { codeOf, spelledFold } from './spelling.ts';

/** Step 3: the receipt, shown until the reporter has it. */
export function receiptStep(texts: Texts, { report, membership }: Received, written: () => void): HTMLElement {
  const { receipt: words, page, urgent } = texts;
  const { id, acute } = report.submission;
  const said = h('p', { class: 'said', role: 'status' });
  const copy = async () => {
    said.textContent = await navigator.clipboard.writeText(report.receipt).then(
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
    membership === 'member' ? undefined : h('p', { class: 'not-member' }, page.receipt[membership]),
    h('div', { class: 'ticket' }, h('p', { class: 'ticket-label' }, words.label), codeOf(report.receipt)),
    spelledFold(texts, report.receipt),
    h('p', {}, h('strong', {}, words.keep)),
    h('p', {}, words.next),
    h('p', {}, words.later),
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
  on: { readonly typed: (typed: string) => void; readonly check: () => void; readonly toReceipt: () => void },
): HTMLElement {
  const problem = wrong && receipt[wrong];
  const input = receiptInput(
    { id: 'receipt-back', label: words.label, action: receipt.check, typed, problem },
    on.typed,
    on.check,
  );
  return h(
    'div',
    { class: 'sheet' },
    heading(receipt.checkTitle),
    h('p', {}, receipt.checkText),
    input.element,
    h('p', { class: 'after' }, button(receipt.again, 'quiet', on.toReceipt)),
  );
}
