import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import nock from 'nock';
import * as z from 'zod';
import { BOT_APP_ID, findPerson, type Person, TEAMS, TENANT_ID } from '../../src/sandbox/school.ts';
import { chatOf, SERVICE_URL } from './activities.ts';

/** A call that the bot made to the Bot Connector. */
export type ConnectorCall = { readonly method: string; readonly path: string; readonly body: Record<string, unknown> };

/** What is Microsoft's and cannot run here: the token services and the Bot Connector, by nock. */
export type Microsoft = {
  readonly calls: ConnectorCall[];
  /** What `GET .../members/{id}` says of a person; the default is an ordinary member. */
  readonly members: Map<string, { status: number; body: object }>;
  /** Answers posts to channels with this status until set back to 201. */
  postStatus: number;
  /** Answers updates of cards with this status until set back to 200. */
  updateStatus: number;
  /** Answers the opening of a chat and every message in a conversation with this status until set back to 201. */
  sendStatus: number;
  /** Answers the taking away of a message with this status until set back to 200. */
  removeStatus: number;
  readonly channelToken: (change?: JWTPayload, lifetime?: string) => Promise<string>;
  readonly tabToken: (person: Person, change?: JWTPayload, lifetime?: string) => Promise<string>;
  /** A token with the right claims, signed by a key that is not Microsoft's. */
  readonly forgedTabToken: (person: Person) => Promise<string>;
  readonly close: () => void;
};

/** What the bot asks for when it starts a conversation: in a channel, or with one person. */
const newConversation = z.object({
  channelData: z.object({ channel: z.object({ id: z.string() }).optional() }),
  members: z.array(z.object({ id: z.string() })).optional(),
});

const LOGIN = 'https://login.microsoftonline.com';

export async function standInForMicrosoft(): Promise<Microsoft> {
  const real = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256', { extractable: true });
  const keys = {
    keys: [{ ...(await exportJWK(real.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256', endorsements: ['msteams'] }],
  };
  const sign = (claims: JWTPayload, lifetime: string, key: CryptoKey = real.privateKey) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuedAt('-2 hours')
      .setNotBefore('-2 hours')
      .setExpirationTime(lifetime)
      .sign(key);
  const tabClaims = (person: Person): JWTPayload => ({
    iss: `${LOGIN}/${TENANT_ID}/v2.0`,
    aud: BOT_APP_ID,
    tid: TENANT_ID,
    oid: person.aadObjectId,
    scp: 'access_as_user',
    ver: '2.0',
  });

  nock('https://login.botframework.com')
    .persist()
    .get('/v1/.well-known/openidconfiguration')
    .reply(200, {
      issuer: 'https://api.botframework.com',
      jwks_uri: 'https://login.botframework.com/v1/.well-known/keys',
    })
    .get('/v1/.well-known/keys')
    .reply(200, keys);
  nock(LOGIN)
    .persist()
    .get(`/${TENANT_ID}/discovery/v2.0/keys`)
    .reply(200, keys)
    .get('/common/discovery/instance')
    .query(true)
    .reply(200, {
      tenant_discovery_endpoint: `${LOGIN}/${TENANT_ID}/v2.0/.well-known/openid-configuration`,
      metadata: [],
    })
    .get(`/${TENANT_ID}/v2.0/.well-known/openid-configuration`)
    .query(true)
    .reply(200, {
      issuer: `${LOGIN}/${TENANT_ID}/v2.0`,
      authorization_endpoint: `${LOGIN}/${TENANT_ID}/oauth2/v2.0/authorize`,
      token_endpoint: `${LOGIN}/${TENANT_ID}/oauth2/v2.0/token`,
    })
    .post(`/${TENANT_ID}/oauth2/v2.0/token`)
    .query(true)
    .reply(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'the-bots-own-token' });

  const calls: ConnectorCall[] = [];
  const members: Microsoft['members'] = new Map();
  const microsoft: Microsoft = {
    calls,
    members,
    postStatus: 201,
    updateStatus: 200,
    sendStatus: 201,
    removeStatus: 200,
    channelToken: async (change = {}, lifetime = '1 hour') =>
      `Bearer ${await sign({ iss: 'https://api.botframework.com', aud: BOT_APP_ID, serviceurl: SERVICE_URL, ...change }, lifetime)}`,
    tabToken: async (person, change = {}, lifetime = '1 hour') =>
      `Bearer ${await sign({ ...tabClaims(person), ...change }, lifetime)}`,
    forgedTabToken: async (person) => `Bearer ${await sign(tabClaims(person), '1 hour', other.privateKey)}`,
    close: () => {
      nock.cleanAll();
      // Node's http is shared by all test files of a process: without this, every next file would go through this nock too.
      nock.restore();
    },
  };

  const { origin, pathname } = new URL(SERVICE_URL);
  const pathOf = (request: Request) => decodeURIComponent(new URL(request.url).pathname.slice(pathname.length));
  const record = async (request: Request) => {
    const sent = await request.text();
    const call = {
      method: request.method,
      path: pathOf(request),
      body: JSON.parse(sent || '{}') as ConnectorCall['body'], // the SDK sends an object, or nothing
    };
    calls.push(call);
    return { call, id: `posted-${calls.length}` };
  };
  const refusal = (status: number) => [status, { error: { code: 'Nock' } }];
  /** The one chat of the bot with a person, whether or not they have talked. */
  const openChat = async (members: readonly { readonly id: string }[], request: Request) => {
    if (microsoft.sendStatus !== 201) return refusal(microsoft.sendStatus);
    const person = findPerson(members[0]?.id ?? '');
    if (!person) return refusal(403); // the bot is not installed for them
    await record(request);
    return [201, { id: chatOf(person).id }];
  };
  nock(origin, { reqheaders: { authorization: 'Bearer the-bots-own-token' } })
    .persist()
    .post(`${pathname}/v3/conversations`)
    .reply(async (request: Request) => {
      const { channelData, members = [] } = newConversation.parse(await request.clone().json());
      if (!channelData.channel) return openChat(members, request);
      if (microsoft.postStatus !== 201) return refusal(microsoft.postStatus);
      const { id } = await record(request);
      return [201, { id: `${channelData.channel.id};messageid=${id}`, activityId: id }];
    })
    .post(/\/v3\/conversations\/[^/]+\/activities/)
    .reply(async (request: Request) => {
      if (microsoft.sendStatus !== 201) return refusal(microsoft.sendStatus);
      return [201, { id: (await record(request)).id }];
    })
    .delete(/\/v3\/conversations\/[^/]+\/activities\/[^/]+$/)
    .reply(async (request: Request) => {
      if (microsoft.removeStatus !== 200) return refusal(microsoft.removeStatus);
      await record(request);
      return [200, {}];
    })
    .put(/\/v3\/conversations\/[^/]+\/activities\/[^/]+$/)
    .reply(async (request: Request) => {
      if (microsoft.updateStatus !== 200) return refusal(microsoft.updateStatus);
      return [200, { id: (await record(request)).id }];
    })
    .get(/\/v3\/conversations\/[^/]+\/members\/[^/]+$/)
    .reply((request: Request) => {
      const [, conversationId = '', id = ''] = /conversations\/([^/]+)\/members\/([^/]+)$/.exec(pathOf(request)) ?? [];
      const person = findPerson(id);
      const answer = members.get(person?.aadObjectId ?? id);
      if (answer) return [answer.status, answer.body];
      const team = TEAMS.find((candidate) => candidate.id === conversationId);
      if (!person || (team && !team.members.includes(person))) return [404, { error: { code: 'MemberNotFound' } }];
      return [200, { id: person.id, aadObjectId: person.aadObjectId, userRole: 'user', tenantId: TENANT_ID }];
    })
    .get(/\/v3\/teams\/[^/]+\/conversations$/)
    .reply((request: Request) => {
      const team = TEAMS.find(({ id }) => pathOf(request).includes(`/teams/${id}/`));
      return team ? [200, { conversations: [{ id: team.id }, team.channel] }] : [404, {}];
    });
  return microsoft;
}
