import { base64 } from '@scure/base';
import { sealReport } from '../../../src/reports/envelopes.ts';
import { parseReport } from '../../../src/reports/model.ts';
import { deriveReceipt, parseReceipt, type ReceiptKeys } from '../../../src/reports/receipt.ts';
import { asSealed, open, type Sealed, seal } from '../../../src/reports/seal.ts';
import type { Case } from './cases.ts';
import { messageOn, type Officer, TENANT } from './officer.ts';
import { scryptAt } from './pace.ts';
import { bodiesOf, comeBack, letters, lookUp, type Reporter, visit, withSchool } from './reporter.ts';

const SENTINEL = 'zq-sentinel-6617';
const OTHER_CASE = '0'.repeat(26);
const used = withSchool();
let reporter: Reporter;
let kept: Case;
let keys: ReceiptKeys;
let code: string;

beforeEach(async () => {
  reporter = await visit(used);
  ({ kept, code } = await comeBack(reporter.page, used.school, { story: 'Iets.' }));
  const receipt = parseReceipt(code);
  if (!receipt) throw new Error('the page shows no code');
  keys = await deriveReceipt(receipt, TENANT, scryptAt('quick'));
  kept.messages.push(await messageOn(kept, 'Ik lees het.', officer()));
});
afterEach(async () => {
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

const officer = (): Officer => {
  const [first] = used.officers;
  if (!first) throw new Error('somebody reads');
  return first;
};
const binding = (caseId: string = kept.id) => ({ tenant: TENANT, caseId, keyEpoch: kept.keyEpoch });
const refresh = () => reporter.page.getByRole('button', { name: 'Vernieuwen' }).click();

/** The reporter's own part as the page makes it: it hides the report from nobody, and this key signs it for this case. */
async function ownPart(signKey: Uint8Array, caseId?: string): Promise<Sealed> {
  const parsed = parseReport({ about: 'me', subject: 'leaked', story: 'Iets.', danger: 'no' });
  if (!parsed.ok) throw new Error('no report');
  const readers = used.officers.map(({ reader }) => reader);
  return (await sealReport(parsed.filled, binding(caseId), { ...kept.receipt, signKey }, readers)).own;
}

/** What somebody who can write to the tables may put in its place. */
const forgeries: Record<string, () => Promise<Sealed>> = {
  'that does not open': async () => asSealed(base64.decode(kept.contact)),
  'that nobody signed': async () =>
    seal({ kind: 'own', ...binding() }, { hiddenFrom: [SENTINEL], text: SENTINEL }, [keys.recipient]),
  'with a signature that is none': async () =>
    seal({ kind: 'own', ...binding() }, { hiddenFrom: [], signature: 'a'.repeat(128), text: SENTINEL }, [
      keys.recipient,
    ]),
  'that an officer signed': () => ownPart(officer().signKey),
  'of another case': () => ownPart(keys.signKey, OTHER_CASE),
  'of another case, sealed anew for this one': async () => {
    const moved = await ownPart(keys.signKey, OTHER_CASE);
    const body = await open(moved, keys.identity, { kind: 'own', ...binding(OTHER_CASE) });
    return seal({ kind: 'own', ...binding() }, body, [keys.recipient]);
  },
};

test.each(Object.keys(forgeries))(
  'an own part %s says nothing, believes nobody and seals to nobody',
  async (forgery) => {
    const { page } = reporter;
    await refresh();
    await page.getByText('Ik lees het.').waitFor();
    const forged = await forgeries[forgery]?.();
    if (!forged) throw new Error('nothing was forged');
    Object.assign(kept, { own: base64.encode(forged) });
    const isRefused = async () => {
      await page.getByText('We kunnen niet zien voor wie je melding verborgen is').waitFor();
      expect(await page.locator('#write').count()).toBe(0);
      expect(await letters(page)).toEqual([expect.stringContaining('Dit bericht is niet echt')]);
      const shown = await page.content();
      expect([SENTINEL, 'Ik lees het.'].filter((said) => shown.includes(said))).toEqual([]);
    };
    await refresh();
    await isRefused();
    await page.getByRole('button', { name: 'Sluiten en wissen' }).click();
    await lookUp(page, code);
    await isRefused();
    expect(bodiesOf(used.school, '/api/receipts/messages')).toEqual([]);
  },
);

test('an own part that the receipt itself signs for this case is genuine', async () => {
  const { page } = reporter;
  Object.assign(kept, { own: base64.encode(await ownPart(keys.signKey)) });
  await refresh();
  await page.getByText('Ik lees het.').waitFor();
  await page.locator('#write').waitFor();
});
