import { deriveReceipt, parseReceipt, receiptFingerprint } from '../../../src/reports/receipt.ts';
import { newOfficer, openAs, TENANT } from './officer.ts';
import { scryptAt } from './pace.ts';
import { codeOn, lookUp, type Reporter, report, typeBack, visit, withSchool } from './reporter.ts';

const SENTINEL = 'zq-sentinel-8841';
const used = withSchool('real');
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
      report: {
        ...{
          about: 'me',
          subject: 'leaked',
          story: `Er staat een foto. ${SENTINEL}`,
          where: '',
          danger: true,
          wish: '',
        },
        ...{ since: 'unknown', ongoing: 'unknown', by: 'self' },
      },
      receipt: receiptFingerprint(sealed.receipt),
      hiddenFrom: [],
    });
    expect(await openAs(officer, sealed, 'contact', sealed.contact)).toEqual({
      ...{ contact: `06 ${SENTINEL}`, nudge: '' },
      receipt: receiptFingerprint(sealed.receipt),
    });
  }
  expect(sealed).toMatchObject({ acute: true, keyEpoch: 2 });
  await expect(openAs(await newOfficer('officer', 'Ander'), sealed, 'report', sealed.report)).rejects.toThrow(
    'cannot-open',
  );
});

test('the page pays the full price of the slow hash', async () => {
  const receipt = parseReceipt(await report(reporter.page, { story: 'Iets.' }));
  if (!receipt) throw new Error('the page shows no code');
  const { lookup, recipient, verifyKey } = await deriveReceipt(receipt, TENANT, scryptAt('real'));
  expect(used.school.reports[0]?.receipt).toEqual({ lookup, recipient, verifyKey });
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

test('whether somebody left a name cannot be seen from outside', async () => {
  await report(reporter.page, { story: 'Zonder naam.' });
  const [sealed] = used.school.reports;
  const [officer] = used.officers;
  if (!sealed || !officer) throw new Error('no report arrived');
  expect(await openAs(officer, sealed, 'contact', sealed.contact)).toMatchObject({ contact: '', nudge: '' });
  expect(sealed.contact.length).toBe(sealed.report.length);
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

test('a mistyped code is noticed at once, an unknown one is told apart', async () => {
  const { page } = reporter;
  await lookUp(page, 'ABCD-EFGH-JKMN-PQRT');
  await page.getByText('Hier zit een typefout in').waitFor();
  expect(used.school.calls.map(({ path }) => path)).not.toContain('/api/receipts');
  await page.locator('#receipt').fill('0000 0000 0000 0000');
  await page.locator('#receipt').press('Enter');
  await page.getByText('Er is geen melding met deze code').waitFor();
});
