import { dangerIn } from './acute.ts';
import { type Calibration, type Judged, judge, type Likely } from './calibration.ts';
import { type Candidate, subjectOf } from './candidates.ts';
import type { FixedReply, Guideline } from './model.ts';
import type { Ranker } from './search.ts';

/** What the bot does with a message. */
export type Answer =
  /**
   * `sure: false`: signs that may be danger. The bot asks one gentle question, with the numbers and what else may be meant on
   * the same card.
   */
  | { readonly kind: 'acute'; readonly sure: true }
  | { readonly kind: 'acute'; readonly sure: false; readonly others: readonly Guideline[] }
  /** `others` are up to two entries about something else that may be meant. */
  | { readonly kind: 'direct'; readonly entry: Guideline; readonly others: readonly Guideline[] }
  | { readonly kind: 'options'; readonly options: readonly Guideline[] }
  | { readonly kind: 'reply'; readonly reply: FixedReply }
  | { readonly kind: 'unknown' };

/** Whether an entry is for the one who asks. */
export type Audience = (entry: Guideline) => boolean;

export type Answerer = {
  /** Decides what to do with a message of at most 2,000 characters. Danger comes before any search. */
  readonly answer: (message: string, audience?: Audience) => Answer;
  /** The best candidates for a message, with their chances. */
  readonly look: (message: string, audience?: Audience) => Judged;
  /** The entries of a topic, the one that fits the message best first. */
  readonly within: (topic: Guideline['topic'], message: string, audience: Audience) => Guideline[];
};

/** Least chance that an answer is right to be given without asking. */
const DIRECT = 0.8;
/** Least chance that the bot can answer at all, to offer something. */
const IN_SCOPE = 0.65;
/** Least chance of a fixed reply. A refusal must be surer than small talk: a victim must not be refused. */
const REPLY = { 'small-talk': 0.5, decline: 0.8 } as const;
/** Least chance that a message is about danger which the rule did not see, to ask gently. */
const MAYBE_DANGER = 0.15;
/** Least chance of an entry that is named beside the question whether there is danger. */
const WORTH_NAMING = 0.15;
const MOST_OPTIONS = 3;

export function createAnswerer(rank: Ranker<Candidate>, calibration: Calibration): Answerer {
  const look: Answerer['look'] = (message, audience = () => true) =>
    judge(
      rank(message).filter(({ entry }) => entry.kind !== 'guideline' || audience(entry.guideline)),
      calibration,
    );
  return {
    look,
    within: (topic, message, audience) =>
      rank(message).flatMap(({ entry }) =>
        entry.kind === 'guideline' && entry.guideline.topic === topic && audience(entry.guideline)
          ? [entry.guideline]
          : [],
      ),
    answer(message, audience) {
      const danger = dangerIn(message);
      if (danger === 'certain') return { kind: 'acute', sure: true };
      const judged = look(message, audience);
      return danger === 'possible' ? askGently(judged) : decide(judged);
    },
  };
}

function decide({ inScope, likely }: Judged): Answer {
  const [first] = likely;
  if (likely.some(({ entry, chance }) => entry.kind === 'danger' && chance >= MAYBE_DANGER)) {
    return askGently({ inScope, likely });
  }
  if (first?.entry.kind === 'reply' && first.chance >= REPLY[first.entry.reply.kind]) {
    return { kind: 'reply', reply: first.entry.reply };
  }
  const options = oneOfEachSubject(likely);
  if (first?.entry.kind === 'guideline' && first.chance >= DIRECT) {
    return { kind: 'direct', entry: first.entry.guideline, others: options.slice(1, MOST_OPTIONS) };
  }
  if (inScope < IN_SCOPE || options.length === 0) return { kind: 'unknown' };
  return { kind: 'options', options: options.slice(0, MOST_OPTIONS) };
}

/** The question whether there is danger, with what else may well be meant. */
const askGently = ({ likely }: Judged): Answer => ({
  kind: 'acute',
  sure: false,
  others: oneOfEachSubject(likely.filter(({ chance }) => chance >= WORTH_NAMING)).slice(0, MOST_OPTIONS),
});

/** The best entry of each subject: who means another entry of a subject finds it from there. */
function oneOfEachSubject(likely: readonly Likely[]): Guideline[] {
  const seen = new Set<string>();
  return likely.flatMap(({ entry }) => {
    if (entry.kind !== 'guideline' || seen.has(subjectOf(entry))) return [];
    seen.add(subjectOf(entry));
    return [entry.guideline];
  });
}
