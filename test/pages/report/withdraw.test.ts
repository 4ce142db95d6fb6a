import type { Case } from './cases.ts';
import { bodiesOf, comeBack, lookUp, type Reporter, visit, withSchool } from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
let kept: Case;
let code: string;

beforeEach(async () => {
  reporter = await visit(used);
  ({ kept, code } = await comeBack(reporter.page, used.school, { story: 'Iets.', contact: '06' }));
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const press = (name: string) => reporter.page.getByRole('button', { name, exact: true }).click();
const unfold = (title: string) => reporter.page.locator('summary', { hasText: title }).click();

test('a report that is still new can be withdrawn, after one question, and the code keeps working', async () => {
  const { page } = reporter;
  await unfold('Melding intrekken');
  await page.getByText('Een functionaris kan haar al bekeken hebben').waitFor();
  await press('Intrekken');
  await page.getByText('Intrekken kan niet ongedaan').waitFor();
  expect(bodiesOf(used.school, '/api/receipts/withdraw')).toEqual([]);
  await press('Nee, toch niet');
  await unfold('Melding intrekken');
  await press('Intrekken');
  await press('Ja, trek mijn melding in');
  await page.getByText('Je melding is ingetrokken.').waitFor();
  expect(kept.status).toBe('withdrawn');
  expect(await page.getByText('niet ondertekend').count()).toBe(0);
  expect(await page.locator('#write').count()).toBe(0);
  expect(await page.locator('#answers-view details').count()).toBe(0);
  await press('Sluiten en wissen');
  await lookUp(page, code);
  await page.getByText('Met je code zie je alleen nog dat ze is ingetrokken').waitFor();
});

test('a report that somebody took up meanwhile cannot be withdrawn any more', async () => {
  const { page } = reporter;
  kept.status = 'in-progress';
  await unfold('Melding intrekken');
  await press('Intrekken');
  await press('Ja, trek mijn melding in');
  await page.getByText('Dat kan niet meer').waitFor();
  await page.getByText('Opgepakt', { exact: true }).waitFor();
  expect(await page.getByText('Melding intrekken').count()).toBe(0);
  expect(kept.status).toBe('in-progress');
});

test('name and contact can be deleted at any time, after one question', async () => {
  const { page } = reporter;
  kept.status = 'in-progress';
  await press('Vernieuwen');
  await page.getByText('Opgepakt', { exact: true }).waitFor();
  await unfold('Naam en contact wissen');
  await page.getByText('Vroeg je om een seintje in Teams? Dat stopt dan ook').waitFor();
  await press('Wissen');
  expect(bodiesOf(used.school, '/api/receipts/contact')).toEqual([]);
  await press('Ja, wis naam en contact');
  await page.getByText('Je naam en contact zijn gewist').waitFor();
  expect(kept.hasContact).toBe(false);
  expect(await page.getByText('niet ondertekend').count()).toBe(0);
  expect(await page.getByText('Naam en contact wissen').count()).toBe(0);
});

test('what the school does not let withdraw is not offered to be', async () => {
  const { page } = reporter;
  kept.takenUp = true; // and put back to new
  await press('Vernieuwen');
  await page.getByText('Dit is hoe het nu is').waitFor();
  expect(await page.getByText('Melding intrekken').count()).toBe(0);
});

const NOT_MINE = 'jij hebt dit niet ondertekend';

test('a withdrawal that the receipt did not sign is not called the reporter’s own', async () => {
  const { page } = reporter;
  await unfold('Naam en contact wissen');
  await press('Wissen');
  await press('Ja, wis naam en contact');
  await page.getByText('Je naam en contact zijn gewist').waitFor();
  kept.status = 'withdrawn'; // somebody who can write to the tables
  for (const signature of [undefined, 'a'.repeat(128), kept.contactDeleted]) {
    Object.assign(kept, { withdrawal: signature });
    await press('Vernieuwen');
    await page.getByText('Dit is hoe het nu is').waitFor();
    await page.getByText(NOT_MINE).waitFor();
    const said = await page.locator('#answers-view').textContent();
    expect(said).toContain('Vertel het de functionaris');
    expect(said).not.toContain('Je hebt deze melding ingetrokken');
    expect(await page.locator('.badge').textContent()).toBe('Staat op ingetrokken, niet door jou');
  }
});

test('name and contact that are gone without a signature were not deleted by the reporter', async () => {
  const { page } = reporter;
  expect(await page.getByText(NOT_MINE).count()).toBe(0);
  kept.hasContact = false;
  await press('Vernieuwen');
  await page.getByText(NOT_MINE).waitFor();
  await page.getByText('Je naam en hoe we je bereiken zijn weg').waitFor();
  await page.locator('#write').waitFor(); // and writing back goes on
});

test('when the school is down nothing is said to be done', async () => {
  const { page } = reporter;
  used.school.failNext('/api/receipts/withdraw', 503);
  await unfold('Melding intrekken');
  await press('Intrekken');
  await press('Ja, trek mijn melding in');
  await page.getByText('School kan dit nu even niet doen').waitFor();
  expect(kept.status).toBe('new');
  expect(await page.getByText('Je melding is ingetrokken').count()).toBe(0);
});
