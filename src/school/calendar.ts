import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readYaml } from '../content.ts';
import { type Day, dayOf } from '../reports/model.ts';

/** As `getUTCDay` counts them. */
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
type Weekday = (typeof WEEKDAYS)[number];
const DAY_MS = 86_400_000;

/** A time in which nobody reads reports; both days are in it. `nl` and `en` say what it is. */
export type Closed = { readonly from: Day; readonly to: Day; readonly nl: string; readonly en: string };

/** On which days reports are read at school, and until which time of such a day: `16:00` in the Netherlands. */
export type Calendar = {
  readonly readingDays: readonly Weekday[];
  readonly until: string;
  readonly closed: readonly Closed[];
};

const name = z.string().trim().min(1);
// No school plans that far: it is a slip of the pen.
const date = z.iso.date().refine((day) => day < '2100', { error: 'lies after 2099' });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'is no time such as "16:00"' });
const closed = z
  .strictObject({ from: date, to: date, nl: name, en: name })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'lies before "from"' });

const calendarFile: z.ZodType<Calendar> = z
  .strictObject({ readingDays: z.array(z.enum(WEEKDAYS)).min(1), until: time, closed: z.array(closed) })
  .superRefine((calendar, context) => {
    for (const [index, period] of calendar.closed.entries()) {
      const year = yearsOf(period).find((one) => firstReadingDay(calendar, `${one}-01-01`) > `${one}-12-31`);
      if (year === undefined) continue;
      context.addIssue({ code: 'custom', path: ['closed', index], message: `no reading day is left in ${year}` });
    }
  });

/**
 * Reads the days on which reports are read: `calendar.yml` of the school's own folder, or else the built-in one.
 *
 * @throws {ContentError} with file, line and field when it is not right, or leaves a year without a reading day.
 */
export function loadCalendar(folder: string, own: string | undefined): Calendar {
  const ownFile = own === undefined ? undefined : join(own, 'calendar.yml');
  const file = ownFile !== undefined && existsSync(ownFile) ? ownFile : join(folder, 'calendar.yml');
  return readYaml(file, calendarFile);
}

/** The day on which reports are read next: today until the school's hour, by the clock of the Netherlands, or a later one. */
export function nextReadingDay(calendar: Calendar, now: Date): Day {
  const today = dayOf(now);
  return firstReadingDay(calendar, timeOf(now) < calendar.until ? today : dayAfter(today));
}

/** The first day on which reports are read, `from` or later. */
function firstReadingDay({ readingDays, closed }: Pick<Calendar, 'readingDays' | 'closed'>, from: Day): Day {
  let day = from;
  for (;;) {
    const period = closed.find(({ from, to }) => from <= day && day <= to);
    if (period === undefined && readingDays.includes(weekdayOf(day))) return day;
    // Past the last closed period there is a reading day within a week, so this ends.
    day = dayAfter(period?.to ?? day);
  }
}

/** Kept: making one takes far longer than using it. Swedish times are written `16:00`, and midnight `00:00`. */
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit' });
const timeOf = (now: Date): string => clock.format(now);

const dayAfter = (day: Day): Day => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

function weekdayOf(day: Day): Weekday {
  const weekday = WEEKDAYS[new Date(day).getUTCDay()];
  if (weekday === undefined) throw new RangeError('not a calendar day');
  return weekday;
}

/** Every year that a period touches; one that ends before it starts has been refused by then. */
function yearsOf({ from, to }: Closed): number[] {
  const first = Number(from.slice(0, 4));
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, index) => first + index);
}
