import { parseOrRefuse, UserError } from '../errors.ts';
import type { HttpReply, HttpRequest, HttpRoute } from '../web/route.ts';
import { withdrawable } from './case.ts';
import { type CaseId, caseId } from './model.ts';
import type { StoredCase, StoredMessage } from './reports.store.ts';
import type { Reports } from './reports.ts';
import { asSealed, SealError } from './seal.ts';
import {
  type CaseFile,
  type CaseList,
  type CaseSummary,
  type Door,
  doorRequest,
  followUp,
  lookup,
  type Message,
  newMessage,
  type RefusedCount,
  type ReportStatus,
  resealed,
  type School,
  type Submission,
  signedRequest,
  statusChange,
  submissionWithProof,
} from './wire.ts';

/** What a door of the page does (`doors.ts`). */
export type Doors = {
  readonly open: (schoolKey: string | undefined) => Door;
  /** Which door a proof came through. @throws UserError `proof` */
  readonly admit: (proof: { challenge: string; counter: number }, id: CaseId) => 'member' | 'open';
};

/** Of how many reports an instance remembers that they were let in. */
const MOST_REMEMBERED = 10_000;

/** The HTTP side of reports: the sealed page's calls, and the desk's calls about cases. */
export function reportApi(deps: {
  readonly reports: Reports;
  readonly school: () => Promise<School>;
  readonly isOfficer: (id: string) => boolean;
  readonly doors: Doors;
  /** Takes one report off what a door lets in; false when there are too many. */
  readonly take: (lane: 'member' | 'open' | 'follow-up') => Promise<boolean>;
  /** What was refused in the last days. */
  readonly refused: () => Promise<readonly RefusedCount[]>;
  /** Called for every wrong receipt; makes somebody who tries many wait. @throws UserError `too-many-tries` */
  readonly miss: () => Promise<void>;
  /** Tells a reporter in the chat that there is a message. False when that did not work. */
  readonly nudge: (address: string, id: CaseId) => Promise<boolean>;
}): HttpRoute[] {
  const { reports, school, isOfficer, doors, take, refused, miss, nudge } = deps;

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

  const summaryOf = (of: StoredCase): CaseSummary => {
    const { id, day, status, acute, member, news, keyEpoch, readersEpoch, owner } = of;
    const version = reports.versionOf(of);
    return {
      ...{ id, day, status, acute, member, news, keyEpoch, readersEpoch, version },
      ...(owner === undefined ? {} : { owner }),
    };
  };

  /** Whoever has the right receipt never waits. */
  const withReceipt = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof UserError && error.code === 'case-unknown') await miss();
      throw error;
    }
  };

  // A report takes from the budget once, however often it is sent: work done for one would else empty a lane.
  const paid = createRecent(MOST_REMEMBERED);

  return [
    open('GET', '/api/school', async () => ({ status: 200, body: await school() })),
    open('POST', '/api/door', async ({ body }) => ({
      status: 200,
      body: doors.open(parseOrRefuse(doorRequest, body).schoolKey),
    })),
    open('POST', '/api/reports', async ({ body }) => {
      const { proof, report, contact, own, ...rest } = parseOrRefuse(submissionWithProof, body);
      const envelopes = { report: admit(report), contact: admit(contact), own: admit(own) };
      const lane = await doorOf(proof, rest);
      if (lane === 'resend' || (paid.has(rest.id) && (await reports.isKept(rest)))) return { status: 200, body: {} };
      if (!paid.has(rest.id) && !(await take(lane))) throw new UserError('busy');
      paid.add(rest.id);
      const outcome = await reports.keep({ ...rest, ...envelopes }, lane === 'member');
      return { status: outcome === 'created' ? 201 : 200, body: {} };
    }),
    open('POST', '/api/receipts', async ({ body }) => {
      const { found, file } = await withReceipt(reports.byReceipt(parseOrRefuse(lookup, body).lookup));
      const { id, status, day, keyEpoch } = found;
      const answer: ReportStatus = {
        ...{ id, status, day, keyEpoch, tenant: (await school()).tenant },
        ...(file.own ? { own: base64(file.own) } : {}),
        contact: file.contact !== undefined,
        withdrawable: withdrawable(found),
        ...(file.withdrawal === undefined ? {} : { withdrawal: file.withdrawal }),
        ...(file.contactDeleted === undefined ? {} : { contactDeleted: file.contactDeleted }),
        messages: file.messages.map(toWire),
      };
      return { status: 200, body: answer };
    }),
    open('POST', '/api/receipts/messages', async ({ body }) => {
      const { lookup: at, signature, sealed, ...message } = parseOrRefuse(followUp, body);
      const admitOne = async () => {
        if (!(await take('follow-up'))) throw new UserError('busy');
      };
      const outcome = await withReceipt(
        reports.followUp(at, { ...message, sealed: admit(sealed) }, signature, admitOne),
      );
      return { status: outcome === 'created' ? 201 : 200, body: {} };
    }),
    open('POST', '/api/receipts/withdraw', async ({ body }) => {
      const { lookup: at, signature } = parseOrRefuse(signedRequest, body);
      await withReceipt(reports.withdraw(at, signature));
      return { status: 200, body: {} };
    }),
    open('POST', '/api/receipts/contact', async ({ body }) => {
      const { lookup: at, signature } = parseOrRefuse(signedRequest, body);
      await withReceipt(reports.deleteContact(at, signature));
      return { status: 200, body: {} };
    }),
    desk('GET', '/api/desk/cases', async (_request, officerId) => {
      const [cases, refusedNow] = await Promise.all([reports.list(officerId), refused()]);
      const body: CaseList = { cases: cases.map(summaryOf), refused: [...refusedNow] };
      return { status: 200, body };
    }),
    desk('GET', '/api/desk/cases/:id', async ({ params }, officerId) => {
      const { found, file: kept } = await reports.fetch(idOf(params), officerId);
      const { report, contact, messages, withdrawal, contactDeleted } = kept;
      const file: CaseFile = {
        summary: summaryOf(found),
        ...(report ? { report: base64(report) } : {}),
        ...(contact ? { contact: base64(contact) } : {}),
        messages: messages.map(toWire),
        receipt: found.receipt,
        ...(withdrawal === undefined ? {} : { withdrawal }),
        ...(contactDeleted === undefined ? {} : { contactDeleted }),
      };
      return { status: 200, body: file };
    }),
    desk('POST', '/api/desk/cases/:id/status', async ({ params, body }, officerId) => {
      const { to, version } = parseOrRefuse(statusChange, body);
      return { status: 200, body: summaryOf(await reports.setStatus(idOf(params), to, officerId, version)) };
    }),
    desk('POST', '/api/desk/cases/:id/messages', async ({ params, body }, officerId) => {
      const id = idOf(params);
      const { sealed, nudge: address, ...message } = parseOrRefuse(newMessage, body);
      const outcome = await reports.addMessage(id, { ...message, sealed: admit(sealed) }, officerId);
      // A resend nudges again: nobody knows whether the first try came so far, and the sign says nothing. Whoever had name
      // and contact erased wants no sign any more, also from a desk that was open before.
      const wanted = address !== undefined && (await reports.hasContact(id));
      const nudged = address === undefined ? {} : { nudged: wanted && (await nudge(address, id)) };
      return { status: outcome === 'created' ? 201 : 200, body: nudged };
    }),
    desk('POST', '/api/desk/cases/:id/envelopes', async ({ params, body }, officerId) => {
      const { version, keyEpoch, report, contact, messages, last } = parseOrRefuse(resealed, body);
      const envelopes = {
        ...(report === undefined ? {} : { report: admit(report) }),
        ...(contact === undefined ? {} : { contact: admit(contact) }),
        messages: messages.map(({ sealed, ...message }) => ({ ...message, sealed: admit(sealed) })),
        last,
      };
      const changed = await reports.reseal(idOf(params), envelopes, keyEpoch, officerId, version);
      return { status: 200, body: summaryOf(changed) };
    }),
  ];

  /** The door of a submission. One that was kept before needs none: its proof may be too old by now. */
  async function doorOf(proof: { challenge: string; counter: number }, sent: Pick<Submission, 'id' | 'receipt'>) {
    try {
      return doors.admit(proof, sent.id);
    } catch (error) {
      // Whether another report has this id is told to nobody who did no work.
      if (await reports.isKept(sent).catch(() => false)) return 'resend' as const;
      throw error;
    }
  }
}

/** The newest ids, up to so many. */
function createRecent(most: number) {
  const ids = new Set<string>();
  return {
    has: (id: string) => ids.has(id),
    add(id: string) {
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > most && oldest !== undefined) ids.delete(oldest);
    },
  };
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
const toWire = ({ id, from, keyEpoch, day, sealed }: StoredMessage): Message => ({
  ...{ id, from, keyEpoch, day },
  sealed: base64(sealed),
});
