import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

const PRELOAD = new URL('./child.ts', import.meta.url).href;
const READY_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 50;
/** Long enough for Azurite to write its tables. */
const STOP_WITHIN_MS = 15_000;
const TAIL_CHARACTERS = 2000;

/** A program of the sandbox: one Node process. */
export interface Program {
  /** What it is called in messages to people. */
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
  /** Set for a program whose output may hold what people type: it is logged only while it starts. */
  readonly logOnlyStart?: boolean;
  /** Set for a program that starts once more: what its log holds stays. */
  readonly logGoesOn?: boolean;
  ready(): Promise<boolean>;
}

export interface Running {
  readonly name: string;
  readonly pid: number;
  /** Settles when the process has ended, with how. */
  readonly ended: Promise<string>;
  /** Settles when the program is ready. Throws ProgramFailed if it ends or takes too long. */
  whenReady(): Promise<void>;
  /** Asks it to end, gives it time to save, and ends it if it does not. */
  stop(): Promise<void>;
  /** The end of what it printed. */
  tail(): string;
}

export class ProgramFailed extends Error {
  readonly code = 'program-failed';
  constructor(name: string, what: string, tail: string, logFile: string) {
    super(`${name} ${what}.\n${tail ? `\n${tail.trimEnd()}\n` : ''}\nHet hele logboek: ${logFile}`);
  }
}

/** Starts a program in a process group of its own, so that Ctrl-C reaches only the sandbox, which stops it in order. */
export function start(program: Program): Running {
  const child = spawn(process.execPath, ['--import', PRELOAD, program.script, ...(program.args ?? [])], {
    cwd: program.cwd,
    env: { ...process.env, NO_PROXY: '127.0.0.1,localhost', ...program.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const log = createWriteStream(program.logFile, { mode: 0o600, flags: program.logGoesOn ? 'a' : 'w' });
  let logging = true;
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      if (!logging) return;
      last = (last + chunk.toString('utf8')).slice(-TAIL_CHARACTERS);
      log.write(chunk);
    });
  }

  let end: string | undefined;
  const ended = new Promise<string>((resolve) => {
    const finish = (how: string) => {
      end ??= how;
      log.end();
      resolve(end);
    };
    child.once('error', () => finish('kon niet starten'));
    child.once('close', (code, signal) => finish(`is gestopt (${signal ?? `code ${code}`})`));
  });
  const failed = (what: string) => new ProgramFailed(program.name, what, last, program.logFile);

  return {
    name: program.name,
    // A process that could not start has no pid; whenReady() tells.
    pid: child.pid ?? -1,
    ended,
    tail: () => last,
    whenReady: async () => {
      const until = Date.now() + READY_WITHIN_MS;
      while (!(await program.ready())) {
        if (end !== undefined) throw failed(end);
        if (Date.now() > until) throw failed('is na een minuut nog niet klaar');
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
      if (program.logOnlyStart) logging = false;
    },
    stop: async () => {
      if (end !== undefined) return;
      if (process.platform === 'win32') child.disconnect();
      else child.kill('SIGTERM');
      const timer = setTimeout(() => kill(child), STOP_WITHIN_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function kill(child: ChildProcess): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    // The whole group, with whatever the program started itself.
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

/** Whether this address answers with a status that is fine; without a choice of yours, anything below 500. */
export async function answers(url: string, fine = (status: number) => status < 500): Promise<boolean> {
  try {
    return fine((await fetch(url)).status);
  } catch {
    return false;
  }
}

/** The status of a health check that passes. */
export const ok = (status: number): boolean => status === 200;
