import type { CaseId, Day } from './model.ts';
import type { ReceiptPublic } from './receipt.ts';

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
  /** Whether the reporter wrote after the last answer. */
  readonly news: boolean;
  /** From whom the case is hidden, as `hidden.ts` writes it: always as long, whether or not it is hidden from anybody. */
  readonly hiddenFrom: string;
  /** Sequence number of the key log when the report was sealed. */
  readonly keyEpoch: number;
  /** Sequence number of the key log whose readers can open the envelopes now: raised when they are sealed anew. */
  readonly readersEpoch: number;
  readonly receipt: ReceiptPublic;
};

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

/** What becomes of a case when an officer answers: it is taken up by whoever answers first. */
export function answered(before: Case, officerId: string): Case {
  const taken = before.status === 'new' ? changeStatus(before, 'in-progress', officerId) : undefined;
  return { ...(taken ?? before), news: false };
}

/** What becomes of a case when the reporter writes again: one that was put away comes back. Undefined when withdrawn. */
export function followedUp(before: Case): Case | undefined {
  if (before.status === 'withdrawn') return undefined;
  // A case that was closed before anybody took it up has nobody who would see it come back.
  return { ...before, news: true, status: before.owner === undefined ? 'new' : 'in-progress' };
}

/** Whether its reporter can still withdraw a case: nobody took it up. */
export const withdrawable = ({ status, owner }: Case): boolean => owner === undefined && status !== 'withdrawn';

/** Withdraws a case. Undefined when somebody took it up. */
export const withdrawn = (before: Case): Case | undefined =>
  withdrawable(before) ? { ...before, status: 'withdrawn', news: false } : undefined;
