import { threadOf } from './officer.ts';
import {
  codeOn,
  comeBack,
  fillForm,
  letters,
  lookUp,
  type Reporter,
  send,
  toForm,
  visit,
  withSchool,
  writeBack,
} from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
beforeEach(async () => {
  reporter = await visit(used);
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

/** A second tab of the same browser. */
async function secondTab() {
  const page = await reporter.page.context().newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${used.school.url}/report/`);
  return page;
}

test('two reports written at the same time are two cases with two codes', async () => {
  const tabs = [reporter.page, await secondTab()];
  for (const [at, page] of tabs.entries()) {
    await toForm(page);
    await fillForm(page, { story: `Melding ${at}` });
  }
  await Promise.all(tabs.map(send));
  const codes = await Promise.all(tabs.map(codeOn));
  expect(new Set(codes).size).toBe(2);
  expect(new Set(used.school.reports.map(({ id }) => id)).size).toBe(2);
});

test('one receipt open in both: both write, and both see both', async () => {
  const { page } = reporter;
  const { code, kept } = await comeBack(page, used.school, { story: 'Iets.' });
  const other = await secondTab();
  await lookUp(other, code);
  await other.locator('#answers-view .badge').waitFor();
  await writeBack(page, 'Uit het ene venster.');
  await writeBack(other, 'Uit het andere venster.');
  for (const tab of [page, other]) await tab.getByText('Je bericht is verstuurd').waitFor();
  for (const tab of [page, other]) {
    await tab.getByRole('button', { name: 'Vernieuwen' }).click();
    await tab.getByText('Dit is hoe het nu is').waitFor();
    const shown = (await letters(tab)).join('|');
    expect(shown).toContain('Uit het ene venster.');
    expect(shown).toContain('Uit het andere venster.');
    expect(shown).not.toContain('ontbreekt');
  }
  const [officer] = used.officers;
  if (!officer) throw new Error('somebody reads');
  const thread = await threadOf(officer, kept, kept.messages, used.officers);
  expect(thread.map(({ kind }) => kind)).toEqual(['genuine', 'genuine']);
});
