import { fill } from '../../../locales/index.ts';
import { plain } from '../../../markdown.ts';
import type { School } from '../../../reports/wire.ts';
import { drawCard } from '../card.ts';
import { h } from '../dom.ts';
import type { Texts } from '../texts.ts';

/** Step 1: what to know before writing. @param changed the readers changed since the reporter agreed to them. */
export function introStep(texts: Texts, school: School, changed: boolean, next: () => void): HTMLElement {
  const { readers, outsideLine } = texts.page;
  const outside = texts.outside.map((line) => fill(outsideLine, { ...line, for: line.for.replace(/\.$/, '') }));
  const card = fill(texts.cards.intro, { readers: describeReaders(texts, school), outside: outside.join('\n') });
  return h(
    'div',
    { class: 'sheet' },
    changed ? h('p', { class: 'notice', role: 'alert' }, readers.changed) : undefined,
    drawCard(card, next).element,
  );
}

/** How many can open it, and who: their roles and names. */
function describeReaders({ page, roles, and }: Texts, { readers }: School): string {
  const each = readers.map(({ role, name }) => fill(page.readers.reader, { role: roles[role], name: plain(name) }));
  const last = each.at(-1) ?? '';
  const all = each.length > 1 ? `${each.slice(0, -1).join(', ')} ${and} ${last}` : last;
  return fill(each.length > 1 ? page.readers.many : page.readers.one, { count: each.length, readers: all });
}
