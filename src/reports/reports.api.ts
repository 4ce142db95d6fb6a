import { parseOrRefuse, UserError } from '../errors.ts';
import type { HttpReply, HttpRequest, HttpRoute } from '../web/route.ts';
import { caseId } from './model.ts';
import type { CaseStore, StoredCase, StoredMessage } from './reports.store.ts';
import type { Reports } from './reports.ts';
import { asSealed, SealError } from './seal.ts';
import {
  type CaseFile,
  type CaseSummary,
  lookup,
  type Message,
  newMessage,
  type ReportStatus,
  type School,
  statusChange,
  submission,
} from './wire.ts';

/** The HTTP side of reports: the sealed page's three calls, and the desk's calls about cases. */
export function reportApi(deps: {
  readonly reports: Reports;
  readonly store: CaseStore;
  readonly school: () => Promise<School>;
  /** Ed25519 keys that officers signed with, now or before. */
  readonly verifyKeys: () => Promise<readonly string[]>;
  readonly isOfficer: (id: string) => boolean;
}): HttpRoute[] {
  const { reports, store, school, verifyKeys, isOfficer } = deps;

  const open = (method: 'GET' | 'POST', path: string, handle: HttpRoute['handle']): HttpRoute => ({
    ...{ method, path, access: 'open', handle },
  });
  const desk = (
    method: 'GET' | 'POST',
    path: string,
    handle: (request: HttpRequest, officerId: string) => Promise<HttpReply>,
  ): HttpRoute => ({
    ...{ method, path, access: 'signed-in' },
    handle: async (request) => {
      const id = request.user?.id ?? '';
      if (!isOfficer(id)) throw new UserError('not-officer');
      return handle(request, id);
    },
  });

  return [
    open('GET', '/api/school', async () => ({ status: 200, body: await school() })),
    open('POST', '/api/reports', async ({ body }) => {
      const { report, contact, ...rest } = parseOrRefuse(submission, body);
      const sealed = { ...rest, report: admit(report), contact: contact === undefined ? undefined : admit(contact) };
      // The open door does not know who is there; the school key of the week comes with the issue on reporting.
      const outcome = await reports.keep(sealed, false);
      return { status: outcome === 'created' ? 201 : 200, body: {} };
    }),
    open('POST', '/api/receipts', async ({ body }) => {
      const found = await store.byReceipt(parseOrRefuse(lookup, body).lookup);
      if (!found) throw new UserError('case-unknown');
      const { id, status, day } = found;
      const messages = (await store.messages(id)).map(toWire);
      const answer: ReportStatus = {
        id,
        tenant: (await school()).tenant,
        status,
        day,
        messages,
        verifyKeys: [...(await verifyKeys())],
      };
      return { status: 200, body: answer };
    }),
    desk('GET', '/api/desk/cases', async () => ({
      status: 200,
      body: { cases: (await reports.list()).map(summaryOf) },
    })),
    desk('GET', '/api/desk/cases/:id', async ({ params }) => {
      const id = idOf(params);
      const [found, envelopes, messages] = await Promise.all([
        reports.get(id),
        store.envelopes(id),
        store.messages(id),
      ]);
      if (!envelopes) throw new UserError('case-unknown');
      const file: CaseFile = {
        summary: summaryOf(found),
        report: base64(envelopes.report),
        ...(envelopes.contact ? { contact: base64(envelopes.contact) } : {}),
        messages: messages.map(toWire),
        replyTo: found.receipt.recipient,
      };
      return { status: 200, body: file };
    }),
    desk('POST', '/api/desk/cases/:id/status', async ({ params, body }, officerId) => {
      const { to, version } = parseOrRefuse(statusChange, body);
      return { status: 200, body: summaryOf(await reports.setStatus(idOf(params), to, officerId, version)) };
    }),
    desk('POST', '/api/desk/cases/:id/messages', async ({ params, body }, officerId) => {
      const { sealed, ...message } = parseOrRefuse(newMessage, body);
      const outcome = await reports.addMessage(idOf(params), { ...message, sealed: admit(sealed) }, officerId);
      return { status: outcome === 'created' ? 201 : 200, body: {} };
    }),
  ];
}

function admit(base64Text: string) {
  try {
    return asSealed(new Uint8Array(Buffer.from(base64Text, 'base64')));
  } catch (error) {
    throw error instanceof SealError ? new UserError('invalid') : error;
  }
}

function idOf(params: HttpRequest['params']) {
  const parsed = caseId.safeParse(params.id);
  if (!parsed.success) throw new UserError('case-unknown');
  return parsed.data;
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const toWire = ({ id, keyEpoch, day, sealed }: StoredMessage): Message => ({
  ...{ id, keyEpoch, day },
  sealed: base64(sealed),
});
const summaryOf = ({ id, day, status, acute, member, keyEpoch, owner, version }: StoredCase): CaseSummary => ({
  ...{ id, day, status, acute, member, keyEpoch, version },
  ...(owner === undefined ? {} : { owner }),
});
