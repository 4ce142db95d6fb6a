import { describe, expect, it } from '@jest/globals';
import { base64 } from '@scure/base';
import type { Page } from 'playwright-core';
import { asSealed, open } from '../../../src/reports/seal.ts';
import { signRequest } from '../../../src/reports/sign.ts';
import { newMessage } from '../../../src/reports/wire.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addDeputy, fileOf, giveKey, tamper } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { TENANT } from './stub-school.ts';

const t = setUp();
const MESSAGES = 'POST /api/desk/cases/:id/messages';
const TEXT = 'Een antwoord dat niet weg mag zijn.';

async function reading() {
  const secret = await giveKey(t.school);
  const added = await addCase(t.school);
  const page = await t.open();
  await unlock(page);
  await readCase(page, added.id);
  return { page, officer: secret, ...added };
}
const answer = (page: Page) => page.getByRole('textbox', { name: 'Je antwoord' });
const send = (page: Page) => page.getByRole('button', { name: /versturen$/ }).click();
const sent = () => t.school.requests.filter(({ what }) => what === MESSAGES);

describe('when something goes wrong', () => {
  it('keeps what was typed when the sign-in has run out, and sends it after signing in again', async () => {
    const { page, id } = await reading();
    await answer(page).fill(TEXT);
    t.school.signedIn = false;
    await send(page);
    await page.getByText('Je antwoord is nog niet verstuurd.').waitFor();
    expect(await answer(page).inputValue()).toBe(TEXT);
    t.school.signedIn = true;
    await page.getByRole('button', { name: 'Opnieuw inloggen' }).click();
    await page.getByText('Je antwoord is verstuurd.').first().waitFor();
    expect(fileOf(t.school, id).messages).toHaveLength(1);
  });

  it('keeps what is being typed when something else finds out that the sign-in has run out', async () => {
    const { page, id } = await reading();
    await answer(page).fill(TEXT);
    t.school.signedIn = false;
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByText('Je bent niet meer ingelogd.').nth(1).waitFor(); // at the list and at the case
    expect(await answer(page).inputValue()).toBe(TEXT);
    await answer(page).press('End');
    await answer(page).pressSequentially(' Meer.');
    t.school.signedIn = true;
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByText('Je bent niet meer ingelogd.').first().waitFor({ state: 'detached' });
    expect(await answer(page).inputValue()).toBe(`${TEXT} Meer.`);
    await send(page);
    await page.getByText('Je antwoord is verstuurd.').first().waitFor();
    expect(fileOf(t.school, id).messages).toHaveLength(1);
  });

  it('sends the same answer again when nobody knows whether it arrived', async () => {
    const { page, id } = await reading();
    await answer(page).fill(TEXT);
    t.school.faults.set(MESSAGES, 'lost');
    await send(page);
    await page.getByText('Misschien is je antwoord niet aangekomen.').waitFor();
    t.school.faults.clear();
    await page.getByRole('button', { name: 'Nog een keer versturen' }).click();
    await page.getByText('Je antwoord is verstuurd.').first().waitFor();
    expect(fileOf(t.school, id).messages).toHaveLength(1);
    expect(new Set(sent().map(({ body }) => body)).size).toBe(1);
  });

  it('does not double an answer that was changed after the first try had arrived after all', async () => {
    const { page, id } = await reading();
    await answer(page).fill(TEXT);
    t.school.faults.set(MESSAGES, 'lost');
    await send(page);
    await page.getByText('Misschien is je antwoord niet aangekomen.').waitFor();
    t.school.faults.clear();
    await answer(page).fill(`${TEXT} En nog iets.`);
    await send(page);
    await page.getByText('De vorige versie van je antwoord was toch al verstuurd.').waitFor();
    expect(fileOf(t.school, id).messages).toHaveLength(1);
    expect(await answer(page).inputValue()).toBe(`${TEXT} En nog iets.`);
  });

  it('keeps the text when the server is not available', async () => {
    const { page } = await reading();
    await answer(page).fill(TEXT);
    t.school.faults.set(MESSAGES, { status: 503 });
    await send(page);
    await page.getByText('Misschien is je antwoord niet aangekomen.').waitFor();
    expect(await answer(page).inputValue()).toBe(TEXT);
  });

  it('seals for a colleague who made a key while the desk was open', async () => {
    const { page, id, officer } = await reading();
    const { secret } = await addDeputy(t.school, officer);
    await answer(page).fill(TEXT);
    await send(page);
    await page.getByText('Je antwoord is verstuurd.').first().waitFor();
    const { sealed, keyEpoch } = newMessage.parse(JSON.parse(sent()[0]?.body ?? ''));
    const binding = { kind: 'message', tenant: TENANT, caseId: id, keyEpoch } as const;
    expect(await open(asSealed(base64.decode(sealed)), secret.identity, binding)).toMatchObject({ text: TEXT });
    expect(keyEpoch).toBe(2);
  });

  it('shows that the report was withdrawn meanwhile instead of answering it', async () => {
    const { page, id, receipt } = await reading();
    await answer(page).fill(TEXT);
    const withdrawal = signRequest('withdraw', { tenant: TENANT, caseId: id }, '', receipt.signKey);
    tamper(t.school, id, ({ report: _, contact: __, ...file }) => ({
      ...file,
      ...{ summary: { ...file.summary, status: 'withdrawn' }, withdrawal },
    }));
    await send(page);
    await page.getByText('Ingetrokken door de melder, de tekst is gewist.').waitFor();
    expect(fileOf(t.school, id).messages).toHaveLength(0);
    expect(await page.content()).not.toContain('Tweede regel');
  });

  it('tells that a colleague was first, and shows how the case is now', async () => {
    const { page, id } = await reading();
    const file = fileOf(t.school, id);
    const summary = { ...file.summary, status: 'in-progress', owner: 'officer-2', version: '2' } as const;
    t.school.cases.set(id, { ...file, summary });
    await page.getByRole('button', { name: 'Oppakken' }).click();
    await page.getByText('Iemand anders was je voor.').waitFor();
    await page.getByRole('button', { name: 'Wachten op de melder' }).waitFor();
    expect(fileOf(t.school, id).summary.owner).toBe('officer-2');
  });

  it('keeps a draft while another case is read', async () => {
    const { page, id } = await reading();
    const other = await addCase(t.school);
    await answer(page).fill(TEXT);
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await readCase(page, other.id);
    expect(await answer(page).inputValue()).toBe('');
    await readCase(page, id);
    expect(await answer(page).inputValue()).toBe(TEXT);
  });

  it('refuses an answer that is empty or too long, before anything is sent', async () => {
    const { page } = await reading();
    await send(page);
    await page.getByText('Schrijf eerst een antwoord.').waitFor();
    await answer(page).fill('a'.repeat(4003));
    await page.getByText('Je antwoord is 3 tekens te lang.').waitFor();
    await page.getByRole('button', { name: /versturen$/ }).click({ force: true });
    expect(sent()).toHaveLength(0);
  });

  it('tells who is not appointed that this desk is not theirs', async () => {
    t.school.faults.set('GET /api/desk', { status: 403, text: 'Je bent geen functionaris.' });
    const page = await t.open();
    await page.getByText('Je bent geen functionaris.').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  it('offers to sign in again when signing in fails at the start', async () => {
    await giveKey(t.school);
    t.school.faults.set('GET /api/session', 'unreachable');
    const page = await t.open();
    await page.getByText('Geen verbinding.').waitFor();
    t.school.faults.clear();
    t.school.signedIn = false;
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
    await page.getByText('Je bent niet meer ingelogd.').waitFor();
    t.school.signedIn = true;
    await page.getByRole('button', { name: 'Opnieuw inloggen' }).click();
    await unlock(page);
  });
});
