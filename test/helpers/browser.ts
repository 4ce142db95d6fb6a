import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache');

/** Where Chrome, Chromium and Edge usually are. */
const USUAL_PATHS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'].map(
    (name) => `/usr/bin/${name}`,
  ),
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap((folder) =>
    folder
      ? [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]
      : [],
  ),
};

/** Keeps the browser quiet: no look-ups of its own, which a closed network would refuse one by one. */
const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
];

/** Starts a headless browser with a new, empty profile. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await browserOptions());
}

/**
 * Which browser to start and how: the one named by CHROME_PATH, else an installed Chrome, Chromium or Edge, else the
 * Chromium inside the npm package `@sparticuz/chromium` (Linux on x64 only).
 *
 * @throws when there is none.
 */
export async function browserOptions(): Promise<LaunchOptions> {
  const installed = process.env.CHROME_PATH ?? USUAL_PATHS[process.platform]?.find((path) => existsSync(path));
  if (installed) return { executablePath: installed, args: ARGS };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser found. Install Chrome, Edge or Chromium, or set CHROME_PATH to one.');
  }
  const folder = await unpackedChromium();
  const env = {
    ...process.env,
    // The libraries and the fonts that it needs come along in the package, so that no system package is needed.
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  };
  return { executablePath: join(folder, 'chromium'), args: ARGS, env };
}

/** Unpacks the Chromium of the npm package once per version. Several test workers may do so at the same time. */
async function unpackedChromium(): Promise<string> {
  const manifest: { version: string } = createRequire(import.meta.url)(
    join(ROOT, 'node_modules/@sparticuz/chromium/package.json'),
  );
  const folder = join(CACHE, `chromium-${manifest.version}`);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE, 'chromium-unpacking-'));
  // The package unpacks into the temporary folder of its process and adds its libraries only where it recognises a host.
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', "import chromium from '@sparticuz/chromium'; await chromium.executablePath();"],
    { cwd: ROOT, env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' } },
  );
  await writeFile(join(unfinished, 'fonts.conf'), fontConfig(folder));
  // Renaming is all or nothing: nobody ever starts a half-unpacked browser.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  return folder;
}

const fontConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
