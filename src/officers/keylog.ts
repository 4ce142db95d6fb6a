import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Day } from '../reports/model.ts';
import { isSigned, sign } from '../reports/sign.ts';
import type { KeyLogEntry, Reader } from '../reports/wire.ts';

/**
 * The key log: one line for each key that came into use or went out of it, append-only. Each line names the line before by
 * its hash and is signed: the first by its own key, every later one by a key that is in use at that moment, by an officer
 * who has compared fingerprints with a newcomer. The hash of the first line stands in the school's settings, so whoever can
 * only write to the tables can add nobody.
 */
export type KeyLog = readonly KeyLogEntry[];
export type UnsignedEntry = Omit<KeyLogEntry, 'signature'>;

/** A key and whose it is. */
export type KeyOf = Pick<KeyLogEntry, 'officer' | 'recipient' | 'verifyKey'>;

/** What stands before the first line. */
const NOTHING = '0'.repeat(64);

const hash = (facts: readonly unknown[]): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(facts))));

/** Stands for an officer outside the server: 32 hex digits that say nothing to whoever does not know the officer's id. */
export const refOf = (tenant: string, officerId: string): string =>
  hash(['bondgenoot/officer/v1', tenant, officerId]).slice(0, 32);

const factsOf = (entry: UnsignedEntry, tenant: string): readonly unknown[] => {
  const { seq, action, officer, recipient, verifyKey, day, previous, signer } = entry;
  return ['bondgenoot/keylog/v1', tenant, seq, action, officer, recipient, verifyKey, day, previous, signer];
};

/** Names a line in 64 hex digits. Of the first line this is the setting `KEY_LOG_ROOT`. */
export const hashOf = (entry: UnsignedEntry, tenant: string): string => hash(factsOf(entry, tenant));

/** Signs a line. @param signKey Ed25519 secret key, 32 bytes. */
export const signEntry = (entry: UnsignedEntry, tenant: string, signKey: Uint8Array): KeyLogEntry => ({
  ...entry,
  signature: sign(factsOf(entry, tenant), signKey),
});

/**
 * Makes the line that takes a key into use after these lines, or out of it. After no line it is the first one, which its
 * own key must sign.
 *
 * @param signKey Ed25519 secret key of the officer who vouches for it.
 */
export function nextEntry(
  log: KeyLog,
  tenant: string,
  key: KeyOf,
  day: Day,
  signKey: Uint8Array,
  action: KeyLogEntry['action'] = 'add',
): KeyLogEntry {
  const { officer, recipient, verifyKey } = key;
  const last = log.at(-1);
  const previous = last ? hashOf(last, tenant) : NOTHING;
  const signer = bytesToHex(ed25519.getPublicKey(signKey));
  return signEntry(
    { seq: log.length + 1, action, officer, recipient, verifyKey, day, previous, signer },
    tenant,
    signKey,
  );
}

/**
 * Why a log is refused. `officer`: a second key for the same officer, or one that was in use before; `retire`: a key goes
 * that is not in use, or the last one; the rest by the name of the rule.
 */
export type KeyLogFault = 'empty' | 'root' | 'sequence' | 'chain' | 'signer' | 'signature' | 'officer' | 'retire';
export type KeyLogCheck =
  | { readonly ok: true }
  /** `seq`: the place of the first line that is not right, counted from 1; 0 when there is none. */
  | { readonly ok: false; readonly why: KeyLogFault; readonly seq: number };

/**
 * Checks every line of a log.
 *
 * @param root the hash of the first line, from the school's settings.
 */
export function checkKeyLog(log: KeyLog, tenant: string, root: string): KeyLogCheck {
  if (log.length === 0) return { ok: false, why: 'empty', seq: 0 };
  for (const [at, entry] of log.entries()) {
    const why = faultOf(entry, log.slice(0, at), tenant, root);
    if (why) return { ok: false, why, seq: at + 1 };
  }
  return { ok: true };
}

function faultOf(entry: KeyLogEntry, before: KeyLog, tenant: string, root: string): KeyLogFault | undefined {
  const last = before.at(-1);
  if (entry.seq !== before.length + 1) return 'sequence';
  if (entry.previous !== (last ? hashOf(last, tenant) : NOTHING)) return 'chain';
  if (!last && hashOf(entry, tenant) !== root) return 'root';
  const inUse = keysInUse(before);
  if (entry.action === 'add' && (inUse.some(isOf(entry)) || before.some(hasKeyOf(entry)))) return 'officer';
  // Without any key nobody could ever take one into use again.
  if (entry.action === 'retire' && !(inUse.length > 1 && inUse.some((key) => isSameKey(key, entry)))) return 'retire';
  const signers = last ? inUse : [entry];
  if (!signers.some(({ verifyKey }) => verifyKey === entry.signer)) return 'signer';
  return isSigned(factsOf(entry, tenant), entry.signature, entry.signer) ? undefined : 'signature';
}

const isOf =
  ({ officer }: KeyOf) =>
  (other: KeyOf) =>
    other.officer === officer;
/** Half of a pair counts: a signing key beside another age key would make its old signatures somebody else's. */
const hasKeyOf =
  ({ recipient, verifyKey }: KeyOf) =>
  (other: KeyOf) =>
    other.recipient === recipient || other.verifyKey === verifyKey;

/** The lines of the keys that are in use after all these lines, which must have been checked. */
export const keysInUse = (log: KeyLog): KeyLogEntry[] =>
  log.filter(
    (line, at) =>
      line.action === 'add' && !log.slice(at).some((after) => after.action === 'retire' && isSameKey(after, line)),
  );

/** Whether each of these keys is in use by the log, under the same officer. The log itself must have been checked. */
export function borneOut(readers: readonly Pick<Reader, keyof KeyOf>[], log: KeyLog): boolean {
  const inUse = keysInUse(log);
  return readers.every((reader) => inUse.some((entry) => isSameKey(reader, entry)));
}

/** Whether both are the same officer's same key. */
export const isSameKey = (a: KeyOf, b: KeyOf): boolean =>
  a.officer === b.officer && a.recipient === b.recipient && a.verifyKey === b.verifyKey;
