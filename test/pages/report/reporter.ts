import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../helpers/browser.ts';
import type { Case } from './cases.ts';
import { newOfficer, type Officer } from './officer.ts';
import type { Pace } from './pace.ts';
import { startSchool, type TestSchool } from './school.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Builds the pages as `npm start` does. Quick when nothing has changed. */
export const buildPages = () =>
  promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'build-pages.ts')], { cwd: ROOT });

/** A browser, two officers, and one school per test. The real pace is for what the price of a receipt is part of. */
export function withSchool(pace: Pace = 'quick') {
  const used = {} as { browser: Browser; officers: Officer[]; school: TestSchool }; // filled before the first test
  beforeAll(async () => {
    await buildPages();
    used.browser = await launchBrowser();
    used.officers = [await newOfficer('officer', 'Functionaris'), await newOfficer('deputy', 'Vervanger')];
  }, 60_000);
  beforeEach(async () => {
    used.school = await startSchool(used.officers, pace);
  });
  afterEach(() => used.school.close());
  afterAll(() => used.browser?.close());
  return used;
}

export type Reporter = {
  readonly page: Page;
  readonly violations: string[];
  readonly sent: string[];
  readonly leave: () => Promise<void>;
};

/** Someone opens the page. Whatever breaks the page's policy, and every error, lands in `violations`. */
export async function visit(
  { browser, school }: { browser: Browser; school: TestSchool },
  options: BrowserContextOptions = {},
  address = '/report/',
): Promise<Reporter> {
  const context = await browser.newContext({ locale: 'nl-NL', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const violations: string[] = [];
  const sent: string[] = [];
  page.on('pageerror', (error) => violations.push(error.message));
  page.on('console', (line) => {
    // The browser itself reports a failed request; some tests want them to fail.
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) violations.push(line.text());
  });
  page.on('request', (request) => {
    sent.push(`${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`);
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error('policy', event.violatedDirective, event.blockedURI),
    );
  });
  await page.goto(school.url + address);
  return { page, violations, sent, leave: () => context.close() };
}

export type Answers = { story: string; danger?: 'yes' | 'no'; contact?: string };

/** The button of the card that is shown: on from the introduction, or away with the report. */
export const cardButton = (page: Page) => page.locator('.ac-actionSet').last().locator('.ac-pushButton');

export async function toForm(page: Page): Promise<void> {
  await cardButton(page).click();
  await page.locator('textarea').first().waitFor();
}

export async function fillForm(page: Page, { story, danger = 'no', contact = '' }: Answers): Promise<void> {
  await page.locator('input[name=about][value=me]').check();
  await page.getByLabel(/Waar gaat het over|What is it about/).selectOption('leaked');
  await page.getByLabel(/Wat is er gebeurd|What happened/).fill(story);
  await page.locator(`input[name=danger][value=${danger}]`).check();
  await page.getByLabel(/Wie ben je|Who are you/).fill(contact);
}

export const send = (page: Page) => cardButton(page).click();

/** Sends a report and gives the code that the page shows. */
export async function report(page: Page, answers: Answers): Promise<string> {
  await toForm(page);
  await fillForm(page, answers);
  await send(page);
  return codeOn(page);
}

export const codeOn = async (page: Page) => ((await page.locator('.code').textContent()) ?? '').trim();

/** Types the code back, as the page asks. */
export async function typeBack(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: /opgeschreven|written/ }).click();
  await page.locator('#receipt-back').fill(code);
  await page.getByRole('button', { name: /^(Controleren|Check)$/ }).click();
}

/** Reads the answers with a code. */
export async function lookUp(page: Page, code: string): Promise<void> {
  await page
    .getByRole('link', { name: /Antwoord lezen|Read the answer/ })
    .first()
    .click();
  await page.locator('#receipt').fill(code);
  await page.locator('#receipt').press('Enter');
}

/** What has the focus, by its first words. */
export const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

/** The bodies of all calls of one path. */
export const bodiesOf = (school: TestSchool, path: string): string[] =>
  school.calls.filter((call) => call.path === path).map(({ body }) => body);

/** Reports, leaves with the code, and comes back with it. */
export async function comeBack(
  page: Page,
  school: TestSchool,
  answers: Answers,
): Promise<{ code: string; kept: Case }> {
  const code = await report(page, answers);
  await typeBack(page, code);
  await page.getByText('Klaar. Je code klopt').waitFor();
  await lookUp(page, code);
  await page.locator('#answers-view .badge').waitFor();
  const kept = school.reports.at(-1);
  if (!kept) throw new Error('no report arrived');
  return { code, kept };
}

/** Writes back in the open conversation. */
export async function writeBack(page: Page, text: string): Promise<void> {
  await page.getByLabel('Schrijf terug').fill(text);
  await page.locator('.write').getByRole('button', { name: 'Versturen' }).click();
}

/** What stands in the conversation, message by message. */
export const letters = (page: Page) => page.locator('#answers-view article').allTextContents();
