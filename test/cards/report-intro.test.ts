import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { loadContent } from '../../src/guidelines/content.ts';
import { outsideSchool } from '../../src/guidelines/helplines.ts';
import { LOCALES, type Locale, strings } from '../../src/locales/index.ts';
import { describePeople } from '../../src/officers/people.ts';
import { type Card, loadCards } from '../../src/teams/cards.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { heightOn, PHONE } from './phone.ts';

const ROOT = join(import.meta.dirname, '../..');
const cards = loadCards(join(ROOT, 'cards'));
const { helplines } = loadContent(join(ROOT, 'content'));
/** Two people with names of a usual length, and a long day. */
const READERS = [
  { name: 'Voornaam Achternaam', role: 'officer' },
  { name: 'Voornaam Achternaam', role: 'deputy' },
] as const;
const NEXT = { nl: 'donderdag 24 december', en: 'Thursday 24 December' };

const intro = (locale: Locale, forms: 'dialog' | 'inline' = 'dialog'): Card =>
  cards.render(
    'student/report-intro',
    {
      ...{ door: 'chat', forms, staff: false, days: 3, next: NEXT[locale] },
      ...{ readers: describePeople(READERS, locale), outside: outsideSchool(helplines).outside(locale) },
      ...{ pageUrl: 'https://school.example/page', walkInUrl: 'https://school.example/walk-in' },
    },
    locale,
  );

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: PHONE });
}, 60_000);
afterAll(() => browser?.close());

// biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts
const shown = () => page.locator('body').innerText();
const buttons = () => page.locator('button').allTextContents();

/** What must be known before a word is typed, and stands on the card without a touch. */
const SEEN: Readonly<Record<Locale, readonly string[]>> = {
  nl: [
    'Dit is geen alarm',
    NEXT.nl,
    "niet 's nachts of in vakanties",
    '112',
    '113',
    'Voornaam Achternaam (functionaris sociale media) en Voornaam Achternaam (vervanger)',
    'We noemen je naam niet',
    'Iemand kan het raden',
    'Wie de software aanpast, zou mee kunnen lezen',
    'een medewerker misschien seksueel te ver',
    'het bestuur',
    'acuut gevaar, kindermishandeling of geweld thuis',
    'Politie of rechter',
    "Geen foto's of filmpjes",
    'art. 252 Sr',
    'hooguit 3',
    'school bewaart deze chat',
  ],
  en: [
    'This is not an alarm',
    NEXT.en,
    'not at night or in holidays',
    '112',
    '113',
    'Voornaam Achternaam (social media officer) and Voornaam Achternaam (deputy)',
    "We don't tell your name",
    'Somebody may guess',
    'Whoever changes the software can read too',
    'a staff member perhaps go too far sexually',
    'The board must know',
    'acute danger, child abuse or violence at home',
    'Police or a judge',
    'No photos or videos',
    'art. 252',
    '3 at most',
    'school keeps this chat',
  ],
};
/** What else the card tells, each behind a fold: the fold, and facts that open with it. */
const FOLDED: Readonly<Record<Locale, readonly (readonly string[])[]>> = {
  nl: [
    [
      'Wat ziet school?',
      'minste sporen',
      'internetadres',
      'Teams weet dat jij meldt',
      'langs Microsoft',
      'schoolsleutel',
    ],
    [
      'En daarna?',
      'Je krijgt een code',
      'hoor jij dat eerst',
      'beelden laten verwijderen',
      'intrekken',
      'Je naam laten wissen',
    ],
    [
      'Onder 16, ouders',
      'geen toestemming van thuis',
      'niet vanzelf naar je ouders',
      'privacywet',
      'Vanaf 16',
      'aangifte',
    ],
    ['Buiten school', 'Helpwanted (020-261 52 75)', '0800-0450', '0800-7000', '0900-8844'],
  ],
  en: [
    [
      'What school sees',
      'fewest traces',
      'internet address',
      'Teams knows that you report',
      'through Microsoft',
      'school key',
    ],
    ['And then?', 'You get a code', 'you hear that first', 'images removed', 'withdraw', 'your name deleted'],
    [
      'Under 16, parents',
      'no permission from home',
      'not go to your parents by itself',
      'privacy law',
      'From 16',
      'press charges',
    ],
    ['Outside school', 'Helpwanted (020-261 52 75)', '0800-0450', '0800-7000', '0900-8844'],
  ],
};

describe.each(LOCALES)('the introduction in the chat, on a phone, in %s', (locale) => {
  const t = strings[locale].cards['student/report-intro'];

  it.each(['dialog', 'inline'] as const)('fits on one screen, with both doors, the page first (%s)', async (forms) => {
    expect(await heightOn(page, intro(locale, forms))).toBeLessThanOrEqual(PHONE.height);
    expect((await buttons()).slice(-2)).toEqual([t.page, t.chat]);
    const last = await page.locator('button').last().boundingBox();
    expect((last?.x ?? PHONE.width) + (last?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
  });

  it('says without a touch who reads, where secrecy ends, that it is no alarm, and why no images', async () => {
    await heightOn(page, intro(locale));
    const text = await shown();
    for (const fact of SEEN[locale]) expect(text).toContain(fact);
  });

  it('says the rest behind folds, each of which opens by itself', async () => {
    for (const [fold = '', ...facts] of FOLDED[locale]) {
      await heightOn(page, intro(locale));
      const before = await shown();
      for (const fact of facts) expect(before).not.toContain(fact);
      await page.getByRole('button', { name: fold, exact: true }).click();
      const after = await shown();
      for (const fact of facts) expect(after).toContain(fact);
    }
    expect((await buttons()).slice(0, -2)).toEqual(FOLDED[locale].map(([fold]) => fold));
  });
});
