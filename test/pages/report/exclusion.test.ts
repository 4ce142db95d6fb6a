import { refOf } from '../../../src/officers/keylog.ts';
import { messageOn, newOfficer, openAs, TENANT } from './officer.ts';
import { codeOn, fillForm, letters, type Reporter, send, toForm, visit, withSchool, writeBack } from './reporter.ts';

const used = withSchool();
let reporter: Reporter;
beforeEach(async () => {
  reporter = await visit(used);
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const officers = () => {
  const [officer, deputy] = used.officers;
  if (!officer || !deputy) throw new Error('two read');
  return { officer, deputy };
};
const appointedAs = (name: string) => ({ officer: refOf(TENANT, name), name, role: 'deputy' as const });
const leaveOut = (name: string) => reporter.page.getByRole('checkbox', { name }).check();

test('who is left out cannot open the report, nor what is written later', async () => {
  const { page } = reporter;
  const { officer, deputy } = officers();
  await toForm(page);
  expect(
    await page
      .getByRole('group', { name: /Mag iemand het niet lezen/ })
      .getByRole('checkbox')
      .count(),
  ).toBe(2);
  await leaveOut('Functionaris');
  const { kept } = await comeBackFromForm();
  expect(kept.hiddenFrom).toEqual([officer.reader.officer]);
  for (const [kind, sealed] of [
    ['report', kept.report],
    ['contact', kept.contact],
  ] as const) {
    await expect(openAs(officer, kept, kind, sealed)).rejects.toThrow('cannot-open');
    await openAs(deputy, kept, kind, sealed);
  }
  expect(await openAs(deputy, kept, 'report', kept.report)).toMatchObject({ hiddenFrom: [officer.reader.officer] });
  expect(await page.locator('#write-readers').textContent()).toMatch(/Vervanger/);
  expect(await page.locator('#write-readers').textContent()).not.toContain('(Functionaris)');
  await writeBack(page, 'Nog iets.');
  await page.getByText('Je bericht is verstuurd').waitFor();
  const [message] = kept.messages;
  if (!message) throw new Error('no message arrived');
  await expect(openAs(officer, kept, 'follow-up', message.sealed)).rejects.toThrow('cannot-open');
  expect(await openAs(deputy, kept, 'follow-up', message.sealed)).toMatchObject({ text: 'Nog iets.' });
});

async function comeBackFromForm() {
  const { page } = reporter;
  await fillForm(page, { story: 'Over de functionaris.', contact: '06' });
  await send(page);
  const code = await codeOn(page);
  await page.getByRole('button', { name: 'opgeschreven' }).click();
  await page.locator('#receipt-back').fill(code);
  await page.locator('#receipt-back').press('Enter');
  await page.getByText('Klaar. Je code klopt').waitFor();
  await page.locator('#report-view').getByRole('link', { name: 'Antwoord lezen' }).click();
  await page.locator('#receipt').fill(code);
  await page.locator('#receipt').press('Enter');
  await page.locator('#answers-view .badge').waitFor();
  const [kept] = used.school.reports;
  if (!kept) throw new Error('no report arrived');
  return { kept };
}

test('when nobody remains nothing is sent, there are other ways, and the form keeps everything', async () => {
  const { page } = reporter;
  await toForm(page);
  await fillForm(page, { story: 'Over allebei.', contact: '06' });
  await leaveOut('Functionaris');
  await leaveOut('Vervanger');
  await send(page);
  await page.getByRole('heading', { name: 'Er blijft niemand over' }).waitFor();
  expect(await page.locator('#report-view').textContent()).toMatch(/020-261 52 75[\s\S]*0800-7000/);
  expect(used.school.calls.map(({ path }) => path)).toEqual(['/api/school']);
  await page.getByRole('button', { name: 'Terug naar het formulier' }).click();
  expect(await page.getByLabel('Wat is er gebeurd').inputValue()).toBe('Over allebei.');
  expect(await page.getByRole('checkbox', { name: 'Functionaris' }).isChecked()).toBe(true);
  await page.getByRole('checkbox', { name: 'Vervanger' }).uncheck();
  await send(page);
  await codeOn(page);
  expect(used.school.reports).toHaveLength(1);
});

test('somebody without a key can be left out as well, and counts for nobody who could read it', async () => {
  const { page } = reporter;
  const { officer, deputy } = officers();
  const appointed = appointedAs('Nieuw');
  used.school.withoutKey.push(appointed);
  await page.reload();
  await page.getByText('2 mensen').waitFor();
  await toForm(page);
  await fillForm(page, { story: 'Over de nieuwe.' });
  await page.getByRole('checkbox', { name: /Nieuw \(.*heeft nog geen sleutel\)/ }).check();
  await leaveOut('Functionaris');
  await leaveOut('Vervanger (');
  await send(page);
  await page.getByRole('button', { name: 'Terug naar het formulier' }).click(); // nobody who could read it remains
  await page.getByRole('checkbox', { name: 'Functionaris' }).uncheck();
  await page.getByRole('checkbox', { name: 'Vervanger (' }).uncheck();
  await send(page);
  await codeOn(page);
  const [kept] = used.school.reports;
  expect(kept?.hiddenFrom).toEqual([appointed.officer]);
  if (!kept) throw new Error('no report arrived');
  for (const reader of [officer, deputy]) await openAs(reader, kept, 'report', kept.report);
});

test('when nobody but somebody without a key would remain, nobody remains', async () => {
  const { page } = reporter;
  used.school.withoutKey.push(appointedAs('Nieuw'));
  await page.reload();
  await toForm(page);
  await fillForm(page, { story: 'Over allebei.' });
  await leaveOut('Functionaris');
  await leaveOut('Vervanger (');
  await send(page);
  await page.getByRole('heading', { name: 'Er blijft niemand over' }).waitFor();
  expect(used.school.reports).toEqual([]);
});

test('more than four people cannot be left out, and the field says so', async () => {
  const { page } = reporter;
  for (const name of ['Derde', 'Vierde', 'Vijfde', 'Zesde'])
    used.school.officers.push(await newOfficer('deputy', name));
  await page.reload();
  await toForm(page);
  await fillForm(page, { story: 'Iets.' });
  for (const name of ['Functionaris', 'Vervanger (', 'Derde', 'Vierde', 'Vijfde']) await leaveOut(name);
  await send(page);
  await page.getByText('Je kunt hooguit 4 mensen kiezen').waitFor();
  expect(used.school.reports).toEqual([]);
  await page.getByRole('checkbox', { name: 'Vijfde' }).uncheck();
  await send(page);
  await codeOn(page);
  expect(used.school.reports[0]?.hiddenFrom).toHaveLength(4);
});

test('an answer of somebody who was left out is not genuine, and says nothing', async () => {
  const { page } = reporter;
  const { officer, deputy } = officers();
  await toForm(page);
  await leaveOut('Functionaris');
  const { kept } = await comeBackFromForm();
  kept.status = 'waiting';
  kept.messages.push(await messageOn(kept, 'Trek dit maar in.', officer));
  await page.getByRole('button', { name: 'Vernieuwen' }).click();
  await page.getByRole('heading', { name: 'Dit bericht is niet echt' }).waitFor();
  expect(await page.locator('.badge').textContent()).toBe('Opgepakt'); // and nothing is asked
  kept.messages.push(await messageOn(kept, 'Ik lees het.', deputy));
  await page.getByRole('button', { name: 'Vernieuwen' }).click();
  await page.getByText('Ik lees het.').waitFor();
  expect(await letters(page)).toHaveLength(2);
  expect(await page.getByRole('heading', { name: 'Dit bericht is niet echt' }).count()).toBe(1);
  expect(await page.content()).not.toContain('Trek dit maar in.');
});
