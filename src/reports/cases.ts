import { UserError } from '../errors.ts';
import type { Case } from './case.ts';
import type { Hiding } from './hidden.ts';
import type { CaseId, Day } from './model.ts';
import type { CaseStore, StoredCase, StoredMessage } from './reports.store.ts';
import { MOST_MESSAGES } from './wire.ts';

/** A message as it comes from a page. */
export type NewMessage = Pick<StoredMessage, 'id' | 'keyEpoch' | 'sealed'>;
export type Kept = 'created' | 'exists';

/** How cases are read and changed, whoever asks for it. */
export type Cases = {
  /** @throws UserError `case-unknown` */
  readonly known: (id: CaseId) => Promise<StoredCase>;
  /** @throws UserError `case-unknown`, also when the case is hidden from this officer. */
  readonly get: (id: CaseId, officerId: string) => Promise<StoredCase>;
  /** Changes a case as its state of that moment allows; tried again when somebody else wrote in between. */
  readonly change: <T>(id: CaseId, work: (now: StoredCase) => Promise<T | 'changed'>) => Promise<T>;
  /**
   * Adds a message, with what becomes of its case, as one write.
   *
   * @param next the case after it, or undefined when its state takes no message.
   * @throws UserError `case-unknown`, `case-status`, `too-many`
   */
  readonly addMessage: (
    id: CaseId,
    message: NewMessage,
    from: StoredMessage['from'],
    next: (before: Case) => Case | undefined,
  ) => Promise<Kept>;
};

export function createCases(deps: {
  readonly store: CaseStore;
  readonly hiding: Hiding;
  readonly today: () => Day;
}): Cases {
  const { store, hiding, today } = deps;

  const known: Cases['known'] = async (id) => {
    const found = await store.get(id);
    if (!found) throw new UserError('case-unknown');
    return found;
  };

  const change: Cases['change'] = async (id, work) => {
    for (;;) {
      const outcome = await work(await known(id));
      if (outcome !== 'changed') return outcome;
    }
  };

  return {
    known,
    change,
    async get(id, officerId) {
      const found = await known(id);
      if (hiding.isHiddenFrom(found, officerId)) throw new UserError('case-unknown');
      return found;
    },
    addMessage: (id, message, from, next) =>
      change<Kept>(id, async ({ version, ...before }) => {
        const { messages } = await store.file(id);
        if (messages.some((kept) => kept.id === message.id && kept.from === from)) return 'exists';
        const changed = next(before);
        if (!changed) throw new UserError('case-status');
        if (messages.length >= MOST_MESSAGES) throw new UserError('too-many');
        const outcome = await store.replace(changed, version, { message: { ...message, from, day: today() } });
        return outcome === 'replaced' ? 'created' : 'changed';
      }),
  };
}
