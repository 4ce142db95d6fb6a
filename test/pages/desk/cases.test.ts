import { describe, expect, it } from '@jest/globals';
import { dayOf } from '../../../src/reports/model.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, giveKey, PASSPHRASE, tamper } from './sealed-case.ts';
import { MINUTE, setUp } from './set-up.ts';

const t = setUp();

/** A day so many days before today. */
const daysAgo = (days: number) => dayOf(new Date(Date.now() - days * 24 * 60 * MINUTE));

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
    tamper(t.school, damaged.id, (file) => ({ ...file, report: `${file.report?.slice(0, -8)}AAAAAAA=` }));
    const page = await t.open();
    await unlock(page);
    await readCase(page, damaged.id);
    await page.getByText('niet voor jouw sleutel op slot gedaan').waitFor();
    await readCase(page, moved.id);
    await page.getByText('De inhoud hoort niet bij deze melding.').first().waitFor();
    await readCase(page, good.id);
    await page.getByText('Tweede regel').waitFor();
  });

  it('marks in the list where the reporter wrote again, and what is not known to come from the school', async () => {
    await giveKey(t.school);
    const plain = await addCase(t.school);
    const marked = await addCase(t.school, { summary: { news: true, member: false } });
    const page = await t.open();
    await unlock(page);
    const link = (id: string) => page.getByRole('link', { name: id.slice(0, 5) });
    await link(plain.id).waitFor();
    for (const mark of ['Nieuw bericht van de melder', 'Niet bevestigd als lid van de school']) {
      expect(await link(marked.id).textContent()).toContain(mark);
      expect(await link(plain.id).textContent()).not.toContain(mark);
    }
    await readCase(page, marked.id);
    await page.getByText('niet bevestigd', { exact: true }).waitFor();
  });

  it('tells how many reports were turned away in the last week, on which day and at which door', async () => {
    await giveKey(t.school);
    t.school.refused.push(
      { day: daysAgo(7), lane: 'chat', count: 100 },
      { day: daysAgo(6), lane: 'open', count: 3 },
      { day: daysAgo(0), lane: 'member', count: 9 },
    );
    const page = await t.open();
    await unlock(page);
    await page.getByText('12 meldingen zijn geweigerd omdat er te veel tegelijk binnenkwamen.').waitFor();
    const lines = await page.locator('.refused li').allTextContents();
    expect(lines).toEqual([
      expect.stringMatching(/, meldpagina met schoolsleutel: 9$/),
      expect.stringMatching(/, meldpagina zonder schoolsleutel: 3$/),
    ]);
  });

  it('says nothing of reports turned away when there were none this week', async () => {
    await giveKey(t.school);
    t.school.refused.push({ day: daysAgo(7), lane: 'chat', count: 100 });
    const page = await t.open();
    await unlock(page);
    await page.getByText('Er zijn nog geen meldingen.').waitFor();
    expect(await page.getByText('geweigerd').count()).toBe(0);
  });

  it('leads to the report page for a student who walks in, without telling that page where from', async () => {
    await giveKey(t.school);
    const page = await t.open();
    await unlock(page);
    const link = page.getByRole('link', { name: 'Melding invoeren voor een student' });
    expect(await link.getAttribute('href')).toBe('/report/#for=student&key=ABCDE-FGHJK');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toBe('noreferrer');
  });
});
