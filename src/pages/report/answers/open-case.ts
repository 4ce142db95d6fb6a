import { base64 } from '@scure/base';
import { hiddenFromIn } from '../../../reports/envelopes.ts';
import { deriveReceipt, type Receipt, type ReceiptKeys } from '../../../reports/receipt.ts';
import { asSealed, open } from '../../../reports/seal.ts';
import { isRequestOf } from '../../../reports/sign.ts';
import { openThread, type ThreadMessage } from '../../../reports/thread.ts';
import type { ReportStatus } from '../../../reports/wire.ts';
import { type Api, type Away, isAway } from '../api.ts';
import { type CheckedSchool, checkSchool } from '../checked-school.ts';

/** A case as its reporter sees it. Lives in memory until it is closed. */
export type OpenCase = {
  readonly keys: ReceiptKeys;
  readonly school: CheckedSchool;
  readonly status: ReportStatus;
  readonly thread: readonly ThreadMessage[];
  /** From whom the report is hidden; undefined when that cannot be known, and then nothing can be sealed. */
  readonly own: { readonly hiddenFrom: readonly string[] } | undefined;
  /** What is gone without this receipt's signature under it: somebody changed the storage. */
  readonly unsigned: { readonly withdrawal: boolean; readonly contact: boolean };
};

/** Why there is no case to show. `untrusted`: the school's list of keys does not add up. */
export type NotFound = { readonly kind: Away | 'unknown' | 'untrusted' };

/** Finds and opens the case of a receipt. Takes about a second, for the slow hash. */
export async function findCase(receipt: Receipt, api: Api): Promise<OpenCase | NotFound> {
  const school = await trustedSchool(api);
  if ('kind' in school) return school;
  return openCase(await deriveReceipt(receipt, school.tenant), school, api);
}

/** The same case as it is now. */
export async function lookAgain({ keys }: OpenCase, api: Api): Promise<OpenCase | NotFound> {
  const school = await trustedSchool(api);
  return 'kind' in school ? school : openCase(keys, school, api);
}

export async function trustedSchool(api: Api): Promise<CheckedSchool | NotFound> {
  const reply = await api.school();
  if (reply.kind !== 'ok') return { kind: isAway(reply) ? reply.kind : 'unavailable' };
  return checkSchool(reply.value) ?? { kind: 'untrusted' };
}

async function openCase(keys: ReceiptKeys, school: CheckedSchool, api: Api): Promise<OpenCase | NotFound> {
  const reply = await api.lookUp(keys.lookup);
  if (reply.kind === 'ok') return read(keys, school, reply.value);
  if (reply.kind === 'missing') return { kind: 'unknown' };
  return { kind: reply.kind === 'conflict' || reply.kind === 'refused' ? 'unavailable' : reply.kind };
}

async function read(keys: ReceiptKeys, school: CheckedSchool, status: ReportStatus): Promise<OpenCase> {
  const place = { tenant: school.tenant, caseId: status.id };
  const own = await openOwn(keys, place, status);
  const signers = { officers: signersOf(school, own), reporter: keys.verifyKey };
  const thread = await openThread(status.messages, place, keys.identity, signers);
  return { keys, school, status, thread, own, unsigned: unsignedIn(keys, place, status) };
}

function unsignedIn(
  { verifyKey }: ReceiptKeys,
  place: Parameters<typeof isRequestOf>[2],
  { status, contact, withdrawal, contactDeleted }: ReportStatus,
): OpenCase['unsigned'] {
  const signed = (action: 'withdraw' | 'delete-contact', signature: string | undefined) =>
    signature !== undefined && isRequestOf(verifyKey, action, place, '', signature);
  const withdrawn = signed('withdraw', withdrawal);
  return {
    withdrawal: status === 'withdrawn' && !withdrawn,
    // Withdrawing erases name and contact as well.
    contact: !contact && !signed('delete-contact', contactDeleted) && !(status === 'withdrawn' && withdrawn),
  };
}

/** Who may answer here: not those from whom the report is hidden. As long as nobody knows who that is, nobody. */
const signersOf = ({ keyLog, signers }: CheckedSchool, own: OpenCase['own']): readonly string[] =>
  own
    ? keyLog
        .filter(({ officer, verifyKey }) => signers.includes(verifyKey) && !own.hiddenFrom.includes(officer))
        .map(({ verifyKey }) => verifyKey)
    : [];

async function openOwn(
  keys: ReceiptKeys,
  place: { readonly tenant: string; readonly caseId: string },
  status: ReportStatus,
): Promise<OpenCase['own']> {
  if (!status.own) return undefined;
  try {
    const binding = { kind: 'own', ...place, keyEpoch: status.keyEpoch } as const;
    const body = await open(asSealed(base64.decode(status.own)), keys.identity, binding);
    const hiddenFrom = hiddenFromIn(body, place, keys.verifyKey);
    return hiddenFrom && { hiddenFrom };
  } catch {
    return undefined; // damaged, or put there by somebody else
  }
}
