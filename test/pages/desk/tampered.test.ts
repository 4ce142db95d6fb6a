import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newCaseId } from '../../../src/reports/model.ts';
import { deriveReceipt, newReceipt } from '../../../src/reports/receipt.ts';
import { signRequest } from '../../../src/reports/sign.ts';
import type { CaseFile } from '../../../src/reports/wire.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addDeputy, addMessage, giveKey, tamper } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { TENANT } from './stub-school.ts';

const t = setUp();
const WITHDRAWN = 'Ingetrokken door de melder, de tekst is gewist.';
const NOT_WITHDRAWN = 'Deze intrekking is niet echt: niet door de melder ondertekend';

async function read(id: string): Promise<Page> {
  const page = await t.open();
  await unlock(page);
  await readCase(page, id);
  return page;
}

const cannotAnswer = async (page: Page) =>
  (await page.getByRole('region', { name: 'Antwoord aan de melder' }).count()) === 1 &&
  (await page.getByRole('textbox', { name: 'Je antwoord' }).count()) === 0;

describe('when somebody changed the receipt of a case', () => {
  it('warns, takes no follow-up for genuine, and lets nobody answer', async () => {
    const officer = await giveKey(t.school);
    const { id, receipt } = await addCase(t.school);
    const other = await deriveReceipt(newReceipt(), TENANT);
    await addMessage(t.school, id, 'Van de functionaris.', officer.signKey);
    await addMessage(t.school, id, 'Van de echte melder.', receipt.signKey, { from: 'reporter' });
    await addMessage(t.school, id, 'Van de indringer.', other.signKey, { from: 'reporter' });
    const { lookup, recipient, verifyKey } = other;
    tamper(t.school, id, (file) => ({ ...file, receipt: { lookup, recipient, verifyKey } }));
    const page = await read(id);
    await page.getByText('De ontvangstcode bij deze melding is verwisseld.').waitFor();
    await page.getByText('Tweede regel').waitFor();
    expect(await page.getByText('Niet echt: niet ondertekend met de ontvangstcode').count()).toBe(2);
    expect(await page.content()).not.toContain('Van de indringer');
    expect(await page.getByText('Echt: ondertekend door Functionaris').count()).toBe(1);
    expect(await cannotAnswer(page)).toBe(true);
    await page.getByText('je antwoord zou naar iemand anders gaan').waitFor();
  });

  it.each(['recipient', 'verifyKey', 'lookup'] as const)('notices that only its %s is another', async (part) => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const other = await deriveReceipt(newReceipt(), TENANT);
    tamper(t.school, id, (file) => ({ ...file, receipt: { ...file.receipt, [part]: other[part] } }));
    const page = await read(id);
    await page.getByText('De ontvangstcode bij deze melding is verwisseld.').waitFor();
    expect(await cannotAnswer(page)).toBe(true);
  });

  it('says that nobody can tell when the report which names the receipt does not open', async () => {
    await giveKey(t.school);
    const { id, receipt } = await addCase(t.school, { sealedFor: (await addCase(t.school)).id });
    await addMessage(t.school, id, 'Een vervolg.', receipt.signKey, { from: 'reporter' });
    const page = await read(id);
    await page.getByText('Een vervolg.').waitFor();
    await page.getByText('Ondertekend, maar de melding zelf is niet te openen.').waitFor();
    expect(await cannotAnswer(page)).toBe(true);
  });
});

describe('a withdrawn report', () => {
  const erased = ({ report: _, contact: __, ...file }: CaseFile): CaseFile => file;
  const marked = (file: CaseFile): CaseFile => ({ ...file, summary: { ...file.summary, status: 'withdrawn' } });
  const signed = (file: CaseFile, signKey: Uint8Array, caseId: string = file.summary.id): CaseFile => ({
    ...file,
    withdrawal: signRequest('withdraw', { tenant: TENANT, caseId }, '', signKey),
  });

  it('is told as withdrawn when the reporter signed that, and nothing is left to read or to answer', async () => {
    await giveKey(t.school);
    const { id, receipt } = await addCase(t.school);
    tamper(t.school, id, (file) => signed(marked(erased(file)), receipt.signKey));
    const page = await read(id);
    await page.getByText(WITHDRAWN).waitFor();
    await page.getByText('Je kunt de status niet meer veranderen.').waitFor();
    expect(await page.getByRole('region', { name: 'De melding' }).count()).toBe(0);
    expect(await page.getByText(NOT_WITHDRAWN).count()).toBe(0);
    expect(await cannotAnswer(page)).toBe(true);
  });

  it.each<[string, (file: CaseFile, own: Uint8Array) => CaseFile]>([
    ['without a signature', (file) => marked(file)],
    ["with a stranger's signature", (file) => signed(marked(file), new Uint8Array(32).fill(7))],
    ['with the signature for another case', (file, own) => signed(marked(file), own, newCaseId())],
    ['with its text still there', (file, own) => signed(marked(file), own)],
  ])('%s is told as not genuine, and the report is shown', async (_, change) => {
    await giveKey(t.school);
    const { id, receipt } = await addCase(t.school);
    tamper(t.school, id, (file) => change(file, receipt.signKey));
    const page = await read(id);
    await page.getByText(NOT_WITHDRAWN).waitFor();
    await page.getByText('Tweede regel').waitFor();
    expect(await page.getByText(WITHDRAWN).count()).toBe(0);
  });

  it('whose text was erased by somebody else is told as not genuine, and that the text is gone', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    tamper(t.school, id, (file) => marked(erased(file)));
    const page = await read(id);
    await page.getByText(NOT_WITHDRAWN).waitFor();
    await page.getByText('De tekst is er niet meer, en niet omdat de melder dat wilde.').waitFor();
  });

  it('a report that is gone without being withdrawn is told as taken out', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    tamper(t.school, id, erased);
    const page = await read(id);
    await page.getByText('Iemand heeft hem uit de opslag gehaald.').waitFor();
    expect(await cannotAnswer(page)).toBe(true);
  });
});

it('when the key log does not hold, no colleague counts as genuine and nobody can answer', async () => {
  const officer = await giveKey(t.school);
  const { id } = await addCase(t.school);
  const deputy = await addDeputy(t.school, { signKey: new Uint8Array(32).fill(7) });
  await addMessage(t.school, id, 'Van wie zich erin schreef.', deputy.secret.signKey);
  const log = t.school.keyLog;
  t.school.keyLog = log.slice(0, 1);
  t.school.colleagues.length = 0;
  await addMessage(t.school, id, 'Van de functionaris.', officer.signKey);
  const page = await t.open();
  await unlock(page);
  t.school.keyLog = log;
  t.school.colleagues.push(deputy.reader);
  await readCase(page, id);
  await page.getByText('Misschien heeft iemand een sleutel toegevoegd').waitFor();
  await page.getByText('Tweede regel').waitFor();
  expect(await page.content()).not.toContain('Van wie zich erin schreef');
  expect(await page.locator('.genuine').count()).toBe(0);
  expect(await cannotAnswer(page)).toBe(true);
});
