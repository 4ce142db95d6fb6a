import { describe, expect, it } from '@jest/globals';
import { readCase, unlock } from './desk-page.ts';
import { addCase, giveKey, PASSPHRASE } from './sealed-case.ts';
import { MINUTE, setUp } from './set-up.ts';

const t = setUp();

describe('the lock of the desk', () => {
  it('wipes what was opened when it is locked, and ends the worker that holds the key', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const page = await t.open();
    await unlock(page);
    await readCase(page, id);
    expect(page.workers()).toHaveLength(1);
    await page.getByLabel('Je antwoord').fill('nog niet klaar');
    await page.getByRole('button', { name: 'Op slot', exact: true }).click();
    await page.getByText('nog niet is verstuurd').first().waitFor();
    await page.getByRole('button', { name: 'Toch op slot' }).click();
    await page.getByText('Je bureau is op slot.').waitFor();
    expect(page.workers()).toHaveLength(0);
    const left = await page.content();
    for (const wiped of ['Tweede regel', 'nog niet klaar', PASSPHRASE]) expect(left).not.toContain(wiped);
    await unlock(page);
  });

  it('locks itself after a quarter of an hour, with a warning a minute before', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const page = await t.open();
    await page.clock.install();
    await unlock(page);
    await readCase(page, id);
    await page.clock.fastForward(14 * MINUTE);
    await page.getByText('Ben je er nog?').waitFor();
    await page.getByRole('button', { name: 'Open houden' }).click();
    await page.getByText('Ben je er nog?').waitFor({ state: 'detached' });
    await page.clock.fastForward(14 * MINUTE);
    expect(await page.getByText('Tweede regel').count()).toBe(1);
    await page.clock.fastForward(MINUTE + 5_000);
    await page.getByText('Je was 15 minuten weg.').waitFor();
    expect(await page.content()).not.toContain('Tweede regel');
    expect(page.workers()).toHaveLength(0);
  });

  it('locks itself when the school says so', async () => {
    t.school.lockMinutes = 40;
    await giveKey(t.school);
    const page = await t.open();
    await page.clock.install();
    await unlock(page);
    await page.clock.fastForward(38 * MINUTE);
    expect(await page.getByText('Ben je er nog?').count()).toBe(0);
    await page.clock.fastForward(MINUTE);
    await page.getByText('Ben je er nog?').waitFor();
    await page.clock.fastForward(MINUTE + 5_000);
    await page.getByText('Je was 40 minuten weg.').waitFor();
    expect(page.workers()).toHaveLength(0);
  });
});
