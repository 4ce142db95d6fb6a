import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { refOf } from '../../../src/officers/keylog.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addDeputy, addMessage, giveKey } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { TENANT } from './stub-school.ts';

const t = setUp(); // fails a test in which the policy had to stop anything

/** What would run, load or lead away if it were taken for more than text. The word marks where it stands. */
const hostile = (where: string) =>
  [
    `${where} <script>document.body.dataset.ran = 'script'</script>`,
    `<img src="/lekt-${where}.png" onerror="document.body.dataset.ran = 'img'">`,
    `<svg onload="document.body.dataset.ran = 'svg'"></svg><a href="javascript:alert(1)">hier</a>`,
    `[klik](https://voorbeeld.nl/${where}) ![foto](https://voorbeeld.nl/${where}.png) **vet** https://voorbeeld.nl`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it must stand there as it is
    '{name} {{constructor}} ${1} &lt;b&gt;',
  ].join('\n');
const HOSTILE_NAME = '<img src=/lekt-naam.png onerror="document.body.dataset.ran = 1"><b>Functionaris</b>';
const OTHER_NAME = '<script>document.body.dataset.ran = 2</script>[Vervanger](https://voorbeeld.nl)';

/** Nothing ran, nothing was asked for, and nothing on the page leads away but the desk's own links. */
async function expectOnlyText(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.body.dataset.ran)).toBeUndefined();
  expect(await page.locator('.page :is(script, img, iframe, object, b, [onload], [onerror])').count()).toBe(0);
  const links = await page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.filter((link) => !/^(#|\/report\/#)/.test(link))).toEqual([]);
  expect(t.school.requests.filter(({ what }) => /lekt|voorbeeld/.test(what))).toEqual([]);
}

describe('HTML, scripts and links that somebody typed', () => {
  it('are shown as they were typed in a report, a contact and messages of both sides', async () => {
    const officer = await giveKey(t.school);
    const { id, receipt } = await addCase(t.school, {
      report: { story: hostile('verhaal'), where: hostile('waar'), wish: hostile('wens') },
      contact: hostile('contact'),
    });
    const first = await addMessage(t.school, id, hostile('vraag'), receipt.signKey, { from: 'reporter' });
    await addMessage(t.school, id, hostile('antwoord'), officer.signKey, { after: first });
    const page = await t.open();
    await unlock(page);
    await readCase(page, id);
    await page.locator('.messages li').first().waitFor();
    const shown = await page.locator('.report dd, .written').allTextContents();
    for (const where of ['verhaal', 'waar', 'wens', 'contact', 'vraag', 'antwoord']) {
      expect(shown).toContain(hostile(where));
    }
    await expectOnlyText(page);
  });

  it('are shown as they were typed in a question that was sent on', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school, { report: { subject: 'question', story: hostile('vraag') } });
    const page = await t.open();
    await unlock(page);
    await readCase(page, id);
    await page.locator('.report').waitFor();
    expect(await page.locator('.report dd').allTextContents()).toEqual([hostile('vraag')]);
    await expectOnlyText(page);
  });

  it("are shown as they are in officers' names, wherever those stand", async () => {
    const officer = await giveKey(t.school);
    const { reader } = await addDeputy(t.school, officer);
    t.school.officerName = HOSTILE_NAME;
    t.school.colleagues.splice(0, 1, { ...reader, name: OTHER_NAME });
    t.school.waiting = [{ ...reader, officer: refOf(TENANT, 'officer-3'), name: OTHER_NAME }];
    const { id } = await addCase(t.school, { hiddenFrom: [reader.officer] });
    await addMessage(t.school, id, 'Dag.', officer.signKey);
    const page = await t.open();
    await unlock(page);
    await page.getByRole('button', { name: 'Mijn controlewoorden' }).click();
    await page.locator('.poster').waitFor({ state: 'attached' });
    await readCase(page, id);
    await page.locator('.messages li').waitFor();
    expect(await page.locator('.header .subtle').textContent()).toBe(`${HOSTILE_NAME} · Testschool`);
    expect(await page.locator('.poster-name').textContent()).toBe(HOSTILE_NAME);
    expect(await page.locator('.colleague strong').textContent()).toBe(OTHER_NAME);
    expect(await page.locator('.messages strong').textContent()).toBe(HOSTILE_NAME);
    for (const text of [`verborgen voor ${OTHER_NAME}.`, `De sleutel van ${OTHER_NAME} wacht op jou`]) {
      expect(await page.locator('.page').textContent()).toContain(text);
    }
    await expectOnlyText(page);
  });

  it("are shown as they are in the server's own sentence", async () => {
    await giveKey(t.school);
    await addCase(t.school);
    t.school.faults.set('GET /api/desk/cases/:id', { status: 404, text: HOSTILE_NAME });
    const page = await t.open();
    await unlock(page);
    await page.locator('.case-link').click();
    await page.locator('.reading [role="alert"]').waitFor();
    expect(await page.locator('.reading [role="alert"]').textContent()).toContain(HOSTILE_NAME);
    await expectOnlyText(page);
  });
});
