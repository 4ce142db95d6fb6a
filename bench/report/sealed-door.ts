import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, randomBytes } from '@noble/hashes/utils.js';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { type Recipient, sealReport } from '../../src/reports/envelopes.ts';
import { type CaseId, newCaseId } from '../../src/reports/model.ts';
import { solve } from '../../src/reports/proof.ts';
import type { ReceiptKeys } from '../../src/reports/receipt.ts';
import type { Sealed } from '../../src/reports/seal.ts';
import { door, type School as Known, type Door as Opened, school as schoolSchema } from '../../src/reports/wire.ts';
import type { Door } from './door.ts';
import { FILLED } from './form.ts';
import type { Reply } from './http.ts';
import { OFFICERS } from './officers.ts';
import type { School } from './school.ts';

/**
 * The sealed page: everything is made before it is sent, as reporters' own machines do. One report is sealed; each that is
 * sent has an id, a receipt and a proof of work of its own around it. The server cannot tell: it opens none of them.
 *
 * @param most how many will be sent in all. Their work is done now: between two runs nobody has to wait for it.
 */
export async function sealedDoor({ url, schoolKey }: School, most: number): Promise<Door> {
  const school = schoolSchema.parse(await (await fetch(`${url}/api/school`)).json());
  if (school.readers.length !== OFFICERS) throw new Error('not every officer has a key');
  const { receipt, ...sealed } = await sealOne(school);
  const { challenge, bits } = await openDoor(url, schoolKey);
  const ready: { id: CaseId; counter: number }[] = [];
  while (ready.length < most) {
    const id = newCaseId();
    ready.push({ id, counter: await solve(challenge, id, bits) });
  }
  return async (count) =>
    ready.splice(0, count).map(({ id, counter }) => {
      const of = { id, receipt: { ...receipt, lookup: newLookup() }, proof: { challenge, counter } };
      const body = JSON.stringify({ ...sealed, ...of });
      return ({ deliver }) => deliver({ path: '/api/reports', body }, isStored);
    });
}
/** Stored now. That it was stored before is an answer only to what was sent again. */
const isStored = ({ status }: Reply, tries: number) => status === 201 || (status === 200 && tries > 1);

async function openDoor(url: string, schoolKey: string): Promise<Opened> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/door`, { method: 'POST', headers, body: JSON.stringify({ schoolKey }) });
  const opened = door.parse(await answer.json());
  if (!opened.member) throw new Error('the school key was refused');
  return opened;
}

async function sealOne({ keyEpoch, tenant, readers }: Known) {
  const keys = await quickReceipt();
  const { recipient, verifyKey } = keys;
  const binding = { tenant, caseId: newCaseId(), keyEpoch };
  const { report, contact, own } = await sealReport(FILLED, binding, keys, readers);
  return {
    ...{ keyEpoch, acute: FILLED.report.danger, hiddenFrom: FILLED.hiddenFrom },
    receipt: { recipient, verifyKey },
    ...{ report: base64(report), contact: base64(contact), own: base64(own) },
  };
}

/** How long it takes to seal one report to three people, in ms. */
export async function timeSealing(): Promise<number[]> {
  const readers = await Promise.all(Array.from({ length: 3 }, newReader));
  const receipt = await quickReceipt();
  const times: number[] = [];
  for (let i = -WARM_UP; i < SEALED; i++) {
    const binding = { tenant: 'bench', caseId: newCaseId(), keyEpoch: 3 };
    const start = performance.now();
    await sealReport(FILLED, binding, receipt, readers);
    if (i >= 0) times.push(performance.now() - start);
  }
  return times;
}
const WARM_UP = 20;
const SEALED = 60;

const hybridRecipient = async () => identityToRecipient(await generateHybridIdentity());
const newReader = async (): Promise<Recipient> => ({
  ...{ officer: bytesToHex(randomBytes(16)), recipient: await hybridRecipient() },
});

type QuickKeys = Omit<ReceiptKeys, 'identity'>;
const newLookup = () => bytesToHex(randomBytes(16));

/** What a receipt yields, without the slow hash of the receipt. */
async function quickReceipt(): Promise<QuickKeys> {
  const signKey = ed25519.utils.randomSecretKey();
  return {
    lookup: newLookup(),
    recipient: await hybridRecipient(),
    signKey,
    verifyKey: bytesToHex(ed25519.getPublicKey(signKey)),
  };
}

const base64 = (sealed: Sealed) => Buffer.from(sealed).toString('base64');
