import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const OUTPUT = 'output.log';
/** What an operator may switch on: core dumps, and Node's own reports of a death. */
const CORE_DUMPS_ON = 'ulimit -c unlimited 2>/dev/null; exec "$0" "$@"';
const REPORTS_ON = ['--report-uncaught-exception', '--report-on-fatalerror', '--report-compact'];

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** The program in a process of its own, as `node src/main.ts` starts it. */
export type Program = {
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
  /** Every file that it left, by name: what it printed, and what stands in its working and temporary folder. */
  readonly left: () => Promise<Map<string, Buffer>>;
  /** Ends it, and removes all that it left. */
  readonly close: () => Promise<void>;
};

/**
 * Starts it in an empty folder, with everything on that writes a file when a process dies.
 *
 * @param env its settings; `HOST` and `PORT` among them.
 * @param preload a module to load before it, as text.
 * @returns when it answers; throws with its output when it does not come so far.
 */
export async function startProgram(env: Readonly<Record<string, string>>, preload = ''): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'bondgenoot-program-'));
  const working = join(folder, 'working');
  await mkdir(working);
  const module = join(folder, 'preload.mjs');
  await writeFile(module, preload);

  const log = await open(join(folder, OUTPUT), 'a');
  const folders = [`--report-directory=${working}`, `--diagnostic-dir=${working}`];
  const node = [process.execPath, ...REPORTS_ON, ...folders, '--import', module, join(ROOT, 'src/main.ts')];
  const child = spawn('sh', ['-c', CORE_DUMPS_ON, ...node], {
    ...{ cwd: working, env: { ...process.env, ...env, TMPDIR: working } },
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await log.close();

  const output = () => readFile(join(folder, OUTPUT));
  const running = () => child.exitCode === null && child.signalCode === null;
  const close = async () => {
    if (running()) child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const answers = () => fetch(`http://${env.HOST}:${env.PORT}/healthz`).catch(() => undefined);
  while (running() && (await answers())?.status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 50)); // between two looks at a condition
  }
  if (!running()) throw new Error(`the program did not start: ${await output()}`);

  return {
    ...{ ended, close },
    signal: (name) => void child.kill(name),
    async left() {
      const files = await readdir(working, { recursive: true, withFileTypes: true });
      const paths = files.filter((file) => !file.isDirectory()).map((file) => join(file.parentPath, file.name));
      const read = paths.map(async (path) => [path.slice(working.length + 1), await readFile(path)] as const);
      return new Map([...(await Promise.all(read)), [OUTPUT, await output()]]);
    },
  };
}
