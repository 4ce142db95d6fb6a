import { beforeEach, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { OfficerSecret } from '../../../src/officers/key.ts';
import { keysInUse, nextEntry } from '../../../src/officers/keylog.ts';
import { openCase } from '../../../src/pages/desk/vault/open-case.ts';
import type { CaseId } from '../../../src/reports/model.ts';
import { unlock } from './desk-page.ts';
import { addCase, addDeputy, addMessage, giveKey } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { OFFICER, readersOf, recoveryOf, TENANT } from './stub-school.ts';

const t = setUp();
let mine: OfficerSecret;
beforeEach(async () => {
  mine = await giveKey(t.school);
});

const opened = (id: CaseId, { identity }: OfficerSecret) => {
  const { keyLog, keyLogRoot, cases } = t.school;
  const file = cases.get(id);
  if (!file) throw new Error('there is no such case');
  return openCase(
    { identity },
    {
      school: {
        tenant: TENANT,
        readers: readersOf(t.school),
        recovery: recoveryOf(t.school),
        keyLog: [...keyLog],
        keyLogRoot,
      },
      file,
    },
  );
};
const left = (count: number) =>
  count === 1
    ? 'Eén melding is nog niet op slot voor wie nu mag lezen'
    : `${count} meldingen zijn nog niet op slot voor wie nu mag lezen`;
const epochs = () => [...t.school.cases.values()].map(({ summary }) => summary.readersEpoch);

describe('a colleague who came after the reports', () => {
  it('reads them all once they were sealed anew, the closed ones too, and what does not open stops nothing', async () => {
    const { id } = await addCase(t.school);
    await addMessage(t.school, id, 'Dank je wel.', mine.signKey);
    const closed = await addCase(t.school, { summary: { status: 'closed' } });
    const broken = await addCase(t.school, { sealedFor: '01J00000000000000000000000' as CaseId });
    const { secret } = await addDeputy(t.school, mine);
    expect(await opened(id, secret)).toMatchObject({ report: { ok: false } });

    const page = await t.open();
    await unlock(page);
    await page.getByRole('heading', { name: left(3) }).waitFor();
    await page.getByRole('button', { name: 'Doe ze opnieuw op slot' }).click();
    await page.getByText(`Dit lukt niet met jouw sleutel: ${broken.id.slice(0, 5)}.`).waitFor();
    await page.getByRole('heading', { name: left(1) }).waitFor();

    expect(await opened(id, secret)).toMatchObject({ report: { ok: true }, messages: [{ text: 'Dank je wel.' }] });
    expect(await opened(closed.id, secret)).toMatchObject({ report: { ok: true } });
    expect(epochs()).toEqual([2, 2, 1]);
  });

  it('goes on where it stopped', async () => {
    for (let count = 0; count < 3; count++) await addCase(t.school);
    await addDeputy(t.school, mine);
    const page = await t.open();
    await unlock(page);
    t.school.faults.set('POST /api/desk/cases/:id/envelopes', 'lost'); // it is kept, and nobody hears of that
    await page.getByRole('button', { name: 'Doe ze opnieuw op slot' }).click();
    await page.getByText('Het is gestopt. Wat gedaan is, blijft gedaan.').waitFor();
    await page.getByRole('heading', { name: left(2) }).waitFor();
    t.school.faults.clear();
    await page.getByRole('button', { name: 'Doe ze opnieuw op slot' }).click();
    await page.getByRole('heading', { name: /op slot voor wie nu mag lezen/ }).waitFor({ state: 'detached' });
    expect(epochs()).toEqual([2, 2, 2]);
  });

  it('is not asked for when every report was sealed to everybody', async () => {
    await addDeputy(t.school, mine);
    await addCase(t.school);
    const page = await t.open();
    await unlock(page);
    await page
      .getByRole('link', { name: /Melding/ })
      .first()
      .waitFor();
    expect(await page.getByText('op slot voor wie nu mag lezen').count()).toBe(0);
  });
});

describe('a key that must go', () => {
  it('is withdrawn after one more question, opens nothing that is sealed anew, and the list says so', async () => {
    const { secret, reader } = await addDeputy(t.school, mine);
    const { id } = await addCase(t.school);
    const page = await t.open();
    await unlock(page);
    await page.getByRole('button', { name: 'Mijn controlewoorden' }).click();
    await page.getByRole('button', { name: `Trek de sleutel van ${reader.name} in` }).click();
    await page.getByText('Dat kan niet terug.').waitFor();
    await page.getByRole('button', { name: 'Toch niet' }).click();
    expect(keysInUse(t.school.keyLog)).toHaveLength(2);

    await page.getByRole('button', { name: `Trek de sleutel van ${reader.name} in` }).click();
    await page.getByRole('button', { name: 'Ja, trek deze sleutel in' }).click();
    await page.getByText('Er is nu geen collega met een sleutel in gebruik.').waitFor();
    expect(keysInUse(t.school.keyLog).map(({ officer }) => officer)).toEqual([OFFICER.officer]);

    expect(await opened(id, secret)).toMatchObject({ report: { ok: true } });
    await page.getByRole('button', { name: 'Doe ze opnieuw op slot' }).click();
    await page.getByRole('heading', { name: left(1) }).waitFor({ state: 'detached' });
    expect(await opened(id, secret)).toMatchObject({ report: { ok: false, why: 'cannot-open' } });
    expect(await opened(id, mine)).toMatchObject({ report: { ok: true } });
  });

  it('of somebody who is not appointed any more is shown at once', async () => {
    await addDeputy(t.school, mine);
    t.school.colleagues.splice(0); // the administrator took them out of the settings
    const page = await t.open();
    await unlock(page);
    await page
      .getByRole('heading', { name: 'Er is nog een sleutel in gebruik van iemand die niet meer benoemd is' })
      .waitFor();
    await page.getByRole('button', { name: 'Trek de sleutel van die persoon in' }).click();
    await page.getByRole('button', { name: 'Ja, trek deze sleutel in' }).click();
    await page.getByRole('heading', { name: /niet meer benoemd/ }).waitFor({ state: 'detached' });
    expect(keysInUse(t.school.keyLog)).toHaveLength(1);
  });

  it('stays when the server does not take the signature, and the officer is told', async () => {
    const { reader } = await addDeputy(t.school, mine);
    const page = await t.open();
    await unlock(page);
    t.school.faults.set('POST /api/desk/keys', { status: 409 });
    await page.getByRole('button', { name: 'Mijn controlewoorden' }).click();
    await page.getByRole('button', { name: `Trek de sleutel van ${reader.name} in` }).click();
    await page.getByRole('button', { name: 'Ja, trek deze sleutel in' }).click();
    await page.getByText('Deze sleutel is niet ingetrokken.').waitFor();
    expect(keysInUse(t.school.keyLog)).toHaveLength(2);
  });

  it('of this officer makes room for a new one', async () => {
    const { secret } = await addDeputy(t.school, mine);
    const [own] = t.school.keyLog;
    if (!own) throw new Error('the log has a line');
    t.school.keyLog = [...t.school.keyLog, nextEntry(t.school.keyLog, TENANT, own, own.day, secret.signKey, 'retire')];
    const page = await t.open();
    await page.getByRole('button', { name: 'Toon mijn wachtzin' }).waitFor();
  });
});

it.each([
  ['nl', 'light', 400],
  ['en', 'dark', 1280],
] as const)(
  'every screen about leaving keys is accessible and fits, in %s, %s, at %i px',
  async (lang, colorScheme, width) => {
    for (let count = 0; count < 2; count++) await addCase(t.school);
    await addDeputy(t.school, mine);
    const page = await t.open({ lang, colorScheme, viewport: { width, height: 800 } });
    await page
      .getByLabel(lang === 'nl' ? 'Wachtzin' : 'Passphrase', { exact: true })
      .fill('appel boterham fiets gordijn kastanje wolk');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: lang === 'nl' ? 'Doe ze opnieuw op slot' : 'Lock them again' }).waitFor();
    await page.getByRole('button', { name: lang === 'nl' ? 'Mijn controlewoorden' : 'My check words' }).click();
    await page.getByRole('button', { name: lang === 'nl' ? /^Trek de sleutel/ : /^Withdraw/ }).click();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  },
);
