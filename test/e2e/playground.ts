import type { Browser, Locator, Page } from 'playwright-core';

/** A person in front of one window of Agents Playground. */
export type Window = {
  readonly page: Page;
  /** Types a message in the 1:1 chat. */
  readonly say: (text: string) => Promise<void>;
  /** The newest card whose text holds this. */
  readonly card: (text: string) => Locator;
  readonly press: (button: string) => Promise<void>;
  /** Opens a channel in the list on the left. */
  readonly openChannel: (name: string) => Promise<void>;
};

/** Opens a window, wide enough for Playground to show its list of channels. */
export async function openWindow(browser: Browser, url: string): Promise<Window> {
  const context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1700, height: 1200 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await page.getByText('Hoi, ik ben Bondgenoot').first().waitFor();
  return {
    page,
    async say(text) {
      await page.getByRole('textbox').first().click();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    card: (text) => page.locator('.ac-adaptiveCard').filter({ hasText: text }).last(),
    press: (button) => page.getByRole('button', { name: button, exact: true }).last().click(),
    openChannel: (name) => page.getByText(name, { exact: true }).first().click(),
  };
}
