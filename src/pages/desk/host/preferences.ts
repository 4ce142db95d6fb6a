import { type Locale, localeOf } from '../../../locales/index.ts';

export type ThemeName = 'light' | 'dark' | 'contrast';

const DARK = '(prefers-color-scheme: dark)';

/** The browser's theme: used outside Teams, and until Teams has told its own. */
export const browserTheme = (): ThemeName => (matchMedia(DARK).matches ? 'dark' : 'light');

/** Follows the browser's theme from now on. */
export function followBrowserTheme(onTheme: (theme: ThemeName) => void): void {
  matchMedia(DARK).addEventListener('change', () => onTheme(browserTheme()));
}

/** `?lang=en` or `?lang=nl` in the address, else the browser's first language. */
export const browserLocale = (): Locale =>
  localeOf(new URLSearchParams(location.search).get('lang') ?? navigator.language);
