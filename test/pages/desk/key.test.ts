import { describe, expect, it } from '@jest/globals';
import { unlock } from './desk-page.ts';
import { giveKey, PASSPHRASE } from './sealed-case.ts';
import { setUp } from './set-up.ts';

const t = setUp();

describe("an officer's key", () => {
  it('sends the same key again when the answer to the first time was lost', async () => {
    const page = await t.open();
    await page.getByRole('button', { name: 'Toon mijn wachtzin' }).click();
    const words = await page.locator('.words li').allTextContents();
    await page.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
    await page.getByLabel('De zes woorden').fill(words.join(' '));
    t.school.faults.set('PUT /api/desk/key', 'lost');
    await page.getByRole('button', { name: 'Maak mijn sleutel' }).click();
    await page.getByText('Je sleutel is nog niet bewaard.').waitFor();
    t.school.faults.clear();
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
    await page.getByText('Je sleutel is gemaakt').waitFor();
    const puts = t.school.requests.filter(({ what }) => what === 'PUT /api/desk/key').map(({ body }) => body);
    expect(puts.length).toBeGreaterThan(1);
    expect(new Set(puts).size).toBe(1);
  });

  it('says so when this officer had made a key elsewhere meanwhile', async () => {
    const page = await t.open();
    await page.getByRole('button', { name: 'Toon mijn wachtzin' }).click();
    const words = await page.locator('.words li').allTextContents();
    await page.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
    await giveKey(t.school);
    await page.getByLabel('De zes woorden').fill(words.join(' '));
    await page.getByRole('button', { name: 'Maak mijn sleutel' }).click();
    await page.getByText('Je had al een sleutel.').waitFor();
    await unlock(page);
  });

  it('stays locked with a wrong passphrase', async () => {
    await giveKey(t.school);
    const page = await t.open();
    await page.getByLabel('Wachtzin').fill(`${PASSPHRASE}x`);
    await page.getByRole('button', { name: 'Openen' }).click();
    await page.getByText('Deze wachtzin past niet op je sleutel').waitFor();
    expect(await page.getByRole('heading', { name: 'Meldingen' }).count()).toBe(0);
    await unlock(page);
  });

  it('has a box beside its passphrase that goes by a name of its own', async () => {
    await giveKey(t.school);
    const page = await t.open();
    await page.getByRole('checkbox', { name: 'Toon de woorden', exact: true }).waitFor();
    const ids = await page.locator('main [id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it('outside Teams, the address says whose desk it is', async () => {
  const page = await t.open();
  const ready = () => page.getByRole('button', { name: /^(Toon mijn wachtzin|Show my passphrase)$/ }).waitFor();
  await ready();
  for (const [query, who] of [
    ['', 'officer'],
    ['?as=deputy', 'deputy'],
    ['?as=somebody', 'officer'],
  ]) {
    const asked = page.waitForRequest(/\/tab-token/);
    await page.goto(`${t.school.origin}/desk/${query}`);
    expect(new URL((await asked).url()).search).toBe(`?as=${who}`);
    await ready();
  }
});
