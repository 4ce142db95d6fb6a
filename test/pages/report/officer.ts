import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { type KeyLog, nextEntry, refOf } from '../../../src/officers/keylog.ts';
import { asSealed, type Binding, open, seal } from '../../../src/reports/seal.ts';
import { signMessage } from '../../../src/reports/sign.ts';
import { openThread, type ThreadMessage } from '../../../src/reports/thread.ts';
import type { KeyLogEntry, Message, Reader, Submission } from '../../../src/reports/wire.ts';

export const TENANT = '11111111-2222-3333-4444-555555555555';

export type Officer = { readonly reader: Reader; readonly identity: string; readonly signKey: Uint8Array };

export async function newOfficer(role: Reader['role'], name: string): Promise<Officer> {
  const identity = await generateHybridIdentity();
  const signKey = ed25519.utils.randomSecretKey();
  const verifyKey = bytesToHex(ed25519.getPublicKey(signKey));
  const recipient = await identityToRecipient(identity);
  return { identity, signKey, reader: { officer: refOf(TENANT, name), role, name, recipient, verifyKey } };
}

/** A key log of these officers, in which each is signed for by the first. */
export function logOf(officers: readonly Officer[]): KeyLog {
  const log: KeyLogEntry[] = [];
  for (const by of officers) log.push(lineFor(by, log, officers[0] ?? by));
  return log;
}

/** The line that takes an officer's key into use after these lines, signed by another one. */
export const lineFor = ({ reader }: Officer, log: KeyLog, signer: Officer) =>
  nextEntry(log, TENANT, reader, '2026-11-02', signer.signKey);

/** Opens an envelope of a report as an officer would. */
export const openAs = ({ identity }: Officer, { id, keyEpoch }: Submission, kind: Binding['kind'], sealed: string) =>
  open(asSealed(base64.decode(sealed)), identity, { kind, tenant: TENANT, caseId: id, keyEpoch });

/** Both sides of a conversation as an officer sees them. */
export const threadOf = (
  { identity }: Officer,
  { id, receipt }: Submission,
  messages: readonly Message[],
  officers: readonly Officer[],
): Promise<ThreadMessage[]> =>
  openThread(messages, { tenant: TENANT, caseId: id }, identity, {
    officers: officers.map(({ reader }) => reader.verifyKey),
    reporter: receipt.verifyKey,
  });

export const newId = () => bytesToHex(crypto.getRandomValues(new Uint8Array(16)));

/**
 * An officer's message on a report, sealed to its receipt.
 *
 * @param more `caseId`: another case's id makes a message that was moved. `after`: what its writer had seen.
 */
export async function messageOn(
  report: Submission,
  text: string,
  by: Officer,
  { caseId = report.id as string, after = null as string | null, readers = [] as readonly Officer[] } = {},
): Promise<Message> {
  const id = newId();
  const day = '2026-11-23';
  const signed = signMessage({ text, after, day }, 'message', { tenant: TENANT, caseId, messageId: id }, by.signKey);
  const { keyEpoch } = report;
  const binding = { kind: 'message', tenant: TENANT, caseId, keyEpoch } as const;
  const recipients = [report.receipt.recipient, ...readers.map(({ reader }) => reader.recipient)];
  return { id, from: 'officer', keyEpoch, day, sealed: base64.encode(await seal(binding, signed, recipients)) };
}
