import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
const LOOK_AGAIN_MS = 100;

/**
 * Starts the program in a process of its own, as `node src/main.ts` does. It logs straight into a file: to pass on its
 * lines would be work for the process that plays the reporters.
 *
 * @param env its settings; `HOST` and `PORT` among them.
 * @returns ends it, once it is ready; throws with its log when it does not become so.
 */
export async function startProgram(env: Readonly<Record<string, string>>, logFile: string) {
  const log = await open(logFile, 'a');
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts')], {
    ...{ cwd: ROOT, env: { ...process.env, ...env } },
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  const running = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (!running()) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  const ready = async () => {
    while (running()) {
      const answer = await fetch(`http://${env.HOST}:${env.PORT}/healthz`).catch(() => undefined);
      if (answer?.status === 200) return;
      await wait(LOOK_AGAIN_MS); // between two looks at a condition
    }
    throw new Error(`the program did not start: ${await readFile(logFile, 'utf8')}`);
  };
  return { stop, ready };
}
