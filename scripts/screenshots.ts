/** Makes the pictures in docs/images from the running program: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { numberOn } from '../test/e2e/number.ts';
import { type School, startSchool } from '../test/e2e/school.ts';
import { readCase, unlock } from '../test/pages/desk/desk-page.ts';
import { fillForm, send, toForm } from '../test/pages/report/reporter.ts';

const IMAGES = join(import.meta.dirname, '..', 'docs', 'images');

const school = await startSchool();
try {
  await mkdir(IMAGES, { recursive: true });
  const { picture: answer, link } = await answerCard(school);
  const { picture: form, number } = await sealedPage(school, link);
  await overview(school, { answer, form, desk: await desk(school, number) });
} finally {
  await school.stop();
}

/** The student's answer card, and the link to the page that stands on it. */
async function answerCard({ window }: School): Promise<{ picture: Buffer; link: string }> {
  const student = await window('student');
  await student.say('iemand chanteert me op snap met een foto');
  const card = student.card('Iemand chanteert me met een foto');
  await card.getByText('Wat je nu kunt doen').waitFor();
  const picture = await card.screenshot({ path: join(IMAGES, 'answer.png') });
  return { picture, link: await student.addressOf('Melden zonder naam, op de pagina') };
}

/** The sealed page on a phone, and the number of a report sent from it. */
async function sealedPage({ visit }: School, link: string): Promise<{ picture: Buffer; number: string }> {
  const page = await visit(link, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  await toForm(page);
  const picture = await page.screenshot({ path: join(IMAGES, 'report.png') });
  await fillForm(page, { story: 'In onze groepsapp gaat een foto van iemand uit de klas rond.' });
  await send(page);
  return { picture, number: await numberOn(page) };
}

/** The desk with that report opened. */
async function desk({ visit, url, passphraseOf }: School, number: string): Promise<Buffer> {
  const page = await visit(url('/desk/?lang=nl'), { viewport: { width: 1100, height: 760 } });
  await unlock(page, await passphraseOf('officer'));
  await readCase(page, number);
  return page.screenshot({ path: join(IMAGES, 'desk.png') });
}

/** The three side by side, for the README. */
async function overview(
  { browser }: School,
  { answer, form, desk }: Record<'answer' | 'form' | 'desk', Buffer>,
): Promise<void> {
  const page = await (await browser.newContext({ viewport: { width: 1500, height: 620 } })).newPage();
  const figure = (picture: Buffer, caption: string, width: number) =>
    `<figure><div style="width:${width}px"><img src="data:image/png;base64,${picture.toString('base64')}" width="${width}"></div><figcaption>${caption}</figcaption></figure>`;
  await page.setContent(`<style>
    body { margin: 0; padding: 24px; background: #f4f1ea; font: 600 17px system-ui, 'Open Sans', sans-serif; color: #1d2b2a; display: flex; gap: 24px; justify-content: center; }
    figure { margin: 0; } figure div { height: 520px; overflow: hidden; border-radius: 14px; background: #fff; box-shadow: 0 6px 24px #0002; }
    figcaption { text-align: center; padding-top: 12px; }
  </style>${figure(answer, 'vraagt en krijgt antwoord', 380)}${figure(form, 'meldt, op slot', 270)}${figure(desk, 'alleen functionaris en vervanger lezen', 750)}`);
  await page.screenshot({ path: join(IMAGES, 'overview.png') });
}
