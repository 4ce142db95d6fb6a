import type { Page } from 'playwright-core';
import { bodiesOf, codeOn, fillForm, type Reporter, send, toForm, typeBack, visit, withSchool } from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
let page: Page;

beforeEach(async () => {
  reporter = await visit(used);
  page = reporter.page;
  await page.clock.install(); // so that a minute need not take one
  await toForm(page);
  await fillForm(page, { story: 'Iets.' });
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

/** What was sent, without the proof of work: that alone may differ. */
const sealedBytes = () =>
  bodiesOf(used.school, '/api/reports').map((body) => JSON.stringify({ ...JSON.parse(body), proof: undefined }));
const doors = () => bodiesOf(used.school, '/api/door').length;
const next = () => page.locator('.next');

test('when the school is down the report waits, and goes out by itself as the same bytes', async () => {
  used.school.failNext('/api/reports', 503);
  used.school.failNext('/api/reports', 503);
  await send(page);
  await page.getByText('School kan nu even niets bewaren').waitFor();
  await next()
    .getByText(/Over [345] tellen proberen we het vanzelf weer/)
    .waitFor();
  await page.getByText('Bekijk wat je schreef').click();
  await page.clock.fastForward(5000);
  await next()
    .getByText(/Over (10|9|8) tellen/)
    .waitFor();
  expect(await page.locator('details[open]').count()).toBe(1); // nobody is thrown out of what they read
  await page.clock.fastForward(10_000);
  await codeOn(page);
  const sent = sealedBytes();
  expect(sent).toHaveLength(3);
  expect(new Set(sent).size).toBe(1);
  expect(doors()).toBe(1);
});

test('the pauses get longer, up to a minute', async () => {
  for (let i = 0; i < 7; i++) used.school.failNext('/api/reports', 503);
  await send(page);
  for (const seconds of [5, 10, 20, 40, 60, 60]) {
    await next()
      .getByText(new RegExp(`Over (${seconds}|${seconds - 1}|${seconds - 2}) tellen`))
      .waitFor();
    await page.clock.fastForward(seconds * 1000);
  }
  await next()
    .getByText(/Over (60|59|58) tellen/)
    .waitFor();
  expect(sealedBytes()).toHaveLength(7);
});

test('while it is busy the pauses stay short', async () => {
  for (let i = 0; i < 4; i++) used.school.failNext('/api/reports', 429, 'busy');
  await send(page);
  for (const seconds of [5, 10, 10]) {
    await next()
      .getByText(new RegExp(`Over (${seconds}|${seconds - 1}|${seconds - 2}) tellen`))
      .waitFor();
    await page.clock.fastForward(seconds * 1000);
  }
  await next()
    .getByText(/Over (10|9|8) tellen/)
    .waitFor();
  expect(sealedBytes()).toHaveLength(4);
});

test('whoever goes offline in the middle loses nothing, and it goes out as soon as they are back', async () => {
  await page.context().setOffline(true);
  await send(page);
  await page.getByText('We kregen geen antwoord van school').waitFor();
  for (const seconds of [5, 10, 20]) {
    await next()
      .getByText(new RegExp(`Over (${seconds}|${seconds - 1}|${seconds - 2}) tellen`))
      .waitFor();
    await page.clock.fastForward(seconds * 1000);
  }
  await next()
    .getByText(/Over (40|39|38) tellen/)
    .waitFor();
  expect(used.school.reports).toEqual([]);
  await page.context().setOffline(false);
  await typeBack(page, await codeOn(page)); // long before the forty seconds are over
  await page.getByText('Klaar. Je code klopt').waitFor();
  expect(used.school.reports).toHaveLength(1);
});

test.each(['/api/door', '/api/reports'])('when too many come at once (%s), it waits its turn', async (path) => {
  used.school.failNext(path, 429, 'busy');
  await send(page);
  await page.getByText('Het is nu even druk').waitFor();
  expect(used.school.reports).toEqual([]);
  await page.clock.fastForward(5000);
  await codeOn(page);
  expect(used.school.reports).toHaveLength(1);
});

test('a proof that is too old is renewed; the report stays the same bytes', async () => {
  used.school.failNext('/api/reports', 400, 'proof');
  await send(page);
  await codeOn(page);
  const proofs = bodiesOf(used.school, '/api/reports').map((body) => JSON.parse(body).proof.challenge);
  expect(proofs).toEqual(['challenge-0', 'challenge-1']);
  expect(new Set(sealedBytes()).size).toBe(1);
});

test('a report whose answer got lost is recognised, not kept twice', async () => {
  used.school.failNext('/api/reports', 0);
  used.school.failNext('/api/reports', 0); // the browser itself tries once more when a connection it used before is cut
  await send(page);
  await page.getByText('We kregen geen antwoord van school').waitFor();
  await page.getByRole('button', { name: 'Nu proberen' }).click();
  await codeOn(page);
  expect(used.school.reports).toHaveLength(1);
});

test('whoever does not want to send it after all is back at the form, and nothing goes out', async () => {
  used.school.failNext('/api/reports', 503);
  await send(page);
  await page.getByRole('button', { name: 'Toch niet versturen' }).click();
  await page.getByText('Gestopt. Je tekst staat er nog').waitFor();
  await page.clock.fastForward(120_000);
  expect(await page.getByLabel('Wat is er gebeurd').inputValue()).toBe('Iets.');
  expect(sealedBytes()).toHaveLength(1);
  await send(page); // the same text: the same report
  await codeOn(page);
  expect(new Set(sealedBytes()).size).toBe(1);
});

test('another text is another report', async () => {
  used.school.failNext('/api/reports', 503);
  await send(page);
  await page.getByRole('button', { name: 'Toch niet versturen' }).click();
  await page.getByLabel('Wat is er gebeurd').fill('Iets anders.');
  await send(page);
  await codeOn(page);
  const [first, second] = sealedBytes().map((body) => JSON.parse(body));
  expect(second.id).not.toBe(first.id);
  expect(second.receipt.lookup).not.toBe(first.receipt.lookup);
});

test('a try that is under way is waited for: its code must not get lost', async () => {
  used.school.failNext('/api/reports', 503);
  await send(page);
  await page.getByRole('button', { name: 'Toch niet versturen' }).waitFor();
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/api/reports', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Nu proberen' }).click();
  await next().getByText('We proberen het nu').waitFor();
  await page.getByRole('button', { name: 'Toch niet versturen' }).click();
  await next().getByText('We wachten deze poging nog af').waitFor();
  go();
  await codeOn(page);
  expect(used.school.reports).toHaveLength(1);
});

test('a report whose id is taken is sealed anew', async () => {
  used.school.failNext('/api/reports', 409, 'report-exists');
  await send(page);
  await codeOn(page);
  const [first, second] = sealedBytes().map((body) => JSON.parse(body));
  expect(second.id).not.toBe(first.id);
  expect(second.receipt.lookup).not.toBe(first.receipt.lookup);
});
