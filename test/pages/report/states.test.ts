import type { Page } from 'playwright-core';
import { auditBoth, wide } from './audit.ts';
import { SCHOOL_KEY } from './door.ts';
import { messageOn, newOfficer } from './officer.ts';
import {
  cardButton,
  codeOn,
  comeBack,
  fillForm,
  lookUp,
  type Reporter,
  send,
  toForm,
  visit,
  withSchool,
} from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
afterEach(() => reporter.leave());

/** On a narrow screen; axe itself needs what the policy forbids. */
async function open(address = '/report/'): Promise<Page> {
  const viewport = { width: 320, height: 640 };
  reporter = await visit(used, { viewport, bypassCSP: true, reducedMotion: 'reduce' }, address);
  return reporter.page;
}

/** Holds the page as it stands now to what every state must be, in the light and in the dark. */
async function isFine(page: Page): Promise<void> {
  expect(await auditBoth(page)).toEqual([]);
  expect(await wide(page)).toBe(false);
  expect(await page.locator('footer a[href^="tel:"]').allTextContents()).toEqual(['112', '113', '020-261 52 75']);
}

/** The calls of this path wait until the returned function is called. */
async function hold(page: Page, path: string): Promise<() => void> {
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route(`**${path}`, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

test('without a connection', async () => {
  used.school.failNext('/api/school', 503);
  const page = await open();
  await page.getByRole('button', { name: 'Opnieuw proberen' }).waitFor();
  await isFine(page);
});

test('with nobody who can read', async () => {
  used.school.officers.length = 0;
  const page = await open();
  await page.getByText('Melden op school kan hier nog niet').waitFor();
  await isFine(page);
});

test('with a list of keys that does not add up', async () => {
  used.school.tamper = (school) => ({ ...school, keyLogRoot: 'a'.repeat(64) });
  const page = await open();
  await page.getByRole('heading', { name: 'De lijst met sleutels klopt niet' }).waitFor();
  await isFine(page);
});

test('while it is sent, with other readers, with what may have arrived, and with a wrong key', async () => {
  const page = await open(`/report/#for=student&key=ZZZZZ-ZZZZZ`);
  await page.locator('.together').waitFor();
  await cardButton(page).waitFor();
  await isFine(page);
  await toForm(page);
  await isFine(page);
  await fillForm(page, { story: 'Iets.' });
  const go = await hold(page, '/api/door');
  await send(page);
  await page.getByText('Nu even rekenen').waitFor();
  await isFine(page);
  used.school.failNext('/api/reports', 503);
  go();
  await page.getByRole('button', { name: 'Toch niet versturen' }).click();
  await page.locator('.maybe').waitFor();
  await isFine(page);
  used.school.officers.push(await newOfficer('deputy', 'Nieuw'));
  used.school.failNext('/api/reports', 409, 'keys-changed');
  await send(page);
  await page.getByText('Wie je melding kan openen, is net veranderd').waitFor();
  await isFine(page);
  await toForm(page);
  await page.getByLabel('Wat is er gebeurd').fill('Iets anders.');
  await send(page);
  await page.locator('.not-member').waitFor();
  await codeOn(page);
  await page.locator('.maybe').waitFor();
  await isFine(page);
});

test('with a damaged message, a closed report, and what was not signed', async () => {
  const page = await open(`/report/#key=${SCHOOL_KEY}`);
  const { kept, code } = await comeBack(page, used.school, { story: 'Iets.', contact: '06' });
  const [officer] = used.officers;
  if (!officer) throw new Error('somebody reads');
  kept.status = 'closed';
  await page.getByRole('button', { name: 'Vernieuwen' }).click();
  await page.getByText('Je melding is afgesloten.').waitFor();
  await isFine(page);
  kept.messages.push(await messageOn(kept, 'Verplaatst.', officer, { caseId: '0'.repeat(26) }));
  await page.getByRole('button', { name: 'Vernieuwen' }).click();
  await page.getByText('Dit bericht gaat niet open').waitFor();
  await isFine(page);
  kept.hasContact = false;
  await page.getByRole('button', { name: 'Vernieuwen' }).click();
  await page.locator('.unsigned').waitFor();
  await isFine(page);
  kept.status = 'withdrawn';
  await page.getByRole('button', { name: 'Sluiten en wissen' }).click();
  await lookUp(page, code);
  await page.getByText('Je melding staat op ingetrokken').waitFor();
  await isFine(page);
});
