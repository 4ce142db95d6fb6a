import { describe, expect, it } from '@jest/globals';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addMessage, fileOf, giveKey, PASSPHRASE } from './sealed-case.ts';
import { setUp } from './set-up.ts';

const t = setUp();

describe('the cases on the desk', () => {
  it('opens the case of a deep link once it is unlocked', async () => {
    await giveKey(t.school);
    await addCase(t.school);
    const { id } = await addCase(t.school, { report: { story: 'Die ene.' } });
    const page = await t.open({ hash: `#case=${id}` });
    await page.getByLabel('Wachtzin').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.getByText('Die ene.').waitFor();
    await page.getByRole('heading', { name: `Melding ${id.slice(0, 5)}` }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(`Melding ${id.slice(0, 5)}`);
  });

  it('lists acute cases first, then the newest, and what is done apart', async () => {
    await giveKey(t.school);
    const old = await addCase(t.school, { summary: { day: '2026-11-01' } });
    const recent = await addCase(t.school, {
      summary: { day: '2026-11-20', status: 'in-progress', owner: 'officer-2' },
    });
    const acute = await addCase(t.school, { summary: { day: '2026-10-01', acute: true } });
    const done = await addCase(t.school, { summary: { day: '2026-11-21', status: 'closed', owner: 'officer-1' } });
    const page = await t.open();
    await unlock(page);
    await page.getByRole('link').first().waitFor();
    const links = await page
      .locator('.case-link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('data-case')));
    expect(links).toEqual([acute.id, recent.id, old.id, done.id]);
    expect(await page.getByRole('link', { name: recent.id.slice(0, 5) }).textContent()).toContain('Van een collega');
    expect(await page.getByRole('link', { name: acute.id.slice(0, 5) }).textContent()).toContain('Misschien gevaar');
    expect(await page.getByRole('link', { name: done.id.slice(0, 5) }).textContent()).toContain('Van jou');
  });

  it('tells of a case that does not open, and opens the others', async () => {
    await giveKey(t.school);
    const good = await addCase(t.school);
    const moved = await addCase(t.school, { sealedFor: good.id });
    const damaged = await addCase(t.school);
    const file = fileOf(t.school, damaged.id);
    t.school.cases.set(damaged.id, { ...file, report: `${file.report.slice(0, -8)}AAAAAAA=` });
    const page = await t.open();
    await unlock(page);
    await readCase(page, damaged.id);
    await page.getByText('niet voor jouw sleutel op slot gedaan').waitFor();
    await readCase(page, moved.id);
    await page.getByText('De inhoud hoort niet bij deze melding.').waitFor();
    await readCase(page, good.id);
    await page.getByText('Tweede regel').waitFor();
  });

  it("shows a message with a stranger's signature as not genuine", async () => {
    const secret = await giveKey(t.school);
    const { id } = await addCase(t.school);
    await addMessage(t.school, id, 'Van de functionaris.', secret.signKey);
    await addMessage(t.school, id, 'Van een ander.', new Uint8Array(32).fill(7));
    const page = await t.open();
    await unlock(page);
    await readCase(page, id);
    const messages = page.getByRole('region', { name: 'Antwoorden tot nu toe' }).getByRole('listitem');
    expect(await messages.nth(0).textContent()).toContain('Echt: ondertekend door Functionaris');
    expect(await messages.nth(1).textContent()).toContain('deze handtekening hoort bij niemand');
  });
});
