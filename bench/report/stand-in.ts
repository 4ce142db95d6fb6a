import { createServer } from 'node:http';
import { connectorRoutes } from '../../src/sandbox/connector.routes.ts';
import type { Delivery } from '../../src/sandbox/delivery.ts';
import { serve } from '../../src/sandbox/http.ts';
import { issuerRoutes } from '../../src/sandbox/issuer.routes.ts';
import { createIssuer, type Issuer } from '../../src/sandbox/issuer.ts';

/** What is Microsoft's: the sandbox's issuer of tokens and its connector, which knows the members and shows nothing. */
export type StandIn = { readonly issuer: Issuer; readonly close: () => Promise<void> };

/** Nobody looks. */
const nowhere: Delivery = {
  post: async () => 'posted',
  update: async () => undefined,
  remove: async () => undefined,
  typing: async () => undefined,
  replay: async () => undefined,
};

export async function standInForMicrosoft(port: number, appPassword: string, botUrl: string): Promise<StandIn> {
  const issuer = await createIssuer(`http://127.0.0.1:${port}`);
  const routes = [...issuerRoutes(issuer, appPassword, botUrl), ...connectorRoutes(issuer, nowhere)];
  const server = createServer(serve(routes));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
