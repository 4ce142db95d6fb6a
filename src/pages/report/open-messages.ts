import { base64 } from '@scure/base';
import type { ReceiptKeys } from '../../reports/receipt.ts';
import { asSealed, open } from '../../reports/seal.ts';
import { isGenuine, signedMessage } from '../../reports/sign.ts';
import type { Message, ReportStatus } from '../../reports/wire.ts';

/** A message as the reporter gets it. Only a `genuine` one has a text: a forged one must not be able to say anything. */
export type OpenedMessage =
  | { readonly kind: 'genuine'; readonly day: string; readonly text: string }
  | { readonly kind: 'forged' | 'damaged'; readonly day: string };

/** Opens the messages on a report with the receipt's identity and checks who signed them. */
export const openMessages = (status: ReportStatus, keys: ReceiptKeys, tenant: string): Promise<OpenedMessage[]> =>
  Promise.all(status.messages.map((message) => openMessage(message, status, keys, tenant)));

async function openMessage(
  { id: messageId, keyEpoch, day, sealed }: Message,
  { id: caseId, verifyKeys }: ReportStatus,
  { identity }: ReceiptKeys,
  tenant: string,
): Promise<OpenedMessage> {
  try {
    const binding = { kind: 'message', tenant, caseId, keyEpoch } as const;
    const body = signedMessage.parse(await open(asSealed(base64.decode(sealed)), identity, binding));
    return isGenuine(body, { tenant, caseId, messageId }, verifyKeys)
      ? { kind: 'genuine', day, text: body.text }
      : { kind: 'forged', day };
  } catch {
    return { kind: 'damaged', day }; // not for this receipt, moved from elsewhere, or broken
  }
}
