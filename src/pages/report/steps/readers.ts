import { fill } from '../../../locales/index.ts';
import type { CheckedSchool } from '../checked-school.ts';
import type { Texts } from '../texts.ts';

/** How many can open it, and who: their roles and names, as they were given, and the recovery sheet if there is one. */
export function describeReaders({ page, roles, and }: Texts, { readers, recovery }: CheckedSchool): string {
  const each = readers.map(({ role, name }) => fill(page.readers.reader, { role: roles[role], name }));
  const last = each.at(-1) ?? '';
  const all = each.length > 1 ? `${each.slice(0, -1).join(', ')} ${and} ${last}` : last;
  const people = fill(each.length > 1 ? page.readers.many : page.readers.one, { count: each.length, readers: all });
  return recovery ? fill(page.readers.recovery, { readers: people }) : people;
}
