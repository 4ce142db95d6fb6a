import { newOfficer } from './officer.ts';
import {
  fillForm,
  focused,
  lookUp,
  type Reporter,
  report,
  send,
  toForm,
  typeBack,
  visit,
  withSchool,
} from './reporter.ts';

const used = withSchool();
let reporter: Reporter | undefined;

const open = async (...options: Parameters<typeof visit> extends [unknown, ...infer Rest] ? Rest : never) => {
  reporter = await visit(used, ...options);
  return reporter.page;
};
afterEach(async () => {
  await reporter?.leave();
  expect(reporter?.violations).toEqual([]);
});

const sentReports = () => used.school.calls.filter(({ path }) => path === '/api/reports').map(({ body }) => body);

test('an empty form is not sent; every question is named and the focus goes there', async () => {
  const page = await open();
  await toForm(page);
  await send(page);
  await page.locator('.summary').waitFor();
  expect(await focused(page)).toContain('Je melding is nog niet verstuurd');
  expect(await page.locator('.summary li').allTextContents()).toEqual([
    'over wie het gaat',
    'waar het over gaat',
    'wat er is gebeurd (hooguit 4000 tekens)',
    'of er gevaar is',
  ]);
  await page.getByRole('button', { name: 'wat er is gebeurd' }).click();
  await page.keyboard.type('Nu wel');
  expect(await page.getByLabel('Wat is er gebeurd').inputValue()).toBe('Nu wel');
  expect(sentReports()).toEqual([]);
});

test('a story of spaces is no story, and a long one is neither cut off nor sent', async () => {
  const page = await open();
  await toForm(page);
  await fillForm(page, { story: '   ' });
  await send(page);
  await page.getByText('Schrijf in een paar woorden wat er is gebeurd.').waitFor();
  await page.getByLabel('Wat is er gebeurd').fill('a'.repeat(4012));
  await send(page);
  await page.getByText('Dit is 12 tekens te lang').waitFor();
  expect((await page.getByLabel('Wat is er gebeurd').inputValue()).length).toBe(4012);
  expect(sentReports()).toEqual([]);
});

test('nothing is sealed to a reader the reporter was not told of', async () => {
  const page = await open();
  await toForm(page);
  await fillForm(page, { story: 'Blijft staan.' });
  used.school.officers.push(await newOfficer('deputy', 'Nieuw'));
  used.school.failNext('/api/reports', 409, 'keys-changed');
  await send(page);
  await page.getByText('Wie je melding kan openen, is net veranderd').waitFor();
  await page.getByText('3 mensen').waitFor();
  await toForm(page);
  expect(await page.getByLabel('Wat is er gebeurd').inputValue()).toBe('Blijft staan.');
});

test('without anyone who can read there is no form, but there are other ways', async () => {
  used.school.officers.length = 0;
  const page = await open();
  await page.getByText('Melden op school kan hier nog niet').waitFor();
  expect(await page.locator('textarea').count()).toBe(0);
  expect(await page.locator('#report-view').textContent()).toMatch(
    /020-261 52 75[\s\S]*0800-7000[\s\S]*0900-8844[\s\S]*0800-0450/,
  );
});

test('when the school cannot be reached the page says so and tries again', async () => {
  used.school.failNext('/api/school', 503);
  const page = await open();
  await page.getByText('We krijgen geen verbinding').waitFor();
  expect(await page.locator('#report-view').textContent()).toContain('020-261 52 75');
  await page.getByRole('button', { name: 'Opnieuw proberen' }).click();
  await page.getByText('Wie leest het?').waitFor();
});

test('when the answers cannot be fetched the code stays in its field', async () => {
  const page = await open();
  used.school.failNext('/api/receipts', 503);
  await lookUp(page, '0000 0000 0000 0000');
  await page.getByText('School kan de antwoorden nu even niet ophalen').waitFor();
  expect(await page.locator('#receipt').inputValue()).toBe('0000 0000 0000 0000');
});

test('who closes the window with a report or a code in it is warned', async () => {
  const page = await open();
  const code = await report(page, { story: 'Iets.' });
  const warned = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await warned;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await typeBack(page, code);
  await page.getByText('Klaar. Je code klopt').waitFor();
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed; // no question this time
});

test('another language keeps what was typed and chosen', async () => {
  const page = await open({}, '/report/?lang=en');
  await toForm(page);
  await fillForm(page, { story: 'Something.', danger: 'yes' });
  await page.getByRole('button', { name: 'Nederlands' }).click();
  await page.getByText('Jouw melding', { exact: true }).waitFor();
  expect(await page.getByLabel('Wat is er gebeurd').inputValue()).toBe('Something.');
  expect(await page.locator('input[name=danger][value=yes]').isChecked()).toBe(true);
  expect(await page.getByLabel('Waar gaat het over').inputValue()).toBe('leaked');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('nl');
});

test.each(['paste', 'drop'])('an image that comes by %s is refused at every field and never read', async (kind) => {
  const page = await open();
  await toForm(page);
  const outcomes = await page.evaluate((type) => {
    const comeWithImage = (field: Element) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'beeld.png', { type: 'image/png' }));
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
      const event =
        type === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      field.dispatchEvent(event);
      return { refused: event.defaultPrevented, read };
    };
    return [...document.querySelectorAll('#report-view textarea, #report-view input[type=text]')].map(comeWithImage);
  }, kind);
  expect(outcomes).toEqual(Array.from({ length: 4 }, () => ({ refused: true, read: false })));
  await page.getByText("Foto's en filmpjes kunnen hier niet").waitFor();
  expect(await page.locator('textarea').first().inputValue()).toBe('');
});
