import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createDoors } from '../../src/reports/doors.ts';
import { type CaseId, newCaseId } from '../../src/reports/model.ts';
import { isSolved, solve } from '../../src/reports/proof.ts';
import { schoolKeyOf } from '../../src/reports/school-key.ts';
import { door as doorSchema } from '../../src/reports/wire.ts';

const KEY = new Uint8Array(32).fill(7);
const TENANT = '6c1c4b0e-6f2c-4c55-8d8b-3d1f2a0b9c10';
const TODAY = '2026-11-22';
const MINUTE = 60_000;
const SCHOOL_KEY = schoolKeyOf(KEY, TENANT, TODAY);

/** An instance of the program with a clock of its own, which a test may turn. */
function doorsWith(change: { hashKey?: Uint8Array; tenant?: string; strained?: string[] } = {}) {
  const { hashKey = KEY, tenant = TENANT, strained = [] } = change;
  const clock = { now: Date.parse(TODAY) };
  const budget = { strained: (lane: string) => strained.includes(lane) };
  const doors = createDoors({ hashKey, tenant, budget, today: () => TODAY, now: () => clock.now });
  return { ...doors, clock, strained };
}

type Doors = Pick<ReturnType<typeof doorsWith>, 'open'>;
async function solved(doors: Doors, id: CaseId, schoolKey?: string) {
  const { challenge, bits } = doors.open(schoolKey);
  return { challenge, counter: await solve(challenge, id, bits) };
}

describe('the door of the sealed page', () => {
  const doors = doorsWith();
  const id = newCaseId();

  it.each([
    ['with the school key', SCHOOL_KEY, 'member'],
    ['with the school key as it was typed', ` ${SCHOOL_KEY.toLowerCase()} `, 'member'],
    ['without', undefined, 'open'],
    ['with a key of another week', schoolKeyOf(KEY, TENANT, '2026-11-08'), 'open'],
    ['with a key of another school', schoolKeyOf(KEY, 'another', TODAY), 'open'],
    ['with garbage', '<script>', 'open'],
  ] as const)('lets a report in %s', async (_how, schoolKey, lane) => {
    expect(doors.open(schoolKey).member).toBe(lane === 'member');
    expect(doors.admit(await solved(doors, id, schoolKey), id)).toBe(lane);
  });

  it('says what the page can read, and another challenge each time', () => {
    const all = Array.from({ length: 50 }, () => doorSchema.parse(doors.open(SCHOOL_KEY)).challenge);
    expect(new Set(all).size).toBe(50);
    for (const challenge of all) expect(challenge).toMatch(/^1\.member\.[0-9a-z]{8}\.14\.[\w-]{16}\.[\w-]{43}$/);
  });

  it('takes what another instance gave: nothing is kept', async () => {
    expect(doorsWith().admit(await solved(doors, id), id)).toBe('open');
  });

  it('lets the same proof in again for the same case alone: a resend', async () => {
    const proof = await solved(doors, id);
    expect(doors.admit(proof, id)).toBe('open');
    expect(doors.admit(proof, id)).toBe('open');
    const others = Array.from({ length: 20 }, () => newCaseId());
    for (const other of others.filter((one) => !isSolved(proof.challenge, one, proof.counter, 14))) {
      expect(() => doors.admit(proof, other)).toThrow('proof');
    }
  });

  it('is closed without the work', async () => {
    const { challenge, counter } = await solved(doors, id);
    // The first number that will do was found; none before it does.
    for (let before = 0; before < Math.min(counter, 50); before++) {
      expect(() => doors.admit({ challenge, counter: before }, id)).toThrow('proof');
    }
  });

  it('is open for an hour and then no more', async () => {
    const { clock, ...later } = doorsWith();
    const proof = await solved(later, id);
    clock.now += 60 * MINUTE - 1;
    expect(later.admit(proof, id)).toBe('open');
    clock.now += 1;
    expect(() => later.admit(proof, id)).toThrow('proof');
  });

  it('does not take a challenge of another school or of another hash key', async () => {
    for (const other of [doorsWith({ tenant: 'another' }), doorsWith({ hashKey: new Uint8Array(32).fill(8) })]) {
      const proof = await solved(other, id);
      expect(other.admit(proof, id)).toBe('open');
      expect(() => doors.admit(proof, id)).toThrow('proof');
    }
  });

  it.each([
    ['another lane', (c: string) => c.replace('open', 'member')],
    ['a later end', (c: string) => c.replace(/^(1\.open\.)./, '$1z')],
    ['fewer bits', (c: string) => c.replace('.14.', '.0.')],
    ['another version', (c: string) => c.replace(/^1/, '2')],
    ['no signature', (c: string) => c.slice(0, c.lastIndexOf('.') + 1)],
    ['one part more', (c: string) => `${c}.x`],
  ])('does not take a forged challenge: %s', async (_what, forge) => {
    const challenge = forge(doors.open(undefined).challenge);
    const counter = await solve(challenge, id, 14);
    expect(() => doors.admit({ challenge, counter }, id)).toThrow('proof');
  });

  it('does not take garbage, and nothing breaks on it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (challenge) => {
        expect(() => doors.admit({ challenge, counter: 0 }, id)).toThrow('proof');
      }),
    );
  });
});

describe('a door in a flood', () => {
  const id = newCaseId();

  it('asks for more work in the strained lane and not in the other', async () => {
    const flooded = doorsWith({ strained: ['open'] });
    expect(flooded.open(undefined).bits).toBe(18);
    expect(flooded.open(SCHOOL_KEY).bits).toBe(14);
    expect(flooded.admit(await solved(flooded, id), id)).toBe('open');
  });

  it('is not opened by the light work', async () => {
    const flooded = doorsWith({ strained: ['open'] });
    let [challenge, light, heavy] = ['', 0, 0];
    // Once in sixteen times the first light number is a heavy one as well.
    while (light === heavy) {
      challenge = flooded.open(undefined).challenge;
      light = await solve(challenge, id, 14);
      heavy = await solve(challenge, id, 18);
    }
    expect(() => flooded.admit({ challenge, counter: light }, id)).toThrow('proof');
    expect(flooded.admit({ challenge, counter: heavy }, id)).toBe('open');
  });

  it('takes a light challenge from before for a minute, so that nobody who just asked must ask again', async () => {
    const { clock, strained, ...doors } = doorsWith();
    const [other, mine] = [await solved(doors, id), await solved(doors, id, SCHOOL_KEY)];
    strained.push('open');
    clock.now += MINUTE;
    expect(doors.admit(other, id)).toBe('open');
    clock.now += 1;
    // Else a flood would do all its work on one old challenge.
    expect(() => doors.admit(other, id)).toThrow('proof');
    expect(doors.admit(mine, id)).toBe('member');
    strained.pop();
    expect(doors.admit(other, id)).toBe('open');
  });
});
