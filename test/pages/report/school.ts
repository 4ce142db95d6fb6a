import { createServer, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { hashOf } from '../../../src/officers/keylog.ts';
import type { School } from '../../../src/reports/wire.ts';
import { loadPages, type PageFile, SECURITY_HEADERS } from '../../../src/web/pages.ts';
import { type Case, createCases } from './cases.ts';
import { createDoor } from './door.ts';
import { logOf, type Officer, TENANT } from './officer.ts';
import { asQuick, type Pace } from './pace.ts';

export const DIST = join(import.meta.dirname, '..', '..', '..', 'dist', 'pages');

export type Call = { readonly path: string; readonly body: string; readonly headers: IncomingHttpHeaders };
export type Answer = readonly [status: number, body: unknown];

/** A school that serves the built page with its real policy, and answers its calls from memory. */
export type TestSchool = {
  readonly url: string;
  /** Who reads, and whose keys are in the log, in this order. */
  readonly officers: Officer[];
  /** Who is appointed and has no key in use. */
  readonly withoutKey: School['withoutKey'];
  /** What the school says of itself, changed on the way: by somebody who can write to the tables, or runs the server. */
  tamper: (school: School) => School;
  /** Every call of the page, in order. */
  readonly calls: Call[];
  /** Every request for a part of the page, in order. */
  readonly files: Call[];
  readonly reports: Case[];
  /** Answers the next call of this path with a status instead; 0 cuts the connection after the call was handled. */
  readonly failNext: (path: string, status: number, code?: string) => void;
  readonly close: () => Promise<void>;
};

/** Read once for a test file: the build is done by then. */
const pages = new Map<Pace, (path: string) => PageFile | undefined>();
function pagesAt(pace: Pace): (path: string) => PageFile | undefined {
  const built = pages.get(pace) ?? (pace === 'real' ? loadPages(DIST, '') : asQuick(loadPages(DIST, '')));
  pages.set(pace, built);
  return built;
}

const refused = (code: string) => ({ error: { code, text: 'x' } });

export async function startSchool(officers: readonly Officer[], pace: Pace): Promise<TestSchool> {
  const page = pagesAt(pace);
  const failures = new Map<string, { status: number; code: string }[]>();
  const keyEpoch = () => school.officers.length;
  const door = createDoor();
  const cases = createCases(keyEpoch);

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://school').pathname;
    const file = page(path);
    if (file) school.files.push({ path, body: '', headers: request.headers });
    if (file) return response.writeHead(200, { ...SECURITY_HEADERS, ...file.headers }).end(file.body);
    let body = '';
    for await (const chunk of request) body += chunk;
    school.calls.push({ path, body, headers: request.headers });
    const failure = failures.get(path)?.shift();
    const [status, answer] = failure?.status ? [failure.status, refused(failure.code)] : respond(path, body);
    if (failure?.status === 0) return request.socket.destroy();
    return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });

  function respond(path: string, body: string): Answer {
    if (path === '/api/school') return [200, school.tamper(describe())];
    const input: unknown = body ? JSON.parse(body) : undefined;
    if (path === '/api/door') return [200, door.open(input)];
    if (path === '/api/reports' && !door.admits(input)) return [400, refused('proof')];
    return cases.respond(path, input);
  }

  function describe(): School {
    const keyLog = [...logOf(school.officers)];
    const [root] = keyLog;
    return {
      ...{ name: 'ROC De Proef', tenant: TENANT, keyEpoch: keyEpoch(), keyLog },
      readers: school.officers.map(({ reader }) => reader),
      withoutKey: school.withoutKey,
      recovery: null,
      keyLogRoot: root ? hashOf(root, TENANT) : '',
      ...{ answerWithinDays: 3, nextReadingDay: '2026-11-23' },
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const school: TestSchool = {
    url: `http://127.0.0.1:${port}`,
    officers: [...officers],
    withoutKey: [],
    tamper: (described) => described,
    calls: [],
    files: [],
    reports: cases.all,
    failNext: (path, status, code = 'x') => failures.set(path, [...(failures.get(path) ?? []), { status, code }]),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return school;
}
