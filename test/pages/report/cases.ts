import { base64 } from '@scure/base';
import type { CaseStatus } from '../../../src/reports/case.ts';
import { aboutMessage, isRequestOf, type ReceiptAction } from '../../../src/reports/sign.ts';
import {
  followUp,
  lookup,
  type Message,
  type ReportStatus,
  type Submission,
  signedRequest,
  submission,
} from '../../../src/reports/wire.ts';
import { TENANT } from './officer.ts';
import type { Answer } from './school.ts';

/** A report as it is kept, with what has come since. */
export type Case = Submission & {
  status: CaseStatus;
  /** Whether name and contact are still there. */
  hasContact: boolean;
  /** Whether somebody took it up, whatever its status is by now. */
  takenUp: boolean;
  withdrawal?: string;
  contactDeleted?: string;
  readonly messages: Message[];
};

const refused = (status: number, code: string): Answer => [status, { error: { code, text: 'x' } }];

/** The cases of a school, with the rules that the real server has. */
export function createCases(keyEpoch: () => number) {
  const all: Case[] = [];

  function respond(path: string, input: unknown): Answer {
    if (path === '/api/reports') return keep(submission.parse(input));
    const wanted = lookup.safeParse(input).data?.lookup;
    const found = all.find(({ receipt }) => receipt.lookup === wanted);
    if (!found) return refused(404, 'not-found');
    if (path === '/api/receipts') return [200, statusOf(found)];
    if (path === '/api/receipts/messages') return write(found, input);
    if (path === '/api/receipts/withdraw') return withdraw(found, input);
    if (path === '/api/receipts/contact') return deleteContact(found, input);
    return refused(404, 'not-found');
  }

  function keep(report: Submission): Answer {
    if (all.some(({ id }) => id === report.id)) return [200, {}];
    if (report.keyEpoch !== keyEpoch()) return refused(409, 'keys-changed');
    all.push({ ...report, status: 'new', hasContact: true, takenUp: false, messages: [] });
    return [201, {}];
  }

  function write(found: Case, input: unknown): Answer {
    const { id, keyEpoch: epoch, sealed, signature } = followUp.parse(input);
    if (found.messages.some((message) => message.id === id)) return [200, {}];
    if (!isAsked(found, 'follow-up', aboutMessage(id, base64.decode(sealed)), signature))
      return refused(403, 'not-signed');
    if (found.status === 'withdrawn') return refused(422, 'case-status');
    if (epoch !== keyEpoch()) return refused(409, 'keys-changed');
    found.messages.push({ id, from: 'reporter', keyEpoch: epoch, day: '2026-11-22', sealed });
    return [201, {}];
  }

  function withdraw(found: Case, input: unknown): Answer {
    const { signature } = signedRequest.parse(input);
    if (!isAsked(found, 'withdraw', '', signature)) return refused(403, 'not-signed');
    if (found.status === 'withdrawn') return [200, {}];
    if (!isWithdrawable(found)) return refused(422, 'case-status');
    Object.assign(found, { status: 'withdrawn', hasContact: false, withdrawal: signature });
    found.messages.length = 0;
    return [200, {}];
  }

  function deleteContact(found: Case, input: unknown): Answer {
    const { signature } = signedRequest.parse(input);
    if (!isAsked(found, 'delete-contact', '', signature)) return refused(403, 'not-signed');
    Object.assign(found, { hasContact: false, contactDeleted: signature });
    return [200, {}];
  }

  return { all, respond };
}

const isAsked = ({ id, receipt }: Case, action: ReceiptAction, about: string, signature: string) =>
  isRequestOf(receipt.verifyKey, action, { tenant: TENANT, caseId: id }, about, signature);

const isWithdrawable = ({ status, takenUp }: Case) => !takenUp && (status === 'new' || status === 'closed');

const statusOf = (found: Case): ReportStatus => {
  const { id, status, keyEpoch, own, hasContact, messages, withdrawal, contactDeleted } = found;
  return {
    ...{ id, tenant: TENANT, status, day: '2026-11-22', keyEpoch, contact: hasContact, messages },
    withdrawable: isWithdrawable(found),
    ...(status !== 'withdrawn' && { own }),
    ...(withdrawal !== undefined && { withdrawal }),
    ...(contactDeleted !== undefined && { contactDeleted }),
  };
};
