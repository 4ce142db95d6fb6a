import type { Case } from './cases.ts';
import { bodiesOf, comeBack, type Reporter, visit, withSchool, writeBack } from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
let kept: Case;

beforeEach(async () => {
  reporter = await visit(used);
  ({ kept } = await comeBack(reporter.page, used.school, { story: 'Iets.', contact: '06' }));
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const press = (name: string) => reporter.page.getByRole('button', { name, exact: true }).click();
const offline = (off: boolean) => reporter.page.context().setOffline(off);
const noAnswer = () => reporter.page.getByText('We kregen geen antwoord van school').waitFor();

async function withdraw(): Promise<void> {
  await reporter.page.locator('summary', { hasText: 'Melding intrekken' }).click();
  await press('Intrekken');
  await press('Ja, trek mijn melding in');
}

test('whoever goes offline while writing back keeps the text, and sends it once', async () => {
  const { page } = reporter;
  await offline(true);
  await writeBack(page, 'Nog iets.');
  await noAnswer();
  expect(await page.getByLabel('Schrijf terug').inputValue()).toBe('Nog iets.');
  expect(kept.messages).toEqual([]);
  await offline(false);
  await page.locator('.write').getByRole('button', { name: 'Versturen' }).click();
  await page.getByText('Je bericht is verstuurd').waitFor();
  expect(kept.messages).toHaveLength(1);
});

test('whoever goes offline while withdrawing is not told that it is done, and can do it later', async () => {
  const { page } = reporter;
  await offline(true);
  await withdraw();
  await noAnswer();
  expect(await page.getByText(/(Je melding is|Je hebt deze melding) ingetrokken/).count()).toBe(0);
  expect(kept.status).toBe('new');
  await offline(false);
  await withdraw();
  await page.getByText('Je melding is ingetrokken.').waitFor();
  expect(kept.status).toBe('withdrawn');
});

test('a withdrawal whose answer got lost is found to be done', async () => {
  const { page } = reporter;
  used.school.failNext('/api/receipts/withdraw', 0);
  used.school.failNext('/api/receipts/withdraw', 0); // the browser itself tries once more
  await withdraw();
  await noAnswer();
  expect(await page.getByText('Je hebt deze melding ingetrokken').count()).toBe(0);
  await press('Vernieuwen');
  await page.getByText('Je hebt deze melding ingetrokken').waitFor();
  expect(await page.getByText('niet ondertekend').count()).toBe(0);
  expect(bodiesOf(used.school, '/api/receipts/withdraw').length).toBeGreaterThan(0);
});

test('asking again after the answer got lost is harmless', async () => {
  used.school.failNext('/api/receipts/withdraw', 0);
  used.school.failNext('/api/receipts/withdraw', 0);
  await withdraw();
  await noAnswer();
  await withdraw();
  await reporter.page.getByText('Je melding is ingetrokken.').waitFor();
  expect(kept.status).toBe('withdrawn');
  expect(new Set(bodiesOf(used.school, '/api/receipts/withdraw')).size).toBe(1);
});
