import * as z from 'zod';
import type { Locale } from '../../../locales/index.ts';
import { DeskError, kindOf } from '../trouble.ts';
import { localHost } from './local.ts';
import type { ThemeName } from './preferences.ts';

/** What the desk runs in: Teams, or a plain browser window of the laptop sandbox. */
export type Host = {
  readonly locale: Locale;
  /** A token that is valid now. Throws {@link DeskError} `signed-out` when there is none to be had. */
  token(): Promise<string>;
};

/** `GET /api/session`: how to sign in here. Needs no token. */
const session = z.object({
  signIn: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('teams') }),
    z.object({ kind: z.literal('local'), tokenUrl: z.url() }),
  ]),
});

/**
 * Finds out where the desk runs and signs in there.
 *
 * @param onTheme called with the host's theme, now and at every change.
 * @throws {DeskError}
 */
export async function connect(onTheme: (theme: ThemeName) => void): Promise<Host> {
  const { signIn } = await askHow();
  if (signIn.kind === 'local') return localHost(signIn.tokenUrl, onTheme);
  // Only here: teams-js fetches a list from Microsoft as soon as it starts, which is not for a page outside Teams.
  const { teamsHost } = await import('./teams.ts');
  return teamsHost(onTheme);
}

async function askHow(): Promise<z.infer<typeof session>> {
  const response = await fetch('/api/session', { cache: 'no-store', credentials: 'omit' }).catch(() => {
    throw new DeskError('offline');
  });
  if (!response.ok) throw new DeskError(kindOf(response.status));
  const parsed = session.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new DeskError('unexpected');
  return parsed.data;
}
