import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataDir } from '../../src/sandbox/data-dir.ts';
import type { Ports } from '../../src/sandbox/ports.ts';
import { freePorts } from './ports.ts';
import { gone, isAlive, listening, SandboxProcess } from './sandbox-process.ts';

const LOOPBACK = '0100007F';
const IS_RUNNING = 'Bondgenoot draait';

let ports: Ports;
let data: string;
let started: SandboxProcess[];
beforeEach(async () => {
  ports = await freePorts();
  data = join(await mkdtemp(join(tmpdir(), 'bondgenoot-sandbox-')), 'data');
  started = [];
});
afterEach(async () => {
  for (const sandbox of started) {
    sandbox.send('SIGTERM');
    await sandbox.exitCode();
  }
  await rm(join(data, '..'), { recursive: true, force: true });
}, 20_000);

const start = (args: string[] = [], env: Record<string, string> = {}) => {
  const sandbox = new SandboxProcess(['--no-officer', '--port-base', String(ports.bot), '--data', data, ...args], env);
  started.push(sandbox);
  return sandbox;
};

describe('a running sandbox', () => {
  it('tells who is where, listens on loopback only, and leaves no process behind after Ctrl-C', async () => {
    const sandbox = start();
    await sandbox.printed('Stop with Ctrl-C');
    for (const port of Object.values(ports.windows)) expect(sandbox.output).toContain(`http://127.0.0.1:${port}`);
    expect(sandbox.output).toContain(`http://127.0.0.1:${ports.relay}`);
    const keyFirst = `Maak eerst je sleutel op het bureau: http://127.0.0.1:${ports.bot}/desk/`;
    expect(sandbox.output).toContain(keyFirst);
    expect(await (await fetch(`http://127.0.0.1:${ports.relay}`)).text()).toContain(keyFirst);

    const children = sandbox.children();
    // Storage, relay, three windows, the bot.
    expect(children).toHaveLength(6);
    const addresses = listening(children);
    expect(addresses).toHaveLength(8);
    for (const address of addresses) expect(address.split(':')[0]).toBe(LOOPBACK);

    sandbox.send('SIGINT');
    expect(await sandbox.exitCode()).toBe(0);
    expect(children.filter(isAlive)).toEqual([]);
  }, 30_000);

  it('stops everything and says why when a part of it ends', async () => {
    const sandbox = start();
    await sandbox.printed(IS_RUNNING);
    const children = sandbox.children();
    const last = children.at(-1);
    if (last !== undefined) process.kill(last, 'SIGKILL');
    expect(await sandbox.exitCode()).toBe(1);
    expect(sandbox.output).toContain('De bot is gestopt (SIGKILL)');
    expect(children.filter(isAlive)).toEqual([]);
  }, 30_000);

  it('leaves no process behind when it is killed itself', async () => {
    const sandbox = start();
    await sandbox.printed(IS_RUNNING);
    const children = sandbox.children();
    sandbox.send('SIGKILL');
    await gone(children);
    expect(children.filter(isAlive)).toEqual([]);

    // Nor a lock that keeps the next one out; that one takes its own lock away.
    expect(existsSync(join(data, 'lock'))).toBe(true);
    const next = start();
    await next.printed(IS_RUNNING);
    next.send('SIGINT');
    expect(await next.exitCode()).toBe(0);
    expect(existsSync(join(data, 'lock'))).toBe(false);
  }, 30_000);
});

describe('a sandbox that cannot start', () => {
  it('names the port that is taken and starts nothing', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(ports.windows.teacher, '127.0.0.1', resolve));
    try {
      const sandbox = start();
      expect(await sandbox.exitCode()).toBe(1);
      expect(sandbox.output).toContain(`Poort ${ports.windows.teacher} (venster van de docent) is bezet.`);
      expect(existsSync(data)).toBe(false);
    } finally {
      other.close();
    }
  });

  it('shows the end of the log of what failed, and stops the rest', async () => {
    const broken = join(data, '..', 'broken-bot.mjs');
    await writeFile(broken, 'console.error("the settings are wrong"); process.exit(3);');
    const sandbox = start([], { BOT_ENTRY: broken });
    await sandbox.printed('De bot start');
    const children = sandbox.children();
    expect(await sandbox.exitCode()).toBe(1);
    expect(sandbox.output).toContain('De bot is gestopt (code 3)');
    expect(sandbox.output).toContain('the settings are wrong');
    expect(children.filter(isAlive)).toEqual([]);
  }, 30_000);

  it('keeps off the data of one that runs, also with --fresh, and names its process', async () => {
    const running = await openDataDir(data, false);
    await writeFile(join(data, 'relay.json'), 'theirs');
    const sandbox = start(['--fresh']);
    expect(await sandbox.exitCode()).toBe(1);
    expect(sandbox.output).toContain(
      `Er draait al een proefopstelling met deze gegevens (proces ${process.pid}). Stop die, of kies een andere map met --data.`,
    );
    expect(await readFile(join(data, 'relay.json'), 'utf8')).toBe('theirs');
    await running.close();
  });

  it('refuses words it does not know', async () => {
    const sandbox = start(['--frehs']);
    expect(await sandbox.exitCode()).toBe(1);
    expect(sandbox.output).toContain('Gebruik: npm start');
  });
});

it('--help tells how it is used, and starts nothing', async () => {
  const sandbox = start(['--help']);
  expect(await sandbox.exitCode()).toBe(0);
  expect(sandbox.output).toContain('Gebruik: npm start -- [--fresh]');
  expect(existsSync(data)).toBe(false);
});

describe('--fresh', () => {
  it('empties the data folder, and only one that is ours', async () => {
    const before = await openDataDir(data, false);
    const key = await before.hashKey();
    await before.close();
    await writeFile(join(data, 'left-over'), '');

    const again = start(['--fresh']);
    await again.printed(IS_RUNNING);
    expect(await readdir(data)).not.toContain('left-over');
    expect(await readFile(join(data, 'hash-key'), 'utf8')).not.toBe(key);
  }, 30_000);

  it('touches nothing in a folder without our mark', async () => {
    await mkdir(data);
    await writeFile(join(data, 'homework'), 'mine');
    const sandbox = start(['--fresh']);
    expect(await sandbox.exitCode()).toBe(1);
    expect(sandbox.output).toContain('is niet van de proefopstelling');
    expect(await readdir(data)).toEqual(['homework']);
  });
});
