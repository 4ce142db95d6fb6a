import { readFile, rm, writeFile } from 'node:fs/promises';
import {
  createOfficerKey,
  newPassphrase,
  type OfficerKey,
  type OfficerSecret,
  unlockOfficerKey,
} from '../officers/key.ts';
import { hashOf, nextEntry, refOf } from '../officers/keylog.ts';
import { createOfficerStore, type KeyLogRow, type WrappedKeyRow } from '../officers/officers.store.ts';
import { WORDS } from '../officers/wordlist.nl.ts';
import { dayOf } from '../reports/model.ts';
import { type KeyLogEntry, keyLogEntry } from '../reports/wire.ts';
import { connectStorage } from '../storage/client.ts';
import { openTable } from '../storage/tables.ts';
import type { DataDir } from './data-dir.ts';
import { type DeskClient, deskClient } from './desk-client.ts';
import { PERSONAS, TENANT_ID } from './school.ts';

/** The passphrases that the sandbox knows, because it made the keys. */
export type Passphrases = { readonly officer?: string; readonly deputy?: string };

/** The keys of the sandbox's officers. */
export interface Keys {
  /**
   * What the bot must get as KEY_LOG_ROOT: of the log in storage, or of the officer's key, which is made here for that.
   * Undefined as long as the first key is still to be made by hand. Storage must be up.
   */
  root(): Promise<string | undefined>;
  /** Brings what was made to the bot, and has the officer sign for the deputy's key. The bot must be up. */
  register(): Promise<Passphrases>;
}

type Made = { readonly secret: OfficerSecret; readonly key: OfficerKey; readonly passphrase: string };
type MadeFirst = Made & { readonly root: KeyLogEntry };

const FILES = { officer: 'sandbox-passphrase.txt', deputy: 'sandbox-passphrase-vervanger.txt' } as const;

/** @param deps.byHand whether people make all keys themselves. */
export function createKeys(deps: {
  readonly storage: string;
  readonly bot: string;
  readonly authority: string;
  readonly data: DataDir;
  readonly byHand: boolean;
}): Keys {
  const { storage, bot, authority, data, byHand } = deps;
  const passphraseOf = (who: keyof typeof FILES) => readFile(data.file(FILES[who]), 'utf8').catch(() => undefined);
  let made: MadeFirst | undefined;

  /** Brings a key. Its passphrase is written first: a key that nobody can open would lock every report that follows. */
  const bring = async (who: keyof typeof FILES, { key, passphrase }: Made, desk: DeskClient, root?: KeyLogEntry) => {
    await writeFile(data.file(FILES[who]), passphrase, { mode: 0o600 });
    try {
      await desk.putKey(key, root);
    } catch (error) {
      await rm(data.file(FILES[who]), { force: true });
      throw error;
    }
  };

  /** Makes the deputy's key, unless there is one, and signs for it as the officer, unless somebody made it by hand. */
  const registerDeputy = async (officer: DeskClient, officerPassphrase: string) => {
    const deputy = await deskClient(bot, authority, 'deputy');
    if ((await deputy.open()).key === null) await bring('deputy', await makeKey(), deputy);
    const passphrase = await passphraseOf('deputy');
    const { me, key, school } = await deputy.open();
    if (passphrase && key && !school.keyLog.some((line) => line.officer === me.officer)) {
      const secret = made?.secret ?? (await unlock(officer, officerPassphrase));
      const { recipient, verifyKey } = key;
      const newcomer = { officer: me.officer, recipient, verifyKey };
      if (secret) await officer.approve(nextEntry(school.keyLog, TENANT_ID, newcomer, today(), secret.signKey));
    }
    return passphrase;
  };

  return {
    async root() {
      const kept = await rootInStorage(storage);
      if (kept !== undefined || byHand) return kept;
      made ??= await makeFirst();
      return hashOf(made.root, TENANT_ID);
    },
    async register() {
      if (byHand) return {};
      const officer = await deskClient(bot, authority, 'officer');
      if (made) await bring('officer', made, officer, made.root);
      const passphrase = await passphraseOf('officer');
      if (!passphrase) return {}; // made by hand, so its maker signs by hand as well
      const deputy = await registerDeputy(officer, passphrase);
      return { officer: passphrase, ...(deputy && { deputy }) };
    },
  };
}

const today = () => dayOf(new Date());

async function makeKey(): Promise<Made> {
  const passphrase = newPassphrase(WORDS);
  return { ...(await createOfficerKey(passphrase)), passphrase };
}

/** The officer's key with the first line of the key log. */
async function makeFirst(): Promise<MadeFirst> {
  const made = await makeKey();
  const { recipient, verifyKey } = made.key;
  const key = { officer: refOf(TENANT_ID, PERSONAS.officer.aadObjectId), recipient, verifyKey };
  return { ...made, root: nextEntry([], TENANT_ID, key, today(), made.secret.signKey) };
}

async function unlock(officer: DeskClient, passphrase: string): Promise<OfficerSecret | undefined> {
  const { key } = await officer.open();
  return key ? unlockOfficerKey(new Uint8Array(Buffer.from(key.wrapped, 'base64')), passphrase) : undefined;
}

/** Looks into the bot's table as an administrator could, for the setting that goes with what is kept there. */
async function rootInStorage(connectionString: string): Promise<string | undefined> {
  const clients = connectStorage({ kind: 'connection-string', connectionString });
  const table = await openTable<KeyLogRow | WrappedKeyRow>(clients, 'keys');
  const [first] = await createOfficerStore(table).log();
  if (!first) return undefined;
  const line = keyLogEntry.safeParse(first);
  if (!line.success) {
    throw new Error('Deze gegevens zijn van een oudere versie. Begin opnieuw met: npm start -- --fresh');
  }
  return hashOf(line.data, TENANT_ID);
}
