/** The day that an ISO 8601 week begins on: `2026-W47` -> `2026-11-16`. */
export function mondayOf(week: string): string {
  const [year = 0, number = 0] = week.split('-W').map(Number);
  // 4 January is always in week 1.
  const date = new Date(Date.UTC(year, 0, 4));
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7) + 7 * (number - 1));
  return date.toISOString().slice(0, 10);
}
