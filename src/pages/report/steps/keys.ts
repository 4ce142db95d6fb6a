import { fingerprintOf } from '../../../officers/fingerprint.ts';
import type { Reader } from '../../../reports/wire.ts';
import { h } from '../dom.ts';
import type { Texts } from '../texts.ts';

/** The six words of each reader's key, and what to do with them. */
export function keysFold({ page: { keys }, roles }: Texts, readers: readonly Reader[]): HTMLElement {
  return h(
    'details',
    { class: 'fold' },
    h('summary', {}, keys.title),
    h('p', {}, keys.text),
    h(
      'ul',
      { class: 'keys' },
      ...readers.map((reader) =>
        h(
          'li',
          {},
          h('strong', {}, reader.name),
          h('span', { class: 'keys-role' }, roles[reader.role]),
          h('span', { class: 'keys-words', lang: 'nl', translate: 'no' }, fingerprintOf(reader)),
        ),
      ),
    ),
    h('p', {}, keys.differ),
  );
}
