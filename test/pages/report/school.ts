import { createServer, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import type { CaseStatus } from '../../../src/reports/case.ts';
import { asSealed, type Binding, open, seal } from '../../../src/reports/seal.ts';
import { signMessage } from '../../../src/reports/sign.ts';
import {
  lookup,
  type Message,
  type Reader,
  type ReportStatus,
  type School,
  type Submission,
  submission,
} from '../../../src/reports/wire.ts';
import { loadPages, SECURITY_HEADERS } from '../../../src/web/pages.ts';

export const TENANT = '11111111-2222-3333-4444-555555555555';
export const DIST = join(import.meta.dirname, '..', '..', '..', 'dist', 'pages');

export type Officer = { readonly reader: Reader; readonly identity: string; readonly signKey: Uint8Array };
export type Call = { readonly path: string; readonly body: string; readonly headers: IncomingHttpHeaders };

/** A school that serves the built page with its real policy, and answers its three calls from memory. */
export type TestSchool = {
  readonly url: string;
  readonly officers: Officer[];
  /** Every call of the page, in order. */
  readonly calls: Call[];
  readonly reports: Submission[];
  readonly messages: Message[];
  status: CaseStatus;
  /** Answers the next call of this path with a status instead; 0 cuts the connection after the report was kept. */
  readonly failNext: (path: string, status: number) => void;
  readonly close: () => Promise<void>;
};

export async function startSchool(officers: readonly Officer[]): Promise<TestSchool> {
  const page = loadPages(DIST, '');
  const failures = new Map<string, number[]>();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://school').pathname;
    const file = page(path);
    if (file) return response.writeHead(200, { ...SECURITY_HEADERS, ...file.headers }).end(file.body);
    let body = '';
    for await (const chunk of request) body += chunk;
    school.calls.push({ path, body, headers: request.headers });
    const failure = failures.get(path)?.shift();
    if (failure) return response.writeHead(failure).end('{"error":{"code":"x","text":"x"}}');
    const [status, answer] = respond(path, body);
    if (failure === 0) return request.socket.destroy();
    return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });

  function respond(path: string, body: string): [number, unknown] {
    if (path === '/api/school') return [200, describe()];
    if (path === '/api/reports') return keep(submission.parse(JSON.parse(body)));
    if (path !== '/api/receipts') return [404, {}];
    const wanted = lookup.parse(JSON.parse(body)).lookup;
    const found = school.reports.find(({ receipt }) => receipt.lookup === wanted);
    return found ? [200, statusOf(found)] : [404, {}];
  }

  function keep(report: Submission): [number, unknown] {
    const before = school.reports.find(({ id }) => id === report.id);
    if (!before) school.reports.push(report);
    return [before ? 200 : 201, {}];
  }

  const describe = (): School => ({
    ...{ name: 'ROC De Proef', tenant: TENANT, keyEpoch: school.officers.length },
    readers: school.officers.map(({ reader }) => reader),
  });
  const statusOf = ({ id }: Submission): ReportStatus => ({
    ...{ id, tenant: TENANT, status: school.status, day: '2026-11-22', messages: school.messages },
    verifyKeys: school.officers.map(({ reader }) => reader.verifyKey),
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const school: TestSchool = {
    url: `http://127.0.0.1:${port}`,
    officers: [...officers],
    calls: [],
    reports: [],
    messages: [],
    status: 'new',
    failNext: (path, status) => failures.set(path, [...(failures.get(path) ?? []), status]),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return school;
}

export async function newOfficer(role: Reader['role'], name: string): Promise<Officer> {
  const identity = await generateHybridIdentity();
  const signKey = ed25519.utils.randomSecretKey();
  const verifyKey = bytesToHex(ed25519.getPublicKey(signKey));
  return { identity, signKey, reader: { role, name, recipient: await identityToRecipient(identity), verifyKey } };
}

/** Opens an envelope of a report as an officer would. */
export const openAs = ({ identity }: Officer, { id, keyEpoch }: Submission, kind: Binding['kind'], sealed: string) =>
  open(asSealed(base64.decode(sealed)), identity, { kind, tenant: TENANT, caseId: id, keyEpoch });

/** A message on a report, sealed to its receipt. @param caseId another case's id makes a message that was moved. */
export async function messageOn(
  report: Submission,
  text: string,
  by: Officer,
  caseId: string = report.id,
): Promise<Message> {
  const id = bytesToHex(crypto.getRandomValues(new Uint8Array(16)));
  const signed = signMessage(text, { tenant: TENANT, caseId, messageId: id }, by.signKey);
  const binding = { kind: 'message', tenant: TENANT, caseId, keyEpoch: 2 } as const;
  return {
    ...{ id, keyEpoch: 2, day: '2026-11-23' },
    sealed: base64.encode(await seal(binding, signed, [report.receipt.recipient])),
  };
}
