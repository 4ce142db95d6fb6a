import { solve } from '../../../reports/proof.ts';
import type { Door } from '../../../reports/wire.ts';
import { type Api, type Away, isAway } from '../api.ts';
import type { SealedReport } from '../sealing.ts';

export type Phase = 'proving' | 'sending';

/** Whether the report counts as one from inside the school; `wrong-key`: a school key went along, and is not this week's. */
export type Membership = 'member' | 'no-key' | 'wrong-key';
/**
 * `refused`: it was not kept, and the same bytes will not be either. `lost`: it went out and nothing came back, so that
 * the school may have it all the same.
 */
export type Delivered =
  | { readonly kind: 'received'; readonly membership: Membership }
  | { readonly kind: 'away'; readonly why: Away; readonly lost: boolean }
  | { readonly kind: 'refused' };

/** How often a proof that the school does not take is made anew in one go. */
const PROOFS = 3;

/**
 * Brings one sealed report to the school, as the same bytes however often it takes. Only the proof of work is renewed,
 * when the school no longer takes it.
 *
 * @returns tries once; `say` hears what is going on.
 */
export function createDelivery({ submission }: SealedReport, api: Api, schoolKey: () => string | undefined) {
  let pass: { readonly door: Door; readonly counter: number; readonly membership: Membership } | undefined;

  return async (say: (phase: Phase) => void): Promise<Delivered> => {
    for (let attempt = 0; attempt < PROOFS; attempt++) {
      if (!pass) {
        say('proving');
        const key = schoolKey();
        const door = await api.door(key);
        if (isAway(door)) return { kind: 'away', why: door.kind, lost: false };
        if (door.kind !== 'ok') return { kind: 'refused' };
        const { challenge, bits, member } = door.value;
        const membership = member ? 'member' : key ? 'wrong-key' : 'no-key';
        pass = { door: door.value, membership, counter: await solve(challenge, submission.id, bits) };
      }
      say('sending');
      const { door, counter, membership } = pass;
      const reply = await api.sendReport({ ...submission, proof: { challenge: door.challenge, counter } });
      if (reply.kind === 'ok') return { kind: 'received', membership };
      // Busy is said before anything is kept. A school that is down may have gone down just after.
      if (isAway(reply)) return { kind: 'away', why: reply.kind, lost: reply.kind !== 'busy' };
      if (reply.code !== 'proof') return { kind: 'refused' };
      pass = undefined; // too old, most likely: the page was offline for long
    }
    return { kind: 'refused' };
  };
}

export type Delivery = ReturnType<typeof createDelivery>;
