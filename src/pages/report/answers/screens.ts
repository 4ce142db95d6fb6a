import { h, heading, progress } from '../dom.ts';
import { receiptInput } from '../receipt-input.ts';
import { untrustedStep } from '../steps/outside.ts';
import type { Texts } from '../texts.ts';

/** Why there is no answer to show. */
export type Trouble = 'typo' | 'unknown' | 'offline' | 'unavailable' | 'busy';

/** Asks for the receipt. */
export function lookupScreen(
  { page: { answers, receipt } }: Texts,
  typed: string,
  trouble: Trouble | undefined,
  change: (typed: string) => void,
  read: () => void,
): HTMLElement {
  const problem = trouble && (trouble === 'typo' ? receipt.typo : answers[trouble]);
  const field = { id: 'receipt', label: answers.label, action: answers.read, typed, problem };
  return h(
    'div',
    { class: 'sheet' },
    heading(answers.title),
    h('p', {}, answers.text),
    receiptInput(field, change, read).element,
  );
}

export const workingScreen = ({ page: { answers } }: Texts): HTMLElement =>
  h('div', { class: 'sheet' }, heading(answers.title), progress(answers.working));

/** The list of keys does not add up: no message could be believed, and none is sealed. */
export const untrustedScreen = (texts: Texts, text: string): HTMLElement =>
  untrustedStep(texts, { story: text }, false);
