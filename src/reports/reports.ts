import { UserError } from '../errors.ts';
import { type Case, type CaseStatus, changeStatus, type ReceiptPublic } from './case.ts';
import { type CaseId, type Contact, type Day, dayOf, type Report } from './model.ts';
import { deriveReceipt, newReceipt, type Receipt, type Scrypt } from './receipt.ts';
import type { CaseStore, StoredCase, StoredMessage } from './reports.store.ts';
import { type Sealed, seal } from './seal.ts';

/** The keys to seal to, as of one epoch of the key log. */
export type Readers = { readonly keyEpoch: number; readonly recipients: readonly string[] };

/** A report that was sealed by the page. */
export type SealedReport = Pick<Case, 'id' | 'acute' | 'keyEpoch' | 'receipt'> & {
  readonly report: Sealed;
  readonly contact: Sealed | undefined;
};

/** Reports from both doors, and what officers do with cases. */
export type Reports = {
  /** Keeps what the page sealed. The same again (a resend) is `known`. @throws UserError `report-exists`, `no-readers`, `keys-changed` */
  readonly keep: (sealed: SealedReport, member: boolean) => Promise<'created' | 'known'>;
  /**
   * Seals and keeps a report from the chat; its text is gone when this returns. A retry with the same id gives the one
   * case a new receipt in place of the old one, as long as nothing was answered to the old one.
   *
   * @throws UserError `no-readers`, `report-kept`
   */
  readonly sealAndKeep: (id: CaseId, report: Report, contact: Contact | undefined) => Promise<Receipt>;
  readonly list: () => Promise<StoredCase[]>;
  /** @throws UserError `case-unknown` */
  readonly get: (id: CaseId) => Promise<StoredCase>;
  /** @throws UserError `case-unknown`, `case-status`, `case-changed` when `version` is given and no longer the case's. */
  readonly setStatus: (id: CaseId, to: CaseStatus, officerId: string, version?: string) => Promise<StoredCase>;
  /** Keeps an officer's sealed message; a new case is taken up by it. @throws UserError `case-unknown` */
  readonly addMessage: (
    id: CaseId,
    message: Omit<StoredMessage, 'day' | 'order'>,
    officerId: string,
  ) => Promise<'created' | 'exists'>;
};

export function createReports(deps: {
  readonly tenantId: string;
  readonly store: CaseStore;
  readonly readers: () => Promise<Readers>;
  /** Brings the officers' notice of a case up to date, some time soon. May be called again for the same case. */
  readonly announce: (id: CaseId, urgent: boolean) => Promise<void>;
  readonly scrypt: Scrypt;
  readonly today?: () => Day;
}): Reports {
  const { tenantId, store, readers, announce, scrypt, today = () => dayOf(new Date()) } = deps;

  const get = async (id: CaseId) => {
    const found = await store.get(id);
    if (!found) throw new UserError('case-unknown');
    return found;
  };

  /** The receipt first: a receipt without a case leads nowhere, a case without a receipt would be lost to its reporter. */
  async function create(newCase: Case, report: Sealed, contact: Sealed | undefined) {
    await store.addReceipt(newCase.receipt.lookup, newCase.id);
    const outcome = await store.create(newCase, { report, contact });
    // Also after a resend: the first try may have died between storing and announcing.
    await announce(newCase.id, newCase.acute);
    return outcome;
  }

  /** Gives a case another receipt. Tried again when somebody else wrote in between: a receipt that is shown must work. */
  async function giveReceipt(id: CaseId, receipt: ReceiptPublic) {
    for (;;) {
      const { version, ...before } = await get(id);
      // An answer is sealed to the receipt of its day; under another one it could not be read.
      if ((await store.messages(id)).length > 0) throw new UserError('report-kept');
      if ((await store.replace({ ...before, receipt }, version)) === 'replaced') return;
    }
  }

  const setStatus: Reports['setStatus'] = async (id, to, officerId, version) => {
    const before = await get(id);
    // Done already, by the same officer: the answer to the first try was lost.
    const done = before.status === to && before.owner === (to === 'in-progress' ? officerId : before.owner);
    if (!done) {
      if (version !== undefined && version !== before.version) throw new UserError('case-changed');
      const changed = changeStatus(before, to, officerId);
      if (!changed) throw new UserError('case-status');
      if ((await store.replace(changed, before.version)) === 'changed') throw new UserError('case-changed');
    }
    await announce(id, true);
    return get(id);
  };

  return {
    get,
    list: store.list,
    async keep({ report, contact, ...sealed }, member) {
      const current = await readers();
      if (current.recipients.length === 0) throw new UserError('no-readers');
      // A key came or went since the page was opened: it must look again to whom it seals. A resend is let through.
      const stale = sealed.keyEpoch !== current.keyEpoch;
      if (stale && !(await store.get(sealed.id))) throw new UserError('keys-changed');
      const newCase: Case = { ...sealed, member, day: today(), status: 'new', owner: undefined };
      if ((await create(newCase, report, contact)) === 'created') return 'created';
      const before = await get(sealed.id);
      if (before.receipt.lookup !== sealed.receipt.lookup) throw new UserError('report-exists');
      return 'known';
    },
    async sealAndKeep(id, report, contact) {
      const { keyEpoch, recipients } = await readers();
      if (recipients.length === 0) throw new UserError('no-readers');
      const receipt = newReceipt();
      const { lookup, recipient, verifyKey } = await deriveReceipt(receipt, tenantId, scrypt);
      const binding = { tenant: tenantId, caseId: id, keyEpoch };
      const newCase: Case = {
        id,
        keyEpoch,
        day: today(),
        status: 'new',
        owner: undefined,
        acute: report.danger,
        member: true,
        receipt: { lookup, recipient, verifyKey },
      };
      const outcome = await create(
        newCase,
        await seal({ kind: 'report', ...binding }, report, recipients),
        contact && (await seal({ kind: 'contact', ...binding }, contact, recipients)),
      );
      if (outcome === 'exists') await giveReceipt(id, newCase.receipt);
      return receipt;
    },
    setStatus,
    async addMessage(id, message, officerId) {
      const { status } = await get(id);
      const order = (await store.messages(id)).length;
      const outcome = await store.addMessage(id, { ...message, order, day: today() });
      // Whoever answers has taken it up; nobody has to say so twice.
      if (status === 'new') await setStatus(id, 'in-progress', officerId);
      return outcome;
    },
  };
}
