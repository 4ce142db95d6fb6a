import { ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { z } from 'zod';
import type { Config } from '../config.ts';

/** Gives a bearer token for the Bot Connector; caches it while it is good. */
export type TokenSource = () => Promise<string>;

const SCOPE = 'https://api.botframework.com/.default';
const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });
/** A token is renewed so long before it ends. */
const MARGIN_MS = 5 * 60_000;

/** How the bot proves who it is: to Microsoft, or to the issuer of the sandbox on this machine. */
export function connectorToken(config: Config): TokenSource {
  const { appId, tenantId, credentials, authority } = config;
  if (authority.kind === 'sandbox') {
    return sandboxToken(authority.url, appId, credentials.type === 'SingleTenant' ? credentials.password : '');
  }
  const credential: TokenCredential =
    credentials.type === 'SingleTenant'
      ? new ClientSecretCredential(tenantId, appId, credentials.password)
      : new ManagedIdentityCredential({ clientId: appId });
  return async () => {
    const token = await credential.getToken(SCOPE);
    if (!token) throw new Error('no token for the Bot Connector');
    return token.token;
  };
}

/** The OAuth client-credentials grant. @azure/identity speaks https only, and a sandbox has no certificate. */
function sandboxToken(authority: string, appId: string, secret: string): TokenSource {
  let cached = { token: '', until: 0 };
  return async () => {
    if (Date.now() < cached.until) return cached.token;
    const response = await fetch(`${authority}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        scope: SCOPE,
      }),
    });
    if (!response.ok) throw new Error(`the sandbox issuer answered ${response.status}`);
    const { access_token, expires_in } = tokenAnswer.parse(await response.json());
    cached = { token: access_token, until: Date.now() + expires_in * 1000 - MARGIN_MS };
    return access_token;
  };
}
