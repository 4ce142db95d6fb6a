import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { azurite } from './azurite.ts';
import { botProgram } from './bot.ts';
import type { DataDir } from './data-dir.ts';
import type { Places } from './guide.ts';
import type { Ports } from './ports.ts';
import type { Program, Running } from './processes.ts';
import { answers, ok, start } from './processes.ts';
import type { RelaySettings } from './relay.ts';
import { WINDOWS } from './school.ts';
import { playgroundWindow } from './windows.ts';

const LOOK_AGAIN_MS = 1000;

/** Everything that runs, in the order in which it was started. */
export interface Sandbox {
  readonly running: readonly Running[];
  /** Settles when the bot answers and knows its teams. Throws ProgramFailed when one of the programs fails. */
  whenReady(): Promise<void>;
  /** Settles when a program ends of itself, with a sentence that says which. */
  readonly broken: Promise<string>;
  /** Stops everything, last started first: storage goes last, when nothing writes any more. */
  stop(): Promise<void>;
}

/**
 * Starts all programs of the sandbox at once.
 *
 * @param keyLogRoot gives the bot's setting, once storage is up; undefined as long as the first key is to be made by hand.
 * @param say gets a line of progress for people.
 */
export async function startSandbox(
  botEntry: string,
  ports: Ports,
  data: DataDir,
  noOfficer: boolean,
  keyLogRoot: () => Promise<string | undefined>,
  say: (line: string) => void,
): Promise<Sandbox> {
  const appPassword = randomBytes(32).toString('base64url');
  const programs = [azurite(ports, data), relayProgram(ports, data, noOfficer, appPassword)];
  for (const window of WINDOWS) programs.push(await playgroundWindow(window, ports.windows[window], ports.relay, data));
  const bot = (root: string | undefined) => botProgram(botEntry, ports, data, appPassword, root);

  const running: Running[] = [];
  const replaced = new Set<Running>();
  let stopping = false;
  let reportBroken: (line: string) => void = () => undefined;
  const broken = new Promise<string>((resolve) => {
    reportBroken = resolve;
  });
  const launch = (program: Program) => {
    const process = start(program);
    running.push(process);
    process.ended.then((how) => {
      if (!stopping && !replaced.has(process)) reportBroken(`${process.name} ${how}.\n${process.tail()}`);
    });
    return process;
  };

  /** As an administrator does once the first officer has made a key: sets the root, and starts the bot again. */
  const restartWithRoot = async (before: Running) => {
    const root = await firstRoot(keyLogRoot, () => stopping);
    if (root === undefined) return;
    // The desk that brought the key is still asking how it stands now.
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    if (stopping) return;
    say('De eerste sleutel is gemaakt. De bot start opnieuw, met KEY_LOG_ROOT in de instellingen ...');
    const program = await bot(root);
    replaced.add(before);
    await before.stop();
    if (stopping) return;
    await launch({ ...program, logGoesOn: true }).whenReady();
    say('De bot draait weer. Nu kan er gemeld worden. / The bot is back. Now people can report.');
  };

  const first = programs.map(launch);
  return {
    running,
    broken,
    whenReady: async () => {
      say('Opslag, doorgeefluik en vensters starten ...');
      await Promise.all(first.map((process) => process.whenReady()));
      if (stopping) return;
      say('De bot start ...');
      const root = await keyLogRoot();
      const program = await bot(root);
      if (stopping) return;
      const launched = launch(program);
      await launched.whenReady();
      await tellBotItsTeams(ports);
      if (root === undefined) restartWithRoot(launched).catch((error: Error) => reportBroken(error.message));
    },
    stop: async () => {
      stopping = true;
      for (const process of [...running].reverse()) await process.stop();
    },
  };
}

/** Where to go, for the table. */
export const places = ({ bot, relay, windows }: Ports, noOfficer: boolean): Places => ({
  startPage: `http://127.0.0.1:${relay}`,
  bot: `http://127.0.0.1:${bot}`,
  windows: {
    student: `http://127.0.0.1:${windows.student}`,
    teacher: `http://127.0.0.1:${windows.teacher}`,
    officer: `http://127.0.0.1:${windows.officer}`,
  },
  noOfficer,
});

function relayProgram(ports: Ports, data: DataDir, noOfficer: boolean, appPassword: string): Program {
  const settings: RelaySettings = {
    port: ports.relay,
    botUrl: `http://127.0.0.1:${ports.bot}`,
    appPassword,
    windowPorts: ports.windows,
    boardFile: data.file('relay.json'),
    noOfficer,
  };
  return {
    name: 'Het doorgeefluik',
    script: fileURLToPath(new URL('./relay.main.ts', import.meta.url)),
    env: { SANDBOX_RELAY: JSON.stringify(settings) },
    cwd: data.path,
    logFile: data.file('relay.log'),
    ready: () => answers(`http://127.0.0.1:${ports.relay}/healthz`, ok),
  };
}

/** Looks until there is a first key. Gives nothing when the sandbox stops before. */
async function firstRoot(keyLogRoot: () => Promise<string | undefined>, stopping: () => boolean) {
  while (!stopping()) {
    // Storage that does not answer for a moment is asked again; when it has ended, that is told elsewhere.
    const root = await keyLogRoot().catch(() => undefined);
    if (root !== undefined) return root;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return undefined;
}

async function tellBotItsTeams(ports: Ports): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${ports.relay}/install`, { method: 'POST' });
  if (!response.ok) throw new Error('De bot nam niet aan dat hij aan de teams is toegevoegd. Zie bot.log.');
}
