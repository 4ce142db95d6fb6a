import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeFaults } from './axe.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, giveKey, PASSPHRASE } from './sealed-case.ts';
import { setUp } from './set-up.ts';

const t = setUp();
const SECRET = 'iets uit een melding';
const TEXT = 'Een antwoord dat niet weg mag zijn.';

/** From now on drawing this element fails, with an error that quotes a report. */
const breakDrawing = (page: Page, tag: string) =>
  page.evaluate(
    ([broken, secret]) => {
      document.createElement = ((name: string) => {
        if (name === broken) throw new Error(secret);
        return Document.prototype.createElement.call(document, name);
      }) as typeof document.createElement; // the page draws by tag name only
    },
    [tag, SECRET] as const,
  );
const mend = (page: Page) => page.evaluate(() => Reflect.deleteProperty(document, 'createElement'));

/** Unlocks, without waiting for a list that may not come. */
async function typePassphrase(page: Page): Promise<void> {
  await page.locator('form input:not([type=checkbox])').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
}

/** Opens the desk, and collects what its console says. */
async function open(lang = 'nl') {
  const page = await t.open({ lang, bypassCSP: true, permissions: ['clipboard-read', 'clipboard-write'] });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  return { page, said };
}

describe('a mistake in drawing the desk', () => {
  it('in one case leaves the list, the other cases and what was typed', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const other = await addCase(t.school);
    const { page, said } = await open();
    await unlock(page);
    await readCase(page, id);
    await page.getByLabel('Je antwoord').fill(TEXT);

    await breakDrawing(page, 'article');
    await page.getByRole('link', { name: other.id.slice(0, 5) }).click();
    await page.getByRole('alert').getByText('Deze melding is nu niet te zien.').waitFor();
    expect(await page.getByRole('link', { name: id.slice(0, 5) }).count()).toBe(1);
    expect(page.workers()).toHaveLength(1);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Kopieer wat ik heb getypt' }).click();
    await page.getByText('Gekopieerd.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`Melding ${id.slice(0, 5)}\n${TEXT}`);
    expect(await page.content()).not.toContain(SECRET);
    expect(JSON.stringify([said, t.school.requests])).not.toContain(SECRET);

    await mend(page);
    await page.getByRole('button', { name: 'Probeer het opnieuw' }).click();
    await page.getByRole('heading', { name: `Melding ${other.id.slice(0, 5)}` }).waitFor();
    await readCase(page, id);
    expect(await page.getByLabel('Je antwoord').inputValue()).toBe(TEXT);
  });

  it('shows what was typed when it cannot be copied', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const { page } = await open();
    await unlock(page);
    await readCase(page, id);
    await page.getByLabel('Je antwoord').fill(TEXT);
    await page.evaluate(() => {
      location.hash = '#cases';
    });
    await page.getByText('Kies een melding om haar te lezen.').waitFor();
    await breakDrawing(page, 'article');
    await page.getByRole('link', { name: id.slice(0, 5) }).click();
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error());
    });
    await page.getByRole('button', { name: 'Kopieer wat ik heb getypt' }).click();
    expect(await page.getByLabel('Wat je hebt getypt').inputValue()).toContain(TEXT);
    expect(await axeFaults(page)).toEqual([]);
  });

  it('in the list leaves the case that is read', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const { page } = await open();
    await page.getByLabel('Wachtzin').waitFor();
    await breakDrawing(page, 'nav'); // the list
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#case=${id}`);
    await typePassphrase(page);
    await page.getByText('Dit deel van het bureau is nu niet te zien.').waitFor();
    await page.getByRole('heading', { name: `Melding ${id.slice(0, 5)}` }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('that leaves nothing of the desk locks it, and says so', async () => {
    await giveKey(t.school);
    const { page, said } = await open('en');
    await page.getByLabel('Passphrase').waitFor();
    await breakDrawing(page, 'header');
    await typePassphrase(page);
    await page.getByText('The desk has stopped.').waitFor();
    expect(page.workers()).toHaveLength(0);
    expect(await page.content()).not.toContain(SECRET);
    expect(JSON.stringify([said, t.school.requests])).not.toContain(SECRET);
    expect(await axeFaults(page)).toEqual([]);
    await mend(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('Passphrase').waitFor();
  });
});
