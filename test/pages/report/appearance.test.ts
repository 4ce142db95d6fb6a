import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { codeOn, fillForm, lookUp, send, toForm, typeBack, visit, withSchool } from './reporter.ts';
import { messageOn, newOfficer } from './school.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const used = withSchool();

/** Walks through every step, and stops at each. */
async function walk(page: Page, stop: (step: string) => Promise<void>): Promise<void> {
  await page.locator('.ac-pushButton').waitFor();
  await stop('intro');
  await toForm(page);
  await stop('form');
  await send(page);
  await page.locator('.summary').waitFor();
  await stop('problems');
  await fillForm(page, { story: `Eenlangwoord${'x'.repeat(80)}`, danger: 'yes' });
  used.school.failNext('/api/reports', 503);
  await send(page);
  await page.locator('details').waitFor();
  await page.locator('summary').click();
  await stop('unsent');
  await page.locator('#report-view .button.primary').click();
  const code = await codeOn(page);
  await stop('receipt');
  await typeBack(page, 'x');
  await page.locator('.field-error').waitFor();
  await stop('check');
  await page.locator('#receipt-back').fill(code);
  await page.locator('#report-view .button.primary').click();
  await page.locator('.acute').waitFor();
  await stop('done');
  const [report] = used.school.reports;
  const [officer] = used.officers;
  if (!report || !officer) throw new Error('no report arrived');
  used.school.messages.push(
    await messageOn(report, `Dank je wel.\n${'y'.repeat(90)}`, officer),
    await messageOn(report, 'Vals.', await newOfficer('officer', 'Bedrieger')),
  );
  await lookUp(page, 'x');
  await page.locator('.field-error').waitFor();
  await stop('lookup');
  await page.locator('#receipt').fill(code);
  await page.locator('#receipt').press('Enter');
  await page.locator('.letter.false').waitFor();
  await stop('answers');
}

describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
  test('axe finds nothing on any step', async () => {
    // axe itself needs what the policy forbids; every other test runs under the policy.
    const { page, leave } = await visit(used, { colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
    const findings: string[] = [];
    await walk(page, async (step) => {
      await page.evaluate(axe);
      const ids = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }; // put there just now
        const { violations } = await axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      findings.push(...ids.map((id) => `${step}: ${id}`));
    });
    await leave();
    expect(findings).toEqual([]);
  }, 60_000);
});

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
          'button, .button, #tabs a, .help-list a, select, textarea, input[type=text], .ac-choiceSetInput-expanded > div',
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
  60_000,
);

test('the whole report can be made with the keyboard alone', async () => {
  const { page, leave } = await visit(used);
  const tabTo = async (selector: string) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`the Tab key does not reach ${selector}`);
  };
  await page.locator('.ac-pushButton').waitFor();
  await tabTo('.ac-pushButton');
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
  await leave();
}, 30_000);
