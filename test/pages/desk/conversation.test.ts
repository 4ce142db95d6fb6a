import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signRequest } from '../../../src/reports/sign.ts';
import { readCase, unlock } from './desk-page.ts';
import { addCase, addDeputy, addMessage, giveKey, tamper } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { TENANT } from './stub-school.ts';

const t = setUp();
const STRANGER = new Uint8Array(32).fill(7);

const conversation = (page: Page) => page.getByRole('region', { name: 'Gesprek met de melder' });
const messages = (page: Page) => conversation(page).getByRole('listitem');

async function read(id: string): Promise<Page> {
  const page = await t.open();
  await unlock(page);
  await readCase(page, id);
  await conversation(page).waitFor();
  return page;
}

describe('the conversation with the reporter', () => {
  it('shows both sides in the order in which they wrote, with the name of whose signature it bears', async () => {
    const officer = await giveKey(t.school);
    const deputy = await addDeputy(t.school, officer);
    const { id, receipt } = await addCase(t.school);
    const [first, second] = ['f'.repeat(32), 'a'.repeat(32)];
    await addMessage(t.school, id, 'Derde.', deputy.secret.signKey, { id: '0'.repeat(32), after: second });
    await addMessage(t.school, id, 'Tweede.', receipt.signKey, { id: second, after: first, from: 'reporter' });
    await addMessage(t.school, id, 'Eerste.', officer.signKey, { id: first });
    const page = await read(id);
    expect(await messages(page).allInnerTexts()).toEqual([
      expect.stringMatching(/^Functionaris · [\s\S]*Eerste\.[\s\S]*Echt: ondertekend door Functionaris$/),
      expect.stringMatching(/^De melder · [\s\S]*Tweede\.[\s\S]*Echt: ondertekend met de ontvangstcode van de melder$/),
      expect.stringMatching(/^Vervanger · [\s\S]*Derde\.[\s\S]*Echt: ondertekend door Vervanger$/),
    ]);
  });

  it('says that an answer is of a former officer when its writer stands in the key log and reads here no more', async () => {
    const officer = await giveKey(t.school);
    const deputy = await addDeputy(t.school, officer);
    const { id } = await addCase(t.school);
    await addMessage(t.school, id, 'Van vroeger.', deputy.secret.signKey);
    t.school.colleagues.length = 0;
    const page = await read(id);
    expect(await messages(page).textContent()).toMatch(/^Een eerdere functionaris [\s\S]*Van vroeger\.[\s\S]*Echt:/);
  });

  it('does not show the text of a forged message, on either side', async () => {
    const officer = await giveKey(t.school);
    const { id, receipt } = await addCase(t.school);
    await addMessage(t.school, id, 'Van een ander.', STRANGER);
    await addMessage(t.school, id, 'Ook van een ander.', STRANGER, { from: 'reporter' });
    await addMessage(t.school, id, 'Een functionaris als melder.', officer.signKey, { from: 'reporter' });
    await addMessage(t.school, id, 'Een melder als functionaris.', receipt.signKey);
    const page = await read(id);
    expect(await messages(page).allInnerTexts()).toEqual([
      expect.stringMatching(/^Zou van school zijn [\s\S]*Niet echt: geen functionaris heeft dit ondertekend/),
      expect.stringMatching(/^Zou van de melder zijn [\s\S]*Niet echt: niet ondertekend met de ontvangstcode/),
      expect.stringMatching(/^Zou van de melder zijn [\s\S]*Niet echt: niet ondertekend met de ontvangstcode/),
      expect.stringMatching(/^Zou van school zijn [\s\S]*Niet echt: geen functionaris heeft dit ondertekend/),
    ]);
    const shown = await page.content();
    for (const text of ['Van een ander', 'Ook van', 'als melder', 'als functionaris'])
      expect(shown).not.toContain(text);
  });

  it('says which message does not open, and where one is missing', async () => {
    const officer = await giveKey(t.school);
    const { id, receipt } = await addCase(t.school);
    await addMessage(t.school, id, 'Gelezen.', officer.signKey);
    await addMessage(t.school, id, 'Kapot.', receipt.signKey, { from: 'reporter' });
    await addMessage(t.school, id, 'Na iets dat weg is.', receipt.signKey, { from: 'reporter', after: 'e'.repeat(32) });
    tamper(t.school, id, (file) => ({
      ...file,
      messages: file.messages.map((one, at) =>
        at === 1 ? { ...one, sealed: `${one.sealed.slice(0, -8)}AAAAAAA=` } : one,
      ),
    }));
    const page = await read(id);
    expect(await messages(page).allInnerTexts()).toEqual([
      expect.stringMatching(/Gelezen\.[\s\S]*Echt/),
      expect.stringMatching(/Dit bericht gaat niet open[\s\S]*Vraag de melder om het opnieuw te schrijven/),
      expect.stringMatching(/Let op: hiervoor ontbreekt een bericht[\s\S]*Na iets dat weg is/),
    ]);
    expect(await page.getByText('hiervoor ontbreekt').count()).toBe(1);
  });

  it('a message that was moved here from another case does not open', async () => {
    const officer = await giveKey(t.school);
    const { id } = await addCase(t.school);
    const other = await addCase(t.school);
    await addMessage(t.school, other.id, 'Van een andere zaak.', officer.signKey);
    tamper(t.school, id, (file) => ({ ...file, messages: t.school.cases.get(other.id)?.messages ?? [] }));
    const page = await read(id);
    await page.getByText('Dit bericht gaat niet open.').waitFor();
    expect(await page.content()).not.toContain('Van een andere zaak');
  });
});

describe('what the reporter filled in', () => {
  it('shows since when, whether it goes on, and that somebody of the school filled it in', async () => {
    await giveKey(t.school);
    const report = { since: 'month', ongoing: 'no', by: 'staff' } as const;
    const { id } = await addCase(t.school, { report });
    const page = await read(id);
    const rows = await page.getByRole('region', { name: 'De melding' }).locator('dl > div').allInnerTexts();
    const flat = rows.map((row) => row.replace(/\s+/g, ' '));
    expect(flat).toEqual(
      expect.arrayContaining([
        'Ingevuld door volgens het formulier: iemand van school, samen met de student',
        'Sinds wanneer in de maand voor de melding',
        'Gaat het nog door nee',
      ]),
    );
  });

  it('tells a contact that was never given from one that the reporter had erased', async () => {
    await giveKey(t.school);
    const none = await addCase(t.school);
    const erased = await addCase(t.school, { contact: 'Student uit klas 2' });
    const place = { tenant: TENANT, caseId: erased.id };
    const contactDeleted = signRequest('delete-contact', place, '', erased.receipt.signKey);
    tamper(t.school, erased.id, ({ contact: _, ...file }) => ({ ...file, contactDeleted }));
    const page = await read(none.id);
    await page.getByText('Geen naam of contact gegeven.').waitFor();
    await readCase(page, erased.id);
    await page.getByText('De melder heeft naam en contact laten wissen.').waitFor();
    expect(await page.getByText('Geen naam of contact gegeven.').count()).toBe(0);
  });

  it.each(['nothing', 'a signature of somebody else', 'a signature for something else'])(
    'shows as not genuine that a contact is gone for which there is %s',
    async (what) => {
      await giveKey(t.school);
      const { id, receipt } = await addCase(t.school, { contact: 'Student uit klas 2' });
      const place = { tenant: TENANT, caseId: id };
      const signatures: Record<string, { contactDeleted?: string }> = {
        nothing: {},
        'a signature of somebody else': {
          contactDeleted: signRequest('delete-contact', place, '', STRANGER),
        },
        'a signature for something else': { contactDeleted: signRequest('withdraw', place, '', receipt.signKey) },
      };
      tamper(t.school, id, ({ contact: _, ...file }) => ({ ...file, ...signatures[what] }));
      const page = await read(id);
      await page.getByText('de melder heeft daar niet voor getekend').waitFor();
      expect(await page.getByText('De melder heeft naam en contact laten wissen.').count()).toBe(0);
    },
  );
});
