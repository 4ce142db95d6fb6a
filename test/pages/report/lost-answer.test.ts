import type { Page } from 'playwright-core';
import { newOfficer } from './officer.ts';
import {
  bodiesOf,
  codeOn,
  fillForm,
  lookUp,
  type Reporter,
  send,
  toForm,
  typeBack,
  visit,
  withSchool,
} from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
let page: Page;

beforeEach(async () => {
  reporter = await visit(used);
  page = reporter.page;
  await toForm(page);
  await fillForm(page, { story: 'Iets.' });
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const story = () => page.getByLabel('Wat is er gebeurd');
const stop = () => page.getByRole('button', { name: 'Toch niet versturen' }).click();
const maybe = () => page.locator('#report-view .maybe');
const maybeCode = async () => ((await page.locator('.maybe-code').textContent()) ?? '').trim();

/** The report is stored, and its reporter does not hear of it. */
async function loseAnswer(): Promise<void> {
  used.school.failNext('/api/reports', 0);
  used.school.failNext('/api/reports', 0); // the browser itself tries once more when a connection it used before is cut
  await send(page);
  await page.getByText('We kregen geen antwoord van school').waitFor();
}

/** The code leads to the one report at the school, and withdraws it. */
async function withdrawsWith(code: string): Promise<void> {
  await lookUp(page, code);
  await page.locator('#answers-view').getByText('Ontvangen, nog niet opgepakt').waitFor();
  await page.locator('summary', { hasText: 'Melding intrekken' }).click();
  await page.getByRole('button', { name: 'Intrekken', exact: true }).click();
  await page.getByRole('button', { name: 'Ja, trek mijn melding in' }).click();
  await page.getByText('Je melding is ingetrokken.').waitFor();
  expect(used.school.reports.map(({ status }) => status)).toEqual(['withdrawn']);
}

test('whoever stops after an answer was lost gets the code of what may have arrived', async () => {
  await loseAnswer();
  await stop();
  await page.getByText('Gestopt. Je tekst staat er nog').waitFor();
  expect(await maybe().getAttribute('role')).toBe('alert');
  expect(await maybe().textContent()).toMatch(/Kwam ze toch aan\?[\s\S]*Met deze code kun je haar intrekken/);
  await withdrawsWith(await maybeCode());
});

test('a space typed and taken away is the same report: one at the school, and its code works', async () => {
  await loseAnswer();
  await stop();
  const shown = await maybeCode();
  await story().focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  await page.keyboard.press('Backspace');
  await send(page);
  const code = await codeOn(page);
  expect(code).toBe(shown);
  expect(await maybe().count()).toBe(0);
  expect(used.school.reports).toHaveLength(1);
  await typeBack(page, code);
  await page.getByText('Klaar. Je code klopt').waitFor();
  await withdrawsWith(code);
});

test('another text and back again is still the first report', async () => {
  await loseAnswer();
  await stop();
  await story().fill('Iets anders.');
  used.school.failNext('/api/reports', 503);
  await send(page);
  await stop();
  expect(await page.locator('.maybe-code').count()).toBe(2);
  await story().fill('Iets.');
  await send(page);
  await codeOn(page);
  expect(used.school.reports).toHaveLength(1);
});

test('another text is another report, and the code of the first stays in sight until the end', async () => {
  await loseAnswer();
  await stop();
  const first = await maybeCode();
  await story().fill('Iets anders.');
  await send(page);
  const second = await codeOn(page);
  expect(second).not.toBe(first);
  expect(await maybeCode()).toBe(first);
  await typeBack(page, second);
  await page.getByText('Klaar. Je code klopt').waitFor();
  expect(await page.locator('#report-view').textContent()).not.toContain(first);
  expect(used.school.reports).toHaveLength(2);
});

test.each([
  ['/api/door', 503],
  ['/api/reports', 429],
])('what never went out, or was turned away at once (%s %d), is not said to have arrived', async (path, status) => {
  used.school.failNext(path, status, 'busy');
  await send(page);
  await stop();
  await page.getByText('Gestopt. Je tekst staat er nog').waitFor();
  expect(await maybe().count()).toBe(0);
});

test('when nobody can read any more, what may have arrived is not called unsent', async () => {
  await loseAnswer();
  used.school.officers.length = 0;
  used.school.failNext('/api/reports', 409, 'no-readers');
  await page.getByRole('button', { name: 'Nu proberen' }).click();
  await page.getByText('Melden op school kan hier nog niet').waitFor();
  expect(await page.locator('#report-view').textContent()).not.toMatch(/nergens bewaard|niet verstuurd/);
  expect(await maybe().textContent()).toContain('Kwam ze toch aan?');
  await page.getByText('Bekijk wat je schreef').click();
  await withdrawsWith(await maybeCode());
});

test('when other people can read now, what may have arrived is not called unsent', async () => {
  await loseAnswer();
  used.school.officers.push(await newOfficer('deputy', 'Nieuw'));
  used.school.failNext('/api/reports', 409, 'keys-changed');
  await page.getByRole('button', { name: 'Nu proberen' }).click();
  await page.getByText('Wie je melding kan openen, is net veranderd').waitFor();
  expect(await page.locator('#report-view').textContent()).not.toContain('nog niet verstuurd');
  const first = await maybeCode();
  await toForm(page);
  await send(page); // the same text: the first one is recognised
  expect(await codeOn(page)).toBe(first);
  expect(used.school.reports).toHaveLength(1);
});

test('whoever then leaves everybody out is told that the first may have arrived', async () => {
  await loseAnswer();
  await stop();
  for (const name of ['Functionaris', 'Vervanger']) await page.getByRole('checkbox', { name }).check();
  await send(page);
  await page.getByRole('heading', { name: 'Er blijft niemand over' }).waitFor();
  expect(await page.locator('#report-view').textContent()).not.toContain('Er is niets verstuurd');
  await withdrawsWith(await maybeCode());
  expect(bodiesOf(used.school, '/api/door')).toHaveLength(1);
});

test('a list of keys that stops adding up does not hide the code', async () => {
  await loseAnswer();
  used.school.tamper = (school) => ({ ...school, keyLogRoot: 'a'.repeat(64) });
  used.school.failNext('/api/reports', 409, 'keys-changed');
  await page.getByRole('button', { name: 'Nu proberen' }).click();
  await page.getByRole('heading', { name: 'De lijst met sleutels klopt niet' }).waitFor();
  expect(await page.locator('#report-view').textContent()).not.toContain('nergens bewaard');
  expect(await maybeCode()).toMatch(/^([0-9A-Z]{4} ?){4}$/);
});
