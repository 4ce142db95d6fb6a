import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption';
import * as z from 'zod';

/** An officer's secret keys. Only ever in the memory of the officer's browser. */
export type OfficerSecret = {
  /** age hybrid identity, `AGE-SECRET-KEY-PQ-1…`: opens reports. */
  readonly identity: string;
  /** Ed25519 secret key, 32 bytes: signs replies. */
  readonly signKey: Uint8Array;
};

/** What the server keeps of an officer's key. */
export type OfficerKey = {
  readonly recipient: string;
  readonly verifyKey: string;
  /** The secret keys as an age file under the passphrase (scrypt); opens with the standard `age` tool too. */
  readonly wrapped: Uint8Array;
};

const secretFile = z.object({ identity: z.string(), signKey: z.string().regex(/^[0-9a-f]{64}$/) });
/** log2 of scrypt's N: the least that the design allows, about half a second in a browser. */
const SCRYPT_WORK_FACTOR = 17;
const PASSPHRASE_WORDS = 6;

/**
 * Makes an officer's keys and wraps them under a passphrase.
 *
 * @param workFactor log2 of scrypt's N. Every key of a real officer gets the usual one; keys that open nothing of a person,
 *   as in tests, may be made in less time.
 * @returns the secret for use now, and what may go to the server.
 */
export async function createOfficerKey(
  passphrase: string,
  workFactor = SCRYPT_WORK_FACTOR,
): Promise<{ secret: OfficerSecret; key: OfficerKey }> {
  const identity = await generateHybridIdentity();
  const signKey = ed25519.utils.randomSecretKey();
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(workFactor);
  encrypter.setPassphrase(normalise(passphrase));
  const secret = { identity, signKey };
  return {
    secret,
    key: {
      ...(await publicKeysOf(secret)),
      wrapped: await encrypter.encrypt(JSON.stringify({ identity, signKey: bytesToHex(signKey) })),
    },
  };
}

/**
 * Unwraps an officer's keys.
 *
 * @returns the secret, or undefined when the passphrase is not right.
 */
export async function unlockOfficerKey(wrapped: Uint8Array, passphrase: string): Promise<OfficerSecret | undefined> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(normalise(passphrase));
  try {
    const { identity, signKey } = secretFile.parse(JSON.parse(await decrypter.decrypt(wrapped, 'text')));
    return { identity, signKey: hexToBytes(signKey) };
  } catch {
    return undefined;
  }
}

/** The public part of an officer's secret: what the log must say of this officer. */
export const publicKeysOf = async ({ identity, signKey }: OfficerSecret): Promise<Omit<OfficerKey, 'wrapped'>> => ({
  recipient: await identityToRecipient(identity),
  verifyKey: bytesToHex(ed25519.getPublicKey(signKey)),
});

/** Six random words out of the list: 66 bits with 2048 words. */
export function newPassphrase(words: readonly string[]): string {
  const picks = crypto.getRandomValues(new Uint16Array(PASSPHRASE_WORDS));
  // 2048 divides 65536, so every word is equally likely.
  return [...picks].map((pick) => words[pick % words.length]).join(' ');
}

/** Case and extra spaces do not matter: a passphrase is read from paper. */
const normalise = (passphrase: string) => passphrase.trim().toLowerCase().split(/\s+/).join(' ');
