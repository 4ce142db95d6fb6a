import { UserError } from '../errors.ts';
import { followedUp, withdrawn } from './case.ts';
import type { Cases, Kept, NewMessage } from './cases.ts';
import type { Readers } from './intake.ts';
import type { CaseId } from './model.ts';
import type { Note } from './note.ts';
import type { CaseStore, StoredCase, StoredFile } from './reports.store.ts';
import { aboutMessage, isRequestOf, type ReceiptAction } from './sign.ts';

/** What reporters do with their own case, by their receipt. */
export type ReturnChannel = {
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

export function createReturnChannel(deps: {
  readonly tenantId: string;
  readonly store: CaseStore;
  readonly cases: Cases;
  readonly readers: () => Promise<Readers>;
  readonly announce: (id: CaseId, urgent: boolean) => Promise<void>;
  readonly note: Note;
}): ReturnChannel {
  const { tenantId, store, cases, readers, announce, note } = deps;

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
      const outcome = await cases.addMessage(id, message, 'reporter', followedUp);
      await announce(id, false);
      return outcome;
    },
    async withdraw(lookup, signature) {
      const found = await signedBy(lookup, 'withdraw', '', signature);
      const { id } = found;
      await cases.change(id, async ({ version, ...before }) => {
        if (before.status === 'withdrawn') return 'replaced';
        const changed = withdrawn(before);
        if (!changed) throw new UserError('case-status');
        return store.withdraw(changed, version, signature);
      });
      await note('withdrawn', found, undefined, '');
      await announce(id, false);
    },
    async deleteContact(lookup, signature) {
      const found = await signedBy(lookup, 'delete-contact', '', signature);
      await store.deleteContact(found.id, signature);
      await note('contact-erased', found, undefined, '');
    },
  };
}
