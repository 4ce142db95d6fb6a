import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '../../src/config.ts';
import { PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { botAuthentication } from '../../src/teams/adapter.ts';
import { type Connector, ConnectorTimeout, openConnector, PostRefused } from '../../src/teams/connector.ts';
import { settings } from '../helpers/school.ts';

const CHANNEL = '19:klas@thread.tacv2';
const PERSON = PERSONAS.officer.aadObjectId;
const CHAT = `a:${PERSON}`;
const CARD = { type: 'AdaptiveCard' };
const PLACE = { conversationId: `${CHANNEL};messageid=1`, activityId: '1' };
const MEMBER = { id: '29:x', userRole: 'user', tenantId: TENANT_ID };

type Asked = { readonly method: string; readonly path: string; readonly body: unknown };

/** What the Bot Connector does with every call; each test sets its own. */
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let asked = 0;
/** What each call asked for. */
let calls: Asked[] = [];
let server: Server;
let connector: Connector;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    let sent = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      sent += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '' } = request;
      calls.push({ method, path: decodeURIComponent(url), body: sent === '' ? undefined : JSON.parse(sent) });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked = 0;
  calls = [];
  const { port } = server.address() as AddressInfo; // it listens on a port, so this is no string
  const config = {
    ...loadConfig(settings('UseDevelopmentStorage=true', 3978)),
    serviceUrl: `http://127.0.0.1:${port}`,
  };
  connector = openConnector(
    config,
    botAuthentication(config, async () => 'a-token'),
  );
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const json = (status: number, body: object) => (response: ServerResponse) => {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** After these nobody knows whether it was done. */
const FAILURES: readonly [string, typeof answer][] = [
  ['answered 500', json(500, {})],
  ['answered 503', json(503, {})],
  ['broken off', (response) => void response.socket?.destroy()],
];
async function failsOnce(call: Promise<unknown>, calls: number): Promise<void> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(PostRefused);
  expect(asked).toBe(calls);
}

describe('a post', () => {
  it('gives where the card stands', async () => {
    answer = json(201, { id: PLACE.conversationId, activityId: '1' });
    expect(await connector.post(CHANNEL, CARD)).toEqual(PLACE);
  });

  it.each([400, 403, 404, 412, 429])('that is answered %i was refused', async (status) => {
    answer = json(status, {});
    await expect(connector.post(CHANNEL, CARD)).rejects.toThrow(PostRefused);
  });

  it.each(FAILURES)('that is %s is sent once, and may have been posted', async (_what, happens) => {
    answer = happens;
    await failsOnce(connector.post(CHANNEL, CARD), 1);
  });
});

/** Answers the opening of a chat well, and what is sent into it as given. */
const inChat = (sent: typeof answer) => (response: ServerResponse, request: IncomingMessage) =>
  request.url?.endsWith('/v3/conversations') ? json(201, { id: CHAT })(response) : sent(response, request);

describe('a card for a person', () => {
  it('is a message in the one chat of the bot with them, which is opened first', async () => {
    answer = inChat(json(201, { id: '7' }));
    expect(await connector.postTo(PERSON, CARD)).toEqual({ conversationId: CHAT, activityId: '7' });
    const [opening, message, ...more] = calls;
    expect(more).toEqual([]);
    expect(opening).toMatchObject({ method: 'POST', path: '/v3/conversations' });
    expect(opening?.body).toMatchObject({
      isGroup: false,
      members: [{ id: PERSON }],
      tenantId: TENANT_ID,
      channelData: { tenant: { id: TENANT_ID } },
    });
    expect(opening?.body).not.toHaveProperty('activity');
    expect(JSON.stringify(opening?.body)).not.toContain('AdaptiveCard');
    expect(message).toMatchObject({ method: 'POST', path: `/v3/conversations/${CHAT}/activities` });
    expect(message?.body).toMatchObject({ type: 'message', attachments: [{ content: CARD }] });
  });

  it.each([400, 403, 404, 412, 429])('is refused when the chat is answered %i, and nothing is sent', async (status) => {
    answer = json(status, {});
    await expect(connector.postTo(PERSON, CARD)).rejects.toThrow(PostRefused);
    expect(asked).toBe(1);
  });

  it.each([400, 403, 404, 412, 429])('is refused when the message is answered %i', async (status) => {
    answer = inChat(json(status, {}));
    await expect(connector.postTo(PERSON, CARD)).rejects.toThrow(PostRefused);
    expect(asked).toBe(2);
  });

  it.each(FAILURES)('that is %s is sent once, and may have been posted', async (_what, happens) => {
    answer = inChat(happens);
    await failsOnce(connector.postTo(PERSON, CARD), 2);
  });

  it.each(FAILURES)('is not sent when the opening of the chat is %s', async (_what, happens) => {
    answer = happens;
    await failsOnce(connector.postTo(PERSON, CARD), 1);
  });
});

describe('a word in a chat', () => {
  it('is a message there, with no more than was said', async () => {
    answer = json(201, { id: '7' });
    await connector.say(CHAT, 'Je hebt een **bericht**.');
    expect(calls).toEqual([
      {
        method: 'POST',
        path: `/v3/conversations/${CHAT}/activities`,
        body: { type: 'message', text: 'Je hebt een **bericht**.', textFormat: 'markdown' },
      },
    ]);
  });

  it.each([400, 403, 404, 429])('is refused when it is answered %i', async (status) => {
    answer = json(status, {});
    await expect(connector.say(CHAT, 'x')).rejects.toThrow(PostRefused);
    expect(asked).toBe(1);
  });

  it.each(FAILURES)('that is %s is said once, and may have been heard', async (_what, happens) => {
    answer = happens;
    await failsOnce(connector.say(CHAT, 'x'), 1);
  });
});

describe('a message that is taken away', () => {
  it('is taken away where it stands', async () => {
    answer = json(200, {});
    await connector.remove(PLACE);
    expect(calls).toMatchObject([
      { method: 'DELETE', path: `/v3/conversations/${PLACE.conversationId}/activities/${PLACE.activityId}` },
    ]);
  });

  it('is as good as gone when it is not there any more', async () => {
    answer = json(404, {});
    await expect(connector.remove(PLACE)).resolves.toBeUndefined();
    expect(asked).toBe(1);
  });

  it.each([400, 403, 429])('still stands there when that is answered %i, and whoever asked is told', async (status) => {
    answer = json(status, {});
    await expect(connector.remove(PLACE)).rejects.toMatchObject({ statusCode: status });
    expect(asked).toBe(1);
  });

  it.each(FAILURES)('may still stand there when that is %s, and is asked once', async (_what, happens) => {
    answer = happens;
    await failsOnce(connector.remove(PLACE), 1);
  });
});

describe('a call that is not answered', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a post', () => connector.post(CHANNEL, CARD)],
    ['the opening of a chat', () => connector.postTo(PERSON, CARD)],
    ['a word in a chat', () => connector.say(CHAT, 'x')],
    ['the taking away of a message', () => connector.remove(PLACE)],
    ['an update', () => connector.update(PLACE, CARD)],
    ['the channels of a team', () => connector.channelsOf(CHANNEL)],
    ['a member', () => connector.isMember(CHANNEL, '29:x')],
  ])('is given up after four seconds: %s', async (_what, call) => {
    const clock = new AbortController();
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(clock.signal);
    answer = () => clock.abort(); // it has arrived; now the time is over
    await expect(call()).rejects.toThrow(ConnectorTimeout);
    expect(timeout).toHaveBeenCalledWith(4000);
  });

  it('is given up after four seconds when it is the second of two: a card in a chat that was opened', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(first.signal).mockReturnValue(second.signal);
    answer = inChat(() => second.abort());
    await expect(connector.postTo(PERSON, CARD)).rejects.toThrow(ConnectorTimeout);
    expect(timeout).toHaveBeenLastCalledWith(4000);
    expect(asked).toBe(2);
  });

  it('is given up too while its token is waited for, and nothing is sent afterwards', async () => {
    const clock = new AbortController();
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(clock.signal);
    const config = {
      ...loadConfig(settings('UseDevelopmentStorage=true', 3978)),
      serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // as above
    };
    let give: (token: string) => void = () => undefined;
    const slow = openConnector(
      config,
      botAuthentication(config, () => {
        clock.abort();
        return new Promise((resolve) => {
          give = resolve;
        });
      }),
    );
    await expect(slow.post(CHANNEL, CARD)).rejects.toThrow(ConnectorTimeout);
    give('a-token');
    await new Promise(setImmediate); // what was waiting for the token goes on
    await new Promise(setImmediate);
    expect(asked).toBe(0);
  });
});

describe('a member', () => {
  it.each<[string, object]>([
    ['a user of this school', MEMBER],
    ['a user whose tenant is not named', { id: '29:x', userRole: 'user' }],
    ['a user, with the tenant in capitals', { ...MEMBER, tenantId: TENANT_ID.toUpperCase() }],
  ])('is %s', async (_what, body) => {
    answer = json(200, body);
    expect(await connector.isMember(CHANNEL, '29:x')).toBe(true);
  });

  it.each<[string, number, object]>([
    ['somebody without a role', 200, { id: '29:x', tenantId: TENANT_ID }],
    ['an empty record', 200, {}],
    ['a guest', 200, { ...MEMBER, userRole: 'guest' }],
    ['an anonymous participant', 200, { ...MEMBER, userRole: 'anonymous' }],
    ['a guest by address', 200, { ...MEMBER, userPrincipalName: 'a_b.nl#ext#@school.onmicrosoft.com' }],
    ['somebody of another tenant', 200, { ...MEMBER, tenantId: crypto.randomUUID() }],
    ['somebody Teams does not know', 404, {}],
    ['somebody in a chat without the bot', 403, {}],
  ])('is not %s', async (_what, status, body) => {
    answer = json(status, body);
    expect(await connector.isMember(CHANNEL, '29:x')).toBe(false);
  });

  it('is asked about once in ten minutes, for each conversation and person', async () => {
    const now = jest.spyOn(Date, 'now');
    const start = 1_800_000_000_000;
    now.mockReturnValue(start);
    answer = json(200, MEMBER);
    for (const person of ['29:x', '29:x', '29:y']) await connector.isMember(CHANNEL, person);
    await connector.isMember('19:other@thread.tacv2', '29:x');
    expect(asked).toBe(3);
    now.mockReturnValue(start + 10 * 60_000);
    answer = json(404, {});
    expect(await connector.isMember(CHANNEL, '29:x')).toBe(false);
    expect(asked).toBe(4);
  });

  it('that was none is asked about again', async () => {
    answer = json(200, { ...MEMBER, userRole: 'guest' });
    for (let time = 0; time < 2; time += 1) expect(await connector.isMember(CHANNEL, '29:x')).toBe(false);
    answer = json(200, MEMBER);
    expect(await connector.isMember(CHANNEL, '29:x')).toBe(true);
  });

  it('is not known when Teams cannot say', async () => {
    answer = json(500, {});
    await expect(connector.isMember(CHANNEL, '29:x')).rejects.toThrow();
    expect(asked).toBe(1);
  });
});

describe('an update', () => {
  it.each([
    [200, 'updated'],
    [404, 'gone'],
  ])('that is answered %i is %s', async (status, outcome) => {
    answer = json(status, { id: '1' });
    expect(await connector.update(PLACE, CARD)).toBe(outcome);
  });
});
