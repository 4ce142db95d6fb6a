import { SCHOOL_KEY } from './door.ts';
import { openAs } from './officer.ts';
import {
  bodiesOf,
  cardButton,
  fillForm,
  lookUp,
  type Reporter,
  report,
  send,
  toForm,
  typeBack,
  visit,
  withSchool,
} from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
const open = async (address: string) => {
  reporter = await visit(used, {}, address);
  return reporter.page;
};
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const NOT_MEMBER = 'Er staat bij dat we niet konden nagaan';

test('the school key of a link leaves the address at once, and goes to the door only', async () => {
  const page = await open(`/report/?lang=nl#key=${SCHOOL_KEY}`);
  await cardButton(page).waitFor();
  expect(page.url()).toBe(`${used.school.url}/report/?lang=nl#report`);
  const code = await report(page, { story: 'Iets.' });
  expect(await page.locator('#report-view').textContent()).not.toContain(NOT_MEMBER);
  await typeBack(page, code);
  await lookUp(page, code);
  await page.getByText('Ontvangen, nog niet opgepakt').waitFor();
  expect(bodiesOf(used.school, '/api/door')).toEqual([JSON.stringify({ schoolKey: SCHOOL_KEY })]);
  const elsewhere = used.school.calls.filter((call) => call.path !== '/api/door' || call.headers.referer);
  expect(JSON.stringify(elsewhere)).not.toContain(SCHOOL_KEY);
  expect(await page.evaluate(() => JSON.stringify([history.state, location.href]))).not.toContain(SCHOOL_KEY);
});

test('the same address may lead to the answers; the key is remembered for a report', async () => {
  const page = await open(`/report/#answers&key=${SCHOOL_KEY}`);
  await page.locator('#receipt').waitFor();
  expect(page.url()).toBe(`${used.school.url}/report/#answers`);
  await page.getByRole('link', { name: 'Melden' }).click();
  await page.getByText('De schoolsleutel van deze week gaat mee').waitFor();
  await report(page, { story: 'Iets.' });
  expect(bodiesOf(used.school, '/api/door')).toEqual([JSON.stringify({ schoolKey: SCHOOL_KEY })]);
});

test('a link that is opened in the same window brings its key as well', async () => {
  const page = await open('/report/');
  await cardButton(page).waitFor();
  await page.evaluate((key) => {
    location.hash = `key=${key}`;
  }, SCHOOL_KEY);
  await page.getByText('De schoolsleutel van deze week gaat mee').waitFor();
  expect(page.url()).not.toContain(SCHOOL_KEY);
});

test('a key can be typed, and without one the report is kept and the reporter is told', async () => {
  const page = await open('/report/');
  await page.getByText('Heb je de schoolsleutel van deze week?').click();
  await page.getByLabel('Schoolsleutel (mag leeg)').fill(` ${SCHOOL_KEY} `);
  await report(page, { story: 'Iets.' });
  expect(await page.locator('#report-view').textContent()).not.toContain(NOT_MEMBER);
  await reporter.leave();
  const again = await open('/report/');
  await report(again, { story: 'Zonder sleutel.' });
  expect(await again.locator('#report-view').textContent()).toContain(NOT_MEMBER);
  expect(bodiesOf(used.school, '/api/door')).toEqual([JSON.stringify({ schoolKey: SCHOOL_KEY }), '{}']);
  expect(used.school.reports).toHaveLength(2);
});

test.each([
  ['of another week', 'ZZZZZ-ZZZZZ'],
  ['far too long', SCHOOL_KEY.padEnd(90, 'X')],
])('a key %s does not stop a report, and the reporter is told', async (_what, key) => {
  const page = await open(`/report/#key=${key}`);
  await report(page, { story: 'Iets.' });
  const told = 'Deze schoolsleutel is van een andere week of klopt niet. Je melding telt gewoon mee.';
  expect(await page.locator('.not-member').textContent()).toBe(told);
  await reporter.leave();
  const again = await open('/report/');
  await again.getByText('Heb je de schoolsleutel van deze week?').click();
  await again.getByLabel('Schoolsleutel (mag leeg)').fill(key);
  await report(again, { story: 'Getypt.' });
  expect(await again.locator('.not-member').textContent()).toBe(told);
  expect(used.school.reports).toHaveLength(2);
  for (const body of bodiesOf(used.school, '/api/door')) {
    expect(JSON.parse(body).schoolKey.length).toBeLessThanOrEqual(40);
  }
});

test('somebody of the school fills it in with a student: said on every step, and to the officer', async () => {
  const page = await open(`/report/#for=student&key=${SCHOOL_KEY}`);
  const together = page.locator('#report-view').getByText('De code aan het einde is van de student');
  await cardButton(page).waitFor();
  expect(page.url()).toBe(`${used.school.url}/report/#report&for=student`);
  await together.waitFor();
  await toForm(page);
  await together.waitFor();
  await fillForm(page, { story: 'Verteld aan de docent.' });
  used.school.failNext('/api/reports', 503);
  await send(page);
  await page.getByRole('button', { name: 'Nu proberen' }).waitFor();
  await together.waitFor();
  await page.getByRole('button', { name: 'Nu proberen' }).click();
  const code = (await page.locator('.code').textContent()) ?? '';
  await together.waitFor();
  await typeBack(page, code.trim());
  await page.getByText('Klaar. Je code klopt').waitFor();
  await together.waitFor();
  const [kept] = used.school.reports;
  const [officer] = used.officers;
  if (!kept || !officer) throw new Error('no report arrived');
  expect(await openAs(officer, kept, 'report', kept.report)).toMatchObject({ report: { by: 'staff' } });
});
