import { audit, wide } from './audit.ts';
import { SCHOOL_KEY } from './door.ts';
import { newOfficer } from './officer.ts';
import { bodiesOf, cardButton, codeOn, fillForm, focused, type Reporter, send, visit, withSchool } from './reporter.ts';

/** The link on the introduction in the chat. It is the same for every member. */
const FROM_CHAT = `/report/?lang=nl#key=${SCHOOL_KEY}&from=chat`;
const used = withSchool();
let reporter: Reporter;
const open = async (address = FROM_CHAT, options = {}) => {
  reporter = await visit(used, options, address);
  return reporter.page;
};
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const INTRO = 'Melden: lees dit eerst';
const CHECKED = '2 mensen: de functionaris sociale media (Functionaris) en de vervanger (Vervanger)';

test('the link below the introduction in the chat opens at the form, and says who can read as this page checked it', async () => {
  const page = await open();
  await page.getByLabel(/Wat is er gebeurd/).waitFor();
  const shown = page.locator('#report-view');
  expect(await shown.textContent()).toContain(CHECKED);
  expect(await shown.textContent()).not.toContain(INTRO);
  expect(await focused(page)).toBe('Wie kan je melding openen?');
  await page.getByText('Zo controleer je de sleutels').click();
  expect(await page.locator('.keys-words').allTextContents()).toHaveLength(2);
  await fillForm(page, { story: 'Vanuit de chat.' });
  await send(page);
  await codeOn(page);
  expect(bodiesOf(used.school, '/api/door')).toEqual([JSON.stringify({ schoolKey: SCHOOL_KEY })]);
  const elsewhere = JSON.stringify(used.school.calls) + JSON.stringify(used.school.files);
  expect(elsewhere).not.toContain('from=chat');
});

test('the introduction is one press away, keeps what was typed, and then has been read here', async () => {
  const page = await open();
  await page.getByLabel(/Wat is er gebeurd/).fill('Half geschreven.');
  await page.getByRole('button', { name: 'Lees de uitleg' }).click();
  await page.getByRole('heading', { name: INTRO }).waitFor();
  expect(await page.locator('#report-view').textContent()).toContain(CHECKED);
  await cardButton(page).click();
  expect(await page.getByLabel(/Wat is er gebeurd/).inputValue()).toBe('Half geschreven.');
  expect(await page.locator('.from-chat').count()).toBe(0);
});

test('whoever copies the address, or comes back to it, gets the introduction', async () => {
  const page = await open();
  await page.getByLabel(/Wat is er gebeurd/).waitFor();
  expect(page.url()).toBe(`${used.school.url}/report/?lang=nl#report`);
  await page.reload();
  await page.getByRole('heading', { name: INTRO }).waitFor();
});

test('a link without the school key works as well, and leaves no mark in the address', async () => {
  const page = await open('/report/?lang=en#from=chat');
  await page.getByLabel(/What happened/).waitFor();
  expect(page.url()).toBe(`${used.school.url}/report/?lang=en#report`);
  await page.getByRole('heading', { name: 'Who can open your report?' }).waitFor();
});

test('opened where the introduction stands already, it goes on to the form', async () => {
  const page = await open('/report/');
  await page.getByRole('heading', { name: INTRO }).waitFor();
  await page.evaluate(() => {
    location.hash = 'from=chat';
  });
  await page.getByLabel(/Wat is er gebeurd/).waitFor();
});

test('with a list of keys that does not add up there is no form', async () => {
  used.school.tamper = (school) => ({ ...school, keyLogRoot: 'a'.repeat(64) });
  const page = await open();
  await page.getByRole('heading', { name: 'De lijst met sleutels klopt niet' }).waitFor();
  expect(await page.locator('#report-view').locator('input, textarea, button').count()).toBe(0);
});

test('with nobody who can read there is no form', async () => {
  used.school.officers.length = 0;
  const page = await open();
  await page.getByText('Melden op school kan hier nog niet').waitFor();
  expect(await page.locator('#report-view textarea').count()).toBe(0);
});

test('without a connection it says so, and comes to the form once there is one', async () => {
  used.school.failNext('/api/school', 503);
  const page = await open();
  await page.getByRole('button', { name: 'Opnieuw proberen' }).click();
  await page.getByLabel(/Wat is er gebeurd/).waitFor();
  expect(await page.locator('#report-view').textContent()).toContain(CHECKED);
});

test('when the readers change on the way, the introduction is shown before anything is sent', async () => {
  const page = await open();
  await fillForm(page, { story: 'Iets.' });
  used.school.officers.push(await newOfficer('deputy', 'Nieuwe'));
  await send(page);
  await page.getByText('Wie je melding kan openen, is net veranderd').waitFor();
  await page.getByRole('heading', { name: INTRO }).waitFor();
  expect(used.school.reports).toEqual([]);
  // Nor does the link lead past it.
  await page.evaluate(() => {
    location.hash = 'from=chat';
  });
  await page.waitForURL(/#report$/);
  await page.getByText('Wie je melding kan openen, is net veranderd').waitFor();
  expect(await page.locator('textarea').count()).toBe(0);
});

test.each(['light', 'dark'] as const)('it is accessible and fits on a phone, in the %s', async (colorScheme) => {
  // axe itself needs what the policy forbids.
  const page = await open(FROM_CHAT, { colorScheme, bypassCSP: true, viewport: { width: 320, height: 640 } });
  await page.locator('.from-chat summary').click();
  expect(await audit(page)).toEqual([]);
  expect(await wide(page)).toBe(false);
});
