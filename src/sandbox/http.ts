import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from 'node:http';

const MAX_BODY_BYTES = 1024 * 1024;

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The named groups of the route's pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** A string goes out as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Another site's pages may reach a route only if it says from where. */
  readonly allowOrigin?: string;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** A refusal with the shape of the Bot Connector's own errors. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The body as JSON. Throws a 400, also for a content type that a page of another site can send unasked. */
export function jsonBody(call: Call): unknown {
  if (!call.headers['content-type']?.startsWith('application/json')) {
    throw new HttpError(415, 'UnsupportedMediaType', 'Send application/json.');
  }
  try {
    return JSON.parse(call.body);
  } catch {
    throw new HttpError(400, 'BadSyntax', 'The body is not JSON.');
  }
}

/**
 * Serves routes to this machine only. A foreign Host or Origin is refused, so that no web page can use the relay's keys,
 * not by posting to it and not by pointing its own name at 127.0.0.1.
 */
export const serve =
  (routes: readonly Route[]): RequestListener =>
  (request, response) => {
    answer(routes, request)
      .catch(refusal)
      .then(({ status, body, headers }) => {
        const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
        const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers });
        response.end(request.method === 'HEAD' ? undefined : text);
      });
  };

async function answer(routes: readonly Route[], request: IncomingMessage): Promise<Answer> {
  const { headers } = request;
  const ours = [`127.0.0.1:${request.socket.localPort}`, `localhost:${request.socket.localPort}`];
  if (!headers.host || !ours.includes(headers.host)) throw new HttpError(421, 'WrongHost', 'Unknown host.');

  const url = new URL(request.url ?? '/', `http://${headers.host}`);
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const matches = routes.filter(({ path }) => path.test(url.pathname));
  const route = matches.find((candidate) => candidate.method === method);
  const { origin } = headers;
  if (origin && origin !== `http://${headers.host}` && origin !== route?.allowOrigin) {
    throw new HttpError(403, 'ForeignOrigin', 'Not for pages of other sites.');
  }
  if (!route && matches.length > 0) throw new HttpError(405, 'MethodNotAllowed', 'Not with this method.');
  if (!route) throw new HttpError(404, 'NotFound', 'Not found.');

  const body = await read(request);
  const result = await route.handle({
    method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
    params: decode(route.path.exec(url.pathname)?.groups ?? {}),
  });
  if (!route.allowOrigin) return result;
  const cors = { 'access-control-allow-origin': route.allowOrigin, vary: 'Origin' };
  return { ...result, headers: { ...result.headers, ...cors } };
}

function decode(groups: Record<string, string | undefined>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value ?? '')]));
  } catch {
    throw new HttpError(400, 'BadSyntax', 'The address is not well formed.');
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'TooLarge', 'The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refusal(error: unknown): Answer {
  if (error instanceof HttpError) {
    return { status: error.status, body: { error: { code: error.code, message: error.message } } };
  }
  return { status: 500, body: { error: { code: 'RelayFailed', message: 'The relay failed.' } } };
}
