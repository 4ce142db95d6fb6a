import type { Content } from './content.ts';
import type { FixedReply, Guideline } from './model.ts';
import type { Findable } from './text-index.ts';

/** What a message may turn out to be about. */
export type Candidate =
  | { readonly kind: 'guideline'; readonly guideline: Guideline }
  | { readonly kind: 'reply'; readonly reply: FixedReply }
  /** Danger that the rule of acute.ts did not see. */
  | { readonly kind: 'danger' }
  /** Sounds like danger and is none. No answer: it takes its texts away from `danger`. */
  | { readonly kind: 'harmless' }
  /** Something that the bot does not answer: found like the others, so that it can win from them. */
  | { readonly kind: 'out-of-scope' };

/** Everything that can be found, by the texts that people would type. */
export function candidatesOf({ guidelines, replies, danger, harmless, outOfScope }: Content): Findable<Candidate>[] {
  const phrasings = ({ text }: Guideline | FixedReply) => [...text.nl.phrasings, ...text.en.phrasings];
  return [
    ...guidelines.map((guideline) => ({
      entry: { kind: 'guideline' as const, guideline },
      texts: [guideline.text.nl.title, guideline.text.en.title, ...phrasings(guideline)],
    })),
    ...replies.map((reply) => ({ entry: { kind: 'reply' as const, reply }, texts: phrasings(reply) })),
    { entry: { kind: 'danger' as const }, texts: danger },
    { entry: { kind: 'harmless' as const }, texts: harmless },
    { entry: { kind: 'out-of-scope' as const }, texts: outOfScope },
  ];
}

/** Candidates of one subject are no rivals: one of them is as right an answer as the other. */
export const subjectOf = (candidate: Candidate): string => {
  if (candidate.kind === 'guideline') return candidate.guideline.topic;
  return candidate.kind === 'reply' ? candidate.reply.id : candidate.kind;
};
