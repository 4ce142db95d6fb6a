import { beforeEach, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { fingerprintOf } from '../../../src/officers/fingerprint.ts';
import type { OfficerSecret } from '../../../src/officers/key.ts';
import { keysInUse } from '../../../src/officers/keylog.ts';
import { recoveryRef } from '../../../src/officers/recovery.ts';
import { unlock } from './desk-page.ts';
import { addCase, giveKey } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { OFFICER, recoveryOf, TENANT } from './stub-school.ts';

const t = setUp();
let mine: OfficerSecret;
beforeEach(async () => {
  mine = await giveKey(t.school);
});

const textOf = async (page: Page) => ((await page.locator('.sheet-text').textContent()) ?? '').replace(/\s/g, '');
/** Makes the sheet at the open desk and types its end back. Gives what stands on the paper. */
async function makeSheet(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Maak het herstelblad' }).click();
  await page.getByRole('heading', { name: 'Herstelblad van Bondgenoot' }).waitFor();
  const text = await textOf(page);
  await page.getByLabel('Typ de laatste acht tekens over van het papier').fill(text.slice(-8).toLowerCase());
  await page.getByRole('button', { name: 'Neem het herstelblad in gebruik' }).click();
  await page.getByRole('heading', { name: 'Er is nog geen herstelblad' }).waitFor({ state: 'detached' });
  return text;
}
const openSheet = async (page: Page, typed: string) => {
  await page.getByRole('button', { name: 'Herstelblad gebruiken of ermee oefenen' }).click();
  await page.getByLabel('Tekst van het herstelblad').fill(typed);
  await page.getByRole('button', { name: 'Kijk of het blad werkt' }).click();
};
const requestsTo = (what: string) => t.school.requests.filter((request) => request.what === what);

describe('the recovery sheet', () => {
  it('is asked for as long as there is none, and its key comes into use once the paper was read back', async () => {
    const page = await t.open();
    await unlock(page);
    await page.getByRole('button', { name: 'Maak het herstelblad' }).click();
    await page.getByRole('heading', { name: 'Herstelblad van Bondgenoot' }).waitFor();
    const text = await textOf(page);
    expect(text).toMatch(/^AGE-SECRET-KEY-PQ-1[0-9A-Z]{58}$/);
    const end = page.getByLabel('Typ de laatste acht tekens over van het papier');
    await end.fill('AAAAAAAA');
    await page.getByRole('button', { name: 'Neem het herstelblad in gebruik' }).click();
    await page.getByText('Dat zijn niet de laatste acht tekens van dit blad.').waitFor();
    expect(recoveryOf(t.school)).toBeNull();

    const words = await page.locator('.recovery-sheet .words li').allTextContents();
    await end.fill(text.slice(-8));
    await page.getByRole('button', { name: 'Neem het herstelblad in gebruik' }).click();
    await page.getByRole('heading', { name: 'Er is nog geen herstelblad' }).waitFor({ state: 'detached' });
    const recovery = recoveryOf(t.school);
    expect(recovery?.officer).toBe(recoveryRef(TENANT));
    expect(recovery && fingerprintOf(recovery)).toBe(words.join(' '));
    // The sheet itself goes nowhere: not to the server, and not into the browser's storage.
    expect(JSON.stringify(t.school.requests)).not.toContain(text.slice(20, 40));
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(stored).not.toContain(text.slice(20, 40));
  });

  it('carries the same text as a QR code, and only the sheet is printed', async () => {
    const page = await t.open({ viewport: { width: 900, height: 1200 } });
    await unlock(page);
    await page.getByRole('button', { name: 'Maak het herstelblad' }).click();
    await page.getByRole('img', { name: 'De tekst van het blad als QR-code' }).waitFor();
    const text = await textOf(page);
    const { encode } = await import('uqr');
    const drawn = await page.locator('.qr path').getAttribute('d');
    const dark = encode(text, { border: 4, ecc: 'Q' }).data.flat().filter(Boolean).length;
    expect(drawn?.match(/M/g)).toHaveLength(dark);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sheet-text').isVisible()).toBe(true);
    for (const hidden of ['.panes', '.sheet-making > form', '.sheet-making > .buttons']) {
      expect(await page.locator(hidden).first().isVisible()).toBe(false);
    }
  });

  it('is in use also when the answer to that was lost', async () => {
    const page = await t.open();
    await unlock(page);
    t.school.faults.set('POST /api/desk/keys', 'lost');
    await makeSheet(page);
    expect(recoveryOf(t.school)).not.toBeNull();
  });
});

describe('a drill', () => {
  it('shows that the sheet works, however it is typed, and touches no case', async () => {
    await addCase(t.school);
    const page = await t.open();
    await unlock(page);
    const text = await makeSheet(page);
    await page.getByRole('button', { name: 'Op slot' }).first().click();
    const before = t.school.requests.length;
    await openSheet(page, ` ${text.toLowerCase().replace(/(.{7})/g, '$1\n')}`);
    await page.getByRole('heading', { name: 'Dit herstelblad werkt' }).waitFor();
    await page.getByRole('button', { name: 'Klaar, vergeet het blad' }).click();
    await page.getByLabel('Wachtzin').waitFor();
    const asked = t.school.requests.slice(before).map(({ what }) => what);
    expect(asked).toContain('GET /api/desk/cases');
    expect(asked.filter((what) => what.includes(':id') || !what.startsWith('GET'))).toEqual([]);
  });

  it('refuses another sheet, an old one and a slip of the pen', async () => {
    const page = await t.open();
    await unlock(page);
    const text = await makeSheet(page);
    await page.getByRole('button', { name: 'Op slot' }).first().click();
    const swapped = `${text.slice(0, -1)}${text.endsWith('Q') ? 'P' : 'Q'}`;
    await openSheet(page, swapped);
    for (const wrong of ['appel boterham', text.slice(0, -1), '']) {
      await page.getByText('Dit is niet het herstelblad van nu.').waitFor();
      await page.getByLabel('Tekst van het herstelblad').fill(wrong);
      await page.getByRole('button', { name: 'Kijk of het blad werkt' }).click();
    }
    await page.getByText('Dit is niet het herstelblad van nu.').waitFor();
  });
});

describe('when every passphrase is lost', () => {
  it('the sheet takes the old key out of use and a new one in, and the new one opens every case', async () => {
    const page = await t.open();
    await unlock(page);
    const text = await makeSheet(page);
    const { id } = await addCase(t.school, { recovery: recoveryOf(t.school) });
    await page.getByRole('button', { name: 'Op slot' }).first().click();

    await openSheet(page, text);
    await page.getByRole('button', { name: 'Trek mijn oude sleutel in' }).click();
    await page.getByText('Je hebt nu geen sleutel.').waitFor();
    await page.getByRole('button', { name: 'Klaar, vergeet het blad' }).click();
    await page.getByRole('button', { name: 'Toon mijn wachtzin' }).click();
    const words = (await page.locator('.words li').allTextContents()).join(' ');
    await page.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
    await page.getByLabel('De zes woorden').fill(words);
    await page.getByRole('button', { name: 'Maak mijn sleutel' }).click();
    await page.getByText('Je sleutel is gemaakt').waitFor();

    await openSheet(page, text);
    await page.getByRole('button', { name: 'Neem mijn nieuwe sleutel in gebruik' }).click();
    await page.getByRole('button', { name: 'Doe ze opnieuw op slot' }).click();
    await page.getByRole('heading', { name: /op slot voor wie nu mag lezen/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Klaar, vergeet het blad' }).click();
    await unlock(page, words);
    await page.getByRole('link', { name: id.slice(0, 5) }).click();
    await page.getByText('Eerste regel van het verhaal.').waitFor();

    expect(keysInUse(t.school.keyLog).map(({ officer }) => officer)).toEqual([recoveryRef(TENANT), OFFICER.officer]);
    expect(requestsTo('POST /api/desk/keys')).toHaveLength(3);
    expect(mine.identity).not.toBe(text);
  }, 120_000);
});

it.each([
  ['nl', 'light', 400],
  ['en', 'dark', 1280],
] as const)(
  'every screen about the sheet is accessible and fits, in %s, %s, at %i px',
  async (lang, colorScheme, width) => {
    const dutch = lang === 'nl';
    const page = await t.open({ lang, colorScheme, viewport: { width, height: 800 } });
    const look = async () => {
      await page.evaluate(axe.source);
      // The string above has put axe there; the page's types do not know.
      const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run());
      expect(found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html]))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    };
    await page.getByRole('button', { name: dutch ? /^Herstelblad gebruiken/ : /^Use the recovery sheet/ }).click();
    await page.getByRole('button', { name: dutch ? 'Kijk of het blad werkt' : 'See whether the sheet works' }).click();
    await page
      .getByText(dutch ? 'Dit is niet het herstelblad van nu.' : 'This is not the recovery sheet of now.')
      .waitFor();
    await look();
    await page.getByRole('button', { name: dutch ? 'Terug' : 'Back', exact: true }).click();
    await page
      .getByLabel(dutch ? 'Wachtzin' : 'Passphrase', { exact: true })
      .fill('appel boterham fiets gordijn kastanje wolk');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: dutch ? 'Maak het herstelblad' : 'Make the recovery sheet' }).click();
    await page.getByRole('img').first().waitFor();
    await look();
  },
);
