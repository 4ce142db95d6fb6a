import { UserError } from '../errors.ts';
import { answered, type CaseStatus, changeStatus } from './case.ts';
import type { Cases, Kept, NewMessage } from './cases.ts';
import type { Hiding } from './hidden.ts';
import type { Readers } from './intake.ts';
import type { CaseId, Day } from './model.ts';
import type { Note } from './note.ts';
import type { CaseStore, Resealed, StoredCase, StoredFile } from './reports.store.ts';

/** What officers do with cases. */
export type Triage = {
  /** The cases that this officer may see. */
  readonly list: (officerId: string) => Promise<StoredCase[]>;
  /** Names the state of a case for the desk. The store's own name for it holds the moment of the last write. */
  readonly versionOf: (of: StoredCase) => string;
  /** @throws UserError `case-unknown`, also when the case is hidden from this officer. */
  readonly get: (id: CaseId, officerId: string) => Promise<StoredCase>;
  /** Everything of a case for this officer's desk. @throws UserError `case-unknown`, as above */
  readonly fetch: (id: CaseId, officerId: string) => Promise<{ readonly found: StoredCase; readonly file: StoredFile }>;
  /** Whether name and contact are still there. */
  readonly hasContact: (id: CaseId) => Promise<boolean>;
  /** @throws UserError `case-unknown`, `case-status`, `case-changed` when `version` is given and no longer the case's. */
  readonly setStatus: (id: CaseId, to: CaseStatus, officerId: string, version?: string) => Promise<StoredCase>;
  /** Keeps an officer's sealed message; a new case is taken up by it. @throws UserError `case-unknown`, `case-status`, `too-many` */
  readonly addMessage: (id: CaseId, message: NewMessage, officerId: string) => Promise<Kept>;
  /**
   * Keeps what an officer sealed anew for everybody who reads now. Again is harmless.
   *
   * @param keyEpoch the sequence number of the key log whose readers it was sealed to.
   * @throws UserError `case-unknown`, `keys-changed` when the log went on, `case-changed`
   */
  readonly reseal: (
    id: CaseId,
    resealed: Resealed,
    keyEpoch: number,
    officerId: string,
    version: string,
  ) => Promise<StoredCase>;
};

export function createTriage(deps: {
  readonly store: CaseStore;
  readonly cases: Cases;
  readonly readers: () => Promise<Readers>;
  readonly hiding: Hiding;
  readonly announce: (id: CaseId, urgent: boolean) => Promise<void>;
  readonly versionOf: Triage['versionOf'];
  readonly note: Note;
  readonly today: () => Day;
}): Triage {
  const { store, cases, readers, hiding, announce, versionOf, note, today } = deps;

  return {
    ...{ get: cases.get, versionOf },
    async fetch(id, officerId) {
      const found = await cases.get(id, officerId);
      // The line first: nothing leaves that is not in the log.
      await note('fetched', found, officerId, today());
      return { found, file: await store.file(id) };
    },
    hasContact: async (id) => (await store.file(id)).contact !== undefined,
    list: async (officerId) => (await store.list()).filter((one) => !hiding.isHiddenFrom(one, officerId)),
    async setStatus(id, to, officerId, version) {
      const before = await cases.get(id, officerId);
      // Done already, by the same officer: the answer to the first try was lost.
      const done = before.status === to && before.owner === (to === 'in-progress' ? officerId : before.owner);
      if (!done) {
        if (version !== undefined && version !== versionOf(before)) throw new UserError('case-changed');
        const changed = changeStatus(before, to, officerId);
        if (!changed) throw new UserError('case-status');
        if ((await store.replace(changed, before.version)) === 'changed') throw new UserError('case-changed');
      }
      const now = await cases.known(id);
      await note('status', now, officerId, `${to} ${versionOf(now)}`);
      await announce(id, true);
      return now;
    },
    async addMessage(id, message, officerId) {
      const found = await cases.get(id, officerId);
      const outcome = await cases.addMessage(id, message, 'officer', (before) =>
        before.status === 'withdrawn' ? undefined : answered(before, officerId),
      );
      await note('answered', found, officerId, message.id);
      await announce(id, true);
      return outcome;
    },
    async reseal(id, resealed, keyEpoch, officerId, version) {
      const { version: stored, ...before } = await cases.get(id, officerId);
      if (keyEpoch !== (await readers()).keyEpoch) throw new UserError('keys-changed');
      if (before.readersEpoch === keyEpoch) {
        await note('resealed', before, officerId, String(keyEpoch)); // the first try may have stopped just before
        return { ...before, version: stored };
      }
      if (version !== versionOf({ ...before, version: stored })) throw new UserError('case-changed');
      const outcome = await store.reseal({ ...before, readersEpoch: keyEpoch }, stored, resealed);
      if (outcome === 'changed') throw new UserError('case-changed');
      await note('resealed', before, officerId, String(keyEpoch));
      return cases.known(id);
    },
  };
}
