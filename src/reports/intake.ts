import { UserError } from '../errors.ts';
import type { Case } from './case.ts';
import type { Cases } from './cases.ts';
import { type Envelopes, notHidden, type Recipient, sealReport } from './envelopes.ts';
import type { Hiding } from './hidden.ts';
import type { CaseId, Day, Filled } from './model.ts';
import { deriveReceipt, newReceipt, type Receipt, type Scrypt } from './receipt.ts';
import type { CaseStore } from './reports.store.ts';

/** The keys to seal to, as of one epoch of the key log. */
export type Readers = {
  readonly keyEpoch: number;
  readonly readers: readonly Recipient[];
  /** The recovery sheet's key, if the school has one. */
  readonly recovery: Recipient | null;
};

/** A report that was sealed by the page. */
export type SealedReport = Pick<Case, 'id' | 'acute' | 'keyEpoch' | 'receipt'> &
  Envelopes & { readonly hiddenFrom: readonly string[] };

/** How reports come in, through both doors. */
export type Intake = {
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
};

export function createIntake(deps: {
  readonly tenantId: string;
  readonly store: CaseStore;
  readonly cases: Cases;
  readonly readers: () => Promise<Readers>;
  readonly hiding: Hiding;
  readonly announce: (id: CaseId, urgent: boolean) => Promise<void>;
  readonly scrypt: Scrypt;
  readonly today: () => Day;
}): Intake {
  const { tenantId, store, cases, readers, hiding, announce, scrypt, today } = deps;

  /** The receipt first: a receipt without a case leads nowhere, a case without a receipt would be lost to its reporter. */
  async function create(newCase: Case, envelopes: Envelopes) {
    // Otherwise whoever knows somebody's lookup id could have it lead to a case of their own.
    if ((await store.addReceipt(newCase.receipt.lookup, newCase.id)) === 'taken') throw new UserError('report-exists');
    const outcome = await store.create(newCase, envelopes);
    // Also after a resend: the first try may have died between storing and announcing.
    await announce(newCase.id, newCase.acute);
    return outcome;
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
    cases.change(id, async ({ version, ...before }) => {
      await mayReplaceReceipt(before);
      const outcome = await store.replace({ ...before, receipt, keyEpoch }, version, { envelopes });
      if (outcome === 'replaced') await store.removeReceipt(before.receipt.lookup);
      return outcome;
    });

  return {
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
      const before = await cases.known(sealed.id);
      if (before.receipt.lookup !== sealed.receipt.lookup) throw new UserError('report-exists');
      return 'known';
    },
    async sealAndKeep(id, filled, nudge, admit) {
      const kept = await store.get(id);
      const { keyEpoch, readers: all, recovery } = await readers();
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
      const binding = { tenant: tenantId, caseId: id, keyEpoch };
      const envelopes = await sealReport(filled, binding, keys, all, nudge, recovery);
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
  };
}

const newCaseOf = (known: Omit<Case, 'status' | 'owner' | 'news' | 'readersEpoch'>): Case => ({
  ...known,
  ...{ status: 'new', owner: undefined, news: false, readersEpoch: known.keyEpoch },
});
