import type { CaseId, Day } from './model.ts';

export const CASE_STATUSES = ['new', 'in-progress', 'waiting', 'closed', 'withdrawn'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/**
 * Everything of a case that stands in clear text in the table (docs/threat-model.md, section 4). No category, no name, no text; a test
 * compares this list with what is really stored.
 */
export type Case = {
  readonly id: CaseId;
  readonly day: Day;
  readonly status: CaseStatus;
  /** The officer who took it up. */
  readonly owner: string | undefined;
  readonly acute: boolean;
  /** Whether the report is known to come from a member of the school. */
  readonly member: boolean;
  /** Sequence number of the key log when the report was sealed. */
  readonly keyEpoch: number;
  readonly receipt: ReceiptPublic;
};

/** The public part of a receipt. */
export type ReceiptPublic = { readonly lookup: string; readonly recipient: string; readonly verifyKey: string };

/** Which status may follow which. A withdrawn case stays withdrawn; a closed one can be opened again. */
const NEXT: Record<CaseStatus, readonly CaseStatus[]> = {
  new: ['in-progress', 'closed'],
  'in-progress': ['waiting', 'closed'],
  waiting: ['in-progress', 'closed'],
  closed: ['in-progress'],
  withdrawn: [],
};

/**
 * The statuses an officer can give this case now. A report of danger cannot be closed before somebody took it up: one
 * slip of a finger must not put it away.
 */
export function nextStatuses({ status, acute }: Pick<Case, 'status' | 'acute'>): readonly CaseStatus[] {
  return acute && status === 'new' ? ['in-progress'] : NEXT[status];
}

/**
 * Changes a case's status. Whoever takes a case up becomes its owner.
 *
 * @returns the changed case, or undefined when that status cannot follow.
 */
export function changeStatus(before: Case, to: CaseStatus, officerId: string): Case | undefined {
  if (!nextStatuses(before).includes(to)) return undefined;
  return { ...before, status: to, owner: to === 'in-progress' ? officerId : before.owner };
}
