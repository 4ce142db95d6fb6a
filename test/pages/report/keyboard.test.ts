import type { Page } from 'playwright-core';
import {
  cardButton,
  codeOn,
  comeBack,
  fillForm,
  focused,
  type Reporter,
  toForm,
  visit,
  withSchool,
} from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
let page: Page;
beforeEach(async () => {
  reporter = await visit(used);
  page = reporter.page;
  await cardButton(page).waitFor();
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

/** Goes on with the Tab key until the focus is on what is wanted, as a person would. */
async function tabTo(selector: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`the Tab key does not reach ${selector}`);
}
/** Goes on to a button or fold by its words, and presses it. */
async function press(words: string | RegExp): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() =>
      document.activeElement?.matches('button, summary') ? (document.activeElement.textContent ?? '') : '',
    );
    if (typeof words === 'string' ? text.trim() === words : words.test(text)) return page.keyboard.press('Enter');
  }
  throw new Error(`the Tab key does not reach ${words}`);
}
const sendWithEnter = async () => {
  await tabTo('.ac-pushButton');
  await page.keyboard.press('Enter');
};

test('a school key can be unfolded and typed', async () => {
  await press(/Heb je de schoolsleutel/);
  await tabTo('#school-key');
  await page.keyboard.type('ABCDE-FGHJK');
  await tabTo('.ac-pushButton:not(.fold-button)');
  await page.keyboard.press('Enter');
  await page.locator('textarea').first().waitFor();
});

test('each problem leads to its field, and people can be left out', async () => {
  await toForm(page);
  await page.locator('textarea').first().fill('Iets.');
  await page.locator('textarea').first().focus();
  await sendWithEnter();
  await page.locator('.summary').waitFor();
  expect(await focused(page)).toContain('Je melding is nog niet verstuurd');
  await press('over wie het gaat');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('about');
  await page.keyboard.press('Space');
  await tabTo('select');
  await page.keyboard.press('ArrowDown');
  await tabTo('input[name=danger]');
  await page.keyboard.press('ArrowDown');
  await tabTo('input[name=hiddenFrom]');
  await page.keyboard.press('Space');
  await sendWithEnter();
  await codeOn(page);
  expect(used.school.reports[0]?.hiddenFrom).toEqual([used.officers[0]?.reader.officer]);
});

test('leaving everybody out, and back to the form', async () => {
  await toForm(page);
  await fillForm(page, { story: 'Iets.' });
  await tabTo('input[name=hiddenFrom]');
  await page.keyboard.press('Space');
  await tabTo('input[name=hiddenFrom]');
  await page.keyboard.press('Space');
  await sendWithEnter();
  await page.getByRole('heading', { name: 'Er blijft niemand over' }).waitFor();
  expect(await focused(page)).toContain('Er blijft niemand over');
  await press('Terug naar het formulier');
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);
});

test('a report that does not go out can be read back, stopped, and sent again', async () => {
  await toForm(page);
  await fillForm(page, { story: 'Iets.' });
  for (let i = 0; i < 2; i++) used.school.failNext('/api/reports', 503);
  await sendWithEnter();
  await page.locator('.next').waitFor();
  expect(await focused(page)).toContain('Versturen lukt nog niet');
  await press('Toch niet versturen');
  await page.locator('.maybe').waitFor();
  await sendWithEnter();
  await page.locator('.next').waitFor();
  await press('Bekijk wat je schreef');
  await page.locator('p.letter').waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('Nu proberen');
  await page.keyboard.press('Enter');
  await codeOn(page);
});

test('writing back, deleting name and contact, and withdrawing', async () => {
  const { kept } = await comeBack(page, used.school, { story: 'Iets.', contact: '06' });
  await tabTo('#write');
  await page.keyboard.type('Nog iets.');
  await press('Versturen');
  await page.locator('.letter.mine').waitFor();
  await press('Naam en contact wissen');
  await press('Wissen');
  await page.locator('.sure').waitFor();
  expect(await focused(page)).toContain('Weet je het zeker');
  await press('Nee, toch niet');
  await press('Naam en contact wissen');
  await press('Wissen');
  await press('Ja, wis naam en contact');
  await page.getByText('Je naam en contact zijn gewist').waitFor();
  await press('Melding intrekken');
  await press('Intrekken');
  await page.locator('.sure').waitFor();
  expect(await focused(page)).toContain('Weet je het zeker');
  await press('Ja, trek mijn melding in');
  await page.getByText('Je melding is ingetrokken.').waitFor();
  expect(kept.status).toBe('withdrawn');
  expect(await focused(page)).toContain('Melding');
});
