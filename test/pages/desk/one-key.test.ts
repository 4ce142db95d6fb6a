import { describe, expect, it } from '@jest/globals';
import { refOf } from '../../../src/officers/keylog.ts';
import { axeFaults } from './axe.ts';
import { unlock } from './desk-page.ts';
import { addDeputy, giveKey } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { recoveryOf, TENANT } from './stub-school.ts';

const t = setUp();
const ALONE = 'Er is nog maar één sleutel: die van jou.';
const DEPUTY = { officer: refOf(TENANT, 'officer-2'), name: 'Vervanger', role: 'deputy' } as const;

describe('a school with one key', () => {
  it('is told what is still missing, until there is a recovery sheet', async () => {
    await giveKey(t.school);
    const page = await t.open({ bypassCSP: true });
    await unlock(page);
    await page.getByText(ALONE).waitFor();
    await page.getByText('Vraag de beheerder om een vervanger te benoemen').waitFor();
    expect(await axeFaults(page)).toEqual([]);

    t.school.withoutKey = [DEPUTY];
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByText('Vraag Vervanger om een sleutel te maken').waitFor();

    await page.getByRole('button', { name: 'Maak het herstelblad' }).click();
    const text = ((await page.locator('.sheet-text').textContent()) ?? '').replace(/\s/g, '');
    await page.getByLabel('Typ de laatste acht tekens over van het papier').fill(text.slice(-8));
    await page.getByRole('button', { name: 'Neem het herstelblad in gebruik' }).click();
    await page.getByText(ALONE).waitFor({ state: 'detached' });
    expect(recoveryOf(t.school)).not.toBeNull();
  });

  it('is told to sign for the key that waits, and no longer once a colleague has one', async () => {
    const mine = await giveKey(t.school);
    const { keyLog } = t.school;
    const { reader } = await addDeputy(t.school, mine);
    const signed = t.school.keyLog;
    t.school.keyLog = keyLog;
    t.school.colleagues.length = 0;
    t.school.waiting = [reader];
    const page = await t.open();
    await unlock(page);
    await page.getByText('Teken hieronder voor de sleutel van Vervanger').waitFor();
    t.school.waiting = [];
    t.school.colleagues.push(reader);
    t.school.keyLog = signed;
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByText(ALONE).waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Er is nog geen herstelblad' }).waitFor();
  });
});
