import type { Page } from 'playwright-core';
import { comeBack, type Reporter, toForm, visit, withSchool } from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
beforeEach(async () => {
  reporter = await visit(used);
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

type Brought = { selector: string; type: 'paste' | 'drop' | 'dragover'; mime?: string; text?: string };

/** Brings a file to a place of the page, and says whether it was refused and whether anybody looked into it. */
const bring = (page: Page, brought: Brought) =>
  page.evaluate(({ selector, type, mime, text }) => {
    const data = new DataTransfer();
    if (mime) data.items.add(new File(['x'], 'bestand', { type: mime }));
    if (text) data.setData('text/plain', text);
    let read = false;
    for (const name of ['files', 'items'] as const) {
      const value = data[name];
      Object.defineProperty(data, name, {
        get: () => {
          read = true;
          return value;
        },
      });
    }
    const options = { bubbles: true, cancelable: true };
    const event =
      type === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: data, ...options })
        : new DragEvent(type, { dataTransfer: data, ...options });
    document.querySelector(selector)?.dispatchEvent(event);
    return { refused: event.defaultPrevented, read };
  }, brought);

const REFUSED = { refused: true, read: false };
const told = () => reporter.page.getByText("Foto's en filmpjes kunnen hier niet").waitFor();

test.each(['body', '#report-view h2, #report-view [role=heading]', 'footer'])(
  'a file that is dropped beside every field (%s) does not open in the browser',
  async (selector) => {
    const { page } = reporter;
    await toForm(page);
    expect(await bring(page, { selector, type: 'dragover', mime: 'image/png' })).toEqual(REFUSED);
    expect(await bring(page, { selector, type: 'drop', mime: 'image/png' })).toEqual(REFUSED);
    await told();
  },
);

test.each(['application/pdf', 'video/mp4', ''])('a file of kind "%s" is refused and never read', async (mime) => {
  const { page } = reporter;
  await toForm(page);
  const file = mime || 'application/octet-stream';
  for (const type of ['drop', 'paste'] as const) {
    expect(await bring(page, { selector: 'textarea', type, mime: file })).toEqual(REFUSED);
    await told();
    await page.keyboard.press('Shift');
    await page.locator('.toast').waitFor({ state: 'hidden' });
  }
  expect(await page.locator('textarea').first().inputValue()).toBe('');
});

test('text that brings a picture along is pasted as text; nobody looks at the picture', async () => {
  const { page } = reporter;
  await toForm(page);
  const both = { selector: 'textarea', type: 'paste', mime: 'image/png', text: 'Uit een tekstverwerker' } as const;
  expect(await bring(page, both)).toEqual({ refused: false, read: false });
  expect(await page.locator('.toast').isHidden()).toBe(true);
  // The real thing: the clipboard holds both, and the field takes the text.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: used.school.url });
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1, 1);
    canvas.getContext('2d');
    const picture = await canvas.convertToBlob({ type: 'image/png' });
    const text = new Blob(['Uit een tekstverwerker'], { type: 'text/plain' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture, 'text/plain': text })]);
  });
  await page.locator('textarea').first().focus();
  await page.keyboard.press('Control+V');
  expect(await page.locator('textarea').first().inputValue()).toBe('Uit een tekstverwerker');
  expect(await page.locator('#report-view img').count()).toBe(0);
});

test('on the answers a file is refused as well, before and after a code', async () => {
  const { page } = reporter;
  await page.getByRole('link', { name: 'Antwoord lezen' }).click();
  for (const type of ['drop', 'paste'] as const) {
    expect(await bring(page, { selector: '#receipt', type, mime: 'image/png' })).toEqual(REFUSED);
  }
  await page.getByRole('link', { name: 'Melden' }).click();
  await comeBack(page, used.school, { story: 'Iets.' });
  for (const selector of ['#write', '#answers-view h2', 'body']) {
    for (const type of ['drop', 'paste'] as const) {
      expect(await bring(page, { selector, type, mime: 'image/jpeg' })).toEqual(REFUSED);
      await told();
    }
  }
  expect(await page.locator('#write').inputValue()).toBe('');
});
