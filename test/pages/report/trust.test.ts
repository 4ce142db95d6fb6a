import type { School } from '../../../src/reports/wire.ts';
import { lineFor, newOfficer, type Officer } from './officer.ts';
import { bodiesOf, fillForm, lookUp, type Reporter, send, toForm, visit, withSchool } from './reporter.ts';

const used = withSchool();
let stranger: Officer;
let reporter: Reporter;

beforeAll(async () => {
  stranger = await newOfficer('deputy', 'Vreemde');
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

/** There is no field, no way on, and there are help lines. */
async function isClosed(view: string): Promise<void> {
  const { page } = reporter;
  await page.locator(view).getByRole('heading', { name: 'De lijst met sleutels klopt niet' }).waitFor();
  expect(await page.locator(view).locator('input, textarea, select, button').count()).toBe(0);
  expect(await page.locator(view).textContent()).toMatch(/020-261 52 75[\s\S]*0800-7000/);
}

const first = <T>([item]: readonly T[]): T => {
  if (item === undefined) throw new Error('nothing there');
  return item;
};

const lies: Record<string, (school: School) => School> = {
  'a reader whom no line bears out': (school) => ({ ...school, readers: [...school.readers, stranger.reader] }),
  "a reader under another officer's name": (school) => ({
    ...school,
    readers: [{ ...stranger.reader, officer: first(school.readers).officer }],
  }),
  'another root than the settings have': (school) => ({ ...school, keyLogRoot: 'a'.repeat(64) }),
  'no root, but readers': (school) => ({ ...school, keyLogRoot: '' }),
  'a line that is missing': (school) => ({ ...school, keyLog: school.keyLog.slice(0, 1), keyEpoch: 1 }),
  'a line that is missing at the beginning': (school) => ({ ...school, keyLog: school.keyLog.slice(1), keyEpoch: 1 }),
  'fewer lines than the server counts': (school) => ({ ...school, keyEpoch: school.keyEpoch + 1 }),
  'a line that a stranger signed': (school) => ({
    ...school,
    readers: [...school.readers, stranger.reader],
    keyLog: [...school.keyLog, lineFor(stranger, school.keyLog, stranger)],
    keyEpoch: school.keyEpoch + 1,
  }),
  'the list of another school': (school) => ({ ...school, tenant: '99999999-2222-3333-4444-555555555555' }),
};

test.each(Object.keys(lies))('with %s nothing can be written and nothing is read', async (lie) => {
  used.school.tamper = lies[lie] ?? used.school.tamper;
  reporter = await visit(used);
  await isClosed('#report-view');
  await lookUp(reporter.page, '0000 0000 0000 0000');
  await isClosed('#answers-view');
  expect(new Set(used.school.calls.map(({ path }) => path))).toEqual(new Set(['/api/school']));
});

test('a list that stops adding up while somebody writes closes the page, and what was typed can be read back', async () => {
  reporter = await visit(used);
  const { page } = reporter;
  await toForm(page);
  await fillForm(page, { story: 'Blijft te lezen.' });
  used.school.tamper = lies['a reader whom no line bears out'] ?? used.school.tamper;
  used.school.failNext('/api/reports', 409, 'keys-changed');
  await send(page);
  await isClosed('#report-view');
  await page.getByText('Bekijk wat je schreef').click();
  await page.getByText('Blijft te lezen.').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'The list of keys does not add up' }).waitFor();
  expect(await page.locator('#report-view button').count()).toBe(0);
  expect(bodiesOf(used.school, '/api/reports')).toHaveLength(1);
  expect(used.school.reports).toEqual([]);
});

test('who reads is shown with six words each, in a fold', async () => {
  reporter = await visit(used);
  const { page } = reporter;
  await page.getByText('2 mensen').waitFor();
  await page.getByText('Zo controleer je de sleutels').click();
  const shown = await page.locator('.keys li').allTextContents();
  expect(shown).toHaveLength(2);
  expect(shown[0]).toContain('Functionaris');
  expect(shown[1]).toContain('Vervanger');
  const words = await page.locator('.keys-words').allTextContents();
  for (const six of words) expect(six).toMatch(/^([a-z]+ ){5}[a-z]+$/);
  expect(new Set(words).size).toBe(2);
});
