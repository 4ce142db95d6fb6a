import type { Appointment } from '../config.ts';
import type { OfficerKey } from './key.ts';
import { epochOf, keysInUse } from './keylog.ts';
import type { OfficerStore } from './officers.store.ts';

/** An appointed officer who has a key: someone who can open reports from now on. */
export type ActiveReader = Pick<Appointment, 'name' | 'role'> & Pick<OfficerKey, 'recipient' | 'verifyKey'>;

/** Who may read reports, and with which keys. */
export type Officers = {
  readonly appointment: (id: string) => Appointment | undefined;
  /** Everyone who can open a report that is sealed now, and the epoch to seal under. */
  readonly readers: () => Promise<{ readonly keyEpoch: number; readonly readers: readonly ActiveReader[] }>;
  /** Every signing key that was ever in use: an answer from a former officer stays genuine. */
  readonly verifyKeys: () => Promise<readonly string[]>;
  readonly keyOf: (officerId: string) => Promise<OfficerKey | undefined>;
  /** Takes an officer's new key into use. `exists` when this officer has one already. */
  readonly addKey: (officerId: string, key: OfficerKey) => Promise<'created' | 'exists'>;
};

/** How often a key is tried again when another officer's key came in between. */
const TRIES = 5;

export function createOfficers(deps: {
  readonly appointments: readonly Appointment[];
  readonly store: OfficerStore;
  readonly today: () => string;
}): Officers {
  const { appointments, store, today } = deps;
  const byId = new Map(appointments.map((appointment) => [appointment.id, appointment]));
  return {
    appointment: (id) => byId.get(id),
    keyOf: store.keyOf,
    async readers() {
      const log = await store.log();
      const readers = keysInUse(log, new Set(byId.keys())).flatMap(({ officerId, recipient, verifyKey }) => {
        const appointment = byId.get(officerId);
        return appointment ? [{ name: appointment.name, role: appointment.role, recipient, verifyKey }] : [];
      });
      return { keyEpoch: epochOf(log), readers };
    },
    async verifyKeys() {
      return (await store.log()).map(({ verifyKey }) => verifyKey);
    },
    async addKey(officerId, { recipient, verifyKey, wrapped }) {
      for (let tries = 0; tries < TRIES; tries++) {
        if (await store.keyOf(officerId)) return 'exists';
        const seq = epochOf(await store.log()) + 1;
        const outcome = await store.add({ seq, officerId, recipient, verifyKey, day: today() }, wrapped);
        if (outcome === 'created') return 'created';
      }
      return 'exists';
    },
  };
}
