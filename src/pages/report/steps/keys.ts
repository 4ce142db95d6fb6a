import { fingerprintOf } from '../../../officers/fingerprint.ts';
import type { CheckedSchool } from '../checked-school.ts';
import { h } from '../dom.ts';
import type { Texts } from '../texts.ts';

/** The six words of each reader's key and of the recovery sheet, and what to do with them. */
export function keysFold({ page: { keys }, roles }: Texts, { readers, recovery }: CheckedSchool): HTMLElement {
  const all = [
    ...readers.map((reader) => ({ ...reader, role: roles[reader.role] })),
    ...(recovery ? [{ ...recovery, ...keys.recovery }] : []),
  ];
  return h(
    'details',
    { class: 'fold' },
    h('summary', {}, keys.title),
    h('p', {}, keys.text),
    h(
      'ul',
      { class: 'keys' },
      ...all.map((reader) =>
        h(
          'li',
          {},
          h('strong', {}, reader.name),
          h('span', { class: 'keys-role' }, reader.role),
          h('span', { class: 'keys-words', lang: 'nl', translate: 'no' }, fingerprintOf(reader)),
        ),
      ),
    ),
    h('p', {}, keys.differ),
  );
}
