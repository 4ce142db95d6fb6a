import { readFile, rm, writeFile } from 'node:fs/promises';

/**
 * Takes the lock that is kept in `file` with the id of the process that has it. What a process left behind that is gone is
 * taken over. Gives what unlocks. Throws, with a sentence for people, when a running process has the lock.
 */
export async function lock(file: string): Promise<() => Promise<void>> {
  while (!(await take(file))) {
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    // Our own id on a lock we did not take was once another's: ids come round again.
    if (owner !== process.pid && isRunning(owner)) {
      throw new Error(
        `Er draait al een proefopstelling met deze gegevens (proces ${owner}). Stop die, of kies een andere map met --data.`,
      );
    }
    await rm(file, { force: true });
  }
  return () => rm(file, { force: true });
}

/** Writes the lock, unless there is one. */
async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  // Zero and below mean whole groups of processes.
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process: it is there, and may not be touched.
    return hasCode(error, 'EPERM');
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
