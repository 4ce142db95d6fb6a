import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fingerprintOf } from '../../../src/officers/fingerprint.ts';
import { refOf } from '../../../src/officers/keylog.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addDeputy, giveKey } from './sealed-case.ts';
import { type DeskTest, setUp } from './set-up.ts';
import { TENANT } from './stub-school.ts';

const t = setUp();
const PHONE = { width: 320, height: 640 };
const BUTTON = { name: 'Mijn controlewoorden', exact: true } as const;

const panel = (page: Page) => page.getByRole('region', BUTTON);
const wordsOf = async (page: Page, label: string) =>
  (await panel(page).getByRole('list', { name: label, exact: true }).getByRole('listitem').allTextContents()).join(' ');
const ownWords = (page: Page) => wordsOf(page, 'Controlewoorden van jouw sleutel');
const ownFingerprint = ({ school }: Pick<DeskTest, 'school'>) => {
  if (!school.key) throw new Error('The stub has no key.');
  return fingerprintOf(school.key);
};

async function openWords(options?: Parameters<typeof t.open>[0]): Promise<Page> {
  const page = await t.open(options);
  await unlock(page);
  await page.getByRole('button', BUTTON).click();
  await panel(page).getByRole('list').first().waitFor();
  return page;
}

describe("the words of the officer's own key", () => {
  it('are one button away, in the list and while a case is read, and leave everything as it was', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const page = await openWords({ viewport: PHONE });
    expect(await ownWords(page)).toBe(ownFingerprint(t));
    await page.getByRole('button', { name: 'Dicht' }).click();
    expect(await panel(page).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Mijn controlewoorden');
    await readCase(page, id);
    await page.getByLabel('Je antwoord').fill('Nog niet klaar.');
    await page.getByRole('button', BUTTON).click();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Mijn controlewoorden');
    expect(await panel(page).isVisible()).toBe(true);
    expect(await ownWords(page)).toBe(ownFingerprint(t));
    await page.getByRole('button', BUTTON).click();
    expect(await panel(page).count()).toBe(0);
    expect(await page.getByLabel('Je antwoord').inputValue()).toBe('Nog niet klaar.');
  });

  it('come from the unlocked secret, whatever key the server shows as this officer’s later', async () => {
    const secret = await giveKey(t.school);
    const own = ownFingerprint(t);
    const { reader } = await addDeputy(t.school, secret);
    const page = await t.open();
    await unlock(page);
    const { recipient, verifyKey } = reader;
    t.school.key = t.school.key && { ...t.school.key, recipient, verifyKey };
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByText('De lijst met sleutels klopt niet.').waitFor();
    await page.getByRole('button', BUTTON).click();
    await panel(page).getByRole('list').first().waitFor();
    expect(await ownWords(page)).toBe(own);
    expect(own).not.toBe(fingerprintOf(reader));
  });

  it('stand beside those of colleagues whose line is in the key log, and of nobody else', async () => {
    const secret = await giveKey(t.school);
    const { reader } = await addDeputy(t.school, secret);
    t.school.waiting = [{ ...reader, officer: refOf(TENANT, 'officer-3'), name: 'Derde' }];
    const page = await openWords();
    expect(await wordsOf(page, 'Controlewoorden van de sleutel van Vervanger')).toBe(fingerprintOf(reader));
    expect(await panel(page).getByRole('list').count()).toBe(2);
    expect(await panel(page).textContent()).not.toContain('Derde');
  });

  it('stand alone when the key log does not bear a colleague out', async () => {
    const secret = await giveKey(t.school);
    const { reader } = await addDeputy(t.school, secret);
    t.school.keyLog = t.school.keyLog.slice(0, 1);
    const page = await openWords();
    expect(await ownWords(page)).toBe(ownFingerprint(t));
    expect(await panel(page).getByRole('list').count()).toBe(1);
    await panel(page).getByText('Daarom staan hier geen woorden van collega').waitFor();
    expect(await page.getByText(reader.name).count()).toBe(0);
  });
});

describe('the poster', () => {
  it.each(['light', 'dark'] as const)(
    'is all that is printed, on one sheet, in both languages, %s on the screen',
    async (colorScheme) => {
      const secret = await giveKey(t.school);
      await addDeputy(t.school, secret);
      const { id } = await addCase(t.school, { report: { story: 'w '.repeat(2000) } });
      const page = await t.open({ colorScheme });
      await unlock(page);
      await readCase(page, id);
      await page.getByRole('button', BUTTON).click();
      await page.evaluate(() => {
        window.print = () => {
          document.body.dataset.printed = 'yes';
        };
      });
      expect(await page.locator('.poster').isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Poster afdrukken' }).click();
      await page.locator('body[data-printed]').waitFor();
      await page.emulateMedia({ media: 'print' });
      // biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts
      const printed = await page.evaluate(() => document.body.innerText);
      expect(printed.split(/\s*\n\s*/).filter(Boolean)).toEqual([
        'Functionaris',
        'functionaris sociale media',
        'social media officer',
        'Testschool',
        'Controlewoorden op de meldpagina',
        'Check words on the report page',
        ...ownFingerprint(t).split(' '),
        `${t.school.origin}/report/`,
      ]);
      const colours = await page
        .locator('.poster')
        .evaluate((poster) => [
          getComputedStyle(poster).color,
          getComputedStyle(document.documentElement).backgroundColor,
        ]);
      expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g);
      expect(sheets).toHaveLength(1);
    },
  );

  it('stays one sheet with long names', async () => {
    await giveKey(t.school);
    t.school.officerName = 'Functionaris van de afdeling met een heel erg lange naam'.repeat(2);
    const page = await openWords();
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g);
    expect(sheets).toHaveLength(1);
  });
});
