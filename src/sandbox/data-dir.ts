import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from './lock.ts';

const MARKER = '.bondgenoot-proefopstelling';
const LOCK = 'lock';
const HASH_KEY_BYTES = 32;

/** The folder where the sandbox keeps everything. */
export interface DataDir {
  readonly path: string;
  file(name: string): string;
  /** The key for hashes, made at first use, as base64. */
  hashKey(): Promise<string>;
  /** Leaves the folder to another sandbox. */
  close(): Promise<void>;
}

/**
 * Opens the folder for one sandbox and makes it if need be; `fresh` empties it first. A folder that holds something but
 * not our marker is somebody else's: it is refused, never emptied. Throws, with a sentence for people, also when another
 * sandbox has it.
 */
export async function openDataDir(path: string, fresh: boolean): Promise<DataDir> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await readdir(path);
  if (found.length > 0 && !found.includes(MARKER)) {
    throw new Error(`De map ${path} is niet van de proefopstelling. Kies een lege map met --data.`);
  }
  const unlock = await lock(join(path, LOCK));
  if (fresh) {
    const old = found.filter((name) => name !== MARKER && name !== LOCK);
    await Promise.all(old.map((name) => rm(join(path, name), { recursive: true, force: true })));
  }
  await writeFile(join(path, MARKER), 'Deze map is van de proefopstelling van Bondgenoot en mag leeg.\n');

  const file = (name: string) => join(path, name);
  return {
    path,
    file,
    hashKey: async () => {
      const kept = await readFile(file('hash-key'), 'utf8').catch(() => '');
      if (kept) return kept;
      const made = randomBytes(HASH_KEY_BYTES).toString('base64');
      await writeFile(file('hash-key'), made, { mode: 0o600 });
      return made;
    },
    close: unlock,
  };
}
