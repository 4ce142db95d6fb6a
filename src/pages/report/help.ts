import type { HelpLine } from './content.ts';
import { h } from './dom.ts';

/** Help lines as a list, with numbers that can be called at a touch. */
export const helpList = (lines: readonly HelpLine[]): HTMLElement =>
  h('ul', { class: 'help-list' }, ...lines.map((line) => h('li', {}, ...helpLine(line))));

const helpLine = ({ name, for: purpose, phone, url }: HelpLine): (Node | string)[] => [
  h('a', { class: 'help-phone', href: `tel:${phone.replace(/[^\d+]/g, '')}` }, phone),
  // Some lines are called by their number: say it once.
  h('strong', { class: 'help-name' }, name.replace(new RegExp(`^${phone} `), '')),
  h('span', { class: 'help-for' }, purpose),
  ...(url ? [h('a', { class: 'help-site', href: url, target: '_blank', rel: 'noreferrer' }, new URL(url).host)] : []),
];

/** What comes first when someone may be in danger. */
export const acuteBox = (text: string, lines: readonly HelpLine[]): HTMLElement =>
  h('div', { class: 'acute', role: 'group' }, h('p', {}, text), helpList(lines));
