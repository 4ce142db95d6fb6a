import type { Filled } from '../../../reports/model.ts';
import type { Receipt } from '../../../reports/receipt.ts';
import { SealError } from '../../../reports/seal.ts';
import type { School } from '../../../reports/wire.ts';
import type { Api, Away } from '../api.ts';
import { type CheckedSchool, checkSchool, sameReaders } from '../checked-school.ts';
import { type SealedReport, sealForSchool } from '../sealing.ts';
import { createDelivery, type Delivery, type Membership, type Phase } from './delivery.ts';

/** How often a report that the school refuses is sealed anew before the reporter is told. */
const ATTEMPTS = 3;

/** `changed`: other people can read than the reporter agreed to, so nothing more was sent. */
export type Sent =
  | { readonly kind: 'received'; readonly report: SealedReport; readonly membership: Membership }
  | { readonly kind: 'unsent'; readonly why: Away | 'refused' }
  | { readonly kind: 'changed'; readonly school: School }
  | { readonly kind: 'too-long' };

export type Sender = {
  /** Seals once, and sends the same bytes each time that the same is to be sent, until {@link Sender.forget}. */
  readonly send: (filled: Filled, school: CheckedSchool, say: (phase: Phase) => void) => Promise<Sent>;
  /** Of reports that the school may have all the same: they went out and no answer came, nor a later one for the same. */
  readonly maybeArrived: () => readonly Receipt[];
  /** Nothing that was sealed is to be sent or told any more. */
  readonly forget: () => void;
};

type Made = { readonly what: string; readonly report: SealedReport; readonly deliver: Delivery; lost: boolean };

/** Seals and sends a report, and seals it anew when the school cannot keep it as it is. */
export function createSender(api: Api, schoolKey: () => string | undefined): Sender {
  let made: readonly Made[] = [];

  async function make(what: string, filled: Filled, school: CheckedSchool): Promise<Made> {
    const report = await sealForSchool(filled, school);
    const sealed = { what, report, deliver: createDelivery(report, api, schoolKey), lost: false };
    made = [...made.filter(({ lost }) => lost), sealed]; // what never went out is not needed any more
    return sealed;
  }

  async function send(filled: Filled, agreed: CheckedSchool, say: (phase: Phase) => void): Promise<Sent> {
    const what = JSON.stringify(filled);
    let school = agreed;
    let now = made.findLast((one) => one.what === what);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      now ??= await make(what, filled, school);
      const { report, deliver } = now;
      const outcome = await deliver(say);
      if (outcome.kind === 'received') {
        made = made.filter((one) => one.report !== report);
        return { ...outcome, report };
      }
      if (outcome.kind === 'away') {
        now.lost ||= outcome.lost;
        return { kind: 'unsent', why: outcome.why };
      }
      // Refused, so it was not kept this time: another report has this id, or the readers are others by now.
      const reply = await api.school();
      if (reply.kind !== 'ok') return { kind: 'unsent', why: 'unavailable' };
      made = made.filter((one) => one.lost || one.report !== report);
      now = undefined;
      const met = checkSchool(reply.value);
      if (!met || !sameReaders(agreed, met)) return { kind: 'changed', school: reply.value };
      school = met;
    }
    return { kind: 'unsent', why: 'refused' };
  }

  return {
    send: async (...report) => {
      try {
        return await send(...report);
      } catch (error) {
        const tooLarge = error instanceof SealError && error.code === 'too-large';
        return tooLarge ? { kind: 'too-long' } : { kind: 'unsent', why: 'refused' };
      }
    },
    maybeArrived: () => made.filter(({ lost }) => lost).map(({ report }) => report.receipt),
    forget: () => {
      made = [];
    },
  };
}
