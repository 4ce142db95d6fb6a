import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { day } from './model.ts';

/** Who writes: `message` is an officer's, `follow-up` the reporter's. A signature on one is none on the other. */
export type MessageKind = 'message' | 'follow-up';
/** What a signature on a message covers, besides what it says. */
export type MessagePlace = { readonly tenant: string; readonly caseId: string; readonly messageId: string };

/** What a message says. `after`: the last message that its writer had seen, so that a missing or moved one is noticed. */
export type Said = { readonly text: string; readonly after: string | null; readonly day: string };

/** The body of a sealed message. age does not say who sealed; the signature does. */
export const signedMessage = z.object({
  text: z.string().min(1).max(4000),
  after: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  day,
  /** Ed25519 signature, 128 hex digits. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type SignedMessage = z.infer<typeof signedMessage>;

/** Signs a message for one place in one case. @param signKey Ed25519 secret key, 32 bytes. */
export function signMessage(said: Said, kind: MessageKind, place: MessagePlace, signKey: Uint8Array): SignedMessage {
  return { ...said, signature: sign(coveredOf(said, kind, place), signKey) };
}

/** Which of these Ed25519 public keys (64 hex digits) signed this message for this place; undefined when none did. */
export function signerOf(
  message: SignedMessage,
  kind: MessageKind,
  place: MessagePlace,
  verifyKeys: readonly string[],
): string | undefined {
  return verifyKeys.find((key) => isSigned(coveredOf(message, kind, place), message.signature, key));
}

/** What whoever holds a receipt may ask for. */
export type ReceiptAction = 'follow-up' | 'withdraw' | 'delete-contact';

/**
 * Signs a request with the receipt's key, so that the server knows it comes from the reporter.
 *
 * @param about what the request brings along, in text; empty when it brings nothing.
 */
export const signRequest = (
  action: ReceiptAction,
  { tenant, caseId }: Omit<MessagePlace, 'messageId'>,
  about: string,
  signKey: Uint8Array,
): string => sign(['bondgenoot/request/v1', action, tenant, caseId, about], signKey);

/** Whether this receipt's key signed this request. */
export const isRequestOf = (
  verifyKey: string,
  action: ReceiptAction,
  { tenant, caseId }: Omit<MessagePlace, 'messageId'>,
  about: string,
  signature: string,
): boolean => isSigned(['bondgenoot/request/v1', action, tenant, caseId, about], signature, verifyKey);

/** A sealed follow-up as {@link signRequest} takes it: this message with these bytes. */
export const aboutMessage = (messageId: string, sealed: Uint8Array): string =>
  `${messageId} ${bytesToHex(sha256(sealed))}`;

/** Signs a list of facts. The list begins with what it is for, so that no signature serves for something else. */
export const sign = (facts: readonly unknown[], signKey: Uint8Array): string =>
  bytesToHex(ed25519.sign(utf8ToBytes(JSON.stringify(facts)), signKey));

/** Whether this Ed25519 public key signed these facts. What is no key and no signature has signed nothing. */
export function isSigned(facts: readonly unknown[], signature: string, verifyKey: string): boolean {
  try {
    // Strict: under the looser rule a key of small order would bear out anything, whoever signed it.
    const options = { zip215: false };
    return ed25519.verify(hexToBytes(signature), utf8ToBytes(JSON.stringify(facts)), hexToBytes(verifyKey), options);
  } catch {
    return false;
  }
}

const coveredOf = ({ text, after, day }: Said, kind: MessageKind, { tenant, caseId, messageId }: MessagePlace) => [
  `bondgenoot/${kind}/v1`,
  ...[tenant, caseId, messageId, after, day, text],
];
