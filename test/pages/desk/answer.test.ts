import { describe, expect, it } from '@jest/globals';
import { base64 } from '@scure/base';
import type { Page } from 'playwright-core';
import { refOf } from '../../../src/officers/keylog.ts';
import { dayOf } from '../../../src/reports/model.ts';
import { asSealed, open } from '../../../src/reports/seal.ts';
import { signedMessage, signerOf } from '../../../src/reports/sign.ts';
import { newMessage } from '../../../src/reports/wire.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addDeputy, addMessage, fileOf, giveKey } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { TENANT } from './stub-school.ts';

const t = setUp();
const TEXT = 'Een antwoord van school.';
const NUDGE = 'een.adres';
const NUDGE_LABEL = 'Stuur de melder een seintje in Teams';

async function read(id: string): Promise<Page> {
  const page = await t.open();
  await unlock(page);
  await readCase(page, id);
  return page;
}

async function answer(page: Page): Promise<ReturnType<typeof newMessage.parse>> {
  await page.getByRole('textbox', { name: 'Je antwoord' }).fill(TEXT);
  await page.getByRole('button', { name: 'Op slot doen en versturen' }).click();
  // In the form, which typing clears: the live region still says so of the answer before.
  await page.locator('form').getByText('Je antwoord is verstuurd.').waitFor();
  const sent = t.school.requests.filter(({ what }) => what === 'POST /api/desk/cases/:id/messages');
  return newMessage.parse(JSON.parse(sent.at(-1)?.body ?? ''));
}

const opens = async (identity: string, id: string, { sealed, keyEpoch }: { sealed: string; keyEpoch: number }) => {
  const binding = { kind: 'message', tenant: TENANT, caseId: id, keyEpoch } as const;
  return signedMessage.parse(await open(asSealed(base64.decode(sealed)), identity, binding));
};

describe('an answer', () => {
  it('is no news any more once the officer asks how things are now', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const page = await read(id);
    await answer(page);
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.locator('form').getByText('Je antwoord is verstuurd.').waitFor({ state: 'detached' });
  });

  it('goes to the reporter and all who read, signed for its place, its day and the last message on the screen', async () => {
    const officer = await giveKey(t.school);
    const deputy = await addDeputy(t.school, officer);
    const { id, receipt } = await addCase(t.school);
    const first = await addMessage(t.school, id, 'Eerste.', officer.signKey);
    const last = await addMessage(t.school, id, 'Nog iets.', receipt.signKey, { from: 'reporter', after: first });
    const page = await read(id);
    const message = await answer(page);
    expect(message.keyEpoch).toBe(2);
    for (const identity of [receipt.identity, officer.identity, deputy.secret.identity]) {
      const body = await opens(identity, id, message);
      expect(body).toMatchObject({ text: TEXT, after: last, day: dayOf(new Date()) });
      const place = { tenant: TENANT, caseId: id, messageId: message.id };
      expect(signerOf(body, 'message', place, [t.school.key?.verifyKey ?? ''])).toBeDefined();
    }
  });

  it('to a report that is hidden from a colleague is not sealed to that colleague', async () => {
    const officer = await giveKey(t.school);
    const deputy = await addDeputy(t.school, officer);
    const { id, receipt } = await addCase(t.school, { hiddenFrom: [deputy.reader.officer] });
    const page = await read(id);
    await page.getByText('Deze melding is verborgen voor Vervanger.').waitFor();
    const message = await answer(page);
    await expect(opens(deputy.secret.identity, id, message)).rejects.toThrow('cannot-open');
    for (const identity of [receipt.identity, officer.identity]) await opens(identity, id, message);
  });

  it('names everyone from whom it is hidden, also whose name is not known here', async () => {
    const officer = await giveKey(t.school);
    const { reader } = await addDeputy(t.school, officer);
    const { id } = await addCase(t.school, { hiddenFrom: [reader.officer, refOf(TENANT, 'somebody-else')] });
    const plain = await addCase(t.school);
    const page = await read(id);
    await page.getByText('verborgen voor Vervanger en iemand die nu niet benoemd is.').waitFor();
    await readCase(page, plain.id);
    expect(await page.getByText('verborgen voor').count()).toBe(0);
  });

  it('names whom it is hidden from when that person is appointed and has no key in use', async () => {
    await giveKey(t.school);
    const officer = refOf(TENANT, 'officer-2');
    t.school.withoutKey = [{ officer, name: 'Vervanger', role: 'deputy' }];
    const { id } = await addCase(t.school, { hiddenFrom: [officer] });
    const page = await read(id);
    await page.getByText('Deze melding is verborgen voor Vervanger.').waitFor();
  });

  it('is not sealed when the server names a reader who does not stand in the key log', async () => {
    const officer = await giveKey(t.school);
    const { id } = await addCase(t.school);
    const page = await read(id);
    await addDeputy(t.school, officer);
    t.school.keyLog = t.school.keyLog.slice(0, 1);
    await page.getByRole('textbox', { name: 'Je antwoord' }).fill(TEXT);
    await page.getByRole('button', { name: 'Op slot doen en versturen' }).click();
    await page.getByText('Misschien heeft iemand een sleutel toegevoegd').waitFor();
    expect(await page.getByRole('textbox', { name: 'Je antwoord' }).inputValue()).toBe(TEXT);
    expect(fileOf(t.school, id).messages).toHaveLength(0);
    expect(t.school.requests.filter(({ what }) => what.startsWith('POST /api/desk/cases'))).toEqual([]);
  });
});

describe('the sign in the chat', () => {
  it('is sent along when the reporter asked for it, unless the officer unticks it', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school, { nudge: NUDGE });
    const page = await read(id);
    const box = page.getByRole('checkbox', { name: NUDGE_LABEL });
    expect(await box.isChecked()).toBe(true);
    await page.getByText('In het seintje staat alleen dat er een bericht is, niets over de inhoud.').waitFor();
    expect((await answer(page)).nudge).toBe(NUDGE);
    await page.getByText('Het seintje is ook verstuurd.').waitFor();
    await box.uncheck();
    expect((await answer(page)).nudge).toBeUndefined();
    expect(fileOf(t.school, id).messages).toHaveLength(2);
    expect(await box.isChecked()).toBe(true);
  });

  it('is not offered when the reporter did not ask for it', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school, { contact: 'Student uit klas 2' });
    const page = await read(id);
    expect((await answer(page)).nudge).toBeUndefined();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByText('seintje').count()).toBe(0);
  });

  it('that did not arrive is told, with the answer kept', async () => {
    await giveKey(t.school);
    t.school.nudgeArrives = false;
    const { id } = await addCase(t.school, { nudge: NUDGE });
    const page = await read(id);
    await answer(page);
    await page.locator('form').getByText('Het seintje kwam niet aan. Je antwoord is wel bewaard').waitFor();
    expect(fileOf(t.school, id).messages).toHaveLength(1);
  });
});
