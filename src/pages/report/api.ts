import type * as z from 'zod';
import {
  type Door,
  door,
  type followUp,
  type ReportStatus,
  refusal,
  reportStatus,
  type School,
  school,
  type signedRequest,
  type submissionWithProof,
} from '../../reports/wire.ts';

/** Why the school is not to be reached: `offline` is no answer at all, so it may have arrived all the same. */
export type Away = 'busy' | 'unavailable' | 'offline';
/** A request that was answered with no. */
export type No = { readonly kind: 'missing' | 'conflict' | 'refused'; readonly code: string | undefined };
/** What became of a request. */
export type Reply<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: Away } | No;

export type Api = {
  /** Who can read, and the school's name. */
  readonly school: () => Promise<Reply<School>>;
  /** Asks to report. The only place to which the school key goes. */
  readonly door: (schoolKey: string | undefined) => Promise<Reply<Door>>;
  readonly sendReport: (report: z.infer<typeof submissionWithProof>) => Promise<Reply<undefined>>;
  /** What the school has for a receipt's lookup id. */
  readonly lookUp: (lookup: string) => Promise<Reply<ReportStatus>>;
  readonly writeBack: (message: z.infer<typeof followUp>) => Promise<Reply<undefined>>;
  readonly withdraw: (request: z.infer<typeof signedRequest>) => Promise<Reply<undefined>>;
  readonly deleteContact: (request: z.infer<typeof signedRequest>) => Promise<Reply<undefined>>;
};

/** Milliseconds after which a request counts as not answered. */
const PATIENCE = 20_000;
const nothing = () => undefined;

export const api: Api = {
  school: () => request('/api/school', undefined, (value) => school.parse(value)),
  door: (schoolKey) => request('/api/door', schoolKey ? { schoolKey } : {}, (value) => door.parse(value)),
  sendReport: (report) => request('/api/reports', report, nothing),
  lookUp: (lookup) => request('/api/receipts', { lookup }, (value) => reportStatus.parse(value)),
  writeBack: (message) => request('/api/receipts/messages', message, nothing),
  withdraw: (signed) => request('/api/receipts/withdraw', signed, nothing),
  deleteContact: (signed) => request('/api/receipts/contact', signed, nothing),
};

/** @param body is posted as JSON; without one it is a GET. */
async function request<T>(path: string, body: unknown, parse: (value: unknown) => T): Promise<Reply<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      // Nothing that says who or from where.
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return { kind: 'offline' };
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) return refused(response.status, refusal.safeParse(answer).data?.error.code);
  try {
    return { kind: 'ok', value: parse(answer) };
  } catch {
    return { kind: 'unavailable' }; // something answered, but not the school's server as we know it
  }
}

function refused(status: number, code: string | undefined): Exclude<Reply<never>, { kind: 'ok' }> {
  if (status === 429) return { kind: 'busy' };
  if (status >= 500) return { kind: 'unavailable' };
  if (status === 404) return { kind: 'missing', code };
  return { kind: status === 409 ? 'conflict' : 'refused', code };
}

/** Whether trying again later may help. */
export const isAway = (reply: { readonly kind: string }): reply is { readonly kind: Away } =>
  reply.kind === 'busy' || reply.kind === 'unavailable' || reply.kind === 'offline';
