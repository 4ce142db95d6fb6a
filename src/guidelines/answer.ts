import { isAcute } from './acute.ts';
import type { Guideline } from './model.ts';
import type { Ranked, Ranker } from './search.ts';

/** What the bot does with a question. */
export type Answer =
  | { readonly kind: 'acute' }
  /** `others` are up to two other entries that fit too, for "not what I meant". */
  | { readonly kind: 'direct'; readonly entry: Guideline; readonly others: readonly Guideline[] }
  | { readonly kind: 'unknown'; readonly others: readonly Guideline[] };

/**
 * Least score of a direct answer: on test/guidelines/questions.tsv the lowest at which no question about something else
 * gets one, and nine in ten direct answers are right.
 */
const DIRECT = 0.45;
/** Least score of an entry worth offering: there almost every real question is above it, and half of the others below. */
const WORTH_OFFERING = 0.28;

/**
 * Decides how to answer. Danger words come before any search.
 *
 * @param question plain text, at most 2,000 characters.
 */
export function answer(question: string, rank: Ranker): Answer {
  if (isAcute(question)) return { kind: 'acute' };
  const [first, ...rest] = rank(question).slice(0, 3);
  if (first && first.score >= DIRECT) {
    return { kind: 'direct', entry: first.entry, others: worthOffering(rest) };
  }
  return { kind: 'unknown', others: worthOffering(first ? [first, ...rest] : []) };
}

const worthOffering = (hits: readonly Ranked[]) =>
  hits.filter(({ score }) => score >= WORTH_OFFERING).map(({ entry }) => entry);
