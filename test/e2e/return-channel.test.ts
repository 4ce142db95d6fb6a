import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { readCase, unlock } from '../pages/desk/desk-page.ts';
import {
  cardButton,
  codeOn,
  fillForm,
  letters,
  lookUp,
  send,
  toForm,
  typeBack,
  writeBack,
} from '../pages/report/reporter.ts';
import { numberIn, numberOn } from './number.ts';
import { reportInChat, type Window } from './playground.ts';
import { type School, startSchool } from './school.ts';
import { listenTo, type Sent } from './traffic.ts';

/** Unique texts: whatever holds one of them outside the reporter's and the officer's screen, holds it in clear. */
const TOLD = {
  story: 'ijsvogel-4811 gaat rond in de groepsapp',
  contact: 'wielewaal-4812 uit klas 2B',
  more: 'roerdomp-4813 heeft het doorgestuurd',
  withdrawn: 'grutto-4814 was een vergissing',
  hidden: 'kievit-4815 gaat over de functionaris zelf',
  chat: 'lepelaar-4816 in het formulier van de chat',
  answer: 'futen-4817 weet je wie het heeft gemaakt?',
};
const PHONE = { locale: 'nl-NL', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const pressIn = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const noticesOf = ({ page }: Window) => page.locator('.ac-adaptiveCard').filter({ hasText: 'met opzet niets' });

describe('the return channel, with the real Playground, Azurite and a browser', () => {
  let school: School;
  let student: Window;
  let channel: Window;
  let desk: Page;
  let phone: BrowserContext;
  let sentByPage: () => Promise<Sent[]>;
  /** The link with the school key, as a card in the chat carries it. */
  let link: string;
  let schoolKey: string;
  let code: string;
  let number: string;
  /** The report that is about the officer. */
  let hidden: string;

  beforeAll(async () => {
    school = await startSchool();
    student = await school.window('student');
    channel = await school.window('officer');
    await channel.openChannel('Meldingen');
    phone = await school.browser.newContext(PHONE);
    phone.setDefaultTimeout(20_000);
    sentByPage = listenTo(phone);
    desk = await deskOf('officer');
  }, 120_000);

  afterAll(() => school?.stop(), 60_000);

  async function deskOf(who: 'officer' | 'deputy'): Promise<Page> {
    const page = await school.visit(school.url(`/desk/?lang=nl${who === 'deputy' ? '&as=deputy' : ''}`));
    await unlock(page, await school.passphraseOf(who));
    return page;
  }

  const openLink = async (address = link) => {
    const page = await phone.newPage();
    await page.goto(address);
    return page;
  };

  /** The list as it is now. */
  async function refresh(page: Page): Promise<void> {
    await pressIn(page, 'Vernieuwen');
    await page.getByText('De lijst is bijgewerkt.').waitFor({ state: 'attached' });
  }

  /** The key stands behind the `#`, which no browser sends to anyone, and nowhere else. */
  function hasKeyInHash(address: string): void {
    const { origin, pathname, search, hash } = new URL(address);
    expect(`${origin}${pathname}${search}`).toBe(school.url('/report/?lang=nl'));
    expect(hash.slice(1).split('&')).toContain(`key=${schoolKey}`);
  }

  const conversation = () => desk.getByRole('region', { name: 'Gesprek met de melder' });

  async function answer(text: string): Promise<void> {
    await desk.getByLabel('Je antwoord').fill(text);
    await pressIn(desk, 'Op slot doen en versturen');
    await conversation().getByText(text).waitFor();
  }

  it('the way in: two taps to the form, in the chat and on the page, and one key for the school', async () => {
    await student.card('Hoi, ik ben Bondgenoot').getByRole('button', { name: 'Melden', exact: true }).click();
    await student.card('Melden: lees dit eerst').waitFor();
    const fromIntro = await student.addressOf('Melden zonder naam, op de pagina');
    await student.press('Melden in deze chat');
    await student.card('Jouw melding').waitFor();

    schoolKey = /#key=([0-9A-Z]{5}-[0-9A-Z]{5})&from=chat$/.exec(fromIntro)?.[1] ?? '';
    await student.say('schoolsleutel');
    const told = student.page.getByRole('paragraph').filter({ hasText: 'De schoolsleutel van deze week' });
    expect(await told.textContent()).toContain(schoolKey);
    expect(schoolKey).not.toBe('');
    hasKeyInHash(fromIntro);

    const page = await openLink(fromIntro);
    await page.getByLabel('Wat is er gebeurd').waitFor();
    expect(page.url()).toBe(school.url('/report/?lang=nl#report'));
    await page.close();
  });

  it('what somebody tells in the chat gets a box with the two doors', async () => {
    await student.say('mn ex heeft mn nudes in de groepsapp gezet');
    const box = student.card('Goed dat je dit vertelt');
    await box.getByRole('button', { name: 'Meer over melden' }).waitFor();
    expect(await box.textContent()).toContain('Je school bewaart deze chat');
    link = await student.addressOf('Melden zonder naam, op de pagina');
    hasKeyInHash(link);
    const page = await openLink();
    await cardButton(page).tap(); // what nobody has read yet stands there first
    await page.getByLabel('Wat is er gebeurd').waitFor();
    expect(page.url()).toBe(school.url('/report/?lang=nl#report'));
    await page.close();
  });

  it('a report from a phone that goes offline in the middle arrives by itself, and comes from a member', async () => {
    const page = await openLink();
    await toForm(page);
    expect(
      await page
        .getByRole('group', { name: /Mag iemand het niet lezen/ })
        .getByRole('checkbox')
        .count(),
    ).toBe(2);
    const danger = page.locator('#danger-now');
    expect(await danger.isVisible()).toBe(false);
    await fillForm(page, { story: TOLD.story, danger: 'yes', contact: TOLD.contact });
    expect(await danger.textContent()).toMatch(/misschien leest nu niemand dit.*112.*113/s);
    expect(await danger.isVisible()).toBe(true);
    await phone.setOffline(true);
    await send(page);
    await page.getByText(/Over .* proberen we het vanzelf weer/).waitFor();
    await phone.setOffline(false);
    code = await codeOn(page);
    number = await numberOn(page);
    expect(await page.locator('#report-view').textContent()).not.toContain('niet konden nagaan');
    await typeBack(page, code);
    await page.getByText('Klaar. Je code klopt').waitFor();
    await page.close();

    await noticesOf(channel)
      .filter({ hasText: /gevaar/ })
      .waitFor();
    await refresh(desk);
    await readCase(desk, number);
    const report = desk.getByRole('region', { name: 'De melding' });
    expect(await report.textContent()).toContain(TOLD.story);
    expect(await report.textContent()).toContain(TOLD.contact);
    await desk.getByText(/^ja: met de schoolsleutel/).waitFor();
    expect(await desk.getByLabel('Stuur de melder een seintje in Teams').count()).toBe(0);
    await answer(TOLD.answer);
  });

  it('both sides write, and name and contact are erased', async () => {
    const page = await openLink();
    await lookUp(page, code);
    await page.getByText(TOLD.answer).waitFor();
    // What another site on this host may have left in the browser.
    await phone.addCookies([{ name: 'other', value: 'site', url: school.url('/') }]);
    await writeBack(page, TOLD.more);
    await page.getByText('Je bericht is verstuurd').waitFor();

    await refresh(desk);
    await desk.getByRole('link', { name: new RegExp(`${number}.*Nieuw bericht van de melder`) }).waitFor();
    await conversation().getByText(TOLD.more).waitFor();
    await conversation().getByText('Echt: ondertekend met de ontvangstcode van de melder').waitFor();
    await answer('Dank je, ik ga ermee aan de slag.');
    expect(await desk.getByLabel('Stuur de melder een seintje in Teams').count()).toBe(0);
    await desk.getByText('Nieuw bericht van de melder').waitFor({ state: 'detached' });

    await pressIn(page, 'Vernieuwen');
    await page.getByText('ik ga ermee aan de slag').waitFor();
    expect(await letters(page)).toEqual([
      expect.stringContaining(TOLD.answer),
      expect.stringMatching(new RegExp(`^Jij.*${TOLD.more}$`)),
      expect.stringContaining('ik ga ermee aan de slag'),
    ]);
    await page.locator('summary', { hasText: 'Naam en contact wissen' }).click();
    await pressIn(page, 'Wissen');
    await pressIn(page, 'Ja, wis naam en contact');
    await page.getByText('Je naam en contact zijn gewist').waitFor();
    await phone.clearCookies();
    await page.close();

    await refresh(desk);
    await desk.getByText('De melder heeft naam en contact laten wissen.').waitFor();
    expect(await desk.getByText(TOLD.contact).count()).toBe(0);
  });

  it('two tabs at once: one report is withdrawn, the other is hidden from the officer whom it is about', async () => {
    const [first, second] = [await openLink(), await openLink()];
    for (const page of [first, second]) await toForm(page);
    await fillForm(first, { story: TOLD.withdrawn });
    await fillForm(second, { story: TOLD.hidden });
    await second.getByRole('checkbox', { name: 'Functionaris (' }).check();
    await Promise.all([first, second].map(send));
    const withdrawn = await numberOn(first);
    hidden = await numberOn(second);
    const codes = [await codeOn(first), await codeOn(second)];
    for (const [at, page] of [first, second].entries()) {
      await typeBack(page, codes[at] ?? '');
      await page.getByText('Klaar. Je code klopt').waitFor();
      await lookUp(page, codes[at] ?? '');
      await page.getByText('Ontvangen, nog niet opgepakt').waitFor();
    }
    expect(await second.locator('#write-readers').textContent()).toMatch(/lezen het: de vervanger \(Vervanger\)\./);
    await first.locator('summary', { hasText: 'Melding intrekken' }).click();
    await pressIn(first, 'Intrekken');
    await pressIn(first, 'Ja, trek mijn melding in');
    await first.getByText('Je melding is ingetrokken.').waitFor();
    for (const page of [first, second]) await page.close();

    await refresh(desk);
    await readCase(desk, withdrawn);
    await desk.getByText('Ingetrokken door de melder, de tekst is gewist.').waitFor();
    expect(await desk.content()).not.toContain(TOLD.withdrawn);

    const deputy = await deskOf('deputy');
    await readCase(deputy, hidden);
    await deputy.getByText(TOLD.hidden).waitFor();
    await deputy.getByText('Deze melding is verborgen voor Functionaris.').waitFor();
    expect(await desk.getByRole('link', { name: hidden }).count()).toBe(0);
    // By its deep link, as a colleague may have passed it on.
    const { hash } = new URL(deputy.url());
    await desk.goto(`${school.url('/desk/?lang=nl')}${hash}`);
    await desk.reload();
    const asked = desk.waitForResponse((answer) => answer.url().includes(hash.replace('#case=', '')));
    await unlock(desk, await school.passphraseOf('officer'));
    expect((await asked).status()).toBe(404);
    await desk.getByText('Deze melding is er niet.').waitFor();
    expect(await desk.getByRole('region', { name: 'De melding' }).count()).toBe(0);
    expect(await desk.getByRole('link', { name: hidden }).count()).toBe(0);
    await deputy.context().close();
  });

  it('who reported in the chat and asked for it gets a sign there, and reads on the page', async () => {
    const receipt = await reportInChat(student, TOLD.chat, true);
    const chatNumber = numberIn(await student.card('Je ontvangstcode').textContent());
    await refresh(desk);
    await readCase(desk, chatNumber);
    expect(await desk.getByLabel('Stuur de melder een seintje in Teams').isChecked()).toBe(true);
    await answer('Fijn dat je het meldt.');
    await desk.getByText('Het seintje is ook verstuurd.').waitFor();
    // Of the report that is about the officer, sent well before this one, there is no card.
    await noticesOf(channel).filter({ hasText: chatNumber }).waitFor();
    expect(await channel.page.getByText(hidden).count()).toBe(0);
    await student.page.getByRole('paragraph').filter({ hasText: 'Je hebt een bericht' }).waitFor();

    await student.say('antwoord');
    await student.card('Je antwoord lezen').waitFor();
    const toAnswer = await student.addressOf('Antwoord lezen');
    hasKeyInHash(toAnswer);
    const page = await openLink(toAnswer);
    await lookUp(page, receipt);
    await page.getByText('Fijn dat je het meldt.').waitFor();
    await page.close();
  });

  it('no request of the page says who sent it, and nothing that was written stands anywhere in clear', async () => {
    const sent = await sentByPage();
    for (const path of ['', '/messages', '/contact', '/withdraw'].map((rest) => `/api/receipts${rest}`)) {
      expect(sent.map((one) => one.path)).toContain(path);
    }
    const telling = sent.filter(({ headers }) => headers.cookie || headers.referer || headers.authorization);
    expect(telling).toEqual([]);
    const withKey = sent.filter((one) => JSON.stringify(one).replaceAll('-', '').includes(schoolKey.replace('-', '')));
    expect(new Set(withKey.map(({ url, body }) => `${url} ${body}`))).toEqual(
      new Set([`${school.url('/api/door')} ${JSON.stringify({ schoolKey })}`]),
    );
    expect(await phone.cookies()).toEqual([]);
    const birds = new RegExp(
      Object.values(TOLD)
        .map((text) => text.split(' ')[0])
        .join('|'),
    );
    expect(sent.filter((one) => birds.test(JSON.stringify(one)))).toEqual([]);
    const kept = await school.kept();
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.filter(({ text }) => birds.test(text) || text.includes(code)).map(({ name }) => name)).toEqual([]);
  });
});
