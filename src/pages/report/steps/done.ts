import { fill } from '../../../locales/index.ts';
import type { School } from '../../../reports/wire.ts';
import { hashOf } from '../address.ts';
import { button, h, heading } from '../dom.ts';
import { acuteBox } from '../help.ts';
import type { Texts } from '../texts.ts';

/** The reporter has the code, and the page no longer does. */
export const doneStep = (
  { receipt, page: { done, tabs }, urgent }: Texts,
  acute: boolean,
  school: School | undefined,
  forStudent: boolean,
  another: () => void,
): HTMLElement =>
  h(
    'div',
    { class: 'sheet' },
    heading(done.title),
    acute ? acuteBox(receipt.acute, urgent) : undefined,
    h('p', {}, done.text),
    school && h('p', {}, fill(receipt.when, { days: school.answerWithinDays })),
    h('p', {}, done.next),
    h('p', {}, done.shared),
    h(
      'p',
      { class: 'actions' },
      h('a', { class: 'button secondary', href: hashOf('answers', forStudent) }, tabs.answers),
      button(done.another, 'quiet', another),
    ),
  );
