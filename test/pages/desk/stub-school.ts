import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Insight, insight } from '../../../src/guidelines/wire.ts';
import { checkKeyLog, hashOf, isSameKey, keysInUse, refOf } from '../../../src/officers/keylog.ts';
import { recoveryRef } from '../../../src/officers/recovery.ts';
import { answered, type CaseStatus, changeStatus } from '../../../src/reports/case.ts';
import {
  type CaseFile,
  caseFile,
  caseList,
  desk,
  type KeyLogEntry,
  keyApproval,
  messageKept,
  type NewKey,
  newKeyRequest,
  newMessage,
  type Reader,
  type RefusedCount,
  type ResealedCase,
  resealed,
  statusChange,
} from '../../../src/reports/wire.ts';

const PAGES = fileURLToPath(new URL('../../../dist/pages', import.meta.url));
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** What the server sends along with the desk. The hash is that of the empty string: Fluent fills its style elements by script. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types bondgenoot-worker',
  'report-uri /violations', // tells of the worker's violations too, which no console shows
].join('; ');

export const TENANT = '00000000-0000-4000-8000-00000000d001';
export const OFFICER = {
  id: 'officer-1',
  officer: refOf(TENANT, 'officer-1'),
  name: 'Functionaris',
  role: 'officer',
} as const;
export const DAY = '2026-11-22';

/** How the stub answers instead of doing its work. `lost`: does the work, and cuts the line before it answers. */
export type Fault = { readonly status: number; readonly text?: string } | 'unreachable' | 'lost';

/** A school in memory: the desk's page under its real policy, and the desk's api by the wire schemas. */
export type StubSchool = {
  readonly origin: string;
  readonly cases: Map<string, CaseFile>;
  /** Who else reads. Each needs a line of the key log. */
  readonly colleagues: Reader[];
  /** How the officer at the desk is called. */
  officerName: string;
  /** After how many idle minutes the desk locks itself. */
  lockMinutes: number;
  key: NewKey | null;
  keyLog: readonly KeyLogEntry[];
  keyLogRoot: string;
  /** Whether the administrator puts the root in the settings as soon as the first key is made. */
  setsRoot: boolean;
  /** Who is appointed and never made a key. */
  withoutKey: readonly Pick<Reader, 'officer' | 'name' | 'role'>[];
  /** Colleagues whose key nobody has signed for. */
  waiting: readonly Reader[];
  readonly refused: RefusedCount[];
  /** Whether a sign to a reporter arrives. */
  nudgeArrives: boolean;
  insight: Insight;
  signIn: { kind: 'teams' } | { kind: 'local' };
  /** Whether the issuer gives tokens that the api accepts. */
  signedIn: boolean;
  /** By `METHOD path` with `:id` for a case's id. Stays until it is removed. */
  readonly faults: Map<string, Fault>;
  /** Files of the page that another build would have, by path. */
  readonly otherBuild: Map<string, string>;
  /** What arrived, as `METHOD path` with the body. */
  readonly requests: { readonly what: string; readonly body: string }[];
  close(): Promise<void>;
};

export async function startStubSchool(): Promise<StubSchool> {
  const server = createServer((request, response) => void serve(school, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const school: StubSchool = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // listens on a port, not on a pipe
    cases: new Map(),
    colleagues: [],
    officerName: OFFICER.name,
    lockMinutes: 15,
    key: null,
    keyLog: [],
    keyLogRoot: '',
    setsRoot: true,
    withoutKey: [],
    waiting: [],
    refused: [],
    nudgeArrives: true,
    insight: { weeks: [], entries: [] },
    signIn: { kind: 'local' },
    signedIn: true,
    faults: new Map(),
    otherBuild: new Map(),
    requests: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return school;
}

/** The readers the school would tell the pages about now. */
export function readersOf(school: StubSchool): Reader[] {
  const { key, keyLog, keyLogRoot, colleagues } = school;
  const inUse = keyLogRoot !== '' && keysInUse(keyLog).some(({ officer }) => officer === OFFICER.officer);
  return [...(key && inUse ? [readerOf(key, school.officerName)] : []), ...colleagues];
}

/** The recovery sheet's key, by the log. */
export function recoveryOf({ keyLog, keyLogRoot }: StubSchool) {
  const line = keysInUse(keyLog).find(({ officer }) => officer === recoveryRef(TENANT));
  return line && keyLogRoot !== ''
    ? { officer: line.officer, recipient: line.recipient, verifyKey: line.verifyKey }
    : null;
}

function readerOf({ recipient, verifyKey }: NewKey, name: string): Reader {
  const { id: _, ...officer } = OFFICER;
  return { ...officer, name, recipient, verifyKey };
}

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

async function serve(school: StubSchool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', school.origin).pathname;
  if (path.startsWith('/desk')) return sendPage(school, path, request, response);
  const what = `${request.method} ${path.replace(/[0-9A-Z]{26}/, ':id')}`;
  let body = '';
  for await (const chunk of request) body += chunk;
  school.requests.push({ what, body });
  if (what === 'POST /violations') return void response.writeHead(204).end();
  const fault = school.faults.get(what);
  const answer = (status: number, value: unknown) => {
    if (fault === 'lost') return request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  try {
    if (fault === 'unreachable') return void request.socket.destroy();
    if (fault && fault !== 'lost') throw new Refusal(fault.status, fault.text ?? 'De stub weigert.');
    const [status, value] = handle(school, what, path, body, request.headers.authorization);
    answer(status, value);
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 400;
    answer(status, { error: { code: 'stub', text: error instanceof Refusal ? error.message : 'Onjuist verzoek.' } });
  }
}

async function sendPage(
  { faults, otherBuild }: StubSchool,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = path === '/desk/' ? '/desk/index.html' : path;
  const fault = faults.get(`GET ${path}`);
  if (fault && typeof fault !== 'object') return void request.socket.destroy();
  if (fault) return void response.writeHead(fault.status).end();
  try {
    const bytes = otherBuild.get(path) ?? (await readFile(join(PAGES, name)));
    response
      .writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'text/plain', 'content-security-policy': POLICY })
      .end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

function handle(school: StubSchool, what: string, path: string, body: string, authorization?: string) {
  if (what === 'GET /api/session') {
    const signIn =
      school.signIn.kind === 'teams' ? school.signIn : { kind: 'local', tokenUrl: `${school.origin}/tab-token` };
    return [200, { signIn, tenant: TENANT, school: 'Testschool' }] as const;
  }
  if (what === 'GET /tab-token') {
    return [200, { token: school.signedIn ? 'good' : 'old' }] as const;
  }
  if (authorization !== 'Bearer good' || !school.signedIn) throw new Refusal(401, 'Log opnieuw in.');
  switch (what) {
    case 'GET /api/desk':
      return [200, desk.parse(deskOf(school))] as const;
    case 'PUT /api/desk/key':
      if (school.key && !isRetired(school)) throw new Refusal(409, 'Je hebt al een sleutel.');
      return [201, takeKey(school, body)] as const;
    case 'POST /api/desk/keys':
      return [201, approve(school, keyApproval.parse(JSON.parse(body)).entry)] as const;
    case 'GET /api/desk/insight':
      return [200, insight.parse(school.insight)] as const;
    case 'GET /api/desk/cases':
      return [200, caseList.parse({ cases: summariesOf(school), refused: school.refused })] as const;
    case 'GET /api/desk/cases/:id':
      return [200, caseFile.parse(caseAt(school, path))] as const;
    case 'POST /api/desk/cases/:id/status':
      return [200, change(school, caseAt(school, path), statusChange.parse(JSON.parse(body)))] as const;
    case 'POST /api/desk/cases/:id/envelopes':
      return [200, reseal(school, caseAt(school, path), resealed.parse(JSON.parse(body)))] as const;
    case 'POST /api/desk/cases/:id/messages':
      return add(school, caseAt(school, path), newMessage.parse(JSON.parse(body)));
    default:
      throw new Refusal(404, 'Onbekend.');
  }
}

const schoolOf = (school: StubSchool) => ({
  name: 'Testschool',
  tenant: TENANT,
  keyEpoch: school.keyLog.length,
  readers: readersOf(school),
  recovery: recoveryOf(school),
  withoutKey: [...school.withoutKey, ...school.waiting.map(({ officer, name, role }) => ({ officer, name, role }))],
  keyLog: school.keyLog,
  keyLogRoot: school.keyLogRoot,
  answerWithinDays: 2,
  nextReadingDay: DAY,
});

const deskOf = (school: StubSchool) => ({
  ...{
    me: { ...OFFICER, name: school.officerName },
    school: schoolOf(school),
    key: school.key,
    waiting: school.waiting,
  },
  schoolKey: 'ABCDE-FGHJK',
  lockMinutes: school.lockMinutes,
});

const isRetired = ({ key, keyLog }: StubSchool) =>
  keyLog.some((line) => line.action === 'retire' && line.recipient === key?.recipient);

function takeKey(school: StubSchool, body: string) {
  const { root, ...key } = newKeyRequest.parse(JSON.parse(body));
  school.key = key;
  if (root) school.keyLog = [root];
  if (root && school.setsRoot) school.keyLogRoot = hashOf(root, TENANT);
  return {};
}

function approve(school: StubSchool, entry: KeyLogEntry) {
  const log = [...school.keyLog, entry];
  if (entry.action === 'retire') {
    if (!checkKeyLog(log, TENANT, school.keyLogRoot).ok) throw new Refusal(409, 'Veranderd.');
    school.keyLog = log;
    const at = school.colleagues.findIndex((colleague) => isSameKey(colleague, entry));
    if (at >= 0) school.colleagues.splice(at, 1);
    return {};
  }
  if (entry.officer === recoveryRef(TENANT) && checkKeyLog(log, TENANT, school.keyLogRoot).ok) {
    school.keyLog = log;
    return {};
  }
  const own = school.key && isSameKey({ ...school.key, officer: OFFICER.officer }, entry);
  if (own && checkKeyLog(log, TENANT, school.keyLogRoot).ok) {
    school.keyLog = log;
    return {};
  }
  const colleague = school.waiting.find((waiting) => isSameKey(waiting, entry));
  if (!colleague || !checkKeyLog(log, TENANT, school.keyLogRoot).ok) throw new Refusal(409, 'Veranderd.');
  school.keyLog = log;
  school.colleagues.push(colleague);
  school.waiting = school.waiting.filter((waiting) => waiting !== colleague);
  return {};
}

const summariesOf = (school: StubSchool) => [...school.cases.values()].map(({ summary }) => summary);

function caseAt(school: StubSchool, path: string): CaseFile {
  const file = school.cases.get(path.split('/')[4] ?? '');
  if (!file) throw new Refusal(404, 'Deze melding bestaat niet.');
  return file;
}

/** The case as the rules of `reports/case.ts` know it; from whom it is hidden only the server's table says. */
const asCase = ({ summary, receipt }: CaseFile) => ({ ...summary, owner: summary.owner, receipt, hiddenFrom: '' });

function change(school: StubSchool, file: CaseFile, { to, version }: { to: CaseStatus; version: string }) {
  const { summary } = file;
  if (version !== summary.version) throw new Refusal(409, 'Veranderd.');
  const changed = changeStatus(asCase(file), to, OFFICER.id);
  if (!changed) throw new Refusal(422, 'Die stap kan nu niet.');
  const next = { ...summary, status: changed.status, version: `${summary.version}+`, owner: changed.owner };
  school.cases.set(summary.id, { ...file, summary: next });
  return next;
}

function reseal(school: StubSchool, file: CaseFile, { last, keyEpoch, messages, ...sealed }: ResealedCase) {
  const { summary } = file;
  if (keyEpoch !== school.keyLog.length || sealed.version !== summary.version) throw new Refusal(409, 'Veranderd.');
  const { report = file.report, contact = file.contact } = sealed;
  school.cases.set(summary.id, {
    ...{ ...file, summary: last ? { ...summary, readersEpoch: keyEpoch } : summary },
    ...{ ...(report && { report }), ...(contact && { contact }) },
    messages: file.messages.map((message) => ({ ...message, ...messages.find(({ id }) => id === message.id) })),
  });
  return school.cases.get(summary.id)?.summary;
}

function add(school: StubSchool, file: CaseFile, { nudge, ...message }: ReturnType<typeof newMessage.parse>) {
  const { summary, messages } = file;
  const kept = messageKept.parse(nudge === undefined ? {} : { nudged: school.nudgeArrives });
  if (messages.some(({ id }) => id === message.id)) return [200, kept] as const;
  if (summary.status === 'withdrawn') throw new Refusal(422, 'Deze melding is ingetrokken.');
  const { status, owner, news } = answered(asCase(file), OFFICER.id);
  school.cases.set(summary.id, {
    ...file,
    summary: { ...summary, status, owner, news },
    messages: [...messages, { ...message, from: 'officer', day: DAY }],
  });
  return [201, kept] as const;
}
