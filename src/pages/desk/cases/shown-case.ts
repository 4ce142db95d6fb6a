import type { CaseId } from '../../../reports/model.ts';
import type { CaseFile, Reader } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import type { OpenedCase } from '../vault/calls.ts';
import type { Vault } from '../vault/vault.ts';

/** A case as it is on the screen. */
export type ShownCase = {
  readonly file: CaseFile;
  readonly opened: OpenedCase;
  /** Everyone who is appointed: who reads now, and who has no key in use. */
  readonly people: readonly Pick<Reader, 'officer' | 'name'>[];
};

/** Fetches a case and has the worker open it. @throws {DeskError} */
export async function fetchCase(api: DeskApi, vault: Vault, id: CaseId): Promise<ShownCase> {
  // Who reads now is asked along with the case: the desk may have been open while a colleague made a key.
  const [file, { school }] = await Promise.all([api.caseFile(id), api.desk()]);
  const opened = await vault.ask('openCase', { school, file });
  return { file, opened, people: [...school.readers, ...school.withoutKey] };
}

/** Why a case cannot be answered safely, or undefined when it can. */
export function whyNoAnswer({ opened }: ShownCase): 'withdrawn' | 'key-log' | 'swapped' | 'unopened' | undefined {
  if (opened.withdrawal !== 'none') return 'withdrawn';
  if (!opened.keyLogHolds) return 'key-log';
  if (opened.receipt === 'swapped') return 'swapped';
  return opened.receipt === 'unknown' ? 'unopened' : undefined;
}
