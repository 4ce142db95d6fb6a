import type * as z from 'zod';
import { type Insight, insight } from '../../guidelines/wire.ts';
import type { CaseStatus } from '../../reports/case.ts';
import type { CaseId } from '../../reports/model.ts';
import {
  type CaseFile,
  type CaseList,
  caseFile,
  caseList,
  type Desk,
  desk,
  type KeyLogEntry,
  messageKept,
  type newMessage,
  type ResealedCase,
  refusal,
} from '../../reports/wire.ts';
import type { Host } from './host/host.ts';
import { DeskError, kindOf } from './trouble.ts';
import type { MadeKey } from './vault/calls.ts';

/** The server, as the desk sees it. Every function throws {@link DeskError} and nothing else. */
export type DeskApi = {
  desk(): Promise<Desk>;
  putKey(key: MadeKey): Promise<void>;
  /** Brings the line that this officer signed for a colleague's key. */
  approve(entry: KeyLogEntry): Promise<void>;
  cases(): Promise<CaseList>;
  caseFile(id: CaseId): Promise<CaseFile>;
  /** Brings a case that was sealed anew. Safe to repeat. */
  reseal(id: CaseId, resealed: ResealedCase): Promise<void>;
  changeStatus(id: CaseId, to: CaseStatus, version: string): Promise<void>;
  insight(): Promise<Insight>;
  /** Safe to repeat with the same message. */
  addMessage(id: CaseId, message: z.infer<typeof newMessage>): Promise<z.infer<typeof messageKept>>;
};

const TIME_OUT_MS = 20_000;

/** Makes the client. A token that is refused is asked for once more before the officer is bothered. */
export function deskApi(host: Pick<Host, 'token' | 'locale'>): DeskApi {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    let response = await send(await host.token(), host.locale, method, path, body);
    if (response.status === 401) response = await send(await host.token(), host.locale, method, path, body);
    if (!response.ok) throw await refused(response);
    return response.json().catch(() => undefined); // an answer without a body is as good; what needs one is parsed below
  };
  return {
    desk: async () => parse(desk, await call('GET', '/api/desk')),
    putKey: async (key) => void (await call('PUT', '/api/desk/key', key)),
    approve: async (entry) => void (await call('POST', '/api/desk/keys', { entry })),
    cases: async () => parse(caseList, await call('GET', '/api/desk/cases')),
    caseFile: async (id) => parse(caseFile, await call('GET', `/api/desk/cases/${id}`)),
    insight: async () => parse(insight, await call('GET', '/api/desk/insight')),
    reseal: async (id, resealed) => void (await call('POST', `/api/desk/cases/${id}/envelopes`, resealed)),
    changeStatus: async (id, to, version) => void (await call('POST', `/api/desk/cases/${id}/status`, { to, version })),
    addMessage: async (id, message) =>
      parse(messageKept, await call('POST', `/api/desk/cases/${id}/messages`, message)),
  };
}

async function send(token: string, locale: string, method: string, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': locale,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIME_OUT_MS),
    });
  } catch {
    throw new DeskError('offline');
  }
}

async function refused(response: Response): Promise<DeskError> {
  const told = refusal.safeParse(await response.json().catch(() => undefined));
  return new DeskError(kindOf(response.status), told.success ? told.data.error.text : undefined);
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  // No JSON at all is not our server; JSON of another form is our server in another version.
  if (!parsed.success) throw new DeskError(value === undefined ? 'unexpected' : 'stale');
  return parsed.data;
}
