import { describe, expect, it, jest } from '@jest/globals';
import { type CaseId, newCaseId } from '../../src/reports/model.ts';
import { createPersonalLimit } from '../../src/reports/personal-limit.ts';

const TEN_MINUTES = 600_000;
const UNTIL_TEN_THOUSAND = 10_000;

/** A limit with a budget of the chat that answers as the test says. */
function limitWith({ perMinute = 60 } = {}) {
  const clock = { now: 5000 };
  const take = jest.fn<() => Promise<boolean>>().mockResolvedValue(true);
  const refused = jest.fn<() => void>();
  const limit = createPersonalLimit({ perMinute, take, refused, now: () => clock.now });
  /** `in`, or the code of the refusal. */
  const admit = (person: string, id: CaseId = newCaseId()) =>
    limit.admit(person, id).then(
      () => 'in',
      (error: Error) => error.message,
    );
  /** What becomes of so many different reports of one person, one after the other. */
  async function send(person: string, count: number) {
    const told: string[] = [];
    for (let sent = 0; sent < count; sent++) told.push(await admit(person));
    return told;
  }
  return { limit, clock, take, refused, admit, send };
}

const times = (count: number, outcome: string) => Array.from({ length: count }, () => outcome);

describe('one person in the chat', () => {
  it('sends five reports in ten minutes; what is more takes nothing from the budget, and is counted', async () => {
    const { send, take, refused } = limitWith();
    expect(await send('a', 8)).toEqual([...times(5, 'in'), ...times(3, 'own-limit')]);
    expect(take).toHaveBeenCalledTimes(5);
    expect(refused).toHaveBeenCalledTimes(3);
  });

  it('takes nothing from anybody else', async () => {
    const { send } = limitWith();
    await send('a', 20);
    expect(await send('b', 6)).toEqual([...times(5, 'in'), 'own-limit']);
  });

  it('sends no more when everything comes at the same moment', async () => {
    const { admit, take } = limitWith();
    const told = await Promise.all(Array.from({ length: 30 }, () => admit('a')));
    expect(told.filter((outcome) => outcome === 'in')).toHaveLength(5);
    expect(take).toHaveBeenCalledTimes(5);
  });

  it('can send again ten minutes after the first', async () => {
    const { send, clock } = limitWith();
    await send('a', 6);
    clock.now += TEN_MINUTES - 1;
    expect(await send('a', 1)).toEqual(['own-limit']);
    clock.now += 1;
    expect(await send('a', 6)).toEqual([...times(5, 'in'), 'own-limit']);
  });

  it.each([
    [6, 5],
    [60, 5],
    [600, 50],
  ])(
    'gets half of what the chat takes in ten seconds at %d a minute, but at least five: %d',
    async (perMinute, most) => {
      const { send } = limitWith({ perMinute });
      expect(await send('a', most + 1)).toEqual([...times(most, 'in'), 'own-limit']);
    },
  );
});

describe('the same report again', () => {
  it('takes no place and nothing from the budget, also when it comes at the same moment', async () => {
    const { admit, send, take } = limitWith();
    const id = newCaseId();
    expect(await Promise.all([admit('a', id), admit('a', id)])).toEqual(['in', 'in']);
    expect(await send('a', 5)).toEqual([...times(4, 'in'), 'own-limit']);
    // Also when there is no place left for another.
    expect(await admit('a', id)).toBe('in');
    expect(take).toHaveBeenCalledTimes(5);
  });

  it('is refused after ten tries: each costs a slow hash', async () => {
    const { admit, refused } = limitWith();
    const id = newCaseId();
    const told = await Promise.all(Array.from({ length: 12 }, () => admit('a', id)));
    expect(told).toEqual([...times(10, 'in'), ...times(2, 'own-limit')]);
    expect(refused).toHaveBeenCalledTimes(2);
  });
});

describe('while the chat has nothing left for anybody', () => {
  it.each([
    ['busy', () => Promise.resolve(false)],
    ['unavailable', () => Promise.reject(new Error('unavailable'))],
  ])('a try that ends in %j costs no place, however often it is made', async (told, answer) => {
    const { admit, send, take, refused } = limitWith();
    take.mockImplementation(answer);
    const id = newCaseId();
    for (let tries = 0; tries < 30; tries++) expect(await admit('a', id)).toBe(told);
    expect(await send('a', 10)).toEqual(times(10, told));
    // The budget counts them itself.
    expect(refused).not.toHaveBeenCalled();
    take.mockResolvedValue(true);
    expect(await admit('a', id)).toBe('in');
    expect(await send('a', 5)).toEqual([...times(4, 'in'), 'own-limit']);
  });
});

describe('what is remembered', () => {
  it('is ten thousand people at most: the longest ago goes first', async () => {
    const { send, admit } = limitWith();
    await send('first', 6);
    await send('second', 6);
    for (let other = 2; other < UNTIL_TEN_THOUSAND; other++) await admit(`other ${other}`);
    expect(await send('second', 1)).toEqual(['own-limit']);
    expect(await send('first', 1)).toEqual(['in']);
  });

  it('goes when it is over, also when nobody sends any more', async () => {
    const deleted = jest.spyOn(Map.prototype, 'delete');
    try {
      const { limit, clock, send } = limitWith();
      await send('a', 1);
      deleted.mockClear();
      limit.forget();
      expect(deleted).not.toHaveBeenCalled();
      clock.now += TEN_MINUTES;
      limit.forget();
      expect(deleted).toHaveBeenCalledTimes(1);
    } finally {
      deleted.mockRestore();
    }
  });

  it('names nobody and no case, and means nothing in another process', async () => {
    const kept = jest.spyOn(Map.prototype, 'set');
    try {
      const id = newCaseId();
      for (const { admit } of [limitWith(), limitWith()]) await admit('a-person', id);
      const keys = kept.mock.calls.map(([key]) => String(key));
      expect(keys).toHaveLength(4);
      expect(new Set(keys).size).toBe(4);
      for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      // Only what a process cannot know beforehand could lead back to them.
      expect(JSON.stringify(kept.mock.calls)).not.toContain('a-person');
      expect(JSON.stringify(kept.mock.calls)).not.toContain(id);
    } finally {
      kept.mockRestore();
    }
  });
});
