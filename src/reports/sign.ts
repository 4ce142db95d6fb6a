import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';

/** What a signature on a message covers, besides its text. */
export type MessagePlace = { readonly tenant: string; readonly caseId: string; readonly messageId: string };

/** The body of a sealed message. age does not say who sealed; the signature does. */
export const signedMessage = z.object({
  text: z.string().min(1).max(4000),
  /** Ed25519 signature, 128 hex digits. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type SignedMessage = z.infer<typeof signedMessage>;

/** Signs a message for one place in one case. @param signKey Ed25519 secret key, 32 bytes. */
export function signMessage(text: string, place: MessagePlace, signKey: Uint8Array): SignedMessage {
  return { text, signature: bytesToHex(ed25519.sign(covered(text, place), signKey)) };
}

/** Whether one of these Ed25519 public keys (64 hex digits) signed this message for this place. */
export function isGenuine(message: SignedMessage, place: MessagePlace, verifyKeys: readonly string[]): boolean {
  const signature = hexToBytes(message.signature);
  const bytes = covered(message.text, place);
  return verifyKeys.some((key) => {
    try {
      // Strict: under the looser rule a key of small order would bear out anything, whoever signed it.
      return ed25519.verify(signature, bytes, hexToBytes(key), { zip215: false });
    } catch {
      return false; // a key that is no point on the curve signed nothing
    }
  });
}

const covered = (text: string, { tenant, caseId, messageId }: MessagePlace) =>
  utf8ToBytes(JSON.stringify(['bondgenoot/message/v1', tenant, caseId, messageId, text]));
