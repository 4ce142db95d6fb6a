import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { type RunningServer, startServer } from '../../src/web/server.ts';
import { freePorts } from '../helpers/azurite.ts';

/** The server alone, without nock: nock stands between the sockets and would unpack a body before it is sent. */
let server: RunningServer;
let received: unknown[];

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const handle = async (body: unknown) => {
    received.push(body);
    return { status: 200, body: {} };
  };
  server = await startServer(
    {
      bot: (_authorization, body) => handle(body),
      routes: [{ method: 'POST', path: '/api/reports', access: 'open', handle: ({ body }) => handle(body) }],
      page: () => undefined,
      checkToken: async () => undefined,
      log: pino({ level: 'silent' }),
    },
    '127.0.0.1',
    port,
  );
});
beforeEach(() => {
  received = [];
});
afterAll(() => server.close());

/** Sends a request over a bare socket and gives the status of the answer. */
async function status(path: string, headers: string, body: Uint8Array): Promise<number> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(`POST ${path} HTTP/1.1\r\nHost: school\r\n${headers}\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(body);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return Number(String(answer).split(' ')[1]);
}
const JSON_TYPE = 'Content-Type: application/json';

describe('the body of a request', () => {
  it('is handed on when it is JSON', async () => {
    expect(await status('/api/reports', JSON_TYPE, Buffer.from('{"a":1}'))).toBe(200);
    expect(received).toEqual([{ a: 1 }]);
  });

  it.each(['/api/messages', '/api/reports'])('is refused at %s when it is packed, whole or broken', async (path) => {
    const packed = gzipSync('{}');
    for (const body of [packed, packed.subarray(0, 8), Buffer.from('this is no gzip')]) {
      expect(await status(path, `${JSON_TYPE}\r\nContent-Encoding: gzip`, body)).toBe(415);
    }
    expect(received).toEqual([]);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('is refused when it is a file, which never touches the disk', async () => {
    const uploads = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('upload_'));
    const before = await uploads();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(1000)], { type: 'image/jpeg' }), 'picture.jpg');
    expect((await fetch(`${server.url}/api/reports`, { method: 'POST', body: form })).status).toBe(415);
    expect(await uploads()).toEqual(before);
  });

  it('is refused over the limit, also when it does not say how long it is', async () => {
    expect(await status('/api/reports', JSON_TYPE, Buffer.alloc(300 * 1024, 'x'))).toBe(413);
    const chunk = 'x'.repeat(200 * 1024);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(`POST /api/reports HTTP/1.1\r\nHost: school\r\n${JSON_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n`);
    for (let i = 0; i < 2; i++) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toContain(' 413 ');
    expect(received).toEqual([]);
  });
});
