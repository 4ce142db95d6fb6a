import { type Count, weekOf } from './counts.store.ts';
import type { Guideline } from './model.ts';
import { askedAbout, type Insight, LEAST } from './wire.ts';

const WEEKS = 8;
const DAYS = 90;
/** From this share of thumbs down on, an answer is worth a look. */
const LOW_RATED = 1 / 3;

/**
 * Where students get stuck, from counts alone, so that nobody can be found in it:
 *
 * - A number under {@link LEAST} is left out. That holds for each side of a guideline's thumbs by itself: `no` must
 *   reach it, and a `yes` that does not is null, whether it is 4 or 0. There are no totals and no shares, from which
 *   the other side could be computed, and the order too follows from what is shown and nothing else.
 * - Only weeks that are over count, for thumbs too. With a running count, who looks twice sees one question come in,
 *   and may know who was holding a phone just then. This way the answer stays the same from Monday to Sunday.
 *
 * What has no guideline or topic any more has no name for people and is left out. Teachers' questions are counted like
 * students': a count does not know whose it was.
 *
 * @param today the calendar day, `2026-11-22`.
 */
export function insightOf(given: {
  readonly topics: readonly Count[];
  readonly ratings: readonly Count[];
  readonly guidelines: readonly Guideline[];
  readonly today: string;
}): Insight {
  const monday = mondayOf(given.today);
  return { weeks: weeksBefore(monday, given.topics), entries: lowRatedBefore(monday, given) };
}

function weeksBefore(monday: string, counts: readonly Count[]): Insight['weeks'] {
  return Array.from({ length: WEEKS }, (_, index) => weekOf(addDays(monday, -7 * (index + 1))))
    .map((week) => ({
      week,
      topics: counts
        .filter(({ period, count }) => period === week && count >= LEAST)
        .flatMap(({ key, count }) => {
          const topic = askedAbout.safeParse(key);
          return topic.success ? [{ topic: topic.data, count }] : [];
        })
        .sort((a, b) => b.count - a.count || a.topic.localeCompare(b.topic)),
    }))
    .filter(({ topics }) => topics.length > 0);
}

function lowRatedBefore(
  monday: string,
  { ratings, guidelines }: { readonly ratings: readonly Count[]; readonly guidelines: readonly Guideline[] },
): Insight['entries'] {
  const first = addDays(monday, -DAYS);
  const thumbs = new Map<string, number>();
  for (const { period, key, count } of ratings) {
    if (period >= first && period < monday) thumbs.set(key, (thumbs.get(key) ?? 0) + count);
  }
  return guidelines
    .flatMap(({ id, text }) => {
      const [yes = 0, no = 0] = ['yes', 'no'].map((side) => thumbs.get(`${id}.${side}`));
      const entry = { entry: id, title: { nl: text.nl.title, en: text.en.title }, yes: yes < LEAST ? null : yes, no };
      return no >= LEAST && shareOfNo(entry) >= LOW_RATED ? [entry] : [];
    })
    .sort((a, b) => shareOfNo(b) - shareOfNo(a) || b.no - a.no || a.entry.localeCompare(b.entry));
}

/** As far as it can be seen in the answer: a number that is left out counts as nothing. */
const shareOfNo = ({ yes, no }: { readonly yes: number | null; readonly no: number }) => no / (no + (yes ?? 0));

/** The Monday of a day's week. */
const mondayOf = (day: string) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
