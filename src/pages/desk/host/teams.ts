import { app, authentication } from '@microsoft/teams-js';
import { localeOf } from '../../../locales/index.ts';
import { DeskError } from '../trouble.ts';
import type { Host } from './host.ts';
import type { ThemeName } from './preferences.ts';

const NO_ANSWER_AFTER_MS = 20_000;

/** Teams around the page: its theme, its language, its single sign-on. */
export async function teamsHost(onTheme: (theme: ThemeName) => void): Promise<Host> {
  const { app: shown, page } = await inTeams(app.initialize().then(() => app.getContext()));
  onTheme(themeOf(shown.theme));
  app.registerOnThemeChangeHandler((theme) => onTheme(themeOf(theme)));
  // A link to one case carries it here: Teams keeps the fragment of the address to itself.
  if (page.subPageId && !location.hash) location.hash = `case=${page.subPageId}`;
  app.notifySuccess();
  return {
    locale: localeOf(shown.locale),
    token: () =>
      authentication.getAuthToken().catch(() => {
        throw new DeskError('signed-out');
      }),
  };
}

const themeOf = (theme: string): ThemeName => (theme === 'dark' || theme === 'contrast' ? theme : 'light'); // Teams also says "default" and "glass"

/** Outside Teams nobody answers, and teams-js may then wait for ever. */
async function inTeams<T>(started: Promise<T>): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeskError('not-in-teams')), NO_ANSWER_AFTER_MS);
  try {
    return await Promise.race([started, silence]);
  } catch {
    throw new DeskError('not-in-teams');
  } finally {
    clearTimeout(timer);
  }
}
