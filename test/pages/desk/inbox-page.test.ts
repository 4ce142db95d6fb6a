import { describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { dayOf } from '../../../src/reports/model.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addMessage, giveKey, PASSPHRASE, tamper } from './sealed-case.ts';
import { MINUTE, setUp } from './set-up.ts';

const t = setUp();
const daysAgo = (days: number) => dayOf(new Date(Date.now() - days * 24 * 60 * MINUTE));
const SECRET = 'Eekhoornbrood bij de Cafétaria';

/** The ids of the cases in the list, in its order. */
const listed = (page: Page) =>
  page.locator('.case-link').evaluateAll((all) => all.map((link) => link.getAttribute('data-case')));
const listBecomes = (page: Page, ids: readonly string[]) =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('.case-link')].map((link) => link.getAttribute('data-case')).join() === wanted,
    ids.join(),
  );

/** A school with a case in every state that matters here. */
async function manyCases() {
  await giveKey(t.school);
  const fresh = await addCase(t.school, { summary: { day: daysAgo(0) } });
  const mine = await addCase(t.school, {
    ...{ report: { subject: 'bullying', story: `${SECRET} en meer.` }, contact: 'Zoë' },
    summary: { day: daysAgo(5), status: 'in-progress', owner: 'officer-1' },
  });
  const withdrawn = await addCase(t.school, { summary: { day: daysAgo(40), status: 'withdrawn' } });
  return { fresh: fresh.id, mine: mine.id, withdrawn: withdrawn.id, receipt: mine.receipt };
}

/** Keeps the file of one case from arriving until it is let go. */
async function holdBack(page: Page, id: string): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(`**/api/desk/cases/${id}`, async (route) => {
    await held;
    await route.continue().catch(() => {}); // the page may be gone by then
  });
  return letGo;
}

describe('the inbox', () => {
  it('filters and sorts by keyboard, counts each state, and stays as it was while a case is read', async () => {
    const { fresh, mine, withdrawn } = await manyCases();
    const page = await t.open();
    await unlock(page);
    await listBecomes(page, [fresh, mine, withdrawn]);
    const state = page.getByLabel('Status');
    expect(await state.locator('option').allTextContents()).toEqual([
      ...['Alles (3)', 'Alles wat open is (2)', 'Nieuw (1)', 'Opgepakt (1)'],
      ...['Wacht op de melder (0)', 'Gesloten (0)', 'Ingetrokken (1)'],
    ]);
    await state.focus();
    await page.keyboard.press('ArrowDown');
    await listBecomes(page, [fresh, mine]);
    await page.getByText('2 van 3 meldingen', { exact: true }).first().waitFor();
    await page.getByLabel('Volgorde').selectOption('Oudste eerst');
    await listBecomes(page, [mine, fresh]);
    await page.getByLabel('Leeftijd').selectOption('Ouder dan 3 dagen');
    await listBecomes(page, [mine]);
    await page.getByLabel('Van wie').selectOption('Van jou');
    await readCase(page, mine);
    await page.goBack();
    expect(await listed(page)).toEqual([mine]);
    expect(await page.getByLabel('Van wie').inputValue()).toBe('mine');
    await page.getByRole('button', { name: 'Toon alles' }).click();
    await listBecomes(page, [mine, fresh, withdrawn]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Meldingen');
  });

  it('never hides a new acute case without saying so, and shows it on demand', async () => {
    const { fresh, mine, withdrawn } = await manyCases();
    const acute = await addCase(t.school, { report: { danger: true }, summary: { day: daysAgo(2) } });
    const page = await t.open();
    await unlock(page);
    await listBecomes(page, [acute.id, fresh, mine, withdrawn]);
    expect(await page.getByText('valt buiten dit filter').count()).toBe(0);
    await page.getByLabel('Status').selectOption('Ingetrokken (1)');
    await page.getByText('1 dringende melding valt buiten dit filter.').waitFor();
    await page.getByRole('button', { name: 'Toon alle meldingen' }).click();
    await listBecomes(page, [acute.id, fresh, mine, withdrawn]);
  });

  it('does not say of a withdrawn case that somebody has yet to take it up', async () => {
    const { fresh, withdrawn } = await manyCases();
    const page = await t.open();
    await unlock(page);
    const link = (id: string) => page.getByRole('link', { name: id.slice(0, 5) }).textContent();
    expect(await link(fresh)).toContain('Nog niet opgepakt');
    expect(await link(withdrawn)).not.toContain('Nog niet opgepakt');
  });
});

describe('searching in the text of the reports', () => {
  it('opens them on demand, finds while it goes on, can be stopped, and goes on', async () => {
    const { fresh, mine, withdrawn, receipt } = await manyCases();
    await addMessage(t.school, mine, 'Nog een bericht: knäckebröd.', receipt.signKey, { from: 'reporter' });
    const page = await t.open();
    const letGo = await holdBack(page, withdrawn);
    await unlock(page);
    await page.getByRole('searchbox', { name: 'Zoeken' }).fill('cafetaria EEKHOORN');
    await listBecomes(page, []);
    await page.getByText('Zoekt nu alleen op nummer.').waitFor();
    expect(t.school.requests.filter(({ what }) => what === 'GET /api/desk/cases/:id')).toEqual([]);
    await page.getByRole('button', { name: 'Zoek ook in de tekst' }).press('Enter');
    await page.getByText('2 van 3 meldingen geopend').waitFor();
    await page.getByRole('progressbar', { name: 'Meldingen openen om in te zoeken' }).waitFor();
    await listBecomes(page, [mine]);
    for (const word of ['knackebrod', 'zoe', 'groepsapp']) {
      await page.getByRole('searchbox').fill(word);
      await listBecomes(page, word === 'groepsapp' ? [fresh, mine] : [mine]);
    }
    await page.getByRole('button', { name: 'Stoppen' }).press('Enter');
    expect(await page.getByRole('progressbar').count()).toBe(0);
    letGo();
    await page.getByRole('button', { name: 'Ga verder' }).press('Enter');
    await page.getByText('Alle meldingen zijn geopend.').first().waitFor();
    await listBecomes(page, [fresh, mine, withdrawn]);
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Onderwerp').selectOption('Pesten of uitschelden online (1)');
    await listBecomes(page, [mine]);
  });

  it('opens what is new in the list after a refresh as well', async () => {
    const { mine } = await manyCases();
    const page = await t.open();
    await unlock(page);
    await page.getByRole('button', { name: 'Zoek ook in de tekst' }).click();
    await page.getByText('Alle meldingen zijn geopend.').waitFor();
    await page.getByRole('searchbox').fill('eekhoornbrood');
    await listBecomes(page, [mine]);
    const { id } = await addCase(t.school, { report: { story: 'Ook eekhoornbrood.' } });
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.locator(`[data-case="${id}"]`).waitFor();
  });

  it('names the cases that do not open, and finds in the others', async () => {
    const { mine, fresh } = await manyCases();
    tamper(t.school, fresh, (file) => ({ ...file, report: `${file.report?.slice(0, -8)}AAAAAAA=` }));
    const page = await t.open();
    await unlock(page);
    await page.getByRole('button', { name: 'Zoek ook in de tekst' }).click();
    await page.getByText(`1 melding gaat niet helemaal open: ${fresh.slice(0, 5)}.`).waitFor();
    await page.getByRole('searchbox').fill('cafetaria');
    await listBecomes(page, [mine]);
  });

  it('stops when the server is out of reach, keeps what is open, and goes on from there', async () => {
    const { mine } = await manyCases();
    const page = await t.open();
    await unlock(page);
    t.school.faults.set('GET /api/desk/cases/:id', 'unreachable');
    await page.getByRole('button', { name: 'Zoek ook in de tekst' }).click();
    await page.getByText('Het openen is gestopt.').waitFor();
    t.school.faults.clear();
    await page.getByRole('button', { name: 'Ga verder' }).click();
    await page.getByRole('searchbox').fill('cafetaria');
    await listBecomes(page, [mine]);
    expect(await page.getByText('Het openen is gestopt.').count()).toBe(0);
  });

  it('leaves nothing behind: not in a request, not in the browser, and not in the page once it is locked', async () => {
    const { mine } = await manyCases();
    const page = await t.open();
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await unlock(page);
    await page.getByRole('button', { name: 'Zoek ook in de tekst' }).click();
    await page.getByText('Alle meldingen zijn geopend.').waitFor();
    const box = page.getByRole('searchbox');
    await box.fill('eekhoornbrood');
    await listBecomes(page, [mine]);
    expect(await inMemory(page, 'eekhoornbrood')).toBe(true);
    expect([await box.getAttribute('autocomplete'), await box.getAttribute('spellcheck')]).toEqual(['off', 'false']);
    expect(await leftInBrowser(page)).toEqual({ local: 0, session: 0, databases: [], cookies: '', history: 'null' });
    await page.getByRole('button', { name: 'Op slot', exact: true }).click();
    await page.getByText('Je bureau is op slot.').waitFor();
    expect((await page.content()).toLowerCase()).not.toContain('eekhoornbrood');
    expect(await inMemory(page, 'eekhoornbrood bij de')).toBe(false);
    await unlock(page);
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Zoek ook in de tekst' }).waitFor();
    const sent = [...urls, ...t.school.requests.map(({ what, body }) => `${what} ${body}`)].join('\n').toLowerCase();
    expect(sent).not.toContain('eekhoorn');
  });
});

/** Whether a text is anywhere in the memory of the page, without what is only waiting to be cleared away. */
async function inMemory(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  const parts: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return parts.join('').includes(text);
}

const leftInBrowser = (page: Page) =>
  page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cookies: document.cookie,
    history: JSON.stringify(history.state),
  }));

const SCREENS: [string, BrowserContextOptions & { lang: string }, string, string][] = [
  [
    ...(['400 px, dark, nl', { colorScheme: 'dark', viewport: { width: 400, height: 800 }, lang: 'nl' }] as const),
    ...(['Wachtzin', 'Zoek ook in de tekst'] as const),
  ],
  [
    ...(['1280 px, light, en', { colorScheme: 'light', viewport: { width: 1280, height: 800 }, lang: 'en' }] as const),
    ...(['Passphrase', 'Search in the text too'] as const),
  ],
];

describe.each(SCREENS)('the inbox at %s', (_, options, passphrase, start) => {
  it('is accessible with filters, while it fills, when something does not open, and with an acute case hidden', async () => {
    const { fresh, withdrawn } = await manyCases();
    await addCase(t.school, { report: { danger: true } });
    tamper(t.school, fresh, (file) => ({ ...file, report: `${file.report?.slice(0, -8)}AAAAAAA=` }));
    const page = await t.open({ ...options, bypassCSP: true }); // axe itself needs what the policy forbids
    const letGo = await holdBack(page, withdrawn);
    await page.getByLabel(passphrase).fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.locator('.case-link').first().waitFor();
    await look(page);
    await page.getByRole('button', { name: start }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByText(fresh.slice(0, 5)).nth(1).waitFor();
    await page.getByRole('combobox').first().selectOption({ index: 6 });
    await page.getByRole('alert').waitFor(); // the acute case falls outside
    await look(page);
    letGo();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await look(page);
  });
});

/** Nothing for axe to complain of, nothing to scroll sideways for. */
async function look(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
  // The string above has put axe there; the page's types do not know.
  const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run());
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways).toBe(0);
}
