import { fill } from '../../../locales/index.ts';
import { plain } from '../../../markdown.ts';
import { drawCard } from '../card.ts';
import type { CheckedSchool } from '../checked-school.ts';
import { h } from '../dom.ts';
import { compactConfig } from '../host-config.ts';
import { longDayIn, type Texts } from '../texts.ts';
import { keysFold } from './keys.ts';
import { describeReaders } from './readers.ts';
import { schoolKeyFold } from './school-key.ts';

export type IntroEvents = { readonly toForm: () => void; readonly schoolKey: (typed: string) => void };

/**
 * Step 1: what to know before writing.
 *
 * @param known `changed`: the readers changed since the reporter agreed to them; `sent`: it may have arrived before.
 */
export function introStep(
  texts: Texts,
  school: CheckedSchool,
  { changed, sent, schoolKey }: { readonly changed: boolean; readonly sent: boolean; readonly schoolKey: string },
  on: IntroEvents,
): HTMLElement {
  const { readers, outsideLine } = texts.page;
  const outside = texts.outside.map((line) => fill(outsideLine, { ...line, for: line.for.replace(/\.$/, '') }));
  const card = fill(texts.cards.intro, {
    readers: plain(describeReaders(texts, school)),
    outside: outside.join('\n'),
    days: school.answerWithinDays,
    next: longDayIn(texts.locale, school.nextReadingDay),
  });
  const { element, buttons } = drawCard(card, on.toForm, {}, compactConfig);
  // Last before the button: it is for before writing, and most people need neither.
  buttons?.before(keysFold(texts, school), schoolKeyFold(texts, schoolKey, on.schoolKey));
  return h(
    'div',
    { class: 'sheet' },
    changed ? h('p', { class: 'notice', role: 'alert' }, sent ? readers.changedSince : readers.changed) : undefined,
    element,
  );
}
