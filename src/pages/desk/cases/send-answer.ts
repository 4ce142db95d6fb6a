import { bytesToHex } from '@noble/hashes/utils.js';
import type { CaseId } from '../../../reports/model.ts';
import type { DeskApi } from '../api.ts';
import type { Vault } from '../vault/vault.ts';
import type { Pending } from './drafts.ts';

const MESSAGE_ID_BYTES = 16;

/**
 * Seals an answer to the reporter and to everyone who reads reports at this moment.
 *
 * @param replyTo the receipt's age recipient.
 * @returns the answer ready to send; sending this same one again is safe.
 */
export async function sealForCase(
  { api, vault }: { readonly api: DeskApi; readonly vault: Vault },
  id: CaseId,
  replyTo: string,
  text: string,
): Promise<Pending> {
  // Asked again for every answer: the desk may have been open while an officer or a key was added.
  const { school } = await api.desk();
  const messageId = bytesToHex(crypto.getRandomValues(new Uint8Array(MESSAGE_ID_BYTES)));
  const sealed = await vault.ask('sealAnswer', {
    place: { tenant: school.tenant, caseId: id, messageId },
    keyEpoch: school.keyEpoch,
    text,
    recipients: [replyTo, ...school.readers.map(({ recipient }) => recipient)],
  });
  return { text, message: { id: messageId, keyEpoch: school.keyEpoch, sealed } };
}
