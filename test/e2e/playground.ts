import type { Browser, Locator, Page } from 'playwright-core';

/** A person in front of one window of Agents Playground. */
export type Window = {
  readonly page: Page;
  /** Types a message in the 1:1 chat. */
  readonly say: (text: string) => Promise<void>;
  /** The newest card whose text holds this. */
  readonly card: (text: string) => Locator;
  readonly press: (button: string) => Promise<void>;
  /** Presses the newest button that leads out of the window, and gives where to. Nothing is opened. */
  readonly addressOf: (button: string) => Promise<string>;
  /** Opens a channel in the list on the left. */
  readonly openChannel: (name: string) => Promise<void>;
};

/** Opens a window, wide enough for Playground to show its list of channels. */
export async function openWindow(browser: Browser, url: string): Promise<Window> {
  const context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1700, height: 1200 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  // A page that opened would take what follows the # out of its address before anybody could read it here.
  const opened: string[] = [];
  await page.exposeFunction('tellOpened', (address: string) => opened.push(address));
  await page.addInitScript('window.open = (address) => { window.tellOpened(String(address)); return null; }');
  await page.goto(url);
  await page.getByText('Hoi, ik ben Bondgenoot').first().waitFor();
  return {
    page,
    async say(text) {
      // Not the first text box of the page: a form in the chat has its own.
      await page.locator('[role=textbox][contenteditable=true]').click();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    card: (text) => page.locator('.ac-adaptiveCard').filter({ hasText: text }).last(),
    press: (button) => page.getByRole('button', { name: button, exact: true }).last().click(),
    async addressOf(button) {
      await page.getByRole('link', { name: button, exact: true }).last().click();
      const address = opened.pop();
      if (address === undefined) throw new Error(`"${button}" leads nowhere`);
      return address;
    },
    openChannel: (name) => page.getByText(name, { exact: true }).first().click(),
  };
}

/** Reports in the chat, from the word to the receipt. Gives the code. */
export async function reportInChat({ say, press, card, page }: Window, story: string, nudge = false): Promise<string> {
  await say('Melden!');
  // Not the button with the same name on an earlier card.
  await card('Melden: lees dit eerst').getByRole('button', { name: 'Melden in deze chat' }).waitFor();
  // Nor a form that was left open before.
  const forms = page.locator('.ac-adaptiveCard').filter({ hasText: 'Jouw melding' });
  const form = forms.nth(await forms.count());
  await press('Melden in deze chat');
  await form.getByText('Over mij', { exact: true }).click();
  await form.getByRole('combobox').first().click();
  await page.getByRole('option', { name: 'Een beeld wordt verspreid' }).click();
  await form.getByLabel(/Wat is er gebeurd/).fill(story);
  await form.getByText('Nee', { exact: true }).click();
  if (nudge) await form.getByRole('checkbox', { name: /Stuur me in deze chat een seintje/ }).check();
  await press('Versturen');
  const receipt = card('Je ontvangstcode');
  await receipt.waitFor();
  const [code] = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec((await receipt.textContent()) ?? '') ?? [];
  if (code === undefined) throw new Error('the receipt shows no code');
  return code;
}
