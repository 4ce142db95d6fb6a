import type { Config } from '../config.ts';
import type { HttpRoute } from './route.ts';

/** `GET /api/session`: how a signed-in page gets its token. Teams gives it; in a sandbox the issuer on this machine does. */
export function sessionApi({ authority, tenantId, schoolName }: Config): HttpRoute[] {
  const signIn =
    authority.kind === 'sandbox' ? { kind: 'local', tokenUrl: `${authority.url}/tab-token` } : { kind: 'teams' };
  const body = { signIn, tenant: tenantId, school: schoolName };
  return [{ method: 'GET', path: '/api/session', access: 'open', handle: async () => ({ status: 200, body }) }];
}
