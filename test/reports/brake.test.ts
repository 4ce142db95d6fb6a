import { describe, expect, it } from '@jest/globals';
import { createBrake } from '../../src/reports/brake.ts';

/** A brake whose waits end when the test says so. */
function brakeAt() {
  const clock = { now: 1_000_000 };
  const waits: number[] = [];
  const ends: (() => void)[] = [];
  const brake = createBrake({
    now: () => clock.now,
    wait: (ms) =>
      new Promise((resolve) => {
        waits.push(ms);
        ends.push(resolve);
      }),
  });
  const end = () => {
    for (const resolve of ends.splice(0)) resolve();
  };
  return { brake, clock, waits, end };
}

/** So many misses at the same moment. */
const misses = (brake: { miss: () => Promise<void> }, count: number) =>
  Array.from({ length: count }, () => brake.miss());

describe('the brake on wrong receipts', () => {
  it('costs nothing for a few typing errors a minute, all day long', async () => {
    const { brake, clock, waits } = brakeAt();
    for (let minute = 0; minute < 60; minute++) {
      await Promise.all(misses(brake, 10));
      clock.now += 60_000;
    }
    expect(waits).toEqual([]);
  });

  it('makes each further one wait longer, and nobody longer than five seconds', async () => {
    const { brake, waits, end } = brakeAt();
    const all = misses(brake, 40);
    expect(waits).toHaveLength(30);
    expect(waits.slice(0, 4)).toEqual([250, 500, 750, 1000]);
    expect(waits.slice(0, 20)).toEqual([...new Set(waits)]);
    expect(Math.max(...waits)).toBe(5000);
    end();
    await Promise.all(all);
  });

  it('does not answer before the wait is over', async () => {
    const { brake, end } = brakeAt();
    const order: string[] = [];
    const last = misses(brake, 11)
      .at(-1)
      ?.then(() => order.push('answered'));
    await new Promise(setImmediate);
    order.push('waited');
    end();
    await last;
    expect(order).toEqual(['waited', 'answered']);
  });

  it('refuses when 200 are waiting, and takes more once they are done', async () => {
    const { brake, end } = brakeAt();
    const all = misses(brake, 210);
    await expect(brake.miss()).rejects.toThrow('too-many-tries');
    end();
    await Promise.all(all);
    const next = brake.miss();
    end();
    await next;
  });

  it('counts a wait that failed as over', async () => {
    const brake = createBrake({
      now: () => 0,
      wait: async () => {
        throw new Error('stopped');
      },
    });
    const outcomes = await Promise.allSettled(misses(brake, 10));
    expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true);
    for (let more = 0; more < 300; more++) await expect(brake.miss()).rejects.toThrow('stopped');
  });

  it('is as before three minutes after a flood of any size', async () => {
    const { brake, clock, waits, end } = brakeAt();
    for (let round = 0; round < 100; round++) {
      const all = misses(brake, 100);
      end();
      await Promise.all(all);
    }
    clock.now += 180_000;
    const before = waits.length;
    await Promise.all(misses(brake, 10));
    expect(waits).toHaveLength(before);
  });
});
