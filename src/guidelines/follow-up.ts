import type { Locale } from '../locales/index.ts';

/** A message that says nothing by itself, but something after an answer. */
export type FollowUp =
  /** "In English please": the same answer in another language. */
  | { readonly kind: 'language'; readonly locale: Locale }
  /** "En als ik 17 ben?": the same topic, another side of it. */
  | { readonly kind: 'more' };

const ASK = '(?:(?:kan|kun|can|could) (?:dit|dat|je|you|this|it|u) (?:ook |dat |dit |that |this |it |be )*)?';
const SAY =
  '(?:ook |zeggen |say |translate |vertalen |vertaal |tell me |give me |dat |dit |that |this |it |same |hetzelfde )*';
const PLEASE = '(?: (?:please|pls|plz|aub|alsjeblieft|graag|ajb|dan|zeggen))*';
const IN = '(?:in |into |to |naar )?(?:het )?';
const toEnglish = new RegExp(`^${ASK}${SAY}${IN}(?:engels|english|eng)${PLEASE}$`);
const toDutch = new RegExp(`^${ASK}${SAY}${IN}(?:nederlands|dutch)${PLEASE}$`);

/** How a sentence starts that goes on from the one before. */
const GOES_ON =
  /^(?:en|and|maar|but|of|or|oke en|ok and|ok maar|wat als|wat nou als|stel dat|en stel|what if|what about|how about|also|ook als|zelfs als|even if|ben ik dan|mag dat dan|moet ik dan|is dat dan|geldt dat|does that|is that also|hoezo|waarom|why)\b/;
/** The most words of a message that leans on the one before. */
const MOST_WORDS = 9;

/** What a message asks of the answer before it; undefined when it stands by itself. */
export function followUpOf(message: string): FollowUp | undefined {
  const said = message
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  if (toEnglish.test(said)) return { kind: 'language', locale: 'en' };
  if (toDutch.test(said)) return { kind: 'language', locale: 'nl' };
  return GOES_ON.test(said) && said.split(' ').length <= MOST_WORDS ? { kind: 'more' } : undefined;
}
