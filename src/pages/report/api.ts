import { type ReportStatus, reportStatus, type School, school } from '../../reports/wire.ts';

/** What became of a request. `offline`: no answer came, so it may have arrived all the same. */
export type Reply<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'missing' | 'conflict' | 'refused' | 'unavailable' | 'offline' };

export type Api = {
  /** Who can read, and the school's name. */
  readonly school: () => Promise<Reply<School>>;
  /** Sends a sealed report: exactly these bytes, so that a resend is recognised. */
  readonly sendReport: (body: string) => Promise<Reply<undefined>>;
  /** What the school has for a receipt's lookup id. */
  readonly lookUp: (lookup: string) => Promise<Reply<ReportStatus>>;
};

/** Milliseconds after which a request counts as not answered. */
const PATIENCE = 20_000;

export const api: Api = {
  school: () => request('/api/school', { method: 'GET' }, (value) => school.parse(value)),
  sendReport: (body) => request('/api/reports', post(body), () => undefined),
  lookUp: (lookup) => request('/api/receipts', post(JSON.stringify({ lookup })), (value) => reportStatus.parse(value)),
};

const post = (body: string): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body });

async function request<T>(path: string, init: RequestInit, parse: (value: unknown) => T): Promise<Reply<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
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
  if (!response.ok) return { kind: refusalOf(response.status) };
  try {
    return { kind: 'ok', value: parse(await response.json().catch(() => undefined)) };
  } catch {
    return { kind: 'unavailable' }; // something answered, but not the school's server as we know it
  }
}

function refusalOf(status: number): 'missing' | 'conflict' | 'refused' | 'unavailable' {
  if (status === 404) return 'missing';
  if (status === 409) return 'conflict';
  return status === 429 || status >= 500 ? 'unavailable' : 'refused';
}
