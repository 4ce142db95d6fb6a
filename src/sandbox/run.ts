import { resolve } from 'node:path';
import { parseArguments, USAGE } from './arguments.ts';
import { connectionString } from './azurite.ts';
import type { DataDir } from './data-dir.ts';
import { openDataDir } from './data-dir.ts';
import { createKeys } from './keys.ts';
import { takenPorts } from './ports.ts';
import type { Sandbox } from './sandbox.ts';
import { places, startSandbox } from './sandbox.ts';
import { table } from './table.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a run needs to know besides the command line. */
export interface Surroundings {
  /** The program that is the bot. */
  readonly botEntry: string;
  /** The data folder, unless the command line names one. */
  readonly dataPath: string;
}

/** Runs the sandbox until somebody stops it or a part of it breaks. Gives the exit code. */
export async function run(args: readonly string[], { botEntry, dataPath }: Surroundings): Promise<number> {
  let sandbox: Sandbox | undefined;
  let data: DataDir | undefined;
  const asked = new Promise<'asked'>((settle) => {
    for (const signal of SIGNALS) process.on(signal, () => settle('asked'));
  });
  try {
    const { help, fresh, noOfficer, ports, data: path } = parseArguments(args);
    if (help) {
      console.log(USAGE);
      return 0;
    }
    const taken = await takenPorts(ports);
    if (taken.length > 0) {
      throw new Error(
        `${taken.join('\n')}\nStop wat daar draait, of kies andere poorten: npm start -- --port-base 4100`,
      );
    }
    data = await openDataDir(resolve(path ?? dataPath), fresh);
    const where = places(ports, noOfficer);
    const { startPage: authority, bot } = where;
    const keys = createKeys({ storage: connectionString(ports), bot, authority, data, byHand: noOfficer });
    sandbox = await startSandbox(botEntry, ports, data, noOfficer, keys.root, (line) => console.log(line));

    const outcome = await Promise.race([asked, sandbox.whenReady()]);
    if (outcome !== 'asked') {
      console.log(table(where, await keys.register()));
      const end = await Promise.race([asked, sandbox.broken]);
      if (end !== 'asked') throw new Error(`${end}\nDe proefopstelling stopt.`);
    }
    console.log('De proefopstelling stopt en bewaart alles ...');
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'De proefopstelling kon niet starten.');
    return 1;
  } finally {
    await sandbox?.stop();
    await data?.close();
  }
}
