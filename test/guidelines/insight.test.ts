import { describe, expect, it } from '@jest/globals';
import { type Count, weekOf } from '../../src/guidelines/counts.store.ts';
import { insightOf } from '../../src/guidelines/insight.ts';
import type { Guideline, GuidelineText } from '../../src/guidelines/model.ts';
import { insight } from '../../src/guidelines/wire.ts';

/** A Sunday: the last day of week 47. */
const TODAY = '2026-11-22';
const LAST_WEEK = '2026-W46';

const text = (title: string): GuidelineText => ({
  ...{ title, phrasings: [], sources: [] },
  ...{ answer: '', steps: '', dos: '', donts: '', help: '', next: '' },
});
const guideline = (id: string): Guideline => ({
  ...{ id, topic: 'snitchen', audience: ['student'], reviewedOn: '2026-11-22', related: [] },
  text: { nl: text(`nl ${id}`), en: text(`en ${id}`) },
});
const asked = (key: string, count: number, period = LAST_WEEK): Count => ({ period, key, count });
const thumbs = (id: string, yes: number, no: number, period = '2026-11-10'): Count[] => [
  { period, key: `${id}.yes`, count: yes },
  { period, key: `${id}.no`, count: no },
];
const weeks = (topics: Count[], today = TODAY) => insightOf({ topics, ratings: [], guidelines: [], today }).weeks;
const entries = (ratings: Count[], ...ids: string[]) =>
  insightOf({ topics: [], ratings, guidelines: (ids.length > 0 ? ids : ['a', 'b', 'c']).map(guideline), today: TODAY })
    .entries;

describe('what students ask about', () => {
  it('has no topic with fewer than 5 in a week, and no week without topics', () => {
    const counts = [asked('snitchen', 4), asked('deepfake', 5), asked('bewijs', 4, '2026-W45')];
    expect(weeks(counts)).toEqual([{ week: LAST_WEEK, topics: [{ topic: 'deepfake', count: 5 }] }]);
  });

  it('does not add small weeks up', () => {
    expect(weeks([asked('snitchen', 4), asked('snitchen', 4, '2026-W45'), asked('snitchen', 4, '2026-W44')])).toEqual(
      [],
    );
  });

  it('has the newest week first, and in a week what was asked most', () => {
    const counts = [
      ...[asked('bewijs', 6, '2026-W45'), asked('snitchen', 9, '2026-W45')],
      ...[asked('bewijs', 5), asked('unknown', 8), asked('deepfake', 5)],
    ];
    expect(weeks(counts).map(({ week, topics }) => [week, ...topics.map(({ topic }) => topic)])).toEqual([
      [LAST_WEEK, 'unknown', 'bewijs', 'deepfake'],
      ['2026-W45', 'snitchen', 'bewijs'],
    ]);
  });

  it('goes back 8 weeks, not 9', () => {
    const counts = [asked('snitchen', 5, '2026-W39'), asked('snitchen', 5, '2026-W38')];
    expect(weeks(counts).map(({ week }) => week)).toEqual(['2026-W39']);
  });

  it('says nothing of a week before it is over: a running count would tell when a question came in', () => {
    const counts = [asked('snitchen', 50, weekOf(TODAY))];
    expect(weeks(counts)).toEqual([]);
    expect(weeks(counts, '2026-11-23')).toHaveLength(1);
  });

  it('follows the weeks over the end of a year', () => {
    const counts = [asked('snitchen', 5, '2026-W53'), asked('snitchen', 6, '2027-W01')];
    expect(weeks(counts, '2027-01-13').map(({ week }) => week)).toEqual(['2027-W01', '2026-W53']);
  });

  it('leaves out a topic that there is no more', () => {
    expect(weeks([asked('oude-naam', 50)])).toEqual([]);
  });
});

describe('answers that do not help', () => {
  it('have 5 thumbs down or more, and keep a small number of thumbs up to themselves', () => {
    expect(entries([...thumbs('a', 4, 4), ...thumbs('b', 4, 5), ...thumbs('c', 5, 5)])).toEqual([
      { entry: 'b', title: { nl: 'nl b', en: 'en b' }, yes: null, no: 5 },
      { entry: 'c', title: { nl: 'nl c', en: 'en c' }, yes: 5, no: 5 },
    ]);
  });

  it('say the same, in the same order, whether nobody or four people put their thumb up', () => {
    const none = entries([...thumbs('a', 0, 6), ...thumbs('b', 4, 6), ...thumbs('c', 2, 6)]);
    expect(entries([...thumbs('a', 4, 6), ...thumbs('b', 0, 6), ...thumbs('c', 3, 6)])).toEqual(none);
  });

  it('come with the worst share first', () => {
    const worst = entries([...thumbs('a', 12, 8), ...thumbs('b', 5, 20), ...thumbs('c', 3, 7)]);
    expect(worst.map(({ entry }) => entry)).toEqual(['c', 'b', 'a']);
  });

  it('have at least one thumb in three down', () => {
    expect(entries([...thumbs('a', 11, 5), ...thumbs('b', 10, 5)]).map(({ entry }) => entry)).toEqual(['b']);
  });

  it('add up the days of 90 days before this week, no other day and no other guideline', () => {
    const days = ['2026-08-18', '2026-11-15'].flatMap((day) => thumbs('a', 0, 4, day));
    const outside = ['2026-08-17', '2026-11-16', TODAY].flatMap((day) => thumbs('a', 9, 9, day));
    expect(entries([...days, ...outside, ...thumbs('gone', 0, 50)])).toMatchObject([{ entry: 'a', yes: null, no: 8 }]);
  });
});

it('the wire refuses a number that is too small to be told', () => {
  const week = (count: number) => ({
    weeks: [{ week: LAST_WEEK, topics: [{ topic: 'snitchen', count }] }],
    entries: [],
  });
  const entry = (yes: number | null, no: number) => ({
    ...{ weeks: [], entries: [{ entry: 'a', title: { nl: '', en: '' }, yes, no }] },
  });
  for (const good of [week(5), entry(5, 5), entry(null, 5)]) expect(insight.parse(good)).toEqual(good);
  for (const bad of [week(4), entry(4, 5), entry(0, 5), entry(null, 4)])
    expect(insight.safeParse(bad).success).toBe(false);
});
