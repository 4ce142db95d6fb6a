import { beforeAll, describe, expect, it } from '@jest/globals';
import { base64 } from '@scure/base';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { fingerprintOf } from '../../../src/officers/fingerprint.ts';
import type { OfficerKey, OfficerSecret } from '../../../src/officers/key.ts';
import { checkKeyLog, hashOf, nextEntry, refOf } from '../../../src/officers/keylog.ts';
import { dayOf } from '../../../src/reports/model.ts';
import { keyApproval, newKeyRequest, type Reader } from '../../../src/reports/wire.ts';
import { quickOfficerKey } from '../../helpers/officer-key.ts';
import { unlock } from './desk-page.ts';
import { addCase, addDeputy, giveKey, PASSPHRASE } from './sealed-case.ts';
import { setUp } from './set-up.ts';
import { DAY, OFFICER, type StubSchool, TENANT } from './stub-school.ts';

const t = setUp();
const SIGN = 'Teken voor deze sleutel';
const BROKEN = 'De lijst met sleutels klopt niet.';

type Made = { readonly secret: OfficerSecret; readonly key: OfficerKey };
let mine: Made;
let theirs: Made;
beforeAll(async () => {
  mine = await quickOfficerKey(PASSPHRASE);
  theirs = await quickOfficerKey('vier vijf zes');
});

const colleague = (): Reader => {
  const { recipient, verifyKey } = theirs.key;
  return { officer: refOf(TENANT, 'officer-2'), name: 'Vervanger', role: 'deputy', recipient, verifyKey };
};
const wrapped = ({ key }: Made) => ({ ...key, wrapped: base64.encode(key.wrapped) });
const bodies = (what: string) => t.school.requests.filter((request) => request.what === what).map(({ body }) => body);
const wordsOn = async (page: Page) => (await page.locator('.words li').allTextContents()).join(' ');

/** Makes the first key by hand, as far as the locked desk. Gives its passphrase. */
async function makeKey(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Toon mijn wachtzin' }).click();
  const words = await wordsOn(page);
  await page.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
  await page.getByLabel('De zes woorden').fill(words);
  await page.getByRole('button', { name: 'Maak mijn sleutel' }).click();
  await page.getByText('Je sleutel is gemaakt').waitFor();
  return words;
}

/** A school in which the colleague was first and this officer's key waits. */
function waitForColleague(school: StubSchool): void {
  const root = nextEntry([], TENANT, colleague(), DAY, theirs.secret.signKey);
  school.keyLog = [root];
  school.keyLogRoot = hashOf(root, TENANT);
  school.colleagues.push(colleague());
  school.key = wrapped(mine);
}

async function openLocked(page: Page): Promise<void> {
  await page.getByLabel('Wachtzin').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Openen' }).click();
}

describe('the first key of a school', () => {
  it('signs its own line, and shows the exact setting for the administrator until it is set', async () => {
    t.school.setsRoot = false;
    const page = await t.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByText('Jij bent de eerste.').waitFor();
    const passphrase = await makeKey(page);

    const { root, recipient } = newKeyRequest.parse(JSON.parse(bodies('PUT /api/desk/key')[0] ?? ''));
    if (!root) throw new Error('the first key came without its line');
    expect(root).toMatchObject({ officer: OFFICER.officer, recipient, day: dayOf(new Date()) });
    expect(checkKeyLog([root], TENANT, hashOf(root, TENANT))).toEqual({ ok: true });
    const sent = t.school.requests.map(({ body }) => body).join('\n');
    for (const secret of [passphrase, 'AGE-SECRET']) expect(sent).not.toContain(secret);

    await unlock(page, passphrase);
    await page.getByText('Tot dan kan niemand melden.').waitFor();
    const line = `KEY_LOG_ROOT=${hashOf(root, TENANT)}`;
    expect(await page.locator('.setting').textContent()).toBe(line);
    await page.getByRole('button', { name: 'Kopieer de regel' }).click();
    await page.getByText('Gekopieerd.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line);

    await page.getByRole('button', { name: 'Kijk of het al gedaan is' }).click();
    await page.getByText('De regel staat nog niet bij de instellingen.').waitFor();
    t.school.keyLogRoot = hashOf(root, TENANT);
    await page.getByRole('button', { name: 'Kijk of het al gedaan is' }).click();
    await page.getByText('Tot dan kan niemand melden.').waitFor({ state: 'detached' });
    expect(await page.getByText(BROKEN).count()).toBe(0);
  });

  it("does not give the administrator a line that the server made up: it must be this officer's own key", async () => {
    const { recipient, verifyKey } = theirs.key;
    t.school.key = { ...wrapped(mine), recipient, verifyKey };
    t.school.keyLog = [nextEntry([], TENANT, { ...theirs.key, ...OFFICER }, DAY, theirs.secret.signKey)];
    const page = await t.open();
    await openLocked(page);
    await page.getByText('Je wachtzin klopt, maar').waitFor();
    expect(await page.locator('.setting').count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Meldingen', exact: true }).count()).toBe(0);
    expect(page.workers()).toHaveLength(0);
  });

  it('is not asked for when the school had a log before: then something is wrong', async () => {
    t.school.keyLogRoot = 'a'.repeat(64);
    const page = await t.open();
    await page.getByText(BROKEN).waitFor();
    expect(await page.getByRole('button', { name: 'Toon mijn wachtzin' }).count()).toBe(0);
  });
});

describe('a later key', () => {
  it('waits: its officer reads six words of the own key out, and the desk opens once a colleague has signed', async () => {
    waitForColleague(t.school);
    t.school.key = null;
    const page = await t.open();
    await page.getByText('Na het maken vergelijk je zes controlewoorden').waitFor();
    const passphrase = await makeKey(page);
    const made = newKeyRequest.parse(JSON.parse(bodies('PUT /api/desk/key')[0] ?? ''));
    expect(made.root).toBeUndefined();

    await page.getByLabel('Wachtzin').fill(passphrase);
    await page.getByRole('button', { name: 'Openen' }).click();
    await page.getByRole('heading', { name: 'Je sleutel wacht op een collega' }).waitFor();
    await page.getByText('Dit kan: Vervanger.').waitFor();
    expect(await wordsOn(page)).toBe(fingerprintOf(made));
    expect(await wordsOn(page)).not.toBe(passphrase);
    expect(bodies('GET /api/desk/cases')).toEqual([]);

    await page.getByRole('button', { name: 'Kijk of er getekend is' }).click();
    await page.getByText('Er is nog niet getekend.').waitFor();
    const entry = nextEntry(t.school.keyLog, TENANT, { ...made, ...OFFICER }, DAY, theirs.secret.signKey);
    t.school.keyLog = [...t.school.keyLog, entry];
    await page.getByRole('button', { name: 'Kijk of er getekend is' }).click();
    await page.getByRole('heading', { name: 'Meldingen', exact: true }).waitFor();
  });

  it('shows no words that are not of the own key', async () => {
    waitForColleague(t.school);
    const other = await quickOfficerKey('iets anders');
    t.school.key = { ...wrapped(other), wrapped: wrapped(mine).wrapped };
    const page = await t.open();
    await openLocked(page);
    await page.getByText('Je wachtzin klopt, maar').waitFor();
    expect(await page.locator('.words').count()).toBe(0);
  });
});

describe("a colleague's key that waits", () => {
  async function openWithWaiting() {
    await giveKey(t.school);
    t.school.waiting = [colleague()];
    const page = await t.open();
    await unlock(page);
    const notice = page.getByRole('region', { name: 'De sleutel van Vervanger wacht op jou' });
    await notice.waitFor();
    return { page, notice };
  }

  it('is signed for after the words were compared in person, and not before', async () => {
    const { page, notice } = await openWithWaiting();
    await notice.getByText('Vervanger (vervanger) heeft een sleutel gemaakt.').waitFor();
    expect(await wordsOn(page)).toBe(fingerprintOf(theirs.key));
    await notice.getByRole('button', { name: SIGN }).click({ force: true });
    expect(bodies('POST /api/desk/keys')).toEqual([]);

    await notice.getByLabel('Ik zat bij Vervanger').check();
    await notice.getByRole('button', { name: SIGN }).click();
    await page.getByRole('heading', { name: 'Je hebt getekend.' }).waitFor();
    await notice.waitFor({ state: 'detached' });
    expect(t.school.keyLog).toHaveLength(2);
    expect(checkKeyLog(t.school.keyLog, TENANT, t.school.keyLogRoot)).toEqual({ ok: true });
    const { entry } = keyApproval.parse(JSON.parse(bodies('POST /api/desk/keys')[0] ?? ''));
    const { recipient, verifyKey } = theirs.key;
    expect(entry).toMatchObject({ officer: colleague().officer, recipient, verifyKey, day: dayOf(new Date()) });
  });

  it('is seen when the list is refreshed, while the desk stays open', async () => {
    await giveKey(t.school);
    const page = await t.open();
    await unlock(page);
    expect(await page.getByText('wacht op jou').count()).toBe(0);
    t.school.waiting = [colleague()];
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByRole('region', { name: 'De sleutel van Vervanger wacht op jou' }).waitFor();
  });

  it('is signed for once when the answer to the signature was lost', async () => {
    const { page, notice } = await openWithWaiting();
    t.school.faults.set('POST /api/desk/keys', 'lost');
    await notice.getByLabel('Ik zat bij Vervanger').check();
    await notice.getByRole('button', { name: SIGN }).click();
    await page.getByRole('heading', { name: 'Je hebt getekend.' }).waitFor();
    expect(t.school.keyLog).toHaveLength(2);
  });

  it('must be compared again when the list of keys went on meanwhile', async () => {
    const { page, notice } = await openWithWaiting();
    await notice.getByLabel('Ik zat bij Vervanger').check();
    t.school.faults.set('POST /api/desk/keys', { status: 409 });
    await notice.getByRole('button', { name: SIGN }).click();
    await page.getByText('De lijst met sleutels is intussen veranderd.').waitFor();
    expect(await notice.getByLabel('Ik zat bij Vervanger').isChecked()).toBe(false);
    expect(t.school.keyLog).toHaveLength(1);
  });

  it('shows other words, and asks to compare them, when the server exchanges the key', async () => {
    const { page, notice } = await openWithWaiting();
    await notice.getByLabel('Ik zat bij Vervanger').check();
    const { recipient, verifyKey } = mine.key;
    t.school.waiting = [{ ...colleague(), recipient, verifyKey }];
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByText(fingerprintOf(mine.key).split(' ')[0] ?? '', { exact: true }).waitFor();
    expect(await wordsOn(page)).toBe(fingerprintOf(mine.key));
    expect(await notice.getByLabel('Ik zat bij Vervanger').isChecked()).toBe(false);
  });
});

describe('a key log that is not borne out', () => {
  it.each<[string, (school: StubSchool, secret: OfficerSecret) => unknown]>([
    ['a reader without a line', (school) => school.colleagues.push(colleague())],
    ['another root', (school) => Object.assign(school, { keyLogRoot: 'b'.repeat(64) })],
    ['no lines any more', (school) => Object.assign(school, { keyLog: [] })],
    [
      'a line that a stranger signed',
      (school) => {
        const line = nextEntry(school.keyLog, TENANT, colleague(), DAY, theirs.secret.signKey);
        Object.assign(school, { keyLog: [...school.keyLog, line] });
      },
    ],
    [
      'readers before there is a root',
      async (school, secret) => {
        await addDeputy(school, secret);
        school.keyLogRoot = '';
      },
    ],
  ])('is told at once and nobody is signed for, with %s', async (_, change) => {
    const secret = await giveKey(t.school);
    await addCase(t.school);
    await change(t.school, secret);
    t.school.waiting = [{ ...colleague(), officer: refOf(TENANT, 'officer-3') }];
    const page = await t.open();
    await page.getByText(BROKEN).waitFor();
    await unlock(page);
    await page.getByText(BROKEN).waitFor();
    expect(await page.getByRole('button', { name: SIGN }).count()).toBe(0);
    expect(await page.getByRole('link').first().isVisible()).toBe(true);
  });

  it('is told when it says another key of this officer than the one that is kept', async () => {
    await giveKey(t.school);
    const { recipient } = theirs.key;
    if (t.school.key) t.school.key = { ...t.school.key, recipient };
    t.school.keyLogRoot = '';
    const page = await t.open();
    await page.getByText(BROKEN).waitFor();
  });

  it('is told when the key is gone that it has a line of, and no second key is made', async () => {
    await giveKey(t.school);
    t.school.key = null;
    const page = await t.open();
    await page.getByText(BROKEN).waitFor();
    expect(await page.getByRole('button', { name: 'Toon mijn wachtzin' }).count()).toBe(0);
  });

  it('is told when it happens while the desk is open', async () => {
    await giveKey(t.school);
    const page = await t.open();
    await unlock(page);
    t.school.colleagues.push(colleague());
    await page.getByRole('button', { name: 'Vernieuwen' }).click();
    await page.getByText(BROKEN).waitFor();
  });
});

describe.each(['light', 'dark'] as const)('on a narrow phone, %s', (colorScheme) => {
  const options = { colorScheme, viewport: { width: 320, height: 640 }, bypassCSP: true };

  async function look(page: Page, screen: string): Promise<void> {
    await page.evaluate(axe.source);
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
    // The string above has put axe there; the page's types do not know.
    const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run());
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    const faults = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect({ screen, faults, width }).toEqual({ screen, faults: [], width: 320 });
  }

  it('every screen about keys is accessible and fits', async () => {
    waitForColleague(t.school);
    const waiting = await t.open(options);
    await openLocked(waiting);
    await waiting.getByRole('heading', { name: 'Je sleutel wacht op een collega' }).waitFor();
    await look(waiting, 'waiting');

    t.school.colleagues.length = 0;
    const secret = await giveKey(t.school);
    t.school.keyLogRoot = '';
    const first = await t.open(options);
    await unlock(first);
    await first.locator('.setting').waitFor();
    await look(first, 'root');

    await giveKey(t.school);
    t.school.waiting = [colleague()];
    const approve = await t.open(options);
    await unlock(approve);
    await approve.getByLabel('Ik zat bij Vervanger').check();
    t.school.faults.set('POST /api/desk/keys', { status: 409 });
    await approve.getByRole('button', { name: SIGN }).click();
    await approve.getByText('Er is niet getekend.').waitFor();
    await look(approve, 'approve');
    t.school.faults.clear();
    await approve.getByLabel('Ik zat bij Vervanger').check();
    await approve.getByRole('button', { name: SIGN }).click();
    await approve.getByRole('heading', { name: 'Je hebt getekend.' }).waitFor();
    await look(approve, 'signed');

    await addDeputy(t.school, { signKey: secret.signKey.toReversed() });
    const broken = await t.open(options);
    await broken.getByText(BROKEN).waitFor();
    await look(broken, 'locked and broken');
    await unlock(broken);
    await broken.getByText(BROKEN).waitFor();
    await look(broken, 'open and broken');
  });
});

it('speaks of keys in English when asked to', async () => {
  await giveKey(t.school);
  t.school.waiting = [colleague()];
  const page = await t.open({ lang: 'en' });
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('region', { name: 'The key of Vervanger is waiting for you' }).waitFor();
  // The check words are Dutch in every language, and may hold any of these.
  const text = await page.locator('.notices').evaluate((notices) => {
    for (const words of notices.querySelectorAll('.words')) words.remove();
    return notices.textContent;
  });
  expect(text).not.toMatch(/sleutel|collega|teken/i);
});
