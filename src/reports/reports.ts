import { type Cases, createCases } from './cases.ts';
import type { Hiding } from './hidden.ts';
import { createIntake, type Intake, type Readers } from './intake.ts';
import { type CaseId, type Day, dayOf } from './model.ts';
import type { Note } from './note.ts';
import type { Scrypt } from './receipt.ts';
import type { CaseStore } from './reports.store.ts';
import { createReturnChannel, type ReturnChannel } from './return-channel.ts';
import { createTriage, type Triage } from './triage.ts';

/** Reports from both doors, what officers do with cases, and what reporters do with theirs. */
export type Reports = Intake & Triage & ReturnChannel;

export function createReports(deps: {
  readonly tenantId: string;
  readonly store: CaseStore;
  readonly readers: () => Promise<Readers>;
  readonly hiding: Hiding;
  /** Brings the officers' notice of a case up to date, some time soon. May be called again for the same case. */
  readonly announce: (id: CaseId, urgent: boolean) => Promise<void>;
  readonly scrypt: Scrypt;
  readonly versionOf: Reports['versionOf'];
  readonly note: Note;
  readonly today?: () => Day;
}): Reports {
  const today = deps.today ?? (() => dayOf(new Date()));
  const cases: Cases = createCases({ ...deps, today });
  const shared = { ...deps, today, cases };
  return { ...createIntake(shared), ...createTriage(shared), ...createReturnChannel(shared) };
}
