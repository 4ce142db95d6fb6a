import type { Page } from 'playwright-core';
import { auditBoth } from './audit.ts';
import { messageOn, newId, newOfficer } from './officer.ts';
import { cardButton, codeOn, fillForm, lookUp, send, toForm, typeBack, visit, withSchool } from './reporter.ts';

const used = withSchool();

/** Walks through every step, and stops at each. */
async function walk(page: Page, stop: (step: string) => Promise<void>): Promise<void> {
  await cardButton(page).waitFor();
  await stop('intro');
  for (const fold of await page.locator('.fold-button').all()) await fold.click();
  for (const fold of await page.locator('.fold summary').all()) await fold.click();
  await stop('intro, everything unfolded');
  await toForm(page);
  await stop('form');
  await send(page);
  await page.locator('.summary').waitFor();
  await stop('problems');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await fillForm(page, { story: `Eenlangwoord${'x'.repeat(80)}`, danger: 'yes' });
  await send(page);
  await page.getByRole('button', { name: /Terug naar het formulier|Back to the form/ }).waitFor();
  await stop('nobody');
  await page.locator('#report-view .button.primary').click();
  for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
  await stop('form, filled in');
  used.school.failNext('/api/reports', 503);
  await send(page);
  await page.locator('.next').waitFor();
  await page.locator('#report-view summary').click();
  await stop('unsent');
  await page.locator('#report-view .button.primary').click();
  const code = await codeOn(page);
  await page.locator('.spelled summary').click();
  await stop('receipt');
  await typeBack(page, 'x');
  await page.locator('.field-error').waitFor();
  await stop('check');
  await page.locator('#receipt-back').fill(code);
  await page.locator('#report-view .button.primary').click();
  await page.locator('.acute').waitFor();
  await stop('done');
  await conversation(page, code, stop);
}

/** The other tab, with everything that can stand in a conversation. */
async function conversation(page: Page, code: string, stop: (step: string) => Promise<void>): Promise<void> {
  const [report] = used.school.reports;
  const [officer] = used.officers;
  if (!report || !officer) throw new Error('no report arrived');
  report.messages.push(
    await messageOn(report, `Dank je wel.\n${'y'.repeat(90)}`, officer, { after: newId() }),
    await messageOn(report, 'Vals.', await newOfficer('officer', 'Bedrieger')),
  );
  await lookUp(page, 'x');
  await page.locator('.field-error').waitFor();
  await stop('lookup');
  await page.locator('#receipt').fill(code);
  await page.locator('#receipt').press('Enter');
  await page.locator('.letter.false').waitFor();
  for (const fold of await page.locator('#answers-view summary').all()) await fold.click();
  await stop('answers');
  await page.locator('#write').fill('z'.repeat(4001));
  await page.locator('.write .button.primary').click();
  await page.locator('.notice').waitFor();
  await stop('too long');
  await page.locator('#write').fill(`Dank ${'z'.repeat(90)}`);
  await page.locator('.write .button.primary').click();
  await page.locator('.letter.mine').waitFor();
  await stop('written');
  await page.locator('#answers-view summary').last().click();
  await page.locator('#answers-view details').last().getByRole('button').click();
  await page.locator('.sure').waitFor();
  await stop('sure');
  await page.locator('#answers-view details .button.primary').click();
  await page.locator('#write').waitFor({ state: 'detached' });
  await stop('withdrawn');
  used.school.tamper = (school) => ({ ...school, keyLogRoot: 'a'.repeat(64) });
  await page.locator('#answers-view .actions .button').first().click();
  await page.locator('#answers-view .help-list').waitFor();
  await stop('untrusted');
}

test('axe finds nothing on any step, in the light and in the dark', async () => {
  // axe itself needs what the policy forbids; every other test runs under the policy.
  const { page, leave } = await visit(used, { bypassCSP: true, reducedMotion: 'reduce' });
  const findings: string[] = [];
  const inks: string[] = [];
  await walk(page, async (step) => {
    findings.push(...(await auditBoth(page)).map((finding) => `${step} ${finding}`));
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    inks.push(await page.evaluate(() => getComputedStyle(document.body).color));
  }
  await leave();
  expect(findings).toEqual([]);
  expect(new Set(inks).size).toBe(2); // the page does follow
}, 120_000);

test.each(['nl', 'en'])(
  'nothing sticks out at 320 pixels, every target is 44 high, help is in reach (%s)',
  async (lang) => {
    const { page, violations, leave } = await visit(
      used,
      { viewport: { width: 320, height: 640 } },
      `/report/?lang=${lang}`,
    );
    const findings: string[] = [];
    await walk(page, async (step) => {
      const found = await page.evaluate(() => {
        const targets = document.querySelectorAll(
          'button, .button, summary, #tabs a, .help-list a, select, textarea, input[type=text], .ac-choiceSetInput-expanded > div, .ac-choiceSetInput-multiSelect > div',
        );
        return {
          wide: document.documentElement.scrollWidth > innerWidth,
          small: [...targets]
            .filter((target) => target.getClientRects().length > 0 && target.getBoundingClientRect().height < 44)
            .map(({ outerHTML }) => outerHTML),
          help: [...document.querySelectorAll('footer a[href^="tel:"]')].map(({ textContent }) => textContent),
          headings: [...document.querySelectorAll('h1, h2, h3, [role=heading]')]
            .filter((heading) => heading.getClientRects().length > 0)
            .map((heading) => Number(heading.getAttribute('aria-level') ?? heading.tagName[1])),
        };
      });
      if (found.wide) findings.push(`${step}: sticks out`);
      findings.push(...found.small.map((html) => `${step}: small ${html}`));
      if (found.help.join() !== '112,113,020-261 52 75') findings.push(`${step}: no help`);
      if (found.headings.some((level, i) => level > (found.headings[i - 1] ?? 0) + 1))
        findings.push(`${step}: headings ${found.headings}`);
    });
    await leave();
    expect(findings).toEqual([]);
    expect(violations).toEqual([]);
  },
  120_000,
);

test('the whole report can be made with the keyboard alone', async () => {
  const { page, leave } = await visit(used);
  const tabTo = async (selector: string) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`the Tab key does not reach ${selector}`);
  };
  await cardButton(page).waitFor();
  await tabTo('.fold-button');
  await page.keyboard.press('Enter');
  await page.locator('#doors').waitFor();
  await tabTo('.fold summary');
  await page.keyboard.press('Enter');
  await page.locator('.keys').waitFor();
  await tabTo('.ac-pushButton:not(.fold-button)');
  await page.keyboard.press('Enter');
  await tabTo('input[name=about]');
  await page.keyboard.press('Space');
  await tabTo('select');
  await page.keyboard.press('ArrowDown');
  await tabTo('textarea');
  await page.keyboard.type('Met het toetsenbord.');
  await tabTo('input[name=danger]');
  await page.keyboard.press('Space');
  await tabTo('.ac-pushButton');
  await page.keyboard.press('Enter');
  const code = await codeOn(page);
  await tabTo('.button.primary');
  await page.keyboard.press('Enter');
  await tabTo('#receipt-back');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.getByText('Klaar. Je code klopt').waitFor();
  await tabTo('#report-view a.button');
  await page.keyboard.press('Enter');
  await tabTo('#receipt');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.locator('#answers-view .badge').waitFor();
  await tabTo('#write');
  await page.keyboard.type('Nog iets.');
  await tabTo('.write .button');
  await page.keyboard.press('Enter');
  await page.locator('.letter.mine').waitFor();
  await leave();
}, 60_000);
