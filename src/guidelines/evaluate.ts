import type { Answer, Answerer } from './answer.ts';
import type { Guideline } from './model.ts';

/** A question with the topic that it is about, or one of the special slugs below. */
export type Line = {
  readonly topic: string;
  readonly lang: string;
  readonly question: string;
  /** Topics or entries that are right as well. */
  readonly expected: readonly string[];
};

/** What became of one line. */
export type Outcome = {
  readonly line: Line;
  readonly answer: Answer;
  /** The best entries, best first, with the chance that they are right. */
  readonly entries: readonly { readonly entry: Guideline; readonly chance: number }[];
  /** How long the answer took, in milliseconds. */
  readonly ms: number;
};

/** All rates are between 0 and 1; null where there was no line of that kind. */
export type Figures = {
  readonly n: number;
  readonly top1: number | null;
  readonly top3: number | null;
  /** Mean of one over the place of the first right entry. */
  readonly mrr: number | null;
  /** Direct and right, or right among the options. */
  readonly helped: number | null;
  readonly wrongDirect: number | null;
  readonly directPrecision: number | null;
  /** Of `acuut`: got the acute answer, or the gentle question with the same numbers on the card. */
  readonly acuteRecall: number | null;
  /** Of `acuut`: got the acute answer itself. */
  readonly acuteSure: number | null;
  /** Of `niet-acuut`: got the acute answer. */
  readonly acuteFalse: number | null;
  /** Of `niet-acuut`: was asked gently whether there is danger. */
  readonly acuteAsked: number | null;
  readonly outOfScopeDirect: number | null;
  readonly outOfScopeDeclined: number | null;
  readonly p50ms: number | null;
  readonly p99ms: number | null;
};

const ACUTE = 'acuut';
const NOT_ACUTE = 'niet-acuut';
const OUT_OF_SCOPE = 'buiten-bereik';
const SPECIAL = [ACUTE, NOT_ACUTE, OUT_OF_SCOPE];

/** Answers one line, as for somebody to whom every entry speaks. */
export function tryLine(line: Line, { answer, look }: Answerer): Outcome {
  const start = performance.now();
  const given = answer(line.question);
  const ms = performance.now() - start;
  const entries = look(line.question).likely.flatMap(({ entry, chance }) =>
    entry.kind === 'guideline' ? [{ entry: entry.guideline, chance }] : [],
  );
  return { line, answer: given, entries, ms };
}

/** Counts what became of the lines. Small talk and a refusal with a reason count as declined. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const about = (topic: string) => outcomes.filter(({ line }) => line.topic === topic);
  const real = outcomes.filter(({ line }) => !SPECIAL.includes(line.topic));
  const direct = real.filter(({ answer }) => answer.kind === 'direct');
  const outOfScope = about(OUT_OF_SCOPE);
  const isAcute = ({ answer }: Outcome) => answer.kind === 'acute';
  const isSure = ({ answer }: Outcome) => answer.kind === 'acute' && answer.sure;
  const times = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    n: outcomes.length,
    top1: share(real, (one) => placeOf(one) === 1),
    top3: share(real, (one) => placeOf(one) <= 3),
    mrr: real.length === 0 ? null : round(real.reduce((sum, one) => sum + 1 / placeOf(one), 0) / real.length),
    helped: share(real, isHelped),
    wrongDirect: share(real, (one) => one.answer.kind === 'direct' && !isHelped(one)),
    directPrecision: share(direct, isHelped),
    acuteRecall: share(about(ACUTE), isAcute),
    acuteSure: share(about(ACUTE), isSure),
    acuteFalse: share(about(NOT_ACUTE), isSure),
    acuteAsked: share(about(NOT_ACUTE), (one) => isAcute(one) && !isSure(one)),
    outOfScopeDirect: share(outOfScope, ({ answer }) => answer.kind === 'direct'),
    outOfScopeDeclined: share(outOfScope, ({ answer }) => answer.kind === 'unknown' || answer.kind === 'reply'),
    p50ms: quantile(times, 0.5),
    p99ms: quantile(times, 0.99),
  };
}

/** Whether an entry is right for a line: it is about the line's topic, or named by it. */
export const isRight = ({ topic, expected }: Line, entry: Guideline) =>
  entry.topic === topic || expected.includes(entry.topic) || expected.includes(entry.id);

/** The place of the first right entry; infinite when there is none. */
function placeOf({ line, entries }: Outcome): number {
  const found = entries.findIndex(({ entry }) => isRight(line, entry));
  return found === -1 ? Number.POSITIVE_INFINITY : found + 1;
}

function isHelped({ line, answer }: Outcome): boolean {
  if (answer.kind === 'direct') return isRight(line, answer.entry);
  return answer.kind === 'options' && answer.options.some((entry) => isRight(line, entry));
}

const share = <T>(all: readonly T[], good: (one: T) => boolean) =>
  all.length === 0 ? null : round(all.filter(good).length / all.length);
const round = (value: number) => Math.round(value * 1000) / 1000;
const quantile = (sorted: readonly number[], at: number) => {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))];
  return value === undefined ? null : round(value);
};

/**
 * Reads a table of questions: a header, then `topic_slug, lang, question` and perhaps `expected` (topics or entries, with
 * spaces in between), separated by tabs.
 *
 * @throws {Error} naming the line that is not right.
 */
export function parseLines(text: string): Line[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .slice(1)
    .flatMap((row, index) => {
      if (row.trim() === '') return [];
      const [topic = '', lang = '', question = '', expected = ''] = row.split('\t');
      if (!topic || !['nl', 'en'].includes(lang) || !question.trim())
        throw new Error(`line ${index + 2}: needs a topic, nl or en, and a question, with tabs in between`);
      return [{ topic, lang, question, expected: expected.split(/[\s,;|]+/).filter(Boolean) }];
    });
}

/** One row per outcome: the line, what was decided, and the first three entries with their chance. */
export function detailsOf(outcomes: readonly Outcome[]): string {
  const header = ['topic_slug', 'lang', 'question', 'decided', 'right', 'first', 'second', 'third'];
  const rows = outcomes.map((one) => [
    one.line.topic,
    one.line.lang,
    one.line.question,
    decided(one.answer),
    SPECIAL.includes(one.line.topic) ? '' : isHelped(one) ? 'yes' : 'no',
    ...one.entries.slice(0, 3).map(({ entry, chance }) => `${entry.id} ${entry.topic} ${chance.toFixed(3)}`),
  ]);
  return [header, ...rows].map((row) => `${row.join('\t')}\n`).join('');
}

function decided(answer: Answer): string {
  if (answer.kind === 'acute') return answer.sure ? 'acute' : 'acute?';
  if (answer.kind === 'direct') return `direct ${answer.entry.id}`;
  if (answer.kind === 'options') return `options ${answer.options.map(({ id }) => id).join(' ')}`;
  return answer.kind === 'reply' ? `${answer.reply.kind} ${answer.reply.id}` : 'unknown';
}
