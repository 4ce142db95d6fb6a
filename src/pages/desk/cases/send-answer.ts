import { bytesToHex } from '@noble/hashes/utils.js';
import { dayOf } from '../../../reports/model.ts';
import { lastSeen } from '../../../reports/thread.ts';
import type { DeskApi } from '../api.ts';
import { DeskError } from '../trouble.ts';
import type { Vault } from '../vault/vault.ts';
import type { Pending } from './drafts.ts';
import type { ShownCase } from './shown-case.ts';

const MESSAGE_ID_BYTES = 16;

/**
 * Seals an answer to the reporter and to everyone who may read the case at this moment.
 *
 * @returns the answer ready to send; sending this same one again is safe.
 * @throws {DeskError} `key-log` when the school names readers whom the key log does not bear out.
 */
export async function sealForCase(
  { api, vault }: { readonly api: DeskApi; readonly vault: Vault },
  { file, opened }: ShownCase,
  text: string,
): Promise<Pending> {
  // Asked again for every answer: the desk may have been open while an officer or a key was added.
  const { school } = await api.desk();
  const id = bytesToHex(crypto.getRandomValues(new Uint8Array(MESSAGE_ID_BYTES)));
  const said = { text, after: lastSeen(opened.messages), day: dayOf(new Date()) };
  const answer = await vault.ask('sealAnswer', { school, file, messageId: id, said });
  if (!answer) throw new DeskError('key-log');
  return { text, message: { id, ...answer } };
}
