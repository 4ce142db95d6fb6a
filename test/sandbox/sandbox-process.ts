import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const STUB_ENTRY = fileURLToPath(new URL('./with-stub-bot.ts', import.meta.url));
/** What `npm start` runs. */
export const REAL_ENTRY = fileURLToPath(new URL('../../src/sandbox/main.ts', import.meta.url));

/** `npm start` as a process of its own, as somebody would run it. */
export class SandboxProcess {
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;
  private waiting: (() => void)[] = [];

  constructor(args: readonly string[], env: Record<string, string> = {}, entry = STUB_ENTRY) {
    this.child = spawn(process.execPath, [entry, ...args], { env: { ...process.env, ...env } });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
        this.wake();
      });
    }
    this.ended = once(this.child, 'close').then(([code]) => {
      this.wake();
      return code;
    });
  }

  /** Settles when this text has been printed. Throws when the sandbox ends without it. */
  async printed(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`ended without "${text}":\n${this.output}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  exitCode(): Promise<number | null> {
    return this.ended;
  }

  /** The process ids of the programs the sandbox started. */
  children(): number[] {
    const task = `/proc/${this.child.pid}/task`;
    return readdirSync(task).flatMap((thread) =>
      readFileSync(`${task}/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  }

  private wake(): void {
    for (const look of this.waiting.splice(0)) look();
  }
}

/** Whether a process is there (a zombie is not). */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Settles when none of these processes is there any more. */
export async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The addresses, as the kernel writes them, on which these processes listen. */
export function listening(pids: readonly number[]): string[] {
  const sockets = new Set(pids.flatMap(socketsOf));
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && sockets.has(fields[9] ?? ''))
      .map((fields) => fields[1] ?? ''),
  );
}

function socketsOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).match(/^socket:\[(\d+)\]$/)?.[1] ?? [];
    } catch {
      return [];
    }
  });
}
