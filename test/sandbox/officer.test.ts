import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { unlockOfficerKey } from '../../src/officers/key.ts';
import { desk } from '../../src/reports/wire.ts';
import type { Ports } from '../../src/sandbox/ports.ts';
import { freePorts } from './ports.ts';
import { REAL_ENTRY, SandboxProcess } from './sandbox-process.ts';

let ports: Ports;
let data: string;
let sandbox: SandboxProcess | undefined;
beforeEach(async () => {
  ports = await freePorts();
  data = await mkdtemp(join(tmpdir(), 'bondgenoot-officer-'));
});
afterEach(async () => {
  await stop();
  await rm(data, { recursive: true, force: true });
}, 20_000);

async function start(...args: string[]): Promise<string> {
  sandbox = new SandboxProcess(['--port-base', String(ports.bot), '--data', data, ...args], {}, REAL_ENTRY);
  await sandbox.printed('Stop with Ctrl-C');
  return sandbox.output;
}

async function stop(): Promise<void> {
  sandbox?.send('SIGINT');
  await sandbox?.exitCode();
}

/** The officer's key as the desk gets it. */
async function keyAtDesk() {
  const authority = `http://127.0.0.1:${ports.relay}`;
  const { token } = await (await fetch(`${authority}/tab-token?as=officer`)).json();
  const headers = { authorization: `Bearer ${token}` };
  return desk.parse(await (await fetch(`http://127.0.0.1:${ports.bot}/api/desk`, { headers })).json()).key;
}

const passphraseIn = (output: string) => output.match(/alleen voor deze proefopstelling\): (.+)/)?.[1];

it('the officer has a key from the start, which the printed passphrase opens, also after a restart', async () => {
  const passphrase = passphraseIn(await start());
  const key = await keyAtDesk();
  const wrapped = new Uint8Array(Buffer.from(key?.wrapped ?? '', 'base64'));
  expect(await unlockOfficerKey(wrapped, passphrase ?? '')).toBeDefined();

  await stop();
  expect(passphraseIn(await start())).toBe(passphrase);
  expect(await keyAtDesk()).toEqual(key);
}, 60_000);

it('--no-officer leaves the key to be made by hand', async () => {
  expect(passphraseIn(await start('--no-officer'))).toBeUndefined();
  expect(await keyAtDesk()).toBeNull();
}, 30_000);
