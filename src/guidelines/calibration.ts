import { type Candidate, subjectOf } from './candidates.ts';
import type { Ranked, Ranker } from './search.ts';
import type { Findable } from './text-index.ts';

/**
 * What the scores of one ranker mean for one content. Raw scores say which candidate fits best, not whether it fits; from
 * these two fits (logistic regression) follows a chance between 0 and 1.
 */
export type Calibration = {
  /** Coefficients of: the question is about something that the bot can answer. */
  readonly inScope: readonly number[];
  /** Coefficients of: this candidate is the right one, given that the bot can answer. */
  readonly right: readonly number[];
};

/** A candidate with the chance that it is right. */
export type Likely = Ranked<Candidate> & { readonly chance: number };

export type Judged = {
  /** The chance that the bot can answer at all. */
  readonly inScope: number;
  /** The best candidates that are an answer, best score first. */
  readonly likely: readonly Likely[];
};

/** How many candidates of a ranking are looked at. */
const LOOKED_AT = 12;
/** A score that is as good as none. */
const NONE = 1e-4;
/** The texts are learnt from in so many parts: each is ranked by the others. */
const PARTS = 2;
/** One in so many texts is enough to learn what scores mean. */
const SAMPLED = 4;

/** @param ranked all candidates, as the ranker gives them. */
export function judge(ranked: readonly Ranked<Candidate>[], { inScope, right }: Calibration): Judged {
  const evidence = weigh(ranked);
  const scope = chanceOf(evidence.inScope, inScope);
  const likely = bestOf(ranked).map((found) => ({
    ...found,
    chance: scope * chanceOf(evidence.right(found.entry), right),
  }));
  return { inScope: scope, likely };
}

const isAnswer = ({ entry }: { readonly entry: Candidate }) =>
  entry.kind !== 'harmless' && entry.kind !== 'out-of-scope';
const bestOf = (ranked: readonly Ranked<Candidate>[]) => ranked.filter(isAnswer).slice(0, LOOKED_AT);

/** What chances are judged by: how the scores of some candidates relate to those of others, on a logarithmic scale. */
function weigh(ranked: readonly Ranked<Candidate>[]) {
  const sums = new Map<string, number>();
  let [all, answers] = [NONE, NONE];
  for (const found of ranked) {
    const subject = subjectOf(found.entry);
    sums.set(subject, (sums.get(subject) ?? NONE) + found.score);
    all += found.score;
    if (isAnswer(found)) answers += found.score;
  }
  return {
    /** All answers against the questions about something else. */
    inScope: [1, Math.log(answers / (sums.get('out-of-scope') ?? NONE))],
    /** All candidates of a subject against all that are not: one of a subject is as right as another. */
    right(candidate: Candidate): number[] {
      const sum = sums.get(subjectOf(candidate)) ?? NONE;
      return [1, Math.log(sum / Math.max(NONE, all - sum))];
    },
  };
}

const chanceOf = (evidence: readonly number[], coefficients: readonly number[]) =>
  1 / (1 + Math.exp(-evidence.reduce((sum, value, i) => sum + value * (coefficients[i] ?? 0), 0)));

type Sample = { readonly evidence: readonly number[]; readonly yes: boolean };

/** A text with what its own index, made without it, makes of it. */
type LeftOut = {
  readonly entry: Candidate;
  readonly text: string;
  readonly ranked: readonly Ranked<Candidate>[];
};
type CreateRanker = (findables: readonly Findable<Candidate>[]) => Ranker<Candidate>;

/** Ranks texts, one in `every`, by an index that does not hold them. */
export function* leftOut(
  findables: readonly Findable<Candidate>[],
  create: CreateRanker,
  every = 1,
): Generator<LeftOut> {
  for (let part = 0; part < PARTS; part++) {
    const isPart = (_text: string, i: number) => i % PARTS === part;
    const rank = create(
      findables.map(({ entry, texts }) => ({ entry, texts: texts.filter((text, i) => !isPart(text, i)) })),
    );
    for (const { entry, texts } of findables) {
      for (const [number, text] of texts.filter(isPart).entries()) {
        if (number % every === 0) yield { entry, text, ranked: rank(text) };
      }
    }
  }
}

/**
 * Learns from the content itself, by leaving out.
 *
 * @param create makes a ranker of texts; whatever it does, its scores are learnt.
 */
export function calibrate(findables: readonly Findable<Candidate>[], create: CreateRanker): Calibration {
  const inScope: Sample[] = [];
  const right: Sample[] = [];
  for (const { entry, ranked } of leftOut(findables, create, SAMPLED)) {
    if (entry.kind === 'harmless') continue;
    const evidence = weigh(ranked);
    inScope.push({ evidence: evidence.inScope, yes: isAnswer({ entry }) });
    if (!isAnswer({ entry })) continue;
    for (const found of bestOf(ranked)) {
      right.push({ evidence: evidence.right(found.entry), yes: subjectOf(found.entry) === subjectOf(entry) });
    }
  }
  return { inScope: regress(balanced(inScope)), right: regress(right.map((sample) => ({ ...sample, weight: 1 }))) };
}

/** As many that are as that are not: how often people ask about something else is not known. */
function balanced(samples: readonly Sample[]) {
  const positive = samples.filter(({ yes }) => yes).length;
  return samples.map((sample) => ({ ...sample, weight: 1 / (sample.yes ? positive : samples.length - positive) }));
}

/** Logistic regression by Newton's method. */
function regress(samples: readonly (Sample & { readonly weight: number })[]): number[] {
  const size = samples[0]?.evidence.length ?? 0;
  let found: number[] = Array(size).fill(0);
  for (let round = 0; round < 12; round++) {
    const gradient: number[] = Array(size).fill(0);
    // A little on the diagonal keeps it solvable when two kinds of evidence say the same.
    const curvature: number[][] = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => (i === j ? 1e-6 : 0)),
    );
    for (const { evidence, yes, weight } of samples) {
      const chance = chanceOf(evidence, found);
      for (const [i, value] of evidence.entries()) {
        gradient[i] = (gradient[i] ?? 0) + weight * ((yes ? 1 : 0) - chance) * value;
        const row = curvature[i] ?? [];
        for (const [j, other] of evidence.entries())
          row[j] = (row[j] ?? 0) + weight * chance * (1 - chance) * value * other;
      }
    }
    const step = solve(curvature, gradient);
    found = found.map((value, i) => value + (step[i] ?? 0));
  }
  return found;
}

/** Solves `matrix · x = values` by elimination; the matrix is symmetric and positive. */
function solve(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, values[i] ?? 0]);
  for (const [i, pivot] of rows.entries()) {
    const divisor = pivot[i] ?? 1;
    for (const [j, value] of pivot.entries()) pivot[j] = value / divisor;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[i] ?? 0;
      for (const [j, value] of pivot.entries()) row[j] = (row[j] ?? 0) - factor * value;
    }
  }
  return rows.map((row) => row.at(-1) ?? 0);
}
