import * as z from 'zod';
import { DeskError } from '../trouble.ts';
import type { Host } from './host.ts';
import { browserLocale, browserTheme, followBrowserTheme, type ThemeName } from './preferences.ts';

const answer = z.object({ token: z.string() });

/** Who sits at the desk: the officer, or with `?as=deputy` in the address the deputy. */
const who = () => (new URLSearchParams(location.search).get('as') === 'deputy' ? 'deputy' : 'officer');

/** The sandbox: no Teams around the page, and a token from the sandbox's own issuer. */
export function localHost(tokenUrl: string, onTheme: (theme: ThemeName) => void): Host {
  onTheme(browserTheme());
  followBrowserTheme(onTheme);
  return {
    locale: browserLocale(),
    token: async () => {
      try {
        const response = await fetch(`${tokenUrl}?as=${who()}`, { cache: 'no-store', credentials: 'omit' });
        return answer.parse(await response.json()).token;
      } catch {
        throw new DeskError('signed-out');
      }
    },
  };
}
