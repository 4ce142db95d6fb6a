import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSPHRASE } from './sealed-case.ts';
import type { StubSchool } from './stub-school.ts';

export type DeskOptions = BrowserContextOptions & { readonly hash?: string; readonly lang?: string };
export type DeskPage = { readonly page: Page; readonly violations: string[] };

/** Opens the desk in a browser context of its own and collects what its policy had to stop. */
export async function openDesk(
  browser: Browser,
  school: StubSchool,
  { hash = '', lang = 'nl', ...options }: DeskOptions = {},
): Promise<DeskPage> {
  const context = await browser.newContext({ locale: 'nl-NL', ...options });
  const page = await context.newPage();
  const violations: string[] = [];
  // The page's own event says which directive it was; the console also has what happened in the worker.
  page.on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text())) violations.push(message.text());
  });
  page.on('pageerror', (error) => violations.push(error.message));
  await page.goto(`${school.origin}/desk/?lang=${lang}${hash}`);
  return { page, violations };
}

/** Types the passphrase on the unlock screen and waits for the list. */
export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Wachtzin').fill(passphrase);
  await page.getByRole('button', { name: 'Openen' }).click();
  await page.getByRole('heading', { name: 'Meldingen', exact: true }).waitFor();
}

/** Chooses a case in the list and waits until it is shown. */
export async function readCase(page: Page, id: string): Promise<void> {
  await page.getByRole('link', { name: id.slice(0, 5) }).click();
  await page.getByRole('heading', { name: `Melding ${id.slice(0, 5)}` }).waitFor();
}
