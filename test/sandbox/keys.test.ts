import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createOfficerKey, unlockOfficerKey } from '../../src/officers/key.ts';
import { borneOut, checkKeyLog, nextEntry } from '../../src/officers/keylog.ts';
import { type Desk, school } from '../../src/reports/wire.ts';
import { type DeskClient, deskClient } from '../../src/sandbox/desk-client.ts';
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

const bot = () => `http://127.0.0.1:${ports.bot}`;
const deskOf = (as: 'officer' | 'deputy'): Promise<DeskClient> =>
  deskClient(bot(), `http://127.0.0.1:${ports.relay}`, as);
const open = async (as: 'officer' | 'deputy'): Promise<Desk> => (await deskOf(as)).open();

const passphraseIn = (output: string, of: string) =>
  output.match(new RegExp(`Wachtzin van de ${of} \\(alleen voor deze proefopstelling\\): (.+)`))?.[1];

/** The names of those who read reports now, as far as the key log bears them out. */
async function readers(): Promise<string[]> {
  const told = school.parse(await (await fetch(`${bot()}/api/school`)).json());
  if (told.readers.length === 0) return [];
  expect(checkKeyLog(told.keyLog, told.tenant, told.keyLogRoot)).toEqual({ ok: true });
  expect(borneOut(told.readers, told.keyLog)).toBe(true);
  return told.readers.map(({ name }) => name);
}

it('officer and deputy have keys from the start, which the printed passphrases open, also after a restart', async () => {
  const output = await start();
  const before: Record<string, Desk> = { functionaris: await open('officer'), vervanger: await open('deputy') };
  for (const [who, { key }] of Object.entries(before)) {
    const wrapped = new Uint8Array(Buffer.from(key?.wrapped ?? '', 'base64'));
    expect(await unlockOfficerKey(wrapped, passphraseIn(output, who) ?? '')).toBeDefined();
  }
  expect(passphraseIn(output, 'vervanger')).not.toBe(passphraseIn(output, 'functionaris'));
  expect(await readFile(join(data, 'sandbox-passphrase-vervanger.txt'), 'utf8')).toBe(
    passphraseIn(output, 'vervanger'),
  );
  expect(output).toContain(`${bot()}/desk/?as=deputy`);
  expect(await readers()).toEqual(['Functionaris', 'Vervanger']);

  await stop();
  const again = await start();
  expect(passphraseIn(again, 'functionaris')).toBe(passphraseIn(output, 'functionaris'));
  expect(passphraseIn(again, 'vervanger')).toBe(passphraseIn(output, 'vervanger'));
  expect(await open('officer')).toEqual(before.functionaris);
  expect(await readers()).toEqual(['Functionaris', 'Vervanger']);
}, 90_000);

it('--no-officer leaves the keys to be made by hand, and starts the bot again once there is a first one', async () => {
  const output = await start('--no-officer');
  expect(passphraseIn(output, 'functionaris')).toBeUndefined();
  const officer = await deskOf('officer');
  const { key: none, me, school: told } = await officer.open();
  expect(none).toBeNull();
  expect(await readers()).toEqual([]);

  const { secret, key } = await createOfficerKey('met de hand gemaakt');
  await officer.putKey(key, nextEntry([], told.tenant, { ...key, officer: me.officer }, '2026-11-22', secret.signKey));
  await sandbox?.printed('De bot draait weer.');
  expect(await readers()).toEqual(['Functionaris']);
  expect((await open('deputy')).key).toBeNull();
  const log = await readFile(join(data, 'bot.log'), 'utf8');
  expect(log.match(/"event":"started"/g)).toHaveLength(2);

  // Whoever made the first key by hand signs by hand as well.
  await stop();
  expect(passphraseIn(await start(), 'vervanger')).toBeUndefined();
  expect(await readers()).toEqual(['Functionaris']);
}, 90_000);
