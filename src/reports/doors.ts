import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type * as z from 'zod';
import { UserError } from '../errors.ts';
import type { Budget, Lane } from './budget.ts';
import type { CaseId, Day } from './model.ts';
import { isSolved } from './proof.ts';
import { isSchoolKey } from './school-key.ts';
import type { Door, proof } from './wire.ts';

/** The lanes of the sealed page. Who has the school key of the week is a member. */
export type PageLane = Extract<Lane, 'member' | 'open'>;

/** The way in to the sealed page: anybody may report, and pays for it with a little work of their browser. */
export type Doors = {
  readonly open: (schoolKey: string | undefined) => Door;
  /**
   * Lets one report in, on the work done for it. Nothing of a challenge is kept: because the work is bound to the case,
   * the same proof again can only be the same report again. A light challenge serves for a minute once its lane is strained, else for an hour.
   *
   * @returns the lane whose budget the report takes from.
   * @throws {UserError} `proof` when the work is not right or too old: the door is to be asked again.
   */
  readonly admit: (done: z.infer<typeof proof>, id: CaseId) => PageLane;
};

const VERSION = '1';
const GOOD_FOR_MS = 3_600_000;
/** So long a challenge from before serves in a strained lane; else a flood would do its work on one old light challenge. */
const LIGHT_FOR_MS = 60_000;
/** Nobody notices the one. The other is a second or two on a slow phone, and sixteen times as much for a flood. */
const USUAL_BITS = 14;
const STRAINED_BITS = 18;

/**
 * A challenge is `<version>.<lane>.<expires>.<bits>.<nonce>.<mac>`: every instance can check what another one gave.
 *
 * @param deps.now ms since 1970.
 */
export function createDoors(deps: {
  readonly hashKey: Uint8Array;
  readonly tenant: string;
  readonly budget: Pick<Budget, 'strained'>;
  readonly today: () => Day;
  readonly now: () => number;
}): Doors {
  const { hashKey, tenant, budget, today, now } = deps;
  const macOf = (facts: string) =>
    createHmac('sha256', hashKey)
      .update(JSON.stringify(['bondgenoot/door/v1', tenant, facts]))
      .digest('base64url');
  const bitsNow = (lane: PageLane) => (budget.strained(lane) ? STRAINED_BITS : USUAL_BITS);

  return {
    open(schoolKey) {
      const member = schoolKey !== undefined && isSchoolKey(schoolKey, hashKey, tenant, today());
      const lane: PageLane = member ? 'member' : 'open';
      const bits = bitsNow(lane);
      const expires = (now() + GOOD_FOR_MS).toString(36);
      const facts = [VERSION, lane, expires, bits, randomBytes(12).toString('base64url')].join('.');
      return { challenge: `${facts}.${macOf(facts)}`, bits, member };
    },
    admit({ challenge, counter }, id) {
      const end = challenge.lastIndexOf('.');
      const facts = challenge.slice(0, Math.max(end, 0));
      if (!isSame(challenge.slice(end + 1), macOf(facts))) throw new UserError('proof');
      const [, lane, expires = '', bits] = facts.split('.');
      const left = Number.parseInt(expires, 36) - now();
      // Made by `open` alone, as its code shows.
      const pageLane = lane as PageLane;
      const tooLight = Number(bits) < bitsNow(pageLane) && left < GOOD_FOR_MS - LIGHT_FOR_MS;
      if (left <= 0 || tooLight || !isSolved(challenge, id, counter, Number(bits))) throw new UserError('proof');
      return pageLane;
    },
  };
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
