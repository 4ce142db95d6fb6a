import type { Logger } from 'pino';
import restify from 'restify';
import { codeOf, type ErrorCode } from '../errors.ts';
import { localeOf, strings } from '../locales/index.ts';
import { BodyRefused, readJson } from './body.ts';
import { type PageFile, SECURITY_HEADERS } from './pages.ts';
import type { HttpReply, HttpRequest, HttpRoute } from './route.ts';
import type { TokenCheck } from './token.ts';

/** What the HTTP server needs of the rest of the program. */
export type ServerDeps = {
  readonly bot: (authorization: string, body: unknown) => Promise<HttpReply>;
  readonly routes: readonly HttpRoute[];
  readonly page: (path: string) => PageFile | undefined;
  readonly checkToken: TokenCheck;
  readonly log: Logger;
};

export type RunningServer = { readonly url: string; readonly close: () => Promise<void> };

/** The status of errors that a feature may throw. Everything else is a 500 without a word about its cause. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  unavailable: 503,
  invalid: 400,
  'not-officer': 403,
  'key-exists': 409,
  'case-unknown': 404,
  'case-changed': 409,
  'case-status': 422,
  'report-exists': 409,
  'no-readers': 409,
  'keys-changed': 409,
  proof: 400,
  busy: 429,
  'too-many-tries': 429,
  'not-signed': 403,
  'too-many': 422,
  'key-log': 409,
};

/** Builds the server and listens. @throws when the port is taken. */
export async function startServer(deps: ServerDeps, host: string, port: number): Promise<RunningServer> {
  const server = restify.createServer({ name: 'Bondgenoot', handleUncaughtExceptions: false });
  server.pre((_req, res, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) res.setHeader(name, value);
    return next();
  });
  // restify's own errors quote the request (a path, a broken JSON body); ours carry a code.
  // Its callback is not called: restify would then answer a second time, and that throws where nobody catches it.
  server.on('restifyError', (req: restify.Request, res: restify.Response, error: { statusCode?: number }) => {
    send(
      res,
      refusal(error.statusCode ?? 500, error.statusCode === 404 ? 'not-found' : 'invalid', localeOfRequest(req)),
    );
  });

  server.get('/healthz', async (_req: restify.Request, res: restify.Response) => send(res, { status: 200, body: {} }));
  server.post(
    '/api/messages',
    withBody((req, body) => deps.bot(req.header('authorization', ''), body)),
  );
  for (const route of deps.routes) {
    const method = route.method === 'GET' ? 'get' : route.method === 'POST' ? 'post' : 'put';
    server[method](
      route.path,
      withBody((req, body) => answer(route, req, body, deps)),
    );
  }
  for (const page of ['report', 'desk']) {
    server.get(`/${page}`, async (_req: restify.Request, res: restify.Response) => {
      res.writeHead(308, { Location: `/${page}/` });
      res.end();
    });
    server.get(`/${page}/*`, async (req: restify.Request, res: restify.Response) => sendPage(req, res, deps));
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    url: `http://${host}:${typeof address === 'object' && address ? address.port : port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A restify handler that reads the body, hands it on and sends the reply. Nothing that goes wrong leaves it. */
function withBody(handle: (req: restify.Request, body: unknown) => Promise<HttpReply>) {
  return async (req: restify.Request, res: restify.Response) => {
    try {
      send(res, await handle(req, await readJson(req)));
    } catch (error) {
      const status = error instanceof BodyRefused ? error.status : 500;
      // The rest of a body that was not read must not be taken for the next request.
      res.setHeader('Connection', 'close');
      send(res, refusal(status, status === 500 ? 'internal' : 'invalid', localeOfRequest(req)));
    }
  };
}

/** Runs one route: sign-in first, then the handler; what it throws becomes a code and a sentence. */
async function answer(route: HttpRoute, req: restify.Request, body: unknown, deps: ServerDeps): Promise<HttpReply> {
  const locale = localeOfRequest(req);
  const authorization = req.header('authorization', '');
  const user = route.access === 'signed-in' ? await deps.checkToken(authorization) : undefined;
  const log = (outcome: string | number) =>
    deps.log.info({ event: 'http', method: route.method, route: route.path, outcome });
  if (route.access === 'signed-in' && !user) {
    log(401);
    return refusal(401, 'signed-out', locale);
  }
  const request: HttpRequest = { params: req.params ?? {}, body, authorization, locale, user };
  try {
    const reply = await route.handle(request);
    log(reply.status);
    return reply;
  } catch (error) {
    const code = codeOf(error);
    log(code);
    return refusal(STATUS[code] ?? 500, code, locale);
  }
}

/** A refusal with its stable code and a sentence for the user. */
export function refusal(status: number, code: string, locale: 'nl' | 'en'): HttpReply {
  const { errors, refusals } = strings[locale];
  const sentences: Readonly<Record<string, string | undefined>> = { ...refusals, ...errors };
  return { status, body: { error: { code, text: sentences[code] ?? errors.internal } } };
}

function sendPage(req: restify.Request, res: restify.Response, { page }: ServerDeps) {
  const file = page(req.path());
  if (!file) return send(res, refusal(404, 'not-found', localeOfRequest(req)));
  const packed = /\bbr\b/.test(req.header('accept-encoding', '')) ? file.brotli : undefined;
  const body = packed ?? file.body;
  const encoding = packed ? { 'Content-Encoding': 'br' } : {};
  res.writeHead(200, { ...file.headers, ...encoding, 'Content-Length': body.length });
  res.end(body);
}

function send(res: restify.Response, { status, body }: HttpReply) {
  res.setHeader('Cache-Control', 'no-store');
  if (body === undefined) {
    res.writeHead(status);
    res.end();
    return;
  }
  const json = Buffer.from(JSON.stringify(body));
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': json.length });
  res.end(json);
}

const localeOfRequest = (req: restify.Request) => localeOf(req.header('accept-language', 'nl'));
