import { describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { weekOf } from '../../../src/guidelines/counts.store.ts';
import type { Insight } from '../../../src/guidelines/wire.ts';
import { mondayOf } from '../../../src/pages/desk/insight/monday.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, giveKey, PASSPHRASE } from './sealed-case.ts';
import { setUp } from './set-up.ts';

const t = setUp();
const CALL = 'GET /api/desk/insight';
const TITLE = 'Waar studenten naar vragen';
const NARROW = { width: 320, height: 640 };

const INSIGHT: Insight = {
  weeks: [
    {
      week: '2026-W46',
      topics: [
        { topic: 'nepaccount-hack-grooming', count: 12 },
        { topic: 'unknown', count: 6 },
      ],
    },
    { week: '2026-W44', topics: [{ topic: 'sextortion', count: 5 }] },
  ],
  entries: [
    { entry: 'a', title: { nl: 'Het slechtste antwoord', en: 'The worst answer' }, yes: null, no: 9 },
    { entry: 'b', title: { nl: 'Een matig antwoord', en: 'A poor answer' }, yes: 12, no: 8 },
  ],
};

async function openDesk(insight: Insight, options: BrowserContextOptions = {}): Promise<{ page: Page; id: string }> {
  t.school.insight = insight;
  await giveKey(t.school);
  const { id } = await addCase(t.school);
  const page = await t.open(options);
  await unlock(page);
  await page.getByRole('link', { name: id.slice(0, 5) }).waitFor();
  return { page, id };
}

describe('what students ask about, on the desk', () => {
  it('is shown while no case is read: the newest week as a table with bars, the older ones folded', async () => {
    const { page, id } = await openDesk(INSIGHT);
    await page.getByText('Kies een melding om haar te lezen.').waitFor();
    const article = page.getByRole('article', { name: TITLE });
    await article.getByRole('heading', { name: 'Week van 9 november 2026' }).waitFor();
    const newest = article.getByRole('table', { name: 'Week van 9 november 2026' });
    const rows = newest.locator('tbody tr');
    expect(await rows.allInnerTexts()).toEqual([
      expect.stringMatching(/^Nepaccount, hack of grooming\s+12$/),
      expect.stringMatching(/^Geen antwoord gevonden\s+6$/),
    ]);
    const bars = await rows.evaluateAll((all) =>
      all.map((row) => row.querySelector('.stroke')?.getBoundingClientRect().width ?? 0),
    );
    expect(bars[0]).toBeGreaterThan(0);
    expect((bars[1] ?? 0) / (bars[0] ?? 0)).toBeCloseTo(0.5);

    const older = article.getByText('Chantage (sextortion)');
    expect(await older.isVisible()).toBe(false);
    await page.getByText('Week van 26 oktober 2026').first().focus();
    await page.keyboard.press('Enter');
    await older.waitFor();

    await readCase(page, id);
    expect(await article.count()).toBe(0);
  });

  it('names the answers that do not help, the worst first, with no number under 5', async () => {
    const { page } = await openDesk(INSIGHT);
    await page.getByRole('heading', { name: 'Antwoorden waar studenten niets aan hebben' }).waitFor();
    expect(await page.locator('.low-rated li').allInnerTexts()).toEqual([
      'Het slechtste antwoord\n9 keer duim omlaag, minder dan 5 keer duim omhoog',
      'Een matig antwoord\n8 keer duim omlaag, 12 keer duim omhoog',
    ]);
    await page.getByText('Aantallen onder de 5 zie je niet, en een vraag wordt alleen bewaard als').waitFor();
  });

  it('says so when there is nothing to show yet', async () => {
    const { page } = await openDesk({ weeks: [], entries: [] });
    await page.getByText('Er is nog niets te zien.').waitFor();
    await page.getByText('Er zijn nu geen antwoorden die opvallen.').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
  });

  it('stands under the list on a phone, and a link leads there', async () => {
    const { page, id } = await openDesk(INSIGHT, { viewport: NARROW });
    await page.getByRole('link', { name: TITLE }).click();
    await page.waitForFunction((title) => document.activeElement?.textContent === title, TITLE);
    const heading = page.getByRole('heading', { name: TITLE });
    await page.waitForFunction(
      // Under the header that stays in place, and on the screen.
      ([title, header]) => {
        const top = title?.getBoundingClientRect().top ?? 0;
        return top >= (header?.getBoundingClientRect().bottom ?? 0) && top < innerHeight / 2;
      },
      await Promise.all([heading.elementHandle(), page.locator('.header').elementHandle()]),
    );
    await readCase(page, id);
    expect(await page.getByRole('link', { name: TITLE }).count()).toBe(0);
    expect(await heading.count()).toBe(0);
  });

  it('is told in English too', async () => {
    t.school.insight = INSIGHT;
    await giveKey(t.school);
    const page = await t.open({ lang: 'en' });
    await page.getByLabel('Passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('heading', { name: 'Week of 9 November 2026' }).waitFor();
    const told = await page.getByRole('article').textContent();
    for (const text of ['What students ask about', 'No answer found', 'The worst answer', 'fewer than 5 thumbs up']) {
      expect(told).toContain(text);
    }
  });

  it.each<[string, BrowserContextOptions]>([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['high contrast', { colorScheme: 'dark', forcedColors: 'active' }],
  ])('is accessible and fits on 320 pixels (%s)', async (_, colours) => {
    const { page } = await openDesk(INSIGHT, { ...colours, viewport: NARROW, bypassCSP: true });
    await page.getByText('Week van 26 oktober 2026').first().click();
    await page.evaluate(axe.source);
    // The string above has put axe there; the page's types do not know.
    const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run());
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
    const row = page.locator('.bars tbody tr').first();
    const colour = (element: Element) => getComputedStyle(element).backgroundColor;
    expect(await row.locator('.stroke').evaluate(colour)).not.toBe(await page.locator('.insight').evaluate(colour));
    // A number is not broken in two.
    const lines = await row.locator('td').evaluate((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length;
    });
    expect(lines).toBe(1);
  });
});

describe('when it cannot be had', () => {
  it.each<[string, Parameters<typeof t.school.faults.set>[1]]>([
    ['the server refuses', { status: 503 }],
    ['the line is cut', 'unreachable'],
  ])('the cases go on, one line says so, and it can be asked again: %s', async (_, fault) => {
    t.school.faults.set(CALL, fault);
    const { page, id } = await openDesk(INSIGHT);
    await page.getByText('De aantallen zijn niet geladen.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await readCase(page, id);
    await page.getByText('Tweede regel').waitFor();
    await page.goBack();
    t.school.faults.clear();
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
    await page.getByRole('heading', { name: 'Week van 9 november 2026' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(TITLE);
    expect(await page.getByText('De aantallen zijn niet geladen.').count()).toBe(0);
  });
});

it('a week begins on its Monday, in every year', () => {
  for (let day = new Date('2019-12-30'); day.getUTCFullYear() < 2033; day.setUTCDate(day.getUTCDate() + 7)) {
    const monday = day.toISOString().slice(0, 10);
    expect(mondayOf(weekOf(monday))).toBe(monday);
  }
});
