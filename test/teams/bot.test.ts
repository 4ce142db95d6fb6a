import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { strings } from '../../src/locales/index.ts';
import { BOT_APP_ID, PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { activity, chatOf, invoke, press, SERVICE_URL } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';

const { student, teacher } = PERSONAS;
const { nl, en } = strings;
const MARK = 'merkteken-7f3a';
let school: TestSchool;
let before = { calls: 0, lines: 0 };
/** What the SDK writes past our log: it complains on the console about every token that it refuses. */
const printed: string[] = [];
for (const method of ['error', 'log', 'warn'] as const) {
  jest.spyOn(console, method).mockImplementation((...words) => void printed.push(inspect(words)));
}
beforeAll(async () => {
  school = await openSchool();
});
beforeEach(() => {
  before = { calls: school.microsoft.calls.length, lines: school.log.length };
});
afterAll(() => school.close());

const newLines = () => school.log.slice(before.lines).join('');
/** Nothing was said to anybody, and neither text, names nor reasons went to the log. */
function expectQuiet() {
  expect(school.microsoft.calls.length).toBe(before.calls);
  expect(newLines() + printed.join()).not.toContain(MARK);
  expect(newLines()).not.toMatch(/\bat .+:\d+:\d+|Error/);
}
const hello = () => activity(student, { text: `iemand chanteert me ${MARK}` });

describe('what is no activity is answered 400, quietly', () => {
  const { type: _type, ...untyped } = activity(student, { text: MARK });
  const { serviceUrl: _serviceUrl, ...homeless } = activity(student, { text: MARK });
  const bodies: [string, unknown][] = [
    ['no type', untyped],
    ['an empty type', { ...untyped, type: '' }],
    ['no service address', homeless],
    ['a service address that is none', activity(student, { serviceUrl: 'nowhere', text: MARK })],
    ['another channel', activity(student, { channelId: 'webchat', text: MARK })],
    ['a sender that is a string', activity(student, { from: MARK })],
    ['no conversation', activity(student, { conversation: null })],
    ['a text that is an object', activity(student, { text: { [MARK]: 1 } })],
    ['attachments that are no list', activity(student, { attachments: MARK })],
    ['a tenant that is a list', activity(student, { channelData: { tenant: [MARK] } })],
    ['a list', [hello()]],
    ['null', 'null'],
    ['a number', '7'],
    ['a string', JSON.stringify(MARK)],
    ['no JSON', `{"type": "${MARK}"`],
    ['JSON that stops', JSON.stringify(hello()).slice(0, -5)],
    ['nothing', {}],
  ];

  it.each(bodies)('%s', async (_what, body) => {
    const { status, body: answer } = await school.send(body);
    expect(status).toBe(400);
    expect(JSON.stringify(answer ?? '')).not.toContain(MARK);
    expectQuiet();
  });

  it('no body at all, or one that is not JSON', async () => {
    const headers = { Authorization: await school.microsoft.channelToken() };
    const url = `${school.url}/api/messages`;
    expect((await fetch(url, { method: 'POST', headers })).status).toBe(400);
    const form = { method: 'POST', headers, body: new URLSearchParams({ type: 'message', text: MARK }) };
    expect([400, 415]).toContain((await fetch(url, form)).status);
    const text = { method: 'POST', headers: { ...headers, 'Content-Type': 'text/plain' }, body: MARK };
    expect([400, 415]).toContain((await fetch(url, text)).status);
    expectQuiet();
  });

  it('a body of more than 256 KB is answered 413', async () => {
    const { status, body } = await school.send(activity(student, { text: MARK.repeat(30_000) }));
    expect(status).toBe(413);
    expect(JSON.stringify(body)).not.toContain(MARK);
    expectQuiet();
  });
});

describe('a token that is not good is answered 401, and nothing is handled', () => {
  /** A token of the right form, signed with a key that is not Microsoft's. */
  async function forged(claims: JWTPayload = {}): Promise<string> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const all = { iss: 'https://api.botframework.com', aud: BOT_APP_ID, serviceurl: SERVICE_URL, ...claims };
    return new SignJWT(all)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuedAt()
      .setExpirationTime('1 hour')
      .sign(privateKey);
  }
  const tokens: [string, () => Promise<string>][] = [
    ['none', async () => ''],
    ['no scheme', async () => (await school.microsoft.channelToken()).slice('Bearer '.length)],
    ['another scheme', async () => (await school.microsoft.channelToken()).replace('Bearer', 'Basic')],
    ['nonsense', async () => `Bearer ${MARK}`],
    ['an expired one', () => school.microsoft.channelToken({}, '1 hour ago')],
    ['of a foreign issuer', () => school.microsoft.channelToken({ iss: 'https://issuer.example.nl' })],
    [
      'of the emulator',
      () =>
        school.microsoft.channelToken({ iss: `https://sts.windows.net/${TENANT_ID}/`, ver: '1.0', appid: BOT_APP_ID }),
    ],
    ['for another bot', () => school.microsoft.channelToken({ aud: crypto.randomUUID() })],
    [
      'for another service address',
      () => school.microsoft.channelToken({ serviceurl: 'https://elsewhere.example.nl' }),
    ],
    ['without a service address', () => school.microsoft.channelToken({ serviceurl: undefined })],
    ['that only a tab should have', () => school.microsoft.tabToken(student)],
    ['a forged one', async () => `Bearer ${await forged()}`],
    [
      'an unsigned one',
      async () =>
        `Bearer ${new UnsecuredJWT({ iss: 'https://api.botframework.com', aud: BOT_APP_ID, serviceurl: SERVICE_URL }).setExpirationTime('1 hour').encode()}`,
    ],
    [
      'one signed with the public key as a secret',
      async () => {
        const { publicKey } = await generateKeyPair('RS256', { extractable: true });
        const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
        const claims = { iss: 'https://api.botframework.com', aud: BOT_APP_ID, serviceurl: SERVICE_URL };
        return `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).setExpirationTime('1 hour').sign(secret)}`;
      },
    ],
  ];

  it.each(tokens)('%s', async (_what, token) => {
    const { status, body } = await school.send(hello(), await token());
    expect(status).toBe(401);
    expect(body).toBeUndefined();
    expectQuiet();
  });

  it('also with an invoke, which would have an answer', async () => {
    const sent = press(student, 'guideline.show', { entry: 'snitchen' });
    expect(await school.send(sent, `Bearer ${await forged()}`)).toEqual({ status: 401, body: undefined });
    expectQuiet();
  });

  it('while a good one is let in', async () => {
    expect((await school.send(hello())).status).toBe(200);
    expect(school.microsoft.calls.length).toBe(before.calls + 1);
  });
});

describe('another tenant is answered 403, and nothing is handled', () => {
  const other = crypto.randomUUID();
  it.each<[string, Record<string, unknown>]>([
    [
      'by both claims',
      { channelData: { tenant: { id: other } }, conversation: { ...chatOf(student), tenantId: other } },
    ],
    ['by the channel data alone', { channelData: { tenant: { id: other } } }],
    ['by the conversation alone', { conversation: { ...chatOf(student), tenantId: other } }],
    ['by no claim at all', { channelData: {}, conversation: { id: 'a:x', conversationType: 'personal' } }],
    ['by an empty claim', { channelData: { tenant: { id: '' } }, conversation: { id: 'a:x' } }],
  ])('%s', async (_what, change) => {
    expect(await school.send(activity(student, { text: MARK, ...change }))).toEqual({ status: 403, body: undefined });
    const invoked = press(student, 'guideline.show', { entry: 'snitchen' }, change);
    expect(await school.send(invoked)).toEqual({ status: 403, body: undefined });
    expectQuiet();
  });

  it('while one claim of the own tenant is enough, in any case of letters', async () => {
    const change = {
      channelData: { tenant: { id: TENANT_ID.toUpperCase() } },
      conversation: { id: 'a:x', conversationType: 'personal' },
    };
    expect((await school.send(activity(student, { text: 'hoi', ...change }))).status).toBe(200);
    expect(school.microsoft.calls.length).toBe(before.calls + 1);
  });
});

describe('what the bot does not know', () => {
  it.each([
    ['nl-NL', nl],
    ['en-US', en],
  ] as const)('an unknown button gets a sentence in the language of the user (%s)', async (locale, words) => {
    const { status, body } = await school.send(press(student, MARK, { a: MARK }, { locale }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, value: words.errors['unknown-action'] });
    expectQuiet();
  });

  it.each<[string, string, unknown]>([
    ['an unknown dialog', 'task/fetch', { data: { dialog: MARK } }],
    ['a dialog without data', 'task/submit', {}],
    ['an unknown extension', 'composeExtension/fetchTask', { commandId: MARK }],
    ['an extension without a value', 'composeExtension/submitAction', null],
    ['an unknown search', 'composeExtension/query', { commandId: MARK }],
    ['an unknown invoke', MARK, { a: 1 }],
    ['a card action without an action', 'adaptiveCard/action', {}],
    ['a card action of another type', 'adaptiveCard/action', { action: { type: 'Action.Submit', data: MARK } }],
  ])('%s gets that sentence too', async (_what, name, value) => {
    const { status, body } = await school.send(invoke(student, name, value));
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain(nl.errors['unknown-action']);
    expectQuiet();
  });

  it.each(['toString', '__proto__', 'constructor'])('a button named %s is unknown like any other', async (verb) => {
    expect(JSON.stringify(await school.send(press(student, verb, {})))).toContain(nl.errors['unknown-action']);
  });
});

describe('a person without a directory id', () => {
  it('is nobody: neither teacher nor officer', async () => {
    const from = { id: teacher.id };
    const { body } = await school.send(press(teacher, 'prompt.list', {}, { from }));
    expect(JSON.stringify(body)).toContain(nl.refusals.teacher);
  });
});

describe('when Teams does not take the answer', () => {
  it('the bot says 502, and nothing of the question is in the answer or the log', async () => {
    const elsewhere = activity(student, { text: `iemand chanteert me ${MARK}`, serviceUrl: 'http://127.0.0.1:9/' });
    const token = await school.microsoft.channelToken({ serviceurl: 'http://127.0.0.1:9/' });
    expect(await school.send(elsewhere, token)).toEqual({ status: 502, body: undefined });
    expectQuiet();
  });
});
