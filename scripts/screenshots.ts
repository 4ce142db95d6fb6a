/** Makes the pictures in docs/images from the running program: `npm run screenshots`. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openWindow } from '../test/e2e/playground.ts';
import { launchBrowser } from '../test/helpers/browser.ts';
import { report, toForm } from '../test/pages/report/reporter.ts';
import { freePorts } from '../test/sandbox/ports.ts';
import { REAL_ENTRY, SandboxProcess } from '../test/sandbox/sandbox-process.ts';

const IMAGES = join(import.meta.dirname, '..', 'docs', 'images');

const folder = await mkdtemp(join(tmpdir(), 'bondgenoot-pictures-'));
const ports = await freePorts();
const sandbox = new SandboxProcess(['--port-base', String(ports.bot), '--data', join(folder, 'data')], {}, REAL_ENTRY);
const browser = await launchBrowser();
try {
  await sandbox.printed('Ctrl-C');
  await mkdir(IMAGES, { recursive: true });
  const shots = {
    answer: await answer(browser),
    form: await sealedPage(browser),
    desk: await desk(browser),
  };
  await overview(browser, shots);
} finally {
  await browser.close();
  sandbox.send('SIGINT');
  await sandbox.exitCode();
  await rm(folder, { recursive: true, force: true });
}

/** The student's answer card. */
async function answer(by: Browser): Promise<Buffer> {
  const student = await openWindow(by, `http://127.0.0.1:${ports.windows.student}`);
  await student.say('iemand chanteert me op snap met een foto');
  const card = student.card('Iemand chanteert me met een foto');
  await card.getByText('Wat je nu kunt doen').waitFor();
  return card.screenshot({ path: join(IMAGES, 'answer.png') });
}

/** The sealed page on a phone, with one report sent from it. */
async function sealedPage(by: Browser): Promise<Buffer> {
  const page = await phone(by);
  await report(page, { story: 'In onze groepsapp gaat een foto van iemand uit de klas rond.', danger: 'no' });
  await page.reload();
  await toForm(page);
  return page.screenshot({ path: join(IMAGES, 'report.png') });
}

async function phone(by: Browser): Promise<Page> {
  const context = await by.newContext({ locale: 'nl-NL', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`http://127.0.0.1:${ports.bot}/report/?lang=nl`);
  return page;
}

/** The desk with that report opened. */
async function desk(by: Browser): Promise<Buffer> {
  const page = await (await by.newContext({ locale: 'nl-NL', viewport: { width: 1100, height: 760 } })).newPage();
  await page.goto(`http://127.0.0.1:${ports.bot}/desk/?lang=nl`);
  const passphrase = await readFile(join(folder, 'data', 'sandbox-passphrase.txt'), 'utf8');
  await page.getByLabel('Wachtzin').fill(passphrase.trim());
  await page.getByRole('button', { name: 'Openen' }).click();
  await page.locator('a[href*="#case="]').first().click();
  await page.getByRole('region', { name: 'De melding' }).waitFor();
  return page.screenshot({ path: join(IMAGES, 'desk.png') });
}

/** The three side by side, for the README. */
async function overview(
  by: Browser,
  { answer, form, desk }: Record<'answer' | 'form' | 'desk', Buffer>,
): Promise<void> {
  const page = await (await by.newContext({ viewport: { width: 1500, height: 620 } })).newPage();
  const figure = (picture: Buffer, caption: string, width: number) =>
    `<figure><div style="width:${width}px"><img src="data:image/png;base64,${picture.toString('base64')}" width="${width}"></div><figcaption>${caption}</figcaption></figure>`;
  await page.setContent(`<style>
    body { margin: 0; padding: 24px; background: #f4f1ea; font: 600 17px system-ui, 'Open Sans', sans-serif; color: #1d2b2a; display: flex; gap: 24px; justify-content: center; }
    figure { margin: 0; } figure div { height: 520px; overflow: hidden; border-radius: 14px; background: #fff; box-shadow: 0 6px 24px #0002; }
    figcaption { text-align: center; padding-top: 12px; }
  </style>${figure(answer, 'vraagt en krijgt antwoord', 380)}${figure(form, 'meldt, op slot', 270)}${figure(desk, 'alleen de functionaris leest', 750)}`);
  await page.screenshot({ path: join(IMAGES, 'overview.png') });
}
