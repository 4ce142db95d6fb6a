import type { Page } from 'playwright-core';
import { openAs } from './officer.ts';
import { codeOn, fillForm, type Reporter, send, toForm, visit, withSchool } from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
let page: Page;
beforeEach(async () => {
  reporter = await visit(used);
  page = reporter.page;
  await toForm(page);
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const FIELDS: readonly [label: string, field: string, limit: number][] = [
  ['Wat is er gebeurd', 'story', 4000],
  ['Waar staat of gebeurt het', 'where', 300],
  ['Wat wil jij dat er gebeurt', 'wish', 1000],
  ['Wie ben je', 'contact', 300],
];

test('every field over its limit is named, nothing is cut off and nothing is sent', async () => {
  await fillForm(page, { story: 'x' });
  for (const [label, , limit] of FIELDS) await page.getByLabel(label).fill('a'.repeat(limit + 7));
  await send(page);
  await page.locator('.summary').waitFor();
  expect(await page.locator('.summary li').count()).toBe(FIELDS.length);
  expect(await page.getByText('Dit is 7 tekens te lang').count()).toBe(FIELDS.length);
  for (const [label, , limit] of FIELDS) expect(await page.getByLabel(label).inputValue()).toHaveLength(limit + 7);
  expect(used.school.calls.map(({ path }) => path)).toEqual(['/api/school']);
});

test('HTML and scripts are text, and arrive as they were typed, up to the limit', async () => {
  const html = '<img src=x onerror="document.title=1"><script>alert(1)</script>{{1+1}} **x** {readers}';
  await fillForm(page, { story: 'x' });
  for (const [label, , limit] of FIELDS) await page.getByLabel(label).fill(html.padEnd(limit, '<'));
  used.school.failNext('/api/reports', 503);
  await send(page);
  await page.getByText('Bekijk wat je schreef').click();
  expect(await page.locator('#report-view').locator('img, script').count()).toBe(0);
  expect(await page.locator('p.letter').first().textContent()).toBe(html.padEnd(4000, '<'));
  await page.getByRole('button', { name: 'Nu proberen' }).click();
  await codeOn(page);
  const [kept] = used.school.reports;
  const [officer] = used.officers;
  if (!kept || !officer) throw new Error('no report arrived');
  const typed = Object.fromEntries(FIELDS.map(([, field, limit]) => [field, html.padEnd(limit, '<')]));
  const { contact, ...report } = typed;
  expect(await openAs(officer, kept, 'report', kept.report)).toMatchObject({ report });
  expect(await openAs(officer, kept, 'contact', kept.contact)).toMatchObject({ contact, nudge: '' });
});

test('every question arrives with its answer', async () => {
  await fillForm(page, { story: 'Alles.', danger: 'yes', contact: 'Ik' });
  await page.locator('input[name=about][value=group]').check();
  await page.getByLabel('Sinds wanneer').selectOption('month');
  await page.getByLabel('Gaat het nog door').selectOption('yes');
  await page.getByLabel('Waar staat of gebeurt het').fill('snap');
  await page.getByLabel('Wat wil jij dat er gebeurt').fill('weg');
  await send(page);
  await codeOn(page);
  const [kept] = used.school.reports;
  const [officer] = used.officers;
  if (!kept || !officer) throw new Error('no report arrived');
  expect(await openAs(officer, kept, 'report', kept.report)).toMatchObject({
    report: {
      ...{ about: 'group', subject: 'leaked', story: 'Alles.', where: 'snap', since: 'month', ongoing: 'yes' },
      ...{ danger: true, wish: 'weg', by: 'self' },
    },
  });
});

test('what to do in danger appears when the answer is yes, and is said aloud', async () => {
  const now = page.locator('#danger-now');
  expect(await now.isVisible()).toBe(false);
  await page.locator('input[name=danger][value=yes]').check();
  await now.waitFor();
  expect(await now.textContent()).toMatch(/112[\s\S]*113/);
  expect(await now.evaluate((part) => part.closest('[aria-live]')?.getAttribute('aria-live'))).toBe('assertive');
  await page.getByRole('button', { name: 'English' }).click();
  await now.getByText(/112/).waitFor(); // still there in the other language
  await page.locator('input[name=danger][value=no]').check();
  await now.waitFor({ state: 'hidden' });
});
