import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config.ts';
import { connectorToken } from '../../src/storage/credentials.ts';
import { settings } from '../helpers/school.ts';

let issuer: Server;
let url = '';
let asked: URLSearchParams[] = [];
let answer: [number, unknown] = [200, {}];
beforeAll(async () => {
  issuer = createServer(async (request, response) => {
    asked.push(new URLSearchParams(await readAll(request)));
    response.statusCode = answer[0];
    response.end(JSON.stringify(answer[1]));
  }).listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  const address = issuer.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  issuer.close();
  issuer.closeAllConnections();
});

/** The source of tokens of a sandbox. */
const source = () =>
  connectorToken(
    loadConfig({
      ...settings('TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a', 3978),
      ...{ PUBLIC_URL: 'http://127.0.0.1:3978', SANDBOX_AUTHORITY: url, BOT_SERVICE_URL: `${url}/connector` },
    }),
  );

describe('the token of a sandbox', () => {
  it('is asked for with the id and the secret, and kept while it is good', async () => {
    answer = [200, { access_token: 'first', expires_in: 3600 }];
    const token = source();
    expect(await token()).toBe('first');
    expect(await token()).toBe('first');
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      grant_type: 'client_credentials',
      client_secret: 'a-secret-of-the-tests',
    });
  });

  it('is asked for again before it ends', async () => {
    answer = [200, { access_token: 'short', expires_in: 200 }];
    const token = source();
    await token();
    answer = [200, { access_token: 'next', expires_in: 3600 }];
    expect(await token()).toBe('next');
  });

  it.each<[string, [number, unknown]]>([
    ['refuses', [401, { error: 'merkteken' }]],
    ['answers nonsense', [200, { token: 'merkteken' }]],
  ])('is an error when the issuer %s', async (_what, given) => {
    answer = given;
    const told = await source()().then(
      () => 'a token',
      (error: unknown) => String(error),
    );
    expect(told).not.toBe('a token');
    expect(told).not.toMatch(/merkteken|a-secret-of-the-tests/);
  });
});
