import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Ports } from '../../src/sandbox/ports.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { buildPages } from '../pages/report/reporter.ts';
import { freePorts } from '../sandbox/ports.ts';
import { REAL_ENTRY, SandboxProcess } from '../sandbox/sandbox-process.ts';
import { openWindow, type Window } from './playground.ts';

/** The sandbox as `npm start` runs it, and a browser to visit it with. */
export type School = {
  readonly ports: Ports;
  readonly sandbox: SandboxProcess;
  readonly browser: Browser;
  /** An address of the bot. */
  readonly url: (path: string) => string;
  readonly window: (who: keyof Ports['windows']) => Promise<Window>;
  /** A page in a browser profile of its own. */
  readonly visit: (address: string, options?: BrowserContextOptions) => Promise<Page>;
  /** The passphrase that the sandbox made. */
  readonly passphraseOf: (who: 'officer' | 'deputy') => Promise<string>;
  /** Everything that is written to disk: storage, logs and what the relay keeps. */
  readonly kept: () => Promise<{ readonly name: string; readonly text: string }[]>;
  readonly stop: () => Promise<void>;
};

const PASSPHRASES = { officer: 'sandbox-passphrase.txt', deputy: 'sandbox-passphrase-vervanger.txt' } as const;

/** Starts a school on free ports with a data folder of its own. @param args as on the command line of `npm start`. */
export async function startSchool(...args: readonly string[]): Promise<School> {
  const folder = await mkdtemp(join(tmpdir(), 'bondgenoot-e2e-'));
  const data = join(folder, 'data');
  const ports = await freePorts();
  await buildPages(); // or a change of a page would be tried on the page as it was before
  const sandbox = new SandboxProcess([...args, '--port-base', String(ports.bot), '--data', data], {}, REAL_ENTRY);
  const [browser] = await Promise.all([launchBrowser(), sandbox.printed('Ctrl-C')]);
  return {
    ...{ ports, sandbox, browser },
    url: (path) => `http://127.0.0.1:${ports.bot}${path}`,
    window: (who) => openWindow(browser, `http://127.0.0.1:${ports.windows[who]}`),
    visit: async (address, options) => {
      const page = await (await browser.newContext({ locale: 'nl-NL', ...options })).newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(address);
      return page;
    },
    passphraseOf: async (who) => (await readFile(join(data, PASSPHRASES[who]), 'utf8')).trim(),
    kept: () => filesIn(data),
    stop: async () => {
      await browser.close();
      sandbox.send('SIGINT');
      await sandbox.exitCode();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function filesIn(folder: string): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { name: path.slice(folder.length), text: await readFile(path, 'latin1') };
      }),
  );
}
