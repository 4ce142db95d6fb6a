import { describe, expect, it } from '@jest/globals';
import { type Calibration, calibrate, judge, leftOut } from '../../src/guidelines/calibration.ts';
import { type Candidate, subjectOf } from '../../src/guidelines/candidates.ts';
import type { Guideline } from '../../src/guidelines/model.ts';
import type { Ranked } from '../../src/guidelines/search.ts';
import type { Findable } from '../../src/guidelines/text-index.ts';

const guideline = (id: string, topic: Guideline['topic']): Candidate => ({
  kind: 'guideline',
  // Nothing else of an entry is looked at.
  guideline: { id, topic } as Guideline,
});
const leak = guideline('leak', 'foto-gelekt');
const leakOther = guideline('leak-other', 'foto-gelekt');
const police = guideline('police', 'aangifte-politie-halt');
const outOfScope: Candidate = { kind: 'out-of-scope' };
const calibration: Calibration = { inScope: [0, 1], right: [0, 1] };
const ranked = (...scores: [Candidate, number][]): Ranked<Candidate>[] =>
  scores.map(([entry, score]) => ({ entry, score }));
const first = (...scores: [Candidate, number][]) => judge(ranked(...scores), calibration).likely[0]?.chance ?? 0;

describe('the chance that a candidate is right', () => {
  it('rises with its score, falls with its rival and with what is out of scope', () => {
    const before = first([leak, 0.5], [police, 0.3], [outOfScope, 0.2]);
    expect(first([leak, 0.6], [police, 0.3], [outOfScope, 0.2])).toBeGreaterThan(before);
    expect(first([leak, 0.5], [police, 0.4], [outOfScope, 0.2])).toBeLessThan(before);
    expect(first([leak, 0.5], [police, 0.3], [outOfScope, 0.3])).toBeLessThan(before);
  });

  it('is raised by another entry about the same subject: either is right', () => {
    const alone = first([leak, 0.5], [police, 0.3], [outOfScope, 0.2]);
    expect(first([leak, 0.5], [leakOther, 0.49], [police, 0.3], [outOfScope, 0.2])).toBeGreaterThan(alone);
  });

  it('is between 0 and 1, and never more than the chance that the bot can answer', () => {
    const { inScope, likely } = judge(ranked([leak, 0.9], [police, 0.1]), calibration);
    expect(inScope).toBeGreaterThan(0);
    expect(inScope).toBeLessThan(1);
    for (const { chance } of likely) expect(chance > 0 && chance <= inScope).toBe(true);
  });

  it('never makes an answer of what is out of scope', () => {
    const { likely } = judge(ranked([outOfScope, 0.9], [leak, 0.2]), calibration);
    expect(likely.map(({ entry }) => subjectOf(entry))).toEqual(['foto-gelekt']);
    expect(judge([], calibration)).toMatchObject({ likely: [] });
  });
});

describe('learning', () => {
  /** A ranker that finds an entry by its first letter; half of all texts about the police look like a leak. */
  const texts = (letter: string, n: number, other = letter) =>
    Array.from({ length: n }, (_, i) => `${i % 2 ? letter : other}${i}`);
  const findables: Findable<Candidate>[] = [
    { entry: leak, texts: texts('l', 40) },
    { entry: police, texts: texts('p', 40, 'l') },
    { entry: outOfScope, texts: texts('o', 40) },
  ];
  const seen: (readonly Findable<Candidate>[])[] = [];
  const create = (of: readonly Findable<Candidate>[]) => {
    seen.push(of);
    return (question: string) => {
      expect(of.flatMap((one) => one.texts)).not.toContain(question);
      const score = { l: [0.8, 0.3, 0.1], p: [0.1, 0.8, 0.1], o: [0.2, 0.1, 0.7] }[question[0] ?? ''] ?? [0, 0, 0];
      return ranked([leak, score[0] ?? 0], [police, score[1] ?? 0], [outOfScope, score[2] ?? 0]).sort(
        (a, b) => b.score - a.score,
      );
    };
  };

  it('ranks every text once, by an index that does not hold it', () => {
    const found = [...leftOut(findables, create)];
    expect(found.map(({ text }) => text).sort()).toEqual(findables.flatMap((one) => one.texts).sort());
  });

  it('gives what is right two times in three about that chance, and what always is right more', () => {
    const learnt = calibrate(findables, create);
    const chanceOf = (leakScore: number, policeScore: number, outScore: number) =>
      judge(
        ranked([leak, leakScore], [police, policeScore], [outOfScope, outScore]).sort((a, b) => b.score - a.score),
        learnt,
      );
    const likeLeak = chanceOf(0.8, 0.3, 0.1).likely[0]?.chance ?? 0;
    const likePolice = chanceOf(0.1, 0.8, 0.1).likely[0]?.chance ?? 0;
    expect(likeLeak).toBeGreaterThan(0.5);
    expect(likeLeak).toBeLessThan(0.8);
    expect(likePolice).toBeGreaterThan(likeLeak);
    expect(chanceOf(0.2, 0.1, 0.7).inScope).toBeLessThan(0.1);
    expect(chanceOf(0.8, 0.3, 0.1).inScope).toBeGreaterThan(0.9);
  });
});
