import { randomBytes } from 'node:crypto';
import { makeOfficers } from '../../bench/report/officers.ts';
import { standInForMicrosoft } from '../../bench/report/stand-in.ts';
import { channelToken } from '../../src/sandbox/issuer.ts';
import { freePorts, startAzurite, type TestAzurite } from './azurite.ts';
import { type Program, startProgram } from './program.ts';
import { settings, type TestSchool } from './school.ts';

/** A school whose program runs in a process of its own, again and again: each time with the same Azurite. */
export type OwnProcess = Pick<TestSchool, 'call' | 'send'> & {
  readonly azurite: TestAzurite;
  /** Where Microsoft is stood in for. */
  readonly serviceUrl: string;
  /** Starts the program. One at a time: each listens on the same port. @param preload see {@link startProgram}. */
  readonly start: (preload?: string) => Promise<Program>;
  readonly close: () => Promise<void>;
};

/** @throws when something of it does not start. */
export async function openOwnProcess(): Promise<OwnProcess> {
  const azurite = await startAzurite();
  const [port = 0, standInPort = 0] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  const appPassword = randomBytes(24).toString('base64url');
  const microsoft = await standInForMicrosoft(standInPort, appPassword, url);
  const { issuer } = microsoft;
  const serviceUrl = `${issuer.authority}/connector`;
  const officers = await makeOfficers();
  const env = {
    ...settings(azurite.connectionString, port),
    ...{ PUBLIC_URL: url, SANDBOX_AUTHORITY: issuer.authority, BOT_SERVICE_URL: serviceUrl },
    ...{ BOT_APP_PASSWORD: appPassword, KEY_LOG_ROOT: officers.root },
  };
  const call: OwnProcess['call'] = async (method, path, body, authorization) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  let registered = false;
  return {
    ...{ azurite, serviceUrl, call },
    send: async (sent) => call('POST', '/api/messages', sent, `Bearer ${await channelToken(issuer, serviceUrl)}`),
    async start(preload) {
      const program = await startProgram(env, preload);
      if (!registered) await officers.register(url, issuer);
      registered = true;
      return program;
    },
    async close() {
      await microsoft.close();
      await azurite.stop();
    },
  };
}
