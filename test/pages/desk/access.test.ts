import { describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { dayOf } from '../../../src/reports/model.ts';
import { axeFaults } from './axe.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addDeputy, addMessage, giveKey, PASSPHRASE, tamper } from './sealed-case.ts';
import { setUp } from './set-up.ts';

const t = setUp();
const PHONE = { width: 320, height: 640 };

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Looks at one screen: nothing for axe to complain of, nothing to scroll sideways for. */
async function look(page: Page, screen: string): Promise<void> {
  expect({ screen, faults: await axeFaults(page), sideways: await sideways(page) }).toEqual({
    screen,
    faults: [],
    sideways: 0,
  });
}

const COLOURS: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['high contrast', { colorScheme: 'dark', forcedColors: 'active' }],
];

describe.each(COLOURS)('every screen, %s', (_, colours) => {
  const options = { ...colours, viewport: PHONE, bypassCSP: true };

  it('is accessible while the key is made', async () => {
    const page = await t.open(options);
    await page.getByRole('button', { name: 'Toon mijn wachtzin' }).waitFor();
    await look(page, 'explain');
    await page.getByRole('button', { name: 'Toon mijn wachtzin' }).click();
    await look(page, 'words');
    await page.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
    await page.getByLabel('De zes woorden').fill('x');
    await page.getByRole('button', { name: 'Maak mijn sleutel' }).click();
    await page.getByText('Dat is niet dezelfde wachtzin').waitFor();
    await look(page, 'ask back');
  });

  it('is accessible when the desk is refused', async () => {
    t.school.faults.set('GET /api/desk', { status: 403 });
    const page = await t.open(options);
    await page.getByText('Dit bureau is alleen voor de functionaris.').waitFor();
    await look(page, 'refused');
  });

  it('is accessible while the desk is used', async () => {
    const secret = await giveKey(t.school);
    const { reader } = await addDeputy(t.school, secret);
    const acute = await addCase(t.school, {
      ...{ report: { danger: true, story: 'w'.repeat(300) }, contact: 'Student', nudge: 'een.adres' },
      ...{ hiddenFrom: [reader.officer], summary: { news: true, member: false } },
    });
    const first = await addMessage(t.school, acute.id, 'Echt.', secret.signKey);
    await addMessage(t.school, acute.id, 'Onecht.', new Uint8Array(32).fill(7));
    await addMessage(t.school, acute.id, 'v'.repeat(300), acute.receipt.signKey, { from: 'reporter', after: first });
    await addMessage(t.school, acute.id, 'Na.', acute.receipt.signKey, { from: 'reporter', after: 'e'.repeat(32) });
    t.school.refused.push({ day: dayOf(new Date()), lane: 'open', count: 1200 });
    t.school.nudgeArrives = false;
    const moved = await addCase(t.school, {
      sealedFor: acute.id,
      summary: { status: 'withdrawn', owner: 'officer-2' },
    });
    const swapped = await addCase(t.school, { summary: { status: 'closed' } });
    tamper(t.school, swapped.id, (file) => ({ ...file, receipt: { ...file.receipt, lookup: '0'.repeat(32) } }));
    await addCase(t.school, { summary: { status: 'waiting', owner: 'officer-1' } });
    await addCase(t.school, { summary: { status: 'in-progress', owner: 'officer-1' } });
    const page = await t.open(options);
    await page.getByLabel('Wachtzin').fill('x');
    await page.keyboard.press('Enter');
    await page.getByText('Deze wachtzin past niet').waitFor();
    await look(page, 'unlock');
    await unlock(page);
    await page.locator('.case-link').first().waitFor();
    await look(page, 'list');
    await page.getByRole('button', { name: 'Mijn controlewoorden' }).click();
    await page.getByRole('list', { name: 'Controlewoorden van de sleutel van Vervanger' }).waitFor();
    await look(page, 'own words');
    await page.getByRole('button', { name: 'Dicht' }).click();
    await readCase(page, acute.id);
    await look(page, 'case');
    await page.getByLabel('Je antwoord').fill('Dank je.');
    await page.getByRole('button', { name: 'Op slot doen en versturen' }).click();
    await page.locator('form').getByText('Het seintje kwam niet aan.').waitFor();
    await look(page, 'case with an answer');
    await page.getByLabel('Je antwoord').fill('a'.repeat(4001));
    await page.getByRole('button', { name: 'Op slot', exact: true }).click();
    await look(page, 'case with warnings');
    await page.getByRole('link', { name: 'Alle meldingen' }).click();
    await readCase(page, moved.id);
    await look(page, 'damaged case');
    await page.getByRole('link', { name: 'Alle meldingen' }).click();
    await readCase(page, swapped.id);
    await look(page, 'case with another receipt');
  });
});

describe('the desk for keyboard, phone and another language', () => {
  it('can be used with the keyboard alone', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const page = await t.open();
    await page.getByLabel('Wachtzin').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.locator('.case-link').first().waitFor();
    const filters = ['search', 'search in the text', 'status', 'owner', 'age', 'order'];
    const stops = ['refresh', 'enter a report', ...filters, 'the case'];
    for (const _ of stops) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Melding ${id.slice(0, 5)}` }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Wachten op de melder' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Wat wil je doen?');
  });

  it('shows the list or the case on a phone, and comes back to the same place in the list', async () => {
    await giveKey(t.school);
    await addCase(t.school);
    const { id } = await addCase(t.school);
    const page = await t.open({ viewport: PHONE });
    await unlock(page);
    await readCase(page, id);
    expect(await page.getByRole('heading', { name: 'Meldingen', exact: true }).isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Alle meldingen' }).click();
    await page.waitForFunction((chosen) => document.activeElement?.getAttribute('data-case') === chosen, id);
    expect(await page.getByRole('heading', { name: `Melding ${id.slice(0, 5)}` }).count()).toBe(0);
  });

  it('speaks English when asked to', async () => {
    const secret = await giveKey(t.school);
    const { reader } = await addDeputy(t.school, secret);
    const { id, receipt } = await addCase(t.school, {
      ...{ summary: { status: 'closed', news: true, member: false }, nudge: 'een.adres' },
      hiddenFrom: [reader.officer, 'f'.repeat(32)],
      report: { story: 'x', where: 'x', wish: 'x', by: 'staff' },
    });
    await addMessage(t.school, id, 'x', receipt.signKey, { from: 'reporter', after: 'e'.repeat(32) });
    t.school.refused.push({ day: dayOf(new Date()), lane: 'chat', count: 2 });
    const page = await t.open({ lang: 'en' });
    await page.getByLabel('Passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('link', { name: id.slice(0, 5) }).click();
    await page.getByText('An image is being spread').waitFor();
    await page.getByText('This report is hidden from Vervanger and someone who is not appointed now.').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await page.locator('body').textContent()).not.toMatch(
      /melding|sleutel|antwoord|melder|seintje|november 2026 om/i,
    );
  });
});
