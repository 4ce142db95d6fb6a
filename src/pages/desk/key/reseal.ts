import type { CaseSummary, Desk, ResealedCase } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import type { ResealedEnvelopes } from '../vault/calls.ts';
import type { Vault } from '../vault/vault.ts';

/** Well below what the server takes in one request, in characters. */
const MOST_AT_ONCE = 150_000;

/** The cases that were sealed for other readers than those of now: before a key came, or before one went. */
export const toReseal = (cases: readonly CaseSummary[], { school }: Desk): readonly CaseSummary[] =>
  cases.filter(({ readersEpoch }) => readersEpoch < school.keyLog.length);

/**
 * Seals one case anew for everybody who reads now. Safe to repeat: a case that was half done is done again.
 *
 * @returns false when it cannot be done with this officer's key; then it stays as it is.
 * @throws {DeskError} when the server does not take it.
 */
export async function resealOne(
  { id }: CaseSummary,
  deps: { readonly api: Pick<DeskApi, 'caseFile' | 'reseal'>; readonly vault: Vault; readonly desk: Desk },
): Promise<boolean> {
  const { api, vault, desk } = deps;
  const file = await api.caseFile(id);
  const resealed = await vault.ask('resealCase', { school: desk.school, file }).catch(() => undefined);
  if (!resealed) return false;
  for (const part of partsOf(resealed)) await api.reseal(id, part);
  return true;
}

/** Splits what is too much for one request. The last part says so. */
export function partsOf({ version, keyEpoch, report, contact, messages }: ResealedEnvelopes): ResealedCase[] {
  const parts: ResealedCase[] = [];
  let part = { ...(report && { report }), ...(contact && { contact }), messages: [] as typeof messages };
  let size = (report?.length ?? 0) + (contact?.length ?? 0);
  for (const message of messages) {
    if (size + message.sealed.length > MOST_AT_ONCE) {
      parts.push({ version, keyEpoch, ...part, last: false });
      part = { messages: [] };
      size = 0;
    }
    part.messages.push(message);
    size += message.sealed.length;
  }
  return [...parts, { version, keyEpoch, ...part, last: true }];
}
