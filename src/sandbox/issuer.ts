import type { JSONWebKeySet, JWTPayload } from 'jose';
import { calculateJwkThumbprint, errors, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { Person } from './school.ts';
import { BOT_APP_ID, TENANT_ID } from './school.ts';

export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
const CHANNEL_TOKEN_SECONDS = 300;
const HOUR = 3600;

/** The sandbox's stand-in for Microsoft's token services: one RSA key that lives as long as the process. */
export interface Issuer {
  readonly authority: string;
  readonly jwks: JSONWebKeySet;
  /** Signs claims. A negative lifetime makes a token that has expired. */
  sign(claims: JWTPayload, lifetimeSeconds: number): Promise<string>;
  /** The claims of a token that this issuer signed, or nothing. */
  verify(token: string, expected: { issuer: string; audience: string }): Promise<JWTPayload | undefined>;
}

export async function createIssuer(authority: string): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    authority,
    jwks: { keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] },
    sign: (claims, lifetimeSeconds) => {
      const now = Math.floor(Date.now() / 1000);
      // An expired token must also have started before it ended.
      const start = lifetimeSeconds < 0 ? now + 2 * lifetimeSeconds : now;
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .setIssuedAt(start)
        .setNotBefore(start)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(privateKey);
    },
    verify: async (token, expected) => {
      try {
        return (await jwtVerify(token, publicKey, { ...expected, algorithms: ['RS256'] })).payload;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}

export const openIdConfiguration = (authority: string) => ({
  issuer: `${authority}/bots`,
  jwks_uri: `${authority}/keys`,
  token_endpoint: `${authority}/token`,
});

/** What the Bot Connector would send along with an activity. botbuilder compares `serviceurl` with the activity. */
export const channelToken = (issuer: Issuer, serviceUrl: string, lifetimeSeconds = CHANNEL_TOKEN_SECONDS) =>
  issuer.sign({ iss: `${issuer.authority}/bots`, aud: BOT_APP_ID, serviceurl: serviceUrl }, lifetimeSeconds);

/** What a tab gets from Teams about the person who opened it. */
export const tabToken = (issuer: Issuer, person: Person, lifetimeSeconds = HOUR) =>
  issuer.sign(
    {
      iss: `${issuer.authority}/tabs`,
      aud: BOT_APP_ID,
      tid: TENANT_ID,
      oid: person.aadObjectId,
      sub: person.aadObjectId,
      name: person.name,
      scp: 'access_as_user',
      ver: '2.0',
    },
    lifetimeSeconds,
  );

/** What the bot shows when it calls the connector. */
export const connectorToken = (issuer: Issuer, lifetimeSeconds = HOUR) =>
  issuer.sign({ iss: issuer.authority, aud: CONNECTOR_AUDIENCE, appid: BOT_APP_ID }, lifetimeSeconds);

/** Whether this Authorization header lets the bot call the connector. */
export async function isFromBot(issuer: Issuer, header: string | undefined): Promise<boolean> {
  const token = header?.match(/^Bearer (\S+)$/)?.[1];
  if (!token) return false;
  const claims = await issuer.verify(token, { issuer: issuer.authority, audience: CONNECTOR_AUDIENCE });
  return claims?.appid === BOT_APP_ID;
}
