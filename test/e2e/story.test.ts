import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readCase, unlock } from '../pages/desk/desk-page.ts';
import { lookUp, report, typeBack } from '../pages/report/reporter.ts';
import { reportInChat, type Window } from './playground.ts';
import { type School, startSchool } from './school.ts';
import { listenTo } from './traffic.ts';

/** Unique texts: whatever holds one of them, holds a report in clear. */
const CHAT_STORY = 'schildpad-in-de-chat-4711 stuurt mijn foto rond';
const PAGE_STORY = 'kolibrie-op-de-pagina-4712 chanteert een klasgenoot';

/** The steps build on each other: they are one story, told in the order in which a school would live it. */
describe('the whole story, with the real Playground, Azurite and a browser', () => {
  let school: School;
  let student: Window;
  let teacher: Window;
  let officer: Window;
  let desk: Page;
  let words: string[];
  let chatReceipt: string;
  let pageReceipt: string;

  beforeAll(async () => {
    school = await startSchool('--no-officer');
    student = await school.window('student');
    teacher = await school.window('teacher');
    officer = await school.window('officer');
  }, 120_000);

  afterAll(() => school?.stop(), 60_000);

  it('a student asks, and gets an answer with its source, the next step and a way to report', async () => {
    await student.say('iemand chanteert me op snap met een foto');
    const card = student.card('Iemand chanteert me met een foto');
    await card.getByText('Wat je nu kunt doen').waitFor();
    const text = (await card.textContent()) ?? '';
    expect(text).toContain('020-261 52 75');
    expect(text).toMatch(/Bron: .*Nagekeken op \d+ \w+ 20\d\d/s);
    expect(text).toContain('Bedoelde je iets anders?');
    await card.getByRole('button', { name: 'Ik wil dit melden' }).waitFor();
  });

  it('without an officer key, reporting says so and points outside', async () => {
    await student.say('melden');
    const card = student.card('Melden op school kan hier nog niet');
    await card.waitFor();
    expect(await card.textContent()).toContain('020-261 52 75');
  });

  it('the officer makes a key at the desk, behind a passphrase that is asked back', async () => {
    desk = await school.visit(school.url('/desk/?lang=nl'));
    words = await makeKey(desk);
    expect(words).toHaveLength(6);
  });

  it('the officer opens the desk, and gets the line that the administrator sets before anybody can report', async () => {
    // Before that the bot may be away just when the desk needs it.
    await school.sandbox.printed('De bot draait weer');
    await unlock(desk, words.join(' '));
    expect(await desk.getByText(/KEY_LOG_ROOT=[0-9a-f]{64}/).count()).toBe(1);
    await desk.getByRole('button', { name: 'Kijk of het al gedaan is' }).click();
    await desk.getByText('KEY_LOG_ROOT').waitFor({ state: 'detached' });
  });

  it('the deputy makes a key as well, and the officer signs for it after comparing six words', async () => {
    const deputy = await school.visit(school.url('/desk/?lang=nl&as=deputy'));
    const passphrase = await makeKey(deputy);
    await deputy.getByLabel('Wachtzin').fill(passphrase.join(' '));
    await deputy.getByRole('button', { name: 'Openen' }).click();
    await deputy.getByRole('heading', { name: 'Je sleutel wacht op een collega' }).waitFor();
    const told = await deputy.locator('.words li').allTextContents();

    await desk.getByRole('button', { name: 'Vernieuwen' }).click();
    const notice = desk.getByRole('region', { name: 'De sleutel van Vervanger wacht op jou' });
    await notice.waitFor();
    expect(await notice.locator('.words li').allTextContents()).toEqual(told);
    await notice.getByRole('checkbox').check();
    await notice.getByRole('button', { name: 'Teken voor deze sleutel' }).click();
    await desk.getByText('Je hebt getekend').waitFor();

    await deputy.getByRole('button', { name: 'Kijk of er getekend is' }).click();
    await deputy.getByRole('heading', { name: 'Meldingen', exact: true }).waitFor();
    await deputy.context().close();
  });

  it('the student reports in the chat and sees a receipt once', async () => {
    chatReceipt = await reportInChat(student, CHAT_STORY);
    expect(await student.card('Je ontvangstcode').count()).toBe(1);
  });

  it('someone reports by the plain link, without Teams, and the page sends ciphertext only and no name', async () => {
    const context = await school.browser.newContext({ locale: 'nl-NL', viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const sent = listenTo(context);
    await page.goto(school.url('/report/'));
    pageReceipt = await report(page, {
      story: PAGE_STORY,
      danger: 'yes',
      contact: 'klas 2B, vraag naar de aanvoerder',
    });
    expect(await page.locator('#report-view').textContent()).toContain('Er staat bij dat we niet konden nagaan');
    await typeBack(page, pageReceipt);
    expect(new Set((await sent()).map(({ url }) => new URL(url).origin))).toEqual(
      new Set([new URL(school.url('/')).origin]),
    );
    expect(JSON.stringify(await sent())).not.toMatch(/kolibrie|aanvoerder/);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it('the officer gets one content-free card for each, takes one up, and the card changes in place', async () => {
    await officer.openChannel('Meldingen');
    const { page } = officer;
    await page.getByText('In dit bericht staat met opzet niets').nth(1).waitFor();
    expect(
      await page
        .locator('.ac-adaptiveCard')
        .filter({ hasText: /gevaar/ })
        .count(),
    ).toBe(1);
    await page.getByRole('button', { name: 'Oppakken' }).first().click();
    await page.getByText('Opgepakt', { exact: true }).waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(/schildpad|kolibrie|aanvoerder/);
  });

  it('the officer reads both reports at the desk and answers', async () => {
    await desk.getByRole('button', { name: 'Vernieuwen' }).click();
    const links = desk.locator('a[href*="#case="]');
    await links.nth(1).waitFor();
    const addresses = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    expect(addresses).toHaveLength(2);
    const read: string[] = [];
    for (const address of addresses) {
      await readCase(desk, address.split('#case=')[1] ?? '');
      const region = desk.getByRole('region', { name: 'De melding' });
      await region.getByText(/schildpad|kolibrie/).waitFor();
      const member = await desk.getByText(/^(ja: met de schoolsleutel|niet bevestigd)/).textContent();
      read.push(`${member} ${await region.textContent()}`);
      await desk.getByLabel('Je antwoord').fill(`Dank je. Ik ga hiermee aan de slag. (${read.length})`);
      await desk.getByRole('button', { name: 'Op slot doen en versturen' }).click();
      await desk.getByText('Echt: ondertekend door Functionaris').waitFor();
    }
    expect(read.find((text) => text.includes(CHAT_STORY))).toMatch(/^ja: met de schoolsleutel of via de chat/);
    expect(read.find((text) => text.includes(PAGE_STORY))).toMatch(/^niet bevestigd/);
    expect(read.join()).toContain('klas 2B, vraag naar de aanvoerder');
  });

  it.each([
    ['chat', () => chatReceipt],
    ['page', () => pageReceipt],
  ])('who reported at the %s door reads the answer with the receipt', async (_door, receipt) => {
    const page = await school.visit(school.url('/report/?lang=nl'));
    await lookUp(page, receipt().toLowerCase().replaceAll('-', ' '));
    await page.getByText('Ik ga hiermee aan de slag').waitFor();
    await page.context().close();
  });

  it('the teacher posts a discussion; the class answers; counts appear at five, never who', async () => {
    await teacher.say('gesprek');
    const list = teacher.card('Klassengesprekken');
    await list.getByText('Klikken of helpen?').waitFor();
    const row = list.locator('.ac-container').filter({ hasText: 'Klikken of helpen?' }).last();
    await row.getByRole('button', { name: 'Bekijk' }).click();
    await teacher.press('Plaatsen');
    await teacher.card('Geplaatst').waitFor();

    await student.openChannel('General');
    const { page } = student;
    await page.getByText('Dat is vooral helpen').click();
    await student.press('Mijn antwoord');
    await page.getByText('Bedankt, je antwoord telt mee').first().waitFor();
    expect(await page.getByText('Zo denkt de klas').count()).toBe(0);

    const origin = `http://127.0.0.1:${school.ports.relay}`;
    const answered = await fetch(`${origin}/classmates/answer`, {
      method: 'POST',
      headers: { origin },
      redirect: 'manual',
    });
    expect(answered.status).toBe(303);
    await page.getByText('Zo denkt de klas (5 antwoorden)').waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(/Student 2|Student 3/);
    await teacher.openChannel('General');
    await teacher.page.getByText('Zo denkt de klas (5 antwoorden)').waitFor();
  });

  it('a student who wants to post gets a friendly refusal with its reason', async () => {
    await student.openChannel('Personal Chat');
    await student.say('gesprek');
    await student.page
      .getByRole('paragraph')
      .filter({ hasText: 'Alleen docenten kunnen een gesprek plaatsen' })
      .waitFor();
  });

  it('the message extension leads from the list to the preview', async () => {
    const { page } = teacher;
    await teacher.openChannel('General');
    await page.locator('button[aria-haspopup=menu]').last().click();
    await page.getByRole('menuitem', { name: 'Action Command' }).click();
    await page.getByPlaceholder('Input command id or leave blanks').fill('postPrompt');
    await page.getByRole('button', { name: 'Create' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Kies een klassengesprek').waitFor();
    await dialog.getByRole('combobox').click();
    await page.getByRole('option', { name: 'Klikken of helpen?' }).click();
    await dialog.getByRole('button', { name: 'Bekijk' }).click();
    await dialog.getByText('Zo ziet je klas het').waitFor();
    await dialog.getByText('Tips voor jou').waitFor();
  });

  it('keeps nothing of the reports in clear: not in storage, not in a log, not in what the relay keeps', async () => {
    const kept = await school.kept();
    expect(kept.length).toBeGreaterThan(5);
    for (const { name, text } of kept) {
      expect(`${name}: ${/schildpad-in-de-chat|kolibrie-op-de-pagina|aanvoerder/.test(text)}`).toBe(`${name}: false`);
    }
  });
});

/** Walks through the ceremony of a first key. Gives its passphrase. */
async function makeKey(desk: Page): Promise<string[]> {
  await desk.getByRole('button', { name: 'Toon mijn wachtzin' }).click();
  const words = await desk.locator('.words li').allTextContents();
  await desk.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
  await desk.getByLabel('De zes woorden').fill(words.join(' '));
  await desk.getByRole('button', { name: 'Maak mijn sleutel' }).click();
  await desk.getByText('Je sleutel is gemaakt').waitFor();
  return words;
}
