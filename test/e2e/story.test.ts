import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Ports } from '../../src/sandbox/ports.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { lookUp, report, typeBack } from '../pages/report/reporter.ts';
import { freePorts } from '../sandbox/ports.ts';
import { REAL_ENTRY, SandboxProcess } from '../sandbox/sandbox-process.ts';
import { openWindow, type Window } from './playground.ts';

/** Unique texts: whatever holds one of them, holds a report in clear. */
const CHAT_STORY = 'schildpad-in-de-chat-4711 stuurt mijn foto rond';
const PAGE_STORY = 'kolibrie-op-de-pagina-4712 chanteert een klasgenoot';

/** The steps build on each other: they are one story, told in the order in which a school would live it. */
describe('the whole story, with the real Playground, Azurite and a browser', () => {
  let folder: string;
  let ports: Ports;
  let sandbox: SandboxProcess;
  let browser: Browser;
  let student: Window;
  let teacher: Window;
  let officer: Window;
  let desk: Page;
  let words: string[];
  let chatReceipt: string;
  let pageReceipt: string;
  const sentByPage: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bondgenoot-story-'));
    ports = await freePorts();
    const args = ['--no-officer', '--port-base', String(ports.bot), '--data', join(folder, 'data')];
    sandbox = new SandboxProcess(args, {}, REAL_ENTRY);
    [browser] = await Promise.all([launchBrowser(), sandbox.printed('Ctrl-C')]);
    const windowAt = (port: number) => openWindow(browser, `http://127.0.0.1:${port}`);
    student = await windowAt(ports.windows.student);
    teacher = await windowAt(ports.windows.teacher);
    officer = await windowAt(ports.windows.officer);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    sandbox?.send('SIGINT');
    await sandbox?.exitCode();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const url = (path: string) => `http://127.0.0.1:${ports.bot}${path}`;

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
    desk = await (await browser.newContext({ locale: 'nl-NL' })).newPage();
    desk.setDefaultTimeout(20_000);
    await desk.goto(url('/desk/?lang=nl'));
    await desk.getByRole('button', { name: 'Toon mijn wachtzin' }).click();
    words = await desk.locator('.words li').allTextContents();
    await desk.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
    await desk.getByLabel('De zes woorden').fill(words.join(' '));
    await desk.getByRole('button', { name: 'Maak mijn sleutel' }).click();
    await desk.getByText('Je sleutel is gemaakt').waitFor();
    expect(words).toHaveLength(6);
  });

  it('the student reports in the chat and sees a receipt once', async () => {
    await student.say('Melden!');
    await student.press('Melden in deze chat');
    const { page } = student;
    await page.getByText('Over mij', { exact: true }).last().click();
    await page.getByRole('combobox').last().click();
    await page.getByRole('option', { name: 'Een beeld wordt verspreid' }).click();
    await page
      .getByLabel(/Wat is er gebeurd/)
      .last()
      .fill(CHAT_STORY);
    await page.getByText('Nee', { exact: true }).last().click();
    await student.press('Versturen');
    const card = student.card('Je ontvangstcode');
    await card.waitFor();
    [chatReceipt = ''] = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec((await card.textContent()) ?? '') ?? [];
    expect(chatReceipt).not.toBe('');
  });

  it('someone reports on the sealed page, which sends ciphertext only and no name', async () => {
    const context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('request', (request) => {
      sentByPage.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`);
    });
    await page.goto(url('/report/?lang=nl'));
    pageReceipt = await report(page, {
      story: PAGE_STORY,
      danger: 'yes',
      contact: 'klas 2B, vraag naar de aanvoerder',
    });
    await typeBack(page, pageReceipt);
    expect(sentByPage.join()).not.toMatch(/kolibrie|aanvoerder|cookie|authorization/i);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it('the officer gets one content-free card for each, takes one up, and the card changes in place', async () => {
    await officer.openChannel('Meldingen');
    const { page } = officer;
    await page.getByText('In dit bericht staat met opzet niets').nth(1).waitFor();
    expect(await page.getByText('De melder denkt dat iemand gevaar loopt').count()).toBe(1);
    await page.getByRole('button', { name: 'Oppakken' }).first().click();
    await page.getByText('Opgepakt', { exact: true }).waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(/schildpad|kolibrie|aanvoerder/);
  });

  it('the officer unlocks the desk, reads both reports and answers', async () => {
    await desk.getByLabel('Wachtzin').fill(words.join(' '));
    await desk.getByRole('button', { name: 'Openen' }).click();
    await desk.getByRole('heading', { name: 'Meldingen', exact: true }).waitFor();
    const links = desk.locator('a[href*="#case="]');
    await links.nth(1).waitFor();
    const addresses = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    expect(addresses).toHaveLength(2);
    const read: string[] = [];
    for (const address of addresses) {
      await desk.locator(`a[href="${address}"]`).click();
      await desk.getByRole('heading', { name: `Melding ${address.split('#case=')[1]?.slice(0, 5)}` }).waitFor();
      const region = desk.getByRole('region', { name: 'De melding' });
      await region.getByText(/schildpad|kolibrie/).waitFor();
      read.push((await region.textContent()) ?? '');
      await desk.getByLabel('Je antwoord').fill(`Dank je. Ik ga hiermee aan de slag. (${read.length})`);
      await desk.getByRole('button', { name: 'Op slot doen en versturen' }).click();
      await desk.getByText('Echt: ondertekend door Functionaris').waitFor();
    }
    expect(read.join()).toContain(CHAT_STORY);
    expect(read.join()).toContain(PAGE_STORY);
    expect(read.join()).toContain('klas 2B, vraag naar de aanvoerder');
  });

  it.each([
    ['chat', () => chatReceipt],
    ['page', () => pageReceipt],
  ])('who reported at the %s door reads the answer with the receipt', async (_door, receipt) => {
    const context = await browser.newContext({ locale: 'nl-NL' });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(url('/report/?lang=nl'));
    await lookUp(page, receipt().toLowerCase().replaceAll('-', ' '));
    await page.getByText('Ik ga hiermee aan de slag').waitFor();
    await context.close();
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

    const origin = `http://127.0.0.1:${ports.relay}`;
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
    const kept = await filesIn(join(folder, 'data'));
    expect(kept.length).toBeGreaterThan(5);
    for (const { name, text } of kept) {
      expect(`${name}: ${/schildpad-in-de-chat|kolibrie-op-de-pagina|aanvoerder/.test(text)}`).toBe(`${name}: false`);
    }
  });
});

async function filesIn(folder: string): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { name: path.slice(folder.length), text: await readFile(path, 'latin1') };
      }),
  );
}
