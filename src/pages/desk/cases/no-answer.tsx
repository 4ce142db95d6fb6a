import { useStrings } from '../strings.ts';
import type { whyNoAnswer } from './shown-case.ts';

/** Stands where the answer box would: says why this case cannot be answered here. */
export function NoAnswer({ why }: { readonly why: NonNullable<ReturnType<typeof whyNoAnswer>> }) {
  const t = useStrings().answer;
  return (
    <section aria-labelledby="answer-title">
      <h3 id="answer-title">{t.title}</h3>
      <p>{t.none[why]}</p>
    </section>
  );
}
