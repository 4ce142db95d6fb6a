import type { CaseSummary } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { type TroubleKind, troubleOf } from '../trouble.ts';
import type { SchoolKeys } from '../vault/calls.ts';
import type { Vault } from '../vault/vault.ts';
import { type CaseText, NOTHING_OPENED, textOf } from './search.ts';

export type Opener = {
  readonly api: Pick<DeskApi, 'caseFile'>;
  readonly vault: Pick<Vault, 'ask'>;
  readonly school: SchoolKeys;
};

/** So many are on their way at once: the worker opens one while others are still being fetched. */
const AT_ONCE = 4;
/** What is wrong with one case. Anything else would go wrong with the next one as well. */
const OF_ONE_CASE: readonly TroubleKind[] = ['missing', 'unexpected', 'worker'];

/**
 * Fetches cases in the order given and has the worker open them. A case that does not open is told as such and stops
 * nothing.
 *
 * @param onOpened called for each case; not any more once `stop` is aborted.
 * @throws {DeskError} when the server cannot be reached, or refuses this officer.
 */
export async function openTexts(
  cases: readonly CaseSummary[],
  opener: Opener,
  stop: AbortSignal,
  onOpened: (one: CaseSummary, text: CaseText) => void,
): Promise<void> {
  const left = [...cases];
  const work = async () => {
    for (let one = left.shift(); one && !stop.aborted; one = left.shift()) {
      const text = await openText(one, opener, stop);
      if (!stop.aborted) onOpened(one, text);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    left.length = 0; // the other ones end as well
    if (!stop.aborted) throw error;
  }
}

async function openText({ id }: CaseSummary, { api, vault, school }: Opener, stop: AbortSignal): Promise<CaseText> {
  try {
    const file = await api.caseFile(id);
    // A locked vault does not answer.
    return stop.aborted ? NOTHING_OPENED : textOf(await vault.ask('openCase', { school, file }));
  } catch (error) {
    if (OF_ONE_CASE.includes(troubleOf(error).kind)) return NOTHING_OPENED;
    throw error;
  }
}
