import { join } from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { loadConfig } from '../../src/config.ts';
import { type Content, loadContent } from '../../src/guidelines/content.ts';
import { start } from '../../src/main.ts';
import type { OfficerKey, OfficerSecret } from '../../src/officers/key.ts';
import { hashOf, nextEntry, refOf } from '../../src/officers/keylog.ts';
import { dayOf } from '../../src/reports/model.ts';
import type { KeyLogEntry, NewKey } from '../../src/reports/wire.ts';
import { school as schoolSchema } from '../../src/reports/wire.ts';
import {
  BOT_APP_ID,
  CLASS_TEAM,
  DEPUTY,
  PERSONAS,
  type Person,
  REPORTS_CHANNEL_ID,
  TENANT_ID,
} from '../../src/sandbox/school.ts';
import { activity, SERVICE_URL } from './activities.ts';
import { freePorts, startAzurite, type TestAzurite } from './azurite.ts';
import { type Microsoft, standInForMicrosoft } from './microsoft.ts';
import { quickOfficerKey } from './officer-key.ts';

/** Settings of a school as an administrator would set them. */
export const settings = (storage: string, port: number): Record<string, string> => ({
  HOST: '127.0.0.1',
  PORT: String(port),
  PUBLIC_URL: 'https://bondgenoot.example.nl',
  SCHOOL_NAME: 'ROC Voorbeeld',
  BOT_TENANT_ID: TENANT_ID,
  BOT_APP_ID,
  BOT_APP_TYPE: 'SingleTenant',
  BOT_APP_PASSWORD: 'a-secret-of-the-tests',
  BOT_SERVICE_URL: SERVICE_URL,
  STORAGE_CONNECTION_STRING: storage,
  OFFICER: `${PERSONAS.officer.aadObjectId} Functionaris`,
  DEPUTY: `${DEPUTY.aadObjectId} Vervanger`,
  TEACHERS: PERSONAS.teacher.aadObjectId,
  REPORTS_CHANNEL_ID,
  HASH_KEY: Buffer.alloc(32, 7).toString('base64'),
  NOTICE_WITHIN_MINUTES: '0',
  // Tests send in a minute what a school sends in a year; those about floods set their own.
  MEMBER_REPORTS_PER_MINUTE: '6000',
  OPEN_REPORTS_PER_MINUTE: '6000',
  CHAT_REPORTS_PER_MINUTE: '6000',
  FOLLOW_UPS_PER_MINUTE: '6000',
});

export type TestSchool = {
  readonly url: string;
  readonly microsoft: Microsoft;
  readonly azurite: TestAzurite;
  /** Every line that was logged. */
  readonly log: string[];
  /** Sends an activity to the bot with a good token, or with the given one. */
  readonly send: (activity: unknown, authorization?: string) => Promise<{ status: number; body: unknown }>;
  /** Types a message in the 1:1 chat; gives the cards and texts that came back. */
  readonly say: (person: Person, text: string, change?: Record<string, unknown>) => Promise<string[]>;
  /** Calls the server as a page would. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    authorization?: string,
  ) => Promise<{ status: number; body: unknown }>;
  /** A fixed reply of the bot, in both languages. */
  readonly reply: (id: string) => { readonly nl: string; readonly en: string };
  /** The officer's key and the first line of the key log, as the desk makes them and sends them. */
  readonly firstKey: { readonly secret: OfficerSecret; readonly body: NewKey & { readonly root: KeyLogEntry } };
  /** Gives the officer the first key, the one that the settings name, and returns its secret. */
  readonly makeOfficerKey: () => Promise<OfficerSecret>;
  /** Gives the deputy a key, signed for by the officer, and returns its secret. */
  readonly makeDeputyKey: () => Promise<OfficerSecret>;
  /** Adds the bot to the class team. */
  readonly joinClass: () => Promise<void>;
  /** Resolves with the value once the look gives one. */
  readonly until: <T>(look: () => T | undefined | Promise<T | undefined>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Read when a test first asks for it: most do not. */
let replies: Content['replies'] | undefined;

type MadeKey = { readonly secret: OfficerSecret; readonly key: OfficerKey; readonly of: string };

const makeKey = async ({ aadObjectId }: Person): Promise<MadeKey> => ({
  ...(await quickOfficerKey('zes woorden van een proef school')),
  of: refOf(TENANT_ID, aadObjectId),
});
/** The line of the key log that takes a key into use, signed with the officer's key. */
const lineFor = ({ key, of: officer }: MadeKey, log: readonly KeyLogEntry[], { signKey }: OfficerSecret) => {
  const { recipient, verifyKey } = key;
  return nextEntry(log, TENANT_ID, { officer, recipient, verifyKey }, dayOf(new Date()), signKey);
};
const onTheWire = ({ key }: MadeKey): NewKey => ({ ...key, wrapped: Buffer.from(key.wrapped).toString('base64') });

/** Made once for all schools of a test file: it takes a while, and its line must stand in the settings of each. */
let firstKey: Promise<MadeKey> | undefined;

/**
 * The whole program with real Azurite, as in a school; only Microsoft is stood in for.
 *
 * @param change settings that are other than usual.
 */
export async function openSchool(change: Readonly<Record<string, string>> = {}): Promise<TestSchool> {
  firstKey ??= makeKey(PERSONAS.officer);
  const first = await firstKey;
  const root = lineFor(first, [], first.secret);
  const firstBody = { ...onTheWire(first), root };
  const azurite = await startAzurite();
  const microsoft = await standInForMicrosoft();
  const [port = 0] = await freePorts(1);
  const log: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const env = { ...settings(azurite.connectionString, port), KEY_LOG_ROOT: hashOf(root, TENANT_ID), ...change };
  const server = await start(loadConfig(env), pino({ base: null }, stream));
  const call: TestSchool['call'] = async (method, path, body, authorization) => {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const send: TestSchool['send'] = async (sent, authorization) =>
    call('POST', '/api/messages', sent, authorization ?? (await microsoft.channelToken()));

  return {
    ...{ url: server.url, microsoft, azurite, log, call, send },
    async say(person, text, change = {}) {
      const before = microsoft.calls.length;
      await send(activity(person, { text, ...change }));
      return microsoft.calls.slice(before).map(({ body }) => JSON.stringify(body));
    },
    reply(id) {
      replies ??= loadContent(join(import.meta.dirname, '../../content')).replies;
      const found = replies.find((reply) => reply.id === id);
      if (!found) throw new Error(`no reply ${id}`);
      return { nl: found.text.nl.text, en: found.text.en.text };
    },
    firstKey: { secret: first.secret, body: firstBody },
    async makeOfficerKey() {
      const { status } = await call('PUT', '/api/desk/key', firstBody, await microsoft.tabToken(PERSONAS.officer));
      if (status !== 201) throw new Error(`the key was answered ${status}`);
      return first.secret;
    },
    async makeDeputyKey() {
      const made = await makeKey(DEPUTY);
      const put = await call('PUT', '/api/desk/key', onTheWire(made), await microsoft.tabToken(DEPUTY));
      if (put.status !== 201) throw new Error(`the deputy's key was answered ${put.status}`);
      const { keyLog } = schoolSchema.parse((await call('GET', '/api/school')).body);
      const entry = lineFor(made, keyLog, first.secret);
      const signed = await call('POST', '/api/desk/keys', { entry }, await microsoft.tabToken(PERSONAS.officer));
      if (signed.status !== 201) throw new Error(`the deputy's line was answered ${signed.status}`);
      return made.secret;
    },
    async joinClass() {
      const { id, name } = CLASS_TEAM;
      await send(
        activity(PERSONAS.teacher, {
          type: 'installationUpdate',
          action: 'add',
          conversation: { id, conversationType: 'channel', tenantId: TENANT_ID },
          channelData: { tenant: { id: TENANT_ID }, team: { id, name } },
        }),
      );
    },
    async until(look) {
      for (;;) {
        const found = await look();
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 20)); // between two looks at a condition
      }
    },
    async close() {
      azurite.thaw();
      await server.close();
      await azurite.stop();
      microsoft.close();
    },
  };
}
