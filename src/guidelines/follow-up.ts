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

/** How a sentence starts that leans on the one before, and the most words that it then has. */
const GOES_ON = [
  {
    start:
      /^(?:oke |ok )?(?:en|and|maar|but|of|or|wat als|wat nou als|stel dat|what if|what about|how about|ook als|zelfs als|even if|also)\b/,
    words: 9,
  },
  {
    start: /^(?:hoezo|waarom|why|how come|ben ik dan|mag dat|moet ik dan|is dat|geldt dat|does that|is that)\b/,
    words: 4,
  },
];

/** What a message asks of the answer before it; undefined when it stands by itself. */
export function followUpOf(message: string): FollowUp | undefined {
  const said = message
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  if (toEnglish.test(said)) return { kind: 'language', locale: 'en' };
  if (toDutch.test(said)) return { kind: 'language', locale: 'nl' };
  const count = said.split(' ').length;
  return GOES_ON.some(({ start, words }) => start.test(said) && count <= words) ? { kind: 'more' } : undefined;
}
