import { fill } from '../../locales/index.ts';
import { caseNumber } from '../../reports/model.ts';
import type { ReportStatus } from '../../reports/wire.ts';
import { button, h, heading, progress } from './dom.ts';
import type { OpenedMessage } from './open-messages.ts';
import { receiptInput } from './receipt-input.ts';
import { dayIn, type Texts } from './texts.ts';

/** Why there is no answer to show. */
export type Trouble = 'typo' | 'unknown' | 'offline' | 'unavailable';

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

/** The report's status and what the officers wrote. */
export function answersScreen(
  texts: Texts,
  { id, day, status }: ReportStatus,
  messages: readonly OpenedMessage[],
  close: () => void,
): HTMLElement {
  const { answers } = texts.page;
  return h(
    'div',
    { class: 'sheet' },
    heading(fill(answers.found, { number: caseNumber(id) })),
    h('p', { class: 'state' }, h('span', { class: 'badge' }, answers.status[status]), receivedOn(texts, day)),
    ...(messages.length > 0 ? messages.map((message) => letter(texts, message)) : [h('p', {}, answers.none)]),
    h('p', { class: 'actions' }, button(answers.close, 'secondary', close)),
  );
}

const receivedOn = ({ page, locale }: Texts, day: string) => fill(page.answers.received, { day: dayIn(locale, day) });

function letter({ page: { answers }, locale }: Texts, message: OpenedMessage): HTMLElement {
  const day = h('p', { class: 'letter-day' }, fill(answers.from, { day: dayIn(locale, message.day) }));
  if (message.kind === 'genuine') {
    return h(
      'article',
      { class: 'letter' },
      day,
      h('p', { class: 'letter-text', translate: 'no' }, message.text),
      h('p', { class: 'letter-genuine' }, answers.genuine),
    );
  }
  const [title, text] =
    message.kind === 'forged' ? [answers.forged, answers.forgedText] : [answers.damaged, answers.damagedText];
  return h('article', { class: 'letter false' }, day, h('h3', {}, title), h('p', {}, text));
}
