import { timingSafeEqual } from 'node:crypto';
import type { Route } from './http.ts';
import { HttpError } from './http.ts';
import type { Issuer } from './issuer.ts';
import { connectorToken, openIdConfiguration, tabToken } from './issuer.ts';
import { BOT_APP_ID, DEPUTY, PERSONAS } from './school.ts';

/** The issuer's addresses. `botOrigin` is where the bot's pages come from: they alone may ask for a tab token. */
export const issuerRoutes = (issuer: Issuer, appPassword: string, botOrigin: string): Route[] => [
  {
    method: 'GET',
    path: /^\/\.well-known\/openid-configuration$/,
    handle: () => ({ status: 200, body: openIdConfiguration(issuer.authority) }),
  },
  { method: 'GET', path: /^\/keys$/, handle: () => ({ status: 200, body: issuer.jwks }) },
  {
    method: 'POST',
    path: /^\/token$/,
    handle: async ({ body }) => {
      const form = new URLSearchParams(body);
      if (form.get('grant_type') !== 'client_credentials') {
        return { status: 400, body: { error: 'unsupported_grant_type' } };
      }
      if (form.get('client_id') !== BOT_APP_ID || !same(form.get('client_secret') ?? '', appPassword)) {
        return { status: 401, body: { error: 'invalid_client' } };
      }
      const access_token = await connectorToken(issuer);
      return { status: 200, body: { token_type: 'Bearer', expires_in: 3600, access_token } };
    },
  },
  {
    method: 'GET',
    path: /^\/tab-token$/,
    allowOrigin: botOrigin,
    handle: async ({ query }) => {
      const person = Object.entries({ ...PERSONAS, deputy: DEPUTY }).find(([name]) => name === query.get('as'))?.[1];
      if (!person) throw new HttpError(400, 'UnknownPersona', 'Use ?as=student, teacher, officer or deputy.');
      return { status: 200, body: { token: await tabToken(issuer, person) } };
    },
  },
];

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
