import { expect, test } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { openCase } from '../../../src/pages/desk/vault/open-case.ts';
import { sealReport } from '../../../src/reports/envelopes.ts';
import { newCaseId } from '../../../src/reports/model.ts';
import { REPORT } from './sealed-case.ts';

test('a real contact beside a report of somebody else is not shown as that report’s', async () => {
  const identity = await generateHybridIdentity();
  const readers = [{ officer: '0'.repeat(32), recipient: await identityToRecipient(identity) }];
  const id = newCaseId();
  const sealedBy = async (contact: string) => {
    const signKey = ed25519.utils.randomSecretKey();
    const recipient = await identityToRecipient(await generateHybridIdentity());
    const receipt = { lookup: '1'.repeat(32), recipient, verifyKey: bytesToHex(ed25519.getPublicKey(signKey)) };
    const filled = { report: REPORT, contact, hiddenFrom: [], nudge: false };
    const binding = { tenant: 'school-a', caseId: id, keyEpoch: 1 };
    const { report, contact: envelope } = await sealReport(filled, binding, { ...receipt, signKey }, readers);
    return { receipt, report: base64.encode(report), contact: base64.encode(envelope) };
  };
  const [real, forged] = [await sealedBy('klas 2B'), await sealedBy('')];
  const [day, status, version] = ['2026-11-22', 'new', 'v'] as const;
  const summary = { id, day, status, version, acute: false, member: true, news: false, keyEpoch: 1, readersEpoch: 1 };
  const school = {
    ...{
      name: 'School',
      tenant: 'school-a',
      keyEpoch: 1,
      readers: [],
      recovery: null,
      withoutKey: [],
      keyLog: [],
      keyLogRoot: '',
    },
    ...{ answerWithinDays: 3, nextReadingDay: '2026-11-23' },
  };
  const opened = async (file: typeof real) =>
    (await openCase({ identity }, { school, file: { summary, messages: [], ...file } })).contact;

  expect(await opened(real)).toMatchObject({ ok: true, value: { contact: 'klas 2B' } });
  expect(await opened({ ...forged, contact: real.contact })).toEqual({ ok: false, why: 'wrong-binding' });
});
