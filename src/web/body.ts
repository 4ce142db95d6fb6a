import type { IncomingMessage } from 'node:http';

/** Largest request body, in bytes: two sealed envelopes in base 64 and what is around them. */
export const MAX_BODY_BYTES = 256 * 1024;

/** A body that is not taken, with the HTTP status to answer. */
export class BodyRefused extends Error {
  readonly status: 400 | 413 | 415;
  constructor(status: 400 | 413 | 415) {
    super(`body refused: ${status}`);
    this.name = 'BodyRefused';
    this.status = status;
  }
}

/**
 * Reads a request's JSON body, in memory, as it is. restify's own parser unpacks gzip, writes uploaded files to disk and
 * dies of a broken archive; this reader takes nothing but JSON.
 *
 * @returns the parsed JSON, or undefined when there is no body.
 * @throws {BodyRefused} 413 when it is too large, 415 when it is packed or no JSON by its type, 400 when it does not parse.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const {
    'content-encoding': encoding = 'identity',
    'content-type': type = '',
    'content-length': length = '0',
  } = request.headers;
  if (Number(length) > MAX_BODY_BYTES) throw new BodyRefused(413);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) throw new BodyRefused(413);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof BodyRefused ? error : new BodyRefused(400); // the connection broke off
  }
  if (size === 0) return undefined;
  if (encoding !== 'identity' || !/^application\/json\b/i.test(type)) throw new BodyRefused(415);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BodyRefused(400);
  }
}
