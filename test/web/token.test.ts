import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { strings } from '../../src/locales/index.ts';
import { BOT_APP_ID, CLASSMATES, PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';

const { officer, student, teacher } = PERSONAS;
const LOGIN = 'https://login.microsoftonline.com';
let school: TestSchool;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const claims = {
  iss: `${LOGIN}/${TENANT_ID}/v2.0`,
  aud: BOT_APP_ID,
  tid: TENANT_ID,
  oid: officer.aadObjectId,
  scp: 'access_as_user',
  ver: '2.0',
};
const desk = (token: string) => school.call('GET', '/api/desk', undefined, token);
const token = (change: Record<string, unknown> = {}, lifetime?: string) =>
  school.microsoft.tabToken(officer, change, lifetime);

describe('a tab token is refused with 401', () => {
  const other = crypto.randomUUID();
  const refused: [string, () => Promise<string>][] = [
    ['when there is none', async () => ''],
    ['without a scheme', async () => (await token()).slice('Bearer '.length)],
    ['with another scheme', async () => (await token()).replace('Bearer', 'Basic')],
    ['when it is nonsense', async () => 'Bearer merkteken.merkteken.merkteken'],
    ['when it has ended', () => token({}, '1 minute ago')],
    [
      'when it is not valid yet',
      () => token({ nbf: Math.floor(Date.now() / 1000) + 3600 }).then(() => signedByAnother({ nbf: 9e9 })),
    ],
    ['when it is forged', () => school.microsoft.forgedTabToken(officer)],
    ['when it is of another tenant', () => token({ tid: other })],
    ['when it is issued by another tenant', () => token({ iss: `${LOGIN}/${other}/v2.0` })],
    ['when it is of another tenant altogether', () => token({ tid: other, iss: `${LOGIN}/${other}/v2.0` })],
    ['when it is for another app', () => token({ aud: other })],
    ['when it is for another address', () => token({ aud: `api://elsewhere.example.nl/${BOT_APP_ID}` })],
    ['without a scope', () => token({ scp: undefined })],
    ['with another scope', () => token({ scp: 'User.Read access_as_users' })],
    ['of version 1', () => token({ ver: '1.0', iss: `https://sts.windows.net/${TENANT_ID}/` })],
    ['that says version 1', () => token({ ver: '1.0' })],
    ['without a person', () => token({ oid: undefined })],
    ['without a tenant', () => token({ tid: undefined })],
    ['that only the Bot Framework should send', () => school.microsoft.channelToken()],
    ['without a signature', async () => `Bearer ${new UnsecuredJWT(claims).setExpirationTime('1 hour').encode()}`],
    ['signed with a public key as a secret', signedWithPublicKey],
  ];

  async function signedByAnother(change: object): Promise<string> {
    const { privateKey } = await generateKeyPair('RS256');
    const jwt = new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: 'RS256', kid: 'k1' });
    return `Bearer ${await jwt.setExpirationTime('1 hour').sign(privateKey)}`;
  }
  async function signedWithPublicKey(): Promise<string> {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' });
    return `Bearer ${await jwt.setExpirationTime('1 hour').sign(secret)}`;
  }

  it.each(refused)('%s', async (_when, make) => {
    const { status, body } = await desk(await make());
    expect(status).toBe(401);
    // Always the same words: why a token is refused is nobody's business.
    expect(body).toEqual({ error: { code: 'signed-out', text: strings.nl.errors['signed-out'] } });
    expect(school.log.join('')).not.toContain('merkteken');
  });
});

describe('a tab token is accepted', () => {
  it.each<[string, Record<string, unknown>]>([
    ['as Teams sends it', {}],
    ['for the address of the app', { aud: `api://bondgenoot.example.nl/${BOT_APP_ID}` }],
    ['with more scopes', { scp: 'User.Read access_as_user' }],
    ['with ids in capitals', { tid: TENANT_ID.toUpperCase(), oid: officer.aadObjectId.toUpperCase() }],
  ])('%s', async (_what, change) => {
    expect((await desk(await token(change))).status).toBe(200);
  });
});

describe('somebody who is no officer is refused with 403 on every route of the desk', () => {
  const id = crypto.randomUUID();
  const routes: [string, string, unknown][] = [
    ['GET', '/api/desk', undefined],
    ['PUT', '/api/desk/key', {}],
    ['GET', '/api/desk/cases', undefined],
    ['GET', `/api/desk/cases/${id}`, undefined],
    ['POST', `/api/desk/cases/${id}/status`, { to: 'closed', version: 'x' }],
    ['POST', `/api/desk/cases/${id}/messages`, {}],
  ];
  it.each(routes)('%s %s', async (method, path, body) => {
    for (const person of [student, teacher, CLASSMATES[0] ?? student]) {
      const answer = await school.call(method, path, body, await school.microsoft.tabToken(person));
      expect(answer).toEqual({
        status: 403,
        body: { error: { code: 'not-officer', text: strings.nl.errors['not-officer'] } },
      });
    }
    expect((await school.call(method, path, body)).status).toBe(401);
  });

  it('and a claim of a role in the token helps nobody', async () => {
    const claimed = await school.microsoft.tabToken(student, { roles: ['officer'], groups: ['officer'] });
    expect((await desk(claimed)).status).toBe(403);
  });
});
