import { join } from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { loadConfig } from '../../src/config.ts';
import { loadContent } from '../../src/guidelines/content.ts';
import { start } from '../../src/main.ts';
import { createOfficerKey, type OfficerSecret } from '../../src/officers/key.ts';
import {
  BOT_APP_ID,
  CLASS_TEAM,
  PERSONAS,
  type Person,
  REPORTS_CHANNEL_ID,
  TENANT_ID,
} from '../../src/sandbox/school.ts';
import { activity, SERVICE_URL } from './activities.ts';
import { freePorts, startAzurite, type TestAzurite } from './azurite.ts';
import { type Microsoft, standInForMicrosoft } from './microsoft.ts';

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
  TEACHERS: PERSONAS.teacher.aadObjectId,
  REPORTS_CHANNEL_ID,
  HASH_KEY: Buffer.alloc(32, 7).toString('base64'),
  NOTICE_WITHIN_MINUTES: '0',
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
  /** Gives the officer a key and returns its secret. */
  readonly makeOfficerKey: () => Promise<OfficerSecret>;
  /** Adds the bot to the class team. */
  readonly joinClass: () => Promise<void>;
  /** Resolves with the value once the look gives one. */
  readonly until: <T>(look: () => T | undefined | Promise<T | undefined>) => Promise<T>;
  readonly close: () => Promise<void>;
};

const content = loadContent(join(import.meta.dirname, '../../content'));

/** The whole program with real Azurite, as in a school; only Microsoft is stood in for. */
export async function openSchool(): Promise<TestSchool> {
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
  const server = await start(loadConfig(settings(azurite.connectionString, port)), pino({ base: null }, stream));
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
      const found = content.replies.find((reply) => reply.id === id);
      if (!found) throw new Error(`no reply ${id}`);
      return { nl: found.text.nl.text, en: found.text.en.text };
    },
    async makeOfficerKey() {
      const { secret, key } = await createOfficerKey('zes woorden van een proef school');
      const body = { ...key, wrapped: Buffer.from(key.wrapped).toString('base64') };
      const { status } = await call('PUT', '/api/desk/key', body, await microsoft.tabToken(PERSONAS.officer));
      if (status !== 201) throw new Error(`the key was answered ${status}`);
      return secret;
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
