import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeFaults } from './axe.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, giveKey, PASSPHRASE } from './sealed-case.ts';
import { setUp } from './set-up.ts';

const t = setUp();
const WORKER = 'GET /desk/worker.js';
const TEXT = 'Een antwoord dat niet weg mag zijn.';
const passphrase = (page: Page) => page.getByLabel('Wachtzin');

/** Types the passphrase and asks for the lock to open. */
async function tryToUnlock(page: Page): Promise<void> {
  await passphrase(page).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Openen' }).click();
}

describe('unlocking while the server restarts', () => {
  it.each([
    ['does not answer', 'unreachable', 'Geen verbinding.'],
    ['is not up yet', { status: 503 }, 'De server is even niet beschikbaar.'],
  ] as const)('says that it %s, keeps the passphrase and tries again', async (_, fault, said) => {
    await giveKey(t.school);
    const page = await t.open({ bypassCSP: true });
    t.school.faults.set(WORKER, fault);
    await tryToUnlock(page);
    await page.getByText(said).waitFor();
    expect(await passphrase(page).inputValue()).toBe(PASSPHRASE);
    expect(await axeFaults(page)).toEqual([]);
    t.school.faults.clear();
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
    await page.getByRole('heading', { name: 'Meldingen', exact: true }).waitFor();
    expect(page.workers()).toHaveLength(1);
  });

  it('says so when it is the browser that cannot do it', async () => {
    await giveKey(t.school);
    const page = await t.open();
    await page.evaluate(() => {
      globalThis.Worker = class {
        constructor() {
          throw new Error();
        }
      } as unknown as typeof Worker; // only what a browser without workers does
    });
    await tryToUnlock(page);
    await page.getByText('Het slot doet het niet.').waitFor();
    expect(await passphrase(page).inputValue()).toBe(PASSPHRASE);
  });
});

describe('a desk that stayed open over a deploy', () => {
  it('gives no passphrase to the worker of another version, and asks to be loaded again', async () => {
    await giveKey(t.school);
    const page = await t.open({ bypassCSP: true });
    t.school.otherBuild.set(
      '/desk/worker.js',
      "onmessage = () => fetch('/asked', { method: 'POST' }); postMessage({ version: 'next' });",
    );
    await tryToUnlock(page);
    await page.getByText('Er is een nieuwe versie.').waitFor();
    expect(page.workers()).toHaveLength(0);
    expect(t.school.requests.map(({ what }) => what)).not.toContain('POST /asked');
    expect(await axeFaults(page)).toEqual([]);
    t.school.otherBuild.clear();
    await page.getByRole('button', { name: 'Laad opnieuw' }).click();
    await page.getByText('Er is een nieuwe versie.').waitFor({ state: 'detached' });
    await unlock(page);
  });

  it('gives the typed text along before it loads again', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const page = await t.open({ bypassCSP: true, permissions: ['clipboard-read', 'clipboard-write'] });
    await unlock(page);
    await readCase(page, id);
    await page.getByLabel('Je antwoord').fill(TEXT);
    await page.route('**/api/desk/cases', (route) => route.fulfill({ json: { cases: 'of another form' } }));
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByText('Er is een nieuwe versie.').waitFor();
    await page.getByRole('button', { name: 'Laad opnieuw' }).click();
    await page.getByText('Bij het laden wordt die tekst gewist.').waitFor();
    expect(await page.getByLabel('Je antwoord').inputValue()).toBe(TEXT);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Kopieer wat ik heb getypt' }).click();
    await page.getByText('Gekopieerd.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(TEXT);
    await page.unroute('**/api/desk/cases');
    await page.getByRole('button', { name: 'Nu opnieuw laden' }).click();
    await unlock(page);
  });

  it('keeps an answer that a newer server does not take', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const page = await t.open();
    await unlock(page);
    await readCase(page, id);
    await page.getByLabel('Je antwoord').fill(TEXT);
    t.school.faults.set('POST /api/desk/cases/:id/messages', { status: 400 });
    await page.getByRole('button', { name: /versturen$/ }).click();
    await page.getByRole('button', { name: 'Laad opnieuw' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Je antwoord' }).inputValue()).toBe(TEXT);
    await page.getByRole('button', { name: 'Laad opnieuw' }).click();
    await page.getByRole('button', { name: 'Kopieer wat ik heb getypt' }).waitFor();
  });

  it('says so in English', async () => {
    await giveKey(t.school);
    const page = await t.open({ lang: 'en' });
    await page.route('**/api/desk', (route) => route.fulfill({ json: {} }));
    await page.reload();
    await page.getByText('There is a new version.').waitFor();
    expect(await page.getByRole('button', { name: 'Load again' }).count()).toBe(1);
  });
});
