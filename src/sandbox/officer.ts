import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createOfficerKey, newPassphrase } from '../officers/key.ts';
import { WORDS } from '../officers/wordlist.nl.ts';
import { desk, type NewKey } from '../reports/wire.ts';

const PASSPHRASE_FILE = 'sandbox-passphrase.txt';

/**
 * Gives the sandbox's officer a key, if there is none yet, by the calls that the officer desk makes.
 *
 * @returns the passphrase, or undefined when the key was made by hand and only its maker knows it.
 */
export async function ensureOfficerKey(places: {
  readonly publicUrl: string;
  readonly authority: string;
  readonly dataDir: string;
}): Promise<string | undefined> {
  const file = join(places.dataDir, PASSPHRASE_FILE);
  const authorization = `Bearer ${await tabTokenOfOfficer(places.authority)}`;

  const opened = await fetch(`${places.publicUrl}/api/desk`, { headers: { authorization } });
  if (!opened.ok) throw new Error('Het bureau van de functionaris gaat niet open. Zie bot.log.');
  if (desk.parse(await opened.json()).key !== null) return readFile(file, 'utf8').catch(() => undefined);

  const passphrase = newPassphrase(WORDS);
  const { key } = await createOfficerKey(passphrase);
  // Written first: a key whose passphrase nobody knows would lock every report that follows.
  await writeFile(file, passphrase, { mode: 0o600 });
  const body: NewKey = { ...key, wrapped: Buffer.from(key.wrapped).toString('base64') };
  const added = await fetch(`${places.publicUrl}/api/desk/key`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (added.status !== 201) {
    await rm(file, { force: true });
    throw new Error('De sleutel van de functionaris is niet aangenomen. Zie bot.log.');
  }
  return passphrase;
}

async function tabTokenOfOfficer(authority: string): Promise<string> {
  const response = await fetch(`${authority}/tab-token?as=officer`);
  return z.object({ token: z.string() }).parse(await response.json()).token;
}
