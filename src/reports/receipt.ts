import { ed25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { bech32 } from '@scure/base';
import { identityToRecipient } from 'age-encryption';

/**
 * A receipt: 15 random characters and one check character of Crockford's base 32, 75 bits of secret.
 * Canonical form: `ABCD-EFGH-JKMN-PQRS`. Shown once, stored nowhere.
 */
export type Receipt = string & { readonly [receiptMark]: true };
declare const receiptMark: unique symbol;

/** What a receipt yields. The server knows `lookup`, `recipient` and `verifyKey`; only the reporter has the rest. */
export type ReceiptKeys = {
  /** Finds the case: 32 hex digits. */
  readonly lookup: string;
  /** age hybrid identity: opens the officer's replies. */
  readonly identity: string;
  /** age hybrid recipient: officers seal replies to it. */
  readonly recipient: string;
  /** Ed25519 secret key, 32 bytes: signs follow-ups and withdrawal. */
  readonly signKey: Uint8Array;
  /** Ed25519 public key, 64 hex digits. */
  readonly verifyKey: string;
};

/** Crockford's alphabet: no I, L, O or U, so that it can be read aloud and written by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_CHARACTERS = 15;
/** scrypt cost: about 0.4 s in a browser's plain JavaScript (measured), which every guess has to pay as well. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, dkLen: 32 } as const;

/**
 * Makes a new receipt.
 *
 * @param random 15 random bytes, from `crypto.getRandomValues`.
 */
export function newReceipt(random: Uint8Array = crypto.getRandomValues(new Uint8Array(SECRET_CHARACTERS))): Receipt {
  const digits = [...random.subarray(0, SECRET_CHARACTERS)].map((byte) => byte & 31);
  return format([...digits, checkDigit(digits)]);
}

/**
 * Reads a receipt as a person types it: any case, spaces or dashes anywhere, O for 0, I or L for 1.
 *
 * @returns the canonical form, or undefined when it is no receipt: any one wrong character and any two swapped ones are
 *   noticed here, before the slow hash.
 */
export function parseReceipt(typed: string): Receipt | undefined {
  const plain = typed
    .toUpperCase()
    .replace(/[\s\-–—._]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const digits = [...plain].map((character) => ALPHABET.indexOf(character));
  if (digits.length !== SECRET_CHARACTERS + 1 || digits.includes(-1)) return undefined;
  const check = digits.pop();
  return check === checkDigit(digits) ? format([...digits, check]) : undefined;
}

/** Looked ahead for, so that a word of four letters before a receipt does not swallow its first group. */
const LIKE_A_RECEIPT = /(?=([0-9A-Za-z]{4}(?:[\s\-–—._]+[0-9A-Za-z]{4}){3}))/g;

/** Whether somebody typed a receipt in a text. Four words of four letters are none: almost every receipt has a digit. */
export const holdsReceipt = (text: string): boolean =>
  [...text.matchAll(LIKE_A_RECEIPT)].some(([, typed = '']) => /\d/.test(typed) && parseReceipt(typed) !== undefined);

/** scrypt as this module needs it. The server passes Node's own, which leaves its only thread free. */
export type Scrypt = (password: Uint8Array, salt: Uint8Array, cost: typeof SCRYPT) => Promise<Uint8Array>;

/**
 * Derives everything a receipt is good for. Slow on purpose.
 *
 * @param tenant the school's tenant id: the same receipt at another school leads nowhere.
 */
export async function deriveReceipt(
  receipt: Receipt,
  tenant: string,
  scrypt: Scrypt = scryptAsync,
): Promise<ReceiptKeys> {
  const root = await scrypt(utf8ToBytes(receipt), utf8ToBytes(`bondgenoot/receipt/v1/${tenant}`), SCRYPT);
  const derive = (purpose: string, length: number) => hkdf(sha256, root, undefined, utf8ToBytes(purpose), length);
  const identity = bech32.encodeFromBytes('AGE-SECRET-KEY-PQ-', derive('identity', 32)).toUpperCase();
  const signKey = derive('sign', 32);
  return {
    lookup: bytesToHex(derive('lookup', 16)),
    identity,
    recipient: await identityToRecipient(identity),
    signKey,
    verifyKey: bytesToHex(ed25519.getPublicKey(signKey)),
  };
}

/** The public part of a receipt. */
export type ReceiptPublic = Pick<ReceiptKeys, 'lookup' | 'recipient' | 'verifyKey'>;

/** Names the public part of a receipt in 64 hex digits. It is sealed with the report, so that another one beside it shows. */
export const receiptFingerprint = ({ lookup, recipient, verifyKey }: ReceiptPublic): string =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify(['bondgenoot/receipt/v1', lookup, recipient, verifyKey]))));

/**
 * The check character: a sum over GF(32) in which every position has its own weight, which notices every single wrong
 * character and every swap of two characters.
 */
function checkDigit(digits: readonly number[]): number {
  let weight = 1;
  let sum = 0;
  for (const digit of digits) {
    weight = multiply(weight, 2);
    sum ^= multiply(weight, digit);
  }
  return sum;
}

/** Multiplication in GF(32), modulo x^5 + x^2 + 1, of which x is a generator. */
function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = a;
  for (let bits = b; bits > 0; bits >>= 1) {
    if (bits & 1) product ^= shifted;
    shifted = shifted & 16 ? (shifted << 1) ^ 0b100101 : shifted << 1;
  }
  return product;
}

function format(digits: readonly number[]): Receipt {
  const characters = digits.map((digit) => ALPHABET[digit]).join('');
  // Every caller has just made or checked the digits.
  return (characters.match(/.{4}/g) ?? []).join('-') as Receipt;
}
