import { submission } from '../../../src/reports/wire.ts';
import { codeOn, lookUp, type Reporter, report, typeBack, visit, withSchool } from './reporter.ts';
import { messageOn, newOfficer, openAs } from './school.ts';

const SENTINEL = 'zq-sentinel-8841';
const used = withSchool();
let reporter: Reporter;

beforeEach(async () => {
  reporter = await visit(used);
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

test('a report arrives sealed, and every reader can open it', async () => {
  await report(reporter.page, { story: `Er staat een foto. ${SENTINEL}`, danger: 'yes', contact: `06 ${SENTINEL}` });
  const [sealed] = used.school.reports;
  if (!sealed) throw new Error('no report arrived');
  for (const officer of used.officers) {
    expect(await openAs(officer, sealed, 'report', sealed.report)).toEqual({
      ...{ about: 'me', subject: 'leaked', story: `Er staat een foto. ${SENTINEL}`, where: '', danger: true, wish: '' },
    });
    expect(await openAs(officer, sealed, 'contact', sealed.contact ?? '')).toEqual({ contact: `06 ${SENTINEL}` });
  }
  expect(sealed).toMatchObject({ acute: true, keyEpoch: 2 });
  await expect(openAs(await newOfficer('officer', 'Ander'), sealed, 'report', sealed.report)).rejects.toThrow(
    'cannot-open',
  );
});

test('nothing typed leaves the page in clear, and nothing says who sent it', async () => {
  const code = await report(reporter.page, { story: SENTINEL, contact: SENTINEL });
  await typeBack(reporter.page, code);
  await reporter.page.getByText('Klaar. Je code klopt').waitFor();
  await lookUp(reporter.page, code);
  await reporter.page.getByText('Er is nog geen antwoord').waitFor();
  const everything = [...reporter.sent, ...used.school.calls.map((call) => JSON.stringify(call))].join('\n');
  expect(used.school.calls.map(({ path }) => path)).toContain('/api/receipts');
  for (const secret of [SENTINEL, code, code.replaceAll(' ', ''), code.replaceAll(' ', '-')]) {
    expect(everything.includes(secret)).toBe(false); // toContain would print it all
  }
  expect(/"(cookie|referer|authorization)":"[^"]/i.exec(everything)).toBeNull();
});

test('nothing is kept on the device', async () => {
  const code = await report(reporter.page, { story: SENTINEL });
  await typeBack(reporter.page, code);
  await reporter.page.getByText('Klaar. Je code klopt').waitFor();
  const kept = await reporter.page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
    caches: (await caches.keys()).length,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0, cookies: '', caches: 0 });
  expect(await reporter.page.context().cookies()).toEqual([]);
});

test('the contact is an envelope of its own, and there is none without a contact', async () => {
  await report(reporter.page, { story: 'Zonder naam.' });
  expect(submission.parse(used.school.reports[0])).not.toHaveProperty('contact');
});

test('the code is gone from the page once it has been typed back', async () => {
  const { page } = reporter;
  const code = await report(page, { story: 'Iets.' });
  expect(code).toMatch(/^([0-9A-Z]{4} ?){4}$/);
  await typeBack(page, code.toLowerCase().replaceAll(' ', '-'));
  await page.getByText('Klaar. Je code klopt').waitFor();
  const left = await page.evaluate(() => {
    const { outerHTML, textContent } = document.documentElement;
    return [outerHTML, textContent, ...[...document.querySelectorAll('input')].map(({ value }) => value)].join('|');
  });
  expect(left.replaceAll(/[\s-]/g, '').toUpperCase().includes(code.replaceAll(' ', ''))).toBe(false);
});

test('the page does not let go while the code has not been typed back rightly', async () => {
  const { page } = reporter;
  const code = await report(page, { story: 'Iets.' });
  await typeBack(page, `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
  await page.getByText('Hier zit een typefout in').waitFor();
  await page.locator('#receipt-back').fill('0000-0000-0000-0000');
  await page.getByRole('button', { name: 'Controleren' }).click();
  await page.getByText('Dit is een andere code').waitFor();
  await page.getByRole('button', { name: 'Laat de code nog eens zien' }).click();
  expect(await codeOn(page)).toBe(code);
});

test('when someone may be in danger, 112 and 113 come first', async () => {
  await report(reporter.page, { story: 'Nu.', danger: 'yes' });
  const numbers = await reporter.page.locator('.acute a[href^="tel:"]').allTextContents();
  expect(numbers).toEqual(['112', '113']);
});

test('the answers: a signed one is shown, a forged or moved one says nothing', async () => {
  const { page } = reporter;
  const code = await report(page, { story: 'Iets.' });
  const [sealed] = used.school.reports;
  const [officer] = used.officers;
  if (!sealed || !officer) throw new Error('no report arrived');
  used.school.status = 'in-progress';
  used.school.messages.push(
    await messageOn(sealed, 'Dank je wel.\nIk kijk ernaar.', officer),
    await messageOn(sealed, 'Stuur mij die foto.', await newOfficer('officer', 'Bedrieger')),
    await messageOn(sealed, 'Voor een ander bedoeld.', officer, '0'.repeat(26)),
  );
  await lookUp(page, code.toLowerCase());
  await page.getByText('Dit bericht is niet echt').waitFor();
  const shown = await page.locator('#answers-view').textContent();
  expect(shown).toContain('Dank je wel.\nIk kijk ernaar.');
  expect(shown).toContain('Opgepakt');
  expect(shown).toContain('23 november 2026');
  expect(shown).toContain('Dit bericht gaat niet open');
  expect(shown).not.toContain('Stuur mij die foto.');
  expect(shown).not.toContain('Voor een ander bedoeld.');
});

test('a mistyped code is noticed at once, an unknown one is told apart', async () => {
  const { page } = reporter;
  await lookUp(page, 'ABCD-EFGH-JKMN-PQRT');
  await page.getByText('Hier zit een typefout in').waitFor();
  expect(used.school.calls.map(({ path }) => path)).not.toContain('/api/receipts');
  await page.locator('#receipt').fill('0000 0000 0000 0000');
  await page.locator('#receipt').press('Enter');
  await page.getByText('Er is geen melding met deze code').waitFor();
});
