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

/** Starts all programs of the sandbox at once. `say` gets a line of progress for people. */
export async function startSandbox(
  botEntry: string,
  ports: Ports,
  data: DataDir,
  noOfficer: boolean,
  say: (line: string) => void,
): Promise<Sandbox> {
  const appPassword = randomBytes(32).toString('base64url');
  const programs = [azurite(ports, data), relayProgram(ports, data, noOfficer, appPassword)];
  for (const window of WINDOWS) programs.push(await playgroundWindow(window, ports.windows[window], ports.relay, data));
  const bot = await botProgram(botEntry, ports, data, appPassword);

  const running: Running[] = [];
  let stopping = false;
  let reportBroken: (line: string) => void = () => undefined;
  const broken = new Promise<string>((resolve) => {
    reportBroken = resolve;
  });
  const launch = (program: Program) => {
    const process = start(program);
    running.push(process);
    process.ended.then((how) => {
      if (!stopping) reportBroken(`${process.name} ${how}.\n${process.tail()}`);
    });
    return process;
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
      await launch(bot).whenReady();
      await tellBotItsTeams(ports);
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

async function tellBotItsTeams(ports: Ports): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${ports.relay}/install`, { method: 'POST' });
  if (!response.ok) throw new Error('De bot nam niet aan dat hij aan de teams is toegevoegd. Zie bot.log.');
}
