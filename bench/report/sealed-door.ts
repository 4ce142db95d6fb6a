import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, randomBytes } from '@noble/hashes/utils.js';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { type Recipient, sealReport } from '../../src/reports/envelopes.ts';
import { newCaseId } from '../../src/reports/model.ts';
import { solve } from '../../src/reports/proof.ts';
import type { ReceiptKeys } from '../../src/reports/receipt.ts';
import type { Sealed } from '../../src/reports/seal.ts';
import { door, type School as Known, type Door as Opened, school as schoolSchema } from '../../src/reports/wire.ts';
import type { Door, Send } from './door.ts';
import { FILLED } from './form.ts';
import type { Reply } from './http.ts';
import { OFFICERS } from './officers.ts';
import type { School } from './school.ts';

/** The sealed page: each report is sealed and its work is done before it is sent, as reporters' own machines do. */
export function sealedDoor({ url, schoolKey }: School): Door {
  return async (count) => {
    const school = schoolSchema.parse(await (await fetch(`${url}/api/school`)).json());
    if (school.readers.length !== OFFICERS) throw new Error('not every officer has a key');
    const sealed: Send[] = [];
    while (sealed.length < count) {
      const body = JSON.stringify(await submissionFor(school, await openDoor(url, schoolKey)));
      sealed.push(({ deliver }) => deliver({ path: '/api/reports', body }, isStored));
    }
    return sealed;
  };
}
/** Stored now. That it was stored before is an answer only to what was sent again. */
type QuickKeys = Omit<ReceiptKeys, 'identity'>;

const isStored = ({ status }: Reply, tries: number) => status === 201 || (status === 200 && tries > 1);

async function openDoor(url: string, schoolKey: string): Promise<Opened> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/door`, { method: 'POST', headers, body: JSON.stringify({ schoolKey }) });
  const opened = door.parse(await answer.json());
  if (!opened.member) throw new Error('the school key was refused');
  return opened;
}

async function submissionFor({ keyEpoch, tenant, readers }: Known, { challenge, bits }: Opened) {
  const id = newCaseId();
  const keys = await quickReceipt();
  const { lookup, recipient, verifyKey } = keys;
  const { report, contact, own } = await sealReport(FILLED, { tenant, caseId: id, keyEpoch }, keys, readers);
  return {
    ...{ id, keyEpoch, acute: FILLED.report.danger, hiddenFrom: FILLED.hiddenFrom },
    receipt: { lookup, recipient, verifyKey },
    ...{ report: base64(report), contact: base64(contact), own: base64(own) },
    proof: { challenge, counter: await solve(challenge, id, bits) },
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

/** What a receipt yields, without the slow hash of the receipt. */
async function quickReceipt(): Promise<QuickKeys> {
  const signKey = ed25519.utils.randomSecretKey();
  return {
    lookup: bytesToHex(randomBytes(16)),
    recipient: await hybridRecipient(),
    signKey,
    verifyKey: bytesToHex(ed25519.getPublicKey(signKey)),
  };
}

const base64 = (sealed: Sealed) => Buffer.from(sealed).toString('base64');
