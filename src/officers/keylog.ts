import type { Day } from '../reports/model.ts';

/** One line of the key log: an officer's key came into use. The log is append-only; `seq` counts from 1. */
export type KeyLogEntry = {
  readonly seq: number;
  readonly officerId: string;
  /** age post-quantum hybrid recipient. */
  readonly recipient: string;
  /** Ed25519 public key, 64 hex digits. */
  readonly verifyKey: string;
  readonly day: Day;
};

/** The key epoch: which state of the log an envelope was sealed under. 0 before the first key. */
export const epochOf = (log: readonly KeyLogEntry[]): number => log.length;

/** The keys to seal to: those of officers who are appointed now. A dismissed officer's key stays in the log only. */
export function keysInUse(log: readonly KeyLogEntry[], appointed: ReadonlySet<string>): readonly KeyLogEntry[] {
  // One key an officer: a second line under somebody's id, put there by hand, adds no reader.
  return log.filter(
    ({ officerId }, at) => appointed.has(officerId) && log.findIndex((entry) => entry.officerId === officerId) === at,
  );
}
