import type { Page } from 'playwright-core';
import { codeOn } from '../pages/report/reporter.ts';

/** The short number of the report that was just kept. */
export async function numberOn(page: Page): Promise<string> {
  await codeOn(page);
  return numberIn(await page.locator('#report-view').textContent());
}

/** The number in the text that comes with a receipt. */
export function numberIn(shown: string | null): string {
  const [, found] = /Nummer van je melding: ([0-9A-Z]{5})/.exec(shown ?? '') ?? [];
  if (found === undefined) throw new Error('no number is shown');
  return found;
}
