import type { Locale } from './index.ts';

const ENGLISH =
  /\b(the|it|to|this|at|are|my|what|how|can|someone|they|she|he|who|do|does|did|i'?m|i|a|you|your|it's|illegal|send|sends|keeps?|was|will|english|report|reporting|discussions?|question)\b/gi;
const DUTCH =
  /\b(de|het|een|ik|mijn|mij|wat|hoe|kan|iemand|ze|zij|hij|wie|van|niet|je|mag|ben|heb|krijg|nederlands|melden|melding|gesprek|gesprekken|vraag)\b/gi;

/** The language of a text when its small words make it clear, else the one given. */
export function languageOf(text: string, otherwise: Locale): Locale {
  const english = text.match(ENGLISH)?.length ?? 0;
  const dutch = text.match(DUTCH)?.length ?? 0;
  return english === dutch ? otherwise : english > dutch ? 'en' : 'nl';
}
