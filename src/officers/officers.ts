import type { Appointment } from '../config.ts';
import type { KeyLogEntry, Reader } from '../reports/wire.ts';
import { currentLog } from './current-log.ts';
import type { OfficerKey } from './key.ts';
import {
  checkKeyLog,
  hashOf,
  isSameKey,
  type KeyLog,
  type KeyLogFault,
  type KeyOf,
  keysInUse,
  refOf,
} from './keylog.ts';
import type { OfficerStore } from './officers.store.ts';
import { recoveryRef } from './recovery.ts';

/** An appointed officer with a key, as the pages see them. */
export type ActiveReader = Reader;

/** Who may read reports, and with which keys. */
export type Officers = {
  readonly appointment: (id: string) => Appointment | undefined;
  /** What stands for this person in the key log and in what is sealed. */
  readonly refOf: (id: string) => string;
  /** The log as it stands in the table. It may be two seconds old, like the readers. */
  readonly log: () => Promise<KeyLog>;
  /**
   * Everyone who can open a report that is sealed now, and the epoch to seal under. Nobody, as long as the school has
   * not set the root of the log or the log is not borne out by it.
   */
  readonly readers: () => Promise<{
    readonly keyEpoch: number;
    readonly readers: readonly ActiveReader[];
    /** The recovery sheet's key; null also when the log is not borne out. */
    readonly recovery: KeyOf | null;
  }>;
  /** Appointed officers who have a key that waits for a colleague's signature. */
  readonly waiting: () => Promise<readonly ActiveReader[]>;
  /** Reads the log again the next time, for whoever must see what was signed a moment ago. */
  readonly forget: () => void;
  readonly keyOf: (officerId: string) => Promise<OfficerKey | undefined>;
  /**
   * Keeps an officer's new key: in use at once when its line is the first of the log, else waiting until a colleague
   * signs for it. `exists` when this officer has one already that did not go out of use, `refused` when its line cannot be
   * the first.
   */
  readonly addKey: (officerId: string, key: OfficerKey, root?: KeyLogEntry) => Promise<AddedKey>;
  /**
   * Appends a line that this officer signed, with the own key or with the recovery sheet: for a waiting key, for a new
   * sheet, or about a key that goes out of use. `changed` when it does not follow from the log, is signed by another key, or
   * takes a key into use that does not wait.
   */
  readonly approve: (officerId: string, entry: KeyLogEntry) => Promise<'approved' | 'changed'>;
};
export type AddedKey = 'in-use' | 'waiting' | 'exists' | 'refused';

export function createOfficers(deps: {
  readonly appointments: readonly Appointment[];
  readonly store: OfficerStore;
  readonly tenantId: string;
  /** The hash of the log's first line, from the settings. */
  readonly keyLogRoot: string | undefined;
  /** Told once when the log is not borne out, with the rule that it breaks. */
  readonly report: (why: KeyLogFault) => void;
  readonly now?: () => number;
}): Officers {
  const { appointments, store, tenantId, keyLogRoot, report, now = Date.now } = deps;
  const byId = new Map(appointments.map((appointment) => [appointment.id, appointment]));
  const ref = (id: string) => refOf(tenantId, id);
  const current = currentLog({ store, tenantId, keyLogRoot, report, now });
  const asReader = ({ id, name, role }: Appointment, { recipient, verifyKey }: Omit<OfficerKey, 'wrapped'>) => ({
    ...{ officer: ref(id), name, role, recipient, verifyKey },
  });

  const isWaiting = async (entry: KeyLogEntry) => {
    if (entry.officer === recoveryRef(tenantId)) return true; // it is made at the desk of the officer who signs for it
    const colleague = appointments.find(({ id }) => ref(id) === entry.officer);
    const key = colleague && (await store.keyOf(colleague.id));
    return key !== undefined && isSameKey(entry, { ...key, officer: entry.officer });
  };

  return {
    appointment: (id) => byId.get(id),
    refOf: ref,
    keyOf: store.keyOf,
    forget: current.forget,
    log: async () => (await current.read()).log,
    async readers() {
      const { log, good } = await current.read();
      const inUse = good ? keysInUse(log) : [];
      const readers = appointments.flatMap((appointment) => {
        const line = inUse.find(({ officer }) => officer === ref(appointment.id));
        return line ? [asReader(appointment, line)] : [];
      });
      const sheet = inUse.find(({ officer }) => officer === recoveryRef(tenantId));
      const recovery = sheet
        ? { officer: sheet.officer, recipient: sheet.recipient, verifyKey: sheet.verifyKey }
        : null;
      return { keyEpoch: log.length, readers, recovery };
    },
    async waiting() {
      const { log } = await current.read();
      const inUse = keysInUse(log);
      const without = appointments.filter(({ id }) => !inUse.some(({ officer }) => officer === ref(id)));
      const found = await Promise.all(
        without.map(async (appointment) => {
          const key = await store.keyOf(appointment.id);
          return key && !wasInUse(key, log) ? [asReader(appointment, key)] : [];
        }),
      );
      return found.flat();
    },
    async addKey(officerId, key, root) {
      const mine = { ...key, officer: ref(officerId) };
      for (;;) {
        const [before, log] = [await store.keyOf(officerId), await store.log()];
        if (before && !(wasInUse(before, log) && !keysInUse(log).some((line) => isSameKeyPair(line, before))))
          return 'exists';
        const first = log.length === 0;
        if (first && !(root && isFirst(root, tenantId, keyLogRoot) && isSameKey(root, mine))) return 'refused';
        const outcome = before
          ? await store.replaceKey(officerId, key, before)
          : await store.addKey(officerId, key, first ? root : undefined);
        current.forget();
        // Otherwise a colleague's first line, or this officer's other window, came in between; then it is known which.
        if (outcome === 'created') return first ? 'in-use' : 'waiting';
      }
    },
    async approve(officerId, entry) {
      const log = await store.log();
      const mine = keysInUse(log).filter(({ officer }) => [ref(officerId), recoveryRef(tenantId)].includes(officer));
      const follows =
        keyLogRoot !== undefined &&
        mine.some(({ verifyKey }) => verifyKey === entry.signer) &&
        (entry.action === 'retire' || (await isWaiting(entry))) &&
        checkKeyLog([...log, entry], tenantId, keyLogRoot).ok;
      if (!follows) return 'changed';
      const outcome = await store.append(entry);
      current.forget();
      return outcome === 'created' ? 'approved' : 'changed';
    },
  };
}

const isSameKeyPair = (a: Omit<OfficerKey, 'wrapped'>, b: Omit<OfficerKey, 'wrapped'>) =>
  a.recipient === b.recipient && a.verifyKey === b.verifyKey;
const wasInUse = (key: OfficerKey, log: KeyLog) => log.some((line) => isSameKeyPair(line, key));

/** Whether this can be the first line of the log; the only one that can, once the school has set it. */
const isFirst = (entry: KeyLogEntry, tenantId: string, keyLogRoot: string | undefined): boolean =>
  checkKeyLog([entry], tenantId, keyLogRoot ?? hashOf(entry, tenantId)).ok;
