import { h } from '../dom.ts';
import type { Texts } from '../texts.ts';

/** What the reporter typed, folded, so that it can be read back and copied. Nothing when there is none. */
export function ownText({ page }: Texts, typed: Readonly<Record<string, string>>): HTMLElement | undefined {
  const texts = ['story', 'where', 'wish', 'contact'].flatMap((field) => typed[field]?.trim() || []);
  if (texts.length === 0) return undefined;
  return h(
    'details',
    {},
    h('summary', {}, page.yourText),
    ...texts.map((text) => h('p', { class: 'letter', translate: 'no' }, text)),
  );
}
