import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { TabUser } from './route.ts';

const claims = z.object({ tid: z.string(), oid: z.string(), scp: z.string(), ver: z.literal('2.0') });
const SCOPE = 'access_as_user';

/** Checks the bearer token of a tab. Undefined when it is missing, expired, foreign or forged: the caller answers 401. */
export type TokenCheck = (authorization: string) => Promise<TabUser | undefined>;

/**
 * The check of tab tokens (Entra v2): signature against the tenant's keys, issuer, audience, expiry, tenant and scope.
 * A sandbox has another issuer and the very same check.
 */
export function tabTokenCheck(config: Config): TokenCheck {
  const { appId, tenantId, publicUrl, authority } = config;
  const microsoft = `https://login.microsoftonline.com/${tenantId}`;
  const [issuer, keys] =
    authority.kind === 'sandbox'
      ? [`${authority.url}/tabs`, `${authority.url}/keys`]
      : [`${microsoft}/v2.0`, `${microsoft}/discovery/v2.0/keys`];
  const audience = [appId, `api://${new URL(publicUrl).host}/${appId}`];
  const keySet = createRemoteJWKSet(new URL(keys));

  return async (authorization) => {
    const [scheme, token] = authorization.split(' ');
    if (scheme !== 'Bearer' || !token) return undefined;
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer,
        audience,
        algorithms: ['RS256'],
        requiredClaims: ['exp'],
      });
      const { tid, oid, scp } = claims.parse(payload);
      const allowed = tid.toLowerCase() === tenantId && scp.split(' ').includes(SCOPE);
      return allowed ? { id: oid.toLowerCase() } : undefined;
    } catch {
      return undefined; // why a token is refused is nobody's business
    }
  };
}
