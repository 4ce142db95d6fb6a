import { base64 } from '@scure/base';
import { aboutMessage, isRequestOf } from '../../../src/reports/sign.ts';
import { followUp } from '../../../src/reports/wire.ts';
import type { Case } from './cases.ts';
import { messageOn, newOfficer, openAs, TENANT, threadOf } from './officer.ts';
import { bodiesOf, comeBack, letters, lookUp, type Reporter, visit, withSchool, writeBack } from './reporter.ts';

const SENTINEL = 'zq-sentinel-5529';
const used = withSchool();
let reporter: Reporter;
let kept: Case;
let code: string;

beforeEach(async () => {
  reporter = await visit(used);
  ({ kept, code } = await comeBack(reporter.page, used.school, { story: 'Iets.' }));
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const officer = () => {
  const [first] = used.officers;
  if (!first) throw new Error('somebody reads');
  return first;
};
const refresh = () => reporter.page.getByRole('button', { name: 'Vernieuwen' }).click();
const sent = () => bodiesOf(used.school, '/api/receipts/messages');

test('both sides write, and each reads the other in order', async () => {
  const { page } = reporter;
  const question = await messageOn(kept, 'Weet je welk account?\nSchrijf het op.', officer(), {
    readers: used.officers,
  });
  kept.messages.push(question);
  kept.status = 'waiting';
  await refresh();
  await page.getByText('Weet je welk account?').waitFor();
  await writeBack(page, `Ja: ${SENTINEL}`);
  await page.getByText('Je bericht is verstuurd').waitFor();
  expect(await page.getByLabel('Schrijf terug').inputValue()).toBe('');
  const [, mine] = kept.messages;
  if (!mine) throw new Error('no message arrived');
  kept.messages.push(await messageOn(kept, 'Dank je.', officer(), { after: mine.id, readers: used.officers }));
  await refresh();
  await page.getByText('Dank je.').waitFor();
  expect(await letters(page)).toEqual([
    'School, ondertekend · 23 november 2026Weet je welk account?\nSchrijf het op.',
    expect.stringMatching(new RegExp(`^Jij · \\d+ \\w+ \\d{4}Ja: ${SENTINEL}$`)),
    'School, ondertekend · 23 november 2026Dank je.',
  ]);
  for (const reader of used.officers) {
    const thread = await threadOf(reader, kept, kept.messages, used.officers);
    expect(thread.map((message) => message.kind === 'genuine' && [message.from, message.text, message.gap])).toEqual([
      ['officer', 'Weet je welk account?\nSchrijf het op.', false],
      ['reporter', `Ja: ${SENTINEL}`, false],
      ['officer', 'Dank je.', false],
    ]);
  }
  expect(await openAs(officer(), kept, 'follow-up', mine.sealed)).toMatchObject({ after: question.id });
  const everything = [...reporter.sent, ...used.school.calls.map((call) => JSON.stringify(call))].join('\n');
  expect([SENTINEL, code, code.replaceAll(' ', '-')].some((secret) => everything.includes(secret))).toBe(false);
  expect(/"(cookie|referer|authorization)":"[^"]/i.exec(everything)).toBeNull();
});

test('what the reporter sends is signed with the receipt, for this message and these bytes', async () => {
  await writeBack(reporter.page, 'Nog iets.');
  await reporter.page.getByText('Je bericht is verstuurd').waitFor();
  const { id, sealed, signature } = followUp.parse(JSON.parse(sent()[0] ?? ''));
  const about = aboutMessage(id, base64.decode(sealed));
  const { verifyKey } = kept.receipt;
  expect(isRequestOf(verifyKey, 'follow-up', { tenant: TENANT, caseId: kept.id }, about, signature)).toBe(true);
});

test('a forged, a moved and a foreign message say nothing; a genuine one is shown', async () => {
  const { page } = reporter;
  const byReporter = await messageOn(kept, 'Ik trek alles terug.', officer());
  kept.messages.push(
    await messageOn(kept, 'Ik kijk ernaar.', officer()),
    await messageOn(kept, 'Stuur mij die foto.', await newOfficer('officer', 'Bedrieger')),
    await messageOn(kept, 'Voor een ander bedoeld.', officer(), { caseId: '0'.repeat(26) }),
    { ...byReporter, from: 'reporter' },
  );
  await refresh();
  await page.getByText('Ik kijk ernaar.').waitFor();
  const shown = (await letters(page)).join('|');
  expect(shown).toContain('Dit bericht is niet echt');
  expect(shown.match(/Dit bericht gaat niet open/g)).toHaveLength(2);
  for (const said of ['Stuur mij die foto.', 'Voor een ander bedoeld.', 'Ik trek alles terug.']) {
    expect(shown).not.toContain(said);
  }
});

test('a message that was taken away is missed', async () => {
  const { page } = reporter;
  const first = await messageOn(kept, 'Eerst dit.', officer());
  kept.messages.push(await messageOn(kept, 'Toen dit.', officer(), { after: first.id }));
  await refresh();
  await page.getByText('Hier ontbreekt een bericht').waitFor();
  kept.messages.push(first);
  await refresh();
  await page.getByText('Eerst dit.').waitFor();
  expect(await page.getByText('Hier ontbreekt een bericht').count()).toBe(0);
});

test('a text that did not arrive stays, and is sent again as the same bytes', async () => {
  const { page } = reporter;
  used.school.failNext('/api/receipts/messages', 503);
  await writeBack(page, 'Nog iets.');
  await page.getByText('School kan dit nu even niet doen').waitFor();
  used.school.failNext('/api/receipts/messages', 0);
  used.school.failNext('/api/receipts/messages', 0); // the browser tries a cut connection once more
  const again = page.locator('.write').getByRole('button', { name: 'Versturen' });
  await again.click();
  await page.getByText('We kregen geen antwoord van school').waitFor();
  expect(await page.getByLabel('Schrijf terug').inputValue()).toBe('Nog iets.');
  await again.click();
  await page.getByText('Je bericht is verstuurd').waitFor();
  expect(new Set(sent()).size).toBe(1);
  expect(kept.messages).toHaveLength(1);
  expect(await letters(page)).toHaveLength(1);
});

test('when the readers have changed, the reporter is told who reads now, before anything is sealed to them', async () => {
  const { page } = reporter;
  const newcomer = await newOfficer('deputy', 'Nieuw');
  used.school.officers.push(newcomer);
  await writeBack(page, 'Nog iets.');
  await page.getByText('Wie dit kan lezen, is net veranderd').waitFor();
  await page.getByText('Alleen deze mensen lezen het').getByText('Nieuw').waitFor();
  expect(await page.getByLabel('Schrijf terug').inputValue()).toBe('Nog iets.');
  expect(kept.messages).toEqual([]);
  await page.getByRole('button', { name: 'Versturen' }).click();
  await page.getByText('Je bericht is verstuurd').waitFor();
  const [message] = kept.messages;
  if (!message) throw new Error('no message arrived');
  const [genuine] = await threadOf(newcomer, kept, [message], used.school.officers);
  expect(genuine).toMatchObject({ kind: 'genuine', text: 'Nog iets.' });
  expect(sent()).toHaveLength(2);
});

test('when the list of keys stops adding up, the conversation closes and the text can be read back', async () => {
  const { page } = reporter;
  used.school.tamper = (school) => ({ ...school, keyLogRoot: 'a'.repeat(64) });
  used.school.failNext('/api/receipts/messages', 409, 'keys-changed');
  await writeBack(page, 'Blijft te lezen.');
  await page.locator('#answers-view').getByRole('heading', { name: 'De lijst met sleutels klopt niet' }).waitFor();
  await page.getByText('Bekijk wat je schreef').click();
  await page.getByText('Blijft te lezen.').waitFor();
  expect(sent()).toHaveLength(1);
  expect(kept.messages).toEqual([]);
});

test.each([
  [403, 'not-signed', 'School kon dit zo niet aannemen'],
  [422, 'too-many', 'staan al heel veel berichten'],
  [422, 'case-status', 'Dat kan niet meer'],
  [429, 'busy', 'Het is nu even druk'],
])('a text that is refused with %d %s stays', async (status, refusal, told) => {
  const { page } = reporter;
  used.school.failNext('/api/receipts/messages', status, refusal);
  await writeBack(page, 'Nog iets.');
  await page.getByText(told).waitFor();
  expect(await page.getByLabel('Schrijf terug').inputValue()).toBe('Nog iets.');
});

test('nothing and too much are not sent, and nothing is cut off', async () => {
  const { page } = reporter;
  await writeBack(page, '   ');
  await page.getByText('Schrijf eerst iets').waitFor();
  await writeBack(page, 'a'.repeat(4003));
  await page.getByText('Dit is 3 tekens te lang').waitFor();
  await page.getByText('Je bericht is te lang').waitFor();
  expect((await page.getByLabel('Schrijf terug').inputValue()).length).toBe(4003);
  expect(sent()).toEqual([]);
  await writeBack(page, 'é'.repeat(4000));
  await page.getByText('Je bericht is verstuurd').waitFor();
});

test('HTML is text, on both sides', async () => {
  const { page } = reporter;
  const html = '<img src=x onerror="document.title=1"><script>alert(1)</script> **x**';
  kept.messages.push(await messageOn(kept, `${html} van school`, officer()));
  await writeBack(page, html);
  await page.locator('.letter.mine').waitFor();
  expect((await page.locator('.letter-text').allTextContents()).sort()).toEqual([html, `${html} van school`]);
  expect(await page.locator('#answers-view').locator('img, script, strong:has-text("x")').count()).toBe(0);
});

test('a closed report without an answer says so', async () => {
  const { page } = reporter;
  kept.status = 'closed';
  await refresh();
  await page.getByText('Je melding is afgesloten. Er staat hier geen antwoord bij').waitFor();
  expect(await page.getByText('Kijk later nog eens').count()).toBe(0);
});

test('a report that waits for its reporter points to what is asked only when that is there', async () => {
  const { page } = reporter;
  kept.status = 'waiting';
  const { id } = await messageOn(kept, 'x', officer());
  kept.messages.push(await messageOn(kept, 'Vals.', await newOfficer('officer', 'Bedrieger'), { after: id }));
  await refresh();
  await page.locator('.letter.false').waitFor();
  expect(await page.locator('.badge').textContent()).toBe('Opgepakt');
  kept.messages.push(await messageOn(kept, 'Welk account?', officer()));
  await refresh();
  await page.getByText('Welk account?').waitFor();
  expect(await page.locator('.badge').textContent()).toContain('Lees hieronder');
});

test('another language keeps what is being written', async () => {
  const { page } = reporter;
  await page.getByLabel('Schrijf terug').fill('Half af');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Received, not taken up yet').waitFor();
  expect(await page.getByLabel('Write back').inputValue()).toBe('Half af');
});

test('closing wipes everything from the page', async () => {
  const { page } = reporter;
  kept.messages.push(await messageOn(kept, `Antwoord ${SENTINEL}`, officer()));
  await refresh();
  await page.getByText(SENTINEL).waitFor();
  await page.getByLabel('Schrijf terug').fill(SENTINEL);
  await page.getByRole('button', { name: 'Sluiten en wissen' }).click();
  await page.locator('#receipt').waitFor();
  const left = await page.evaluate(() => {
    const typed = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value);
    return [document.documentElement.outerHTML, ...typed].join('|');
  });
  expect(left).not.toContain(SENTINEL);
  expect(left).not.toContain(code);
  await lookUp(page, code);
  await page.getByText(SENTINEL).waitFor();
  expect(await page.getByLabel('Schrijf terug').inputValue()).toBe('');
});
