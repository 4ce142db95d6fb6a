import en from './bot.en.json' with { type: 'json' };
import nl from './bot.nl.json' with { type: 'json' };

export const LOCALES = ['nl', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
/** Everything the bot says, in one language. The Dutch file sets the shape; a test holds the English one to it. */
export type Strings = typeof nl;

export const strings: Record<Locale, Strings> = { nl, en };

/** The language to use for a Teams locale such as `nl-NL`. Dutch unless it is English. */
export const localeOf = (tag: string | undefined): Locale => (tag?.toLowerCase().startsWith('en') ? 'en' : 'nl');

export type Params = Readonly<Record<string, unknown>>;

/**
 * Fills `{name}` in every string of a JSON value with the parameter of that name. A name without a parameter is left as
 * it is, so that a card can be expanded in steps.
 */
export function fill<T>(value: T, params: Params): T {
  if (typeof value === 'string') {
    const filled = value.replace(/\{(\w+)\}/g, (whole, name: string) =>
      params[name] === undefined ? whole : String(params[name]),
    );
    // A string stays a string; T cannot say that.
    return filled as T;
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, params)) as T; // the same shape, item by item
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, params)])) as T; // likewise
  }
  return value;
}
