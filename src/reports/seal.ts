import { Decrypter, Encrypter } from 'age-encryption';

/**
 * What an envelope belongs to. age has no associated data, so this travels inside the plaintext and is checked by
 * {@link open}: an envelope that was moved to another row, tenant or key epoch does not open.
 */
export type Binding = {
  readonly kind: 'report' | 'contact' | 'own' | 'message' | 'follow-up';
  readonly tenant: string;
  readonly caseId: string;
  /** Sequence number of the key log when the envelope was sealed. */
  readonly keyEpoch: number;
};

/** An age file: ciphertext that may leave the sealing code. A plain byte array is not a `Sealed`. */
export type Sealed = Uint8Array & { readonly [sealedMark]: true };
declare const sealedMark: unique symbol;

export type SealErrorCode = 'recipients' | 'too-large' | 'not-age' | 'cannot-open' | 'wrong-binding';

/** Thrown by {@link seal} and {@link open}. Carries a stable code and never any plaintext. */
export class SealError extends Error {
  readonly code: SealErrorCode;
  constructor(code: SealErrorCode) {
    super(`seal: ${code}`);
    this.name = 'SealError';
    this.code = code;
  }
}

const VERSION = 1;
/** Sizes to which plaintext is padded, in bytes, so that the ciphertext's length says little about the text. */
export const BUCKETS = [2048, 8192, 32768] as const;
/** The largest age file accepted, in bytes: the largest bucket plus room for ten hybrid recipients. */
export const MAX_SEALED_BYTES = 56 * 1024;
/** An age post-quantum hybrid recipient, `age1pq1…`. */
export const HYBRID_RECIPIENT = /^age1pq1[02-9ac-hj-np-z]{1000,3000}$/;
const AGE_HEADER = new TextEncoder().encode('age-encryption.org/v1\n');

/**
 * Seals a JSON value to all recipients.
 *
 * @param binding what the envelope belongs to; `open` demands the same.
 * @param body a JSON value; padded to the next of {@link BUCKETS}.
 * @param recipients one or more age post-quantum hybrid recipients (`age1pq1…`). A classical recipient among them is
 *   refused: age would accept a mixed set, and the file would be no stronger than its weakest recipient.
 * @throws {SealError} `recipients` or `too-large`.
 */
export async function seal(binding: Binding, body: unknown, recipients: readonly string[]): Promise<Sealed> {
  const distinct = [...new Set(recipients)];
  if (distinct.length === 0 || !distinct.every((recipient) => HYBRID_RECIPIENT.test(recipient))) {
    throw new SealError('recipients');
  }
  const encrypter = new Encrypter();
  for (const recipient of distinct) encrypter.addRecipient(recipient);
  // The only place where ciphertext gets its type: everything above has been encrypted by here.
  return (await encrypter.encrypt(pad({ v: VERSION, ...binding, body }))) as Sealed;
}

/**
 * Opens an envelope and checks that it belongs where it was found.
 *
 * @returns the body that was sealed; parse it before use.
 * @throws {SealError} `not-age`, `cannot-open` (damaged, or not sealed to this identity) or `wrong-binding`.
 */
export async function open(sealed: Sealed, identity: string, expected: Binding): Promise<unknown> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let plain: Uint8Array;
  try {
    plain = await decrypter.decrypt(sealed);
  } catch {
    throw new SealError('cannot-open');
  }
  const { v, kind, tenant, caseId, keyEpoch, body } = unpad(plain);
  const bound =
    v === VERSION &&
    kind === expected.kind &&
    tenant === expected.tenant &&
    caseId === expected.caseId &&
    keyEpoch === expected.keyEpoch;
  if (!bound) throw new SealError('wrong-binding');
  return body;
}

/**
 * Seals what is in an envelope once more, to other recipients. What it belongs to stays what it was, with the key epoch in
 * which it was first sealed.
 *
 * @throws {SealError} as {@link open} and {@link seal} do; then there is no new envelope, and the old one must be kept.
 */
export const reseal = async (
  sealed: Sealed,
  identity: string,
  binding: Binding,
  recipients: readonly string[],
): Promise<Sealed> => seal(binding, await open(sealed, identity, binding), recipients);

/**
 * Admits bytes from outside (a request, a table row) as an envelope. Looks at size and header only.
 *
 * @throws {SealError} `not-age` or `too-large`.
 */
export function asSealed(bytes: Uint8Array): Sealed {
  if (bytes.length > MAX_SEALED_BYTES) throw new SealError('too-large');
  if (!AGE_HEADER.every((byte, i) => bytes[i] === byte)) throw new SealError('not-age');
  // Checked just above; what it really holds shows when it is opened.
  return bytes as Sealed;
}

/** Takes an envelope out of storage as it is. One that was damaged there is noticed when it is opened, by the reader. */
export const fromStorage = (bytes: Uint8Array): Sealed => bytes as Sealed; // only envelopes are written in that column

/** Length prefix (4 bytes, big endian), JSON, zeros up to the bucket. */
function pad(value: unknown): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(value));
  const size = BUCKETS.find((bucket) => json.length + 4 <= bucket);
  if (size === undefined) throw new SealError('too-large');
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, json.length);
  padded.set(json, 4);
  return padded;
}

function unpad(padded: Uint8Array): Record<string, unknown> {
  try {
    const length = new DataView(padded.buffer, padded.byteOffset, padded.byteLength).getUint32(0);
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(padded.subarray(4, 4 + length)));
    if (typeof value !== 'object' || value === null) throw new SealError('cannot-open');
    return { ...value };
  } catch {
    throw new SealError('cannot-open');
  }
}
