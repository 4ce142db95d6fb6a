import { fill } from '../../../locales/index.ts';
import type { ThreadMessage } from '../../../reports/thread.ts';
import { h } from '../dom.ts';
import { dayIn, type Texts } from '../texts.ts';

/** A message of the conversation: whose it is, when, and what it says, or why it says nothing. */
export function letter({ page: { answers }, locale }: Texts, message: ThreadMessage): HTMLElement {
  const mine = message.from === 'reporter';
  const day = dayIn(locale, message.day);
  if (message.kind === 'genuine') {
    return h(
      'article',
      { class: mine ? 'letter mine' : 'letter' },
      message.gap ? h('p', { class: 'letter-gap' }, answers.gap) : undefined,
      h('p', { class: 'letter-day' }, h('strong', {}, mine ? answers.you : answers.school), ` · ${day}`),
      h('p', { class: 'letter-text', translate: 'no' }, message.text),
    );
  }
  const forged = message.kind === 'forged';
  const why = mine ? answers.forgedOwn : answers.forgedText;
  return h(
    'article',
    { class: 'letter false' },
    h('p', { class: 'letter-day' }, fill(answers.from, { day })),
    h('h3', {}, forged ? answers.forged : answers.damaged),
    h('p', {}, forged ? why : answers.damagedText),
  );
}
