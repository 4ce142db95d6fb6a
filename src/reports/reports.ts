import { UserError } from '../errors.ts';
import { answered, type Case, type CaseStatus, changeStatus, followedUp, withdrawn } from './case.ts';
import { type Envelopes, notHidden, type Recipient, sealReport } from './envelopes.ts';
import type { Hiding } from './hidden.ts';
import { type CaseId, type Day, dayOf, type Filled } from './model.ts';
import { deriveReceipt, newReceipt, type Receipt, type Scrypt } from './receipt.ts';
import type { CaseStore, StoredCase, StoredFile, StoredMessage } from './reports.store.ts';
import { aboutMessage, isRequestOf, type ReceiptAction } from './sign.ts';

/** The keys to seal to, as of one epoch of the key log. */
export type Readers = { readonly keyEpoch: number; readonly readers: readonly Recipient[] };

/** A report that was sealed by the page. */
export type SealedReport = Pick<Case, 'id' | 'acute' | 'keyEpoch' | 'receipt'> &
  Envelopes & { readonly hiddenFrom: readonly string[] };

/** A message as it comes from a page. */
export type NewMessage = Pick<StoredMessage, 'id' | 'keyEpoch' | 'sealed'>;
export type Kept = 'created' | 'exists';

/** Reports from both doors, what officers do with cases, and what reporters do with theirs. */
export type Reports = {
  /**
   * Keeps what the page sealed. The same again (a resend) is `known`.
   *
   * @throws UserError `report-exists`, `no-readers`, `keys-changed`
   */
  readonly keep: (sealed: SealedReport, member: boolean) => Promise<'created' | 'known'>;
  /**
   * Whether this very report was kept before, so that a resend needs to pass no door again. Writes nothing.
   *
   * @throws UserError `report-exists` when another one has its id.
   */
  readonly isKept: (sealed: Pick<SealedReport, 'id' | 'receipt'>) => Promise<boolean>;
  /**
   * Seals and keeps a report from the chat; its text is gone when this returns. A retry with the same id gives the one
   * case a new receipt in place of the old one, until somebody came with the old one or answered to it.
   *
   * @param admit asked before anything slow is done; throws when there are too many.
   * @throws UserError `no-readers`, `report-kept`; `report-unsure` when another try of the same form came in between: sent
   *   once more it gives a receipt.
   */
  readonly sealAndKeep: (
    id: CaseId,
    filled: Filled,
    nudge: string,
    admit: () => Promise<void>,
  ) => Promise<{ readonly receipt: Receipt; readonly again: boolean }>;
  /** The cases that this officer may see. */
  readonly list: (officerId: string) => Promise<StoredCase[]>;
  /** Names the state of a case for the desk. The store's own name for it holds the moment of the last write. */
  readonly versionOf: (of: StoredCase) => string;
  /** @throws UserError `case-unknown`, also when the case is hidden from this officer. */
  readonly get: (id: CaseId, officerId: string) => Promise<StoredCase>;
  readonly file: (id: CaseId) => Promise<StoredFile>;
  /** @throws UserError `case-unknown`, `case-status`, `case-changed` when `version` is given and no longer the case's. */
  readonly setStatus: (id: CaseId, to: CaseStatus, officerId: string, version?: string) => Promise<StoredCase>;
  /** Keeps an officer's sealed message; a new case is taken up by it. @throws UserError `case-unknown`, `case-status`, `too-many` */
  readonly addMessage: (id: CaseId, message: NewMessage, officerId: string) => Promise<Kept>;
  /** What a receipt leads to. @throws UserError `case-unknown` */
  readonly byReceipt: (lookup: string) => Promise<{ readonly found: StoredCase; readonly file: StoredFile }>;
  /**
   * Keeps a message of the reporter.
   *
   * @param admit asked before a new message is kept; throws when there are too many.
   * @throws UserError `case-unknown`, `not-signed`, `keys-changed`, `case-status`, `too-many`
   */
  readonly followUp: (
    lookup: string,
    message: NewMessage,
    signature: string,
    admit: () => Promise<void>,
  ) => Promise<Kept>;
  /** Withdraws a report and erases its text. Again is harmless. @throws UserError `case-unknown`, `not-signed`, `case-status` */
  readonly withdraw: (lookup: string, signature: string) => Promise<void>;
  /** Erases name and contact. Again is harmless. @throws UserError `case-unknown`, `not-signed` */
  readonly deleteContact: (lookup: string, signature: string) => Promise<void>;
};

/** How many messages a case takes: enough for any conversation, and one change of a table can still erase them all. */
const MOST_MESSAGES = 90;

export function createReports(deps: {
  readonly tenantId: string;
  readonly store: CaseStore;
  readonly readers: () => Promise<Readers>;
  readonly hiding: Hiding;
  /** Brings the officers' notice of a case up to date, some time soon. May be called again for the same case. */
  readonly announce: (id: CaseId, urgent: boolean) => Promise<void>;
  readonly scrypt: Scrypt;
  readonly versionOf: Reports['versionOf'];
  readonly today?: () => Day;
}): Reports {
  const { tenantId, store, readers, hiding, announce, scrypt, versionOf, today = () => dayOf(new Date()) } = deps;

  const known = async (id: CaseId) => {
    const found = await store.get(id);
    if (!found) throw new UserError('case-unknown');
    return found;
  };
  const get = async (id: CaseId, officerId: string) => {
    const found = await known(id);
    if (hiding.isHiddenFrom(found, officerId)) throw new UserError('case-unknown');
    return found;
  };

  /** The receipt first: a receipt without a case leads nowhere, a case without a receipt would be lost to its reporter. */
  async function create(newCase: Case, envelopes: Envelopes) {
    // Otherwise whoever knows somebody's lookup id could have it lead to a case of their own.
    if ((await store.addReceipt(newCase.receipt.lookup, newCase.id)) === 'taken') throw new UserError('report-exists');
    const outcome = await store.create(newCase, envelopes);
    // Also after a resend: the first try may have died between storing and announcing.
    await announce(newCase.id, newCase.acute);
    return outcome;
  }

  /** Changes a case as its state of that moment allows; tried again when somebody else wrote in between. */
  async function change<T>(id: CaseId, work: (now: StoredCase) => Promise<T | 'changed'>): Promise<T> {
    for (;;) {
      const outcome = await work(await known(id));
      if (outcome !== 'changed') return outcome;
    }
  }

  /** @throws UserError `report-kept` when the receipt that is in force must stay. */
  async function mayReplaceReceipt({ id, status, receipt }: Case) {
    const { messages } = await store.file(id);
    const old = await store.byReceipt(receipt.lookup);
    // Somebody has the old one, or an answer is sealed to it, which another one could not open.
    if (old?.used || messages.length > 0 || status === 'withdrawn') throw new UserError('report-kept');
  }

  /** Gives a case another receipt and seals it anew: what is sealed names its receipt. A receipt that is shown must work. */
  const giveReceipt = ({ id, receipt, keyEpoch }: Case, envelopes: Envelopes) =>
    change(id, async ({ version, ...before }) => {
      await mayReplaceReceipt(before);
      const outcome = await store.replace({ ...before, receipt, keyEpoch }, version, { envelopes });
      if (outcome === 'replaced') await store.removeReceipt(before.receipt.lookup);
      return outcome;
    });

  const setStatus: Reports['setStatus'] = async (id, to, officerId, version) => {
    const before = await get(id, officerId);
    // Done already, by the same officer: the answer to the first try was lost.
    const done = before.status === to && before.owner === (to === 'in-progress' ? officerId : before.owner);
    if (!done) {
      if (version !== undefined && version !== versionOf(before)) throw new UserError('case-changed');
      const changed = changeStatus(before, to, officerId);
      if (!changed) throw new UserError('case-status');
      if ((await store.replace(changed, before.version)) === 'changed') throw new UserError('case-changed');
    }
    await announce(id, true);
    return known(id);
  };

  /** Adds a message, with what becomes of its case, as one write. */
  const addMessage = (
    id: CaseId,
    message: NewMessage,
    from: StoredMessage['from'],
    next: (before: Case) => Case | undefined,
  ): Promise<Kept> =>
    change(id, async ({ version, ...before }) => {
      const { messages } = await store.file(id);
      if (messages.some((kept) => kept.id === message.id && kept.from === from)) return 'exists';
      const changed = next(before);
      if (!changed) throw new UserError('case-status');
      if (messages.length >= MOST_MESSAGES) throw new UserError('too-many');
      const outcome = await store.replace(changed, version, { message: { ...message, from, day: today() } });
      return outcome === 'replaced' ? 'created' : 'changed';
    });

  /** The case of a receipt, when the receipt's own key signed what is asked. */
  async function signedBy(lookup: string, action: ReceiptAction, about: string, signature: string) {
    const owned = await store.byReceipt(lookup);
    if (!owned) throw new UserError('case-unknown');
    const { id, receipt } = owned.found;
    const place = { tenant: tenantId, caseId: id };
    if (!isRequestOf(receipt.verifyKey, action, place, about, signature)) throw new UserError('not-signed');
    return owned.found;
  }

  return {
    get,
    versionOf,
    file: store.file,
    list: async (officerId) => (await store.list()).filter((one) => !hiding.isHiddenFrom(one, officerId)),
    async isKept({ id, receipt }) {
      const found = await store.get(id);
      if (found && found.receipt.lookup !== receipt.lookup) throw new UserError('report-exists');
      return found !== undefined;
    },
    async keep({ report, contact, own, hiddenFrom, ...sealed }, member) {
      const current = await readers();
      const nobody = notHidden(current.readers, hiddenFrom).length === 0;
      // A key came or went since the page was opened: it must look again to whom it seals. A resend is let through: whoever
      // sends it must not be told that nothing was kept.
      if ((nobody || sealed.keyEpoch !== current.keyEpoch) && !(await store.get(sealed.id))) {
        throw new UserError(nobody ? 'no-readers' : 'keys-changed');
      }
      const hidden = hiding.tokensFor(sealed.id, hiddenFrom);
      const newCase = newCaseOf({ ...sealed, member, hiddenFrom: hidden, day: today() });
      if ((await create(newCase, { report, contact, own })) === 'created') return 'created';
      const before = await known(sealed.id);
      if (before.receipt.lookup !== sealed.receipt.lookup) throw new UserError('report-exists');
      return 'known';
    },
    async sealAndKeep(id, filled, nudge, admit) {
      const kept = await store.get(id);
      const { keyEpoch, readers: all } = await readers();
      // Nobody could open it now. It may be kept all the same, and then it must not be called lost.
      if (notHidden(all, filled.hiddenFrom).length === 0) throw new UserError(kept ? 'report-kept' : 'no-readers');
      await admit();
      if (kept) await mayReplaceReceipt(kept); // before the slow part
      const receipt = newReceipt();
      const keys = await deriveReceipt(receipt, tenantId, scrypt);
      const { lookup, recipient, verifyKey } = keys;
      const newCase = newCaseOf({
        ...{ id, keyEpoch, day: today(), acute: filled.report.danger, member: true },
        hiddenFrom: hiding.tokensFor(id, filled.hiddenFrom),
        receipt: { lookup, recipient, verifyKey },
      });
      const envelopes = await sealReport(filled, { tenant: tenantId, caseId: id, keyEpoch }, keys, all, nudge);
      if (kept) {
        await store.addReceipt(lookup, id);
        try {
          await giveReceipt(newCase, envelopes);
        } catch (error) {
          await store.removeReceipt(lookup);
          throw error;
        }
        await announce(id, filled.report.danger);
      } else if ((await create(newCase, envelopes)) === 'exists') {
        // Another try of the same form was faster, and its receipt may be on the screen already.
        await store.removeReceipt(lookup);
        throw new UserError('report-unsure');
      }
      // A later try may have replaced this receipt while the notice was queued.
      if ((await store.get(id))?.receipt.lookup !== lookup) throw new UserError('report-unsure');
      return { receipt, again: kept !== undefined };
    },
    setStatus,
    async addMessage(id, message, officerId) {
      await get(id, officerId);
      const outcome = await addMessage(id, message, 'officer', (before) =>
        before.status === 'withdrawn' ? undefined : answered(before, officerId),
      );
      await announce(id, true);
      return outcome;
    },
    async byReceipt(lookup) {
      const owned = await store.byReceipt(lookup);
      if (!owned) throw new UserError('case-unknown');
      // From now on a retry at the chat door leaves this receipt in force.
      if (!owned.used) await store.markReceipt(lookup, owned.found.id);
      return { found: owned.found, file: await store.file(owned.found.id) };
    },
    async followUp(lookup, message, signature, admit) {
      const { id } = await signedBy(lookup, 'follow-up', aboutMessage(message.id, message.sealed), signature);
      const { keyEpoch } = await readers();
      const { messages } = await store.file(id);
      const resent = messages.some((kept) => kept.id === message.id);
      // Sealed to keys that are not all in use any more: the page must look again.
      if (!resent && message.keyEpoch !== keyEpoch) throw new UserError('keys-changed');
      if (!resent) await admit();
      const outcome = await addMessage(id, message, 'reporter', followedUp);
      await announce(id, false);
      return outcome;
    },
    async withdraw(lookup, signature) {
      const { id } = await signedBy(lookup, 'withdraw', '', signature);
      await change(id, async ({ version, ...before }) => {
        if (before.status === 'withdrawn') return 'replaced';
        const changed = withdrawn(before);
        if (!changed) throw new UserError('case-status');
        return store.withdraw(changed, version, signature);
      });
      await announce(id, false);
    },
    async deleteContact(lookup, signature) {
      const { id } = await signedBy(lookup, 'delete-contact', '', signature);
      await store.deleteContact(id, signature);
    },
  };
}

const newCaseOf = (known: Omit<Case, 'status' | 'owner' | 'news'>): Case => ({
  ...known,
  ...{ status: 'new', owner: undefined, news: false },
});
