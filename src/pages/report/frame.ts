import type { Locale } from '../../locales/index.ts';
import type { Tab } from './address.ts';
import { button, h } from './dom.ts';
import { helpList } from './help.ts';
import type { Texts } from './texts.ts';

/** A part of index.html. @throws when the page has no such part. */
export function partOf(id: string): HTMLElement {
  const part = document.getElementById(id);
  if (!part) throw new Error(`index.html has no ${id}`);
  return part;
}

/** Draws what stays around the steps: title, tabs, language, and the help lines that are always in reach. */
export function drawFrame(
  texts: Texts,
  title: string,
  tab: Tab,
  addressOf: (tab: Tab) => string,
  speak: (locale: Locale) => void,
): void {
  const { page, locale, urgent, outside } = texts;
  document.documentElement.lang = locale;
  document.title = title;
  partOf('skip').textContent = page.skip;
  partOf('title').textContent = title;
  const link = (to: Tab) =>
    h('a', { href: addressOf(to), ...(to === tab && { 'aria-current': 'page' }) }, page.tabs[to]);
  const tabs = partOf('tabs');
  tabs.setAttribute('aria-label', page.tabs.label);
  tabs.replaceChildren(link('report'), link('answers'));
  partOf('language').replaceChildren(languageSwitch(locale, speak));
  partOf('help').replaceChildren(h('h2', {}, page.help.title), helpList([...urgent, ...outside.slice(0, 1)]));
}

/** The other language, by its own name. */
function languageSwitch(locale: Locale, speak: (locale: Locale) => void): HTMLElement {
  const other = locale === 'nl' ? 'en' : 'nl';
  const change = button(other === 'en' ? 'English' : 'Nederlands', 'quiet', () => {
    speak(other);
    partOf('language').querySelector('button')?.focus();
  });
  change.lang = other;
  return change;
}
