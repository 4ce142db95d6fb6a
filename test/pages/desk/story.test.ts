import { describe, expect, it } from '@jest/globals';
import { base64 } from '@scure/base';
import { asSealed, open } from '../../../src/reports/seal.ts';
import { signedMessage, signerOf } from '../../../src/reports/sign.ts';
import { type DeskPage, readCase, unlock } from './desk-page.ts';
import { addCase, fileOf, REPORT } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { TENANT } from './stub-school.ts';

const t = setUp();

describe('the officer desk', () => {
  it('tells the whole story: key, unlock, read, take up, answer', async () => {
    const page = await t.open();
    await page.getByRole('button', { name: 'Toon mijn wachtzin' }).click();
    const words = await page.locator('.words li').allTextContents();
    expect(words).toHaveLength(6);
    await page.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
    await page.getByLabel('De zes woorden').fill(words.slice(1).join(' '));
    await page.getByRole('button', { name: 'Maak mijn sleutel' }).click();
    await page.getByText('Dat is niet dezelfde wachtzin').waitFor();
    expect(t.school.key).toBeNull();
    await page.getByLabel('De zes woorden').fill(` ${words.join('  ').toUpperCase()} `);
    await page.getByRole('button', { name: 'Maak mijn sleutel' }).click();
    await page.getByText('Je sleutel is gemaakt').waitFor();
    const { id, receipt } = await addCase(t.school, { contact: 'Student uit klas 2' });
    await unlock(page, words.join(' '));

    await readCase(page, id);
    const report = page.getByRole('region', { name: 'De melding' });
    expect(await report.getByText(REPORT.story.split('\n')[0] ?? '').textContent()).toBe(REPORT.story);
    expect(await report.textContent()).toContain('Een beeld wordt verspreid');
    expect(await report.textContent()).toContain('Student uit klas 2');

    await page.getByRole('button', { name: 'Oppakken' }).click();
    await page.getByRole('button', { name: 'Wachten op de melder' }).waitFor();
    expect(fileOf(t.school, id).summary).toMatchObject({ status: 'in-progress', owner: 'officer-1' });

    const text = 'Goed dat je dit meldt.\nIk ga ermee aan de slag.';
    await page.getByLabel('Je antwoord').fill(text);
    await page.getByRole('button', { name: 'Op slot doen en versturen' }).click();
    await page.getByText('Echt: ondertekend door Functionaris').waitFor();
    expect(await page.getByLabel('Je antwoord').inputValue()).toBe('');

    const message = fileOf(t.school, id).messages[0];
    if (!message) throw new Error('No answer was stored.');
    const binding = { kind: 'message', tenant: TENANT, caseId: id, keyEpoch: message.keyEpoch } as const;
    const body = signedMessage.parse(await open(asSealed(base64.decode(message.sealed)), receipt.identity, binding));
    expect(body.text).toBe(text);
    const place = { tenant: TENANT, caseId: id, messageId: message.id };
    expect(signerOf(body, 'message', place, [t.school.key?.verifyKey ?? ''])).toBeDefined();

    const sent = t.school.requests.map(({ body: sentBody }) => sentBody).join('\n');
    for (const secret of [...words.map((word) => ` ${word} `), 'aan de slag', 'AGE-SECRET']) {
      expect(sent).not.toContain(secret);
    }
    expect(await stored(page)).toEqual({ local: 0, session: 0, databases: [], cookies: '' });
  });
});

/** Everything a page can leave behind in a browser. */
const stored = (page: DeskPage['page']) =>
  page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cookies: document.cookie,
  }));
