import { describe, expect, it } from '@jest/globals';
import { CASE_STATUSES, type Case, type CaseStatus, changeStatus, nextStatuses } from '../../src/reports/case.ts';
import { newCaseId } from '../../src/reports/model.ts';

const OFFICER = 'officer-a';
const DEPUTY = 'deputy-b';
const caseWith = (status: CaseStatus, owner?: string): Case => ({
  id: newCaseId(),
  day: '2026-11-22',
  status,
  owner,
  acute: false,
  member: false,
  keyEpoch: 1,
  receipt: { lookup: 'l', recipient: 'r', verifyKey: 'v' },
});

/** Every step an officer can take. What is not here cannot be done. */
const ALLOWED: ReadonlyArray<readonly [CaseStatus, CaseStatus]> = [
  ['new', 'in-progress'],
  ['new', 'closed'],
  ['in-progress', 'waiting'],
  ['in-progress', 'closed'],
  ['waiting', 'in-progress'],
  ['waiting', 'closed'],
  ['closed', 'in-progress'],
];
const pairs = CASE_STATUSES.flatMap((from) => CASE_STATUSES.map((to) => [from, to] as const));
const isAllowed = ([from, to]: readonly [CaseStatus, CaseStatus]) => ALLOWED.some(([a, b]) => a === from && b === to);

describe('the status of a case', () => {
  it.each(pairs.filter(isAllowed))('goes from %s to %s', (from, to) => {
    const before = caseWith(from, OFFICER);
    expect(changeStatus(before, to, OFFICER)).toEqual({ ...before, status: to });
    expect(nextStatuses(before)).toContain(to);
  });

  it.each(pairs.filter((pair) => !isAllowed(pair)))('does not go from %s to %s', (from, to) => {
    const before = caseWith(from, OFFICER);
    expect(changeStatus(before, to, OFFICER)).toBeUndefined();
    expect(nextStatuses(before)).not.toContain(to);
  });
});

it('a report of danger is taken up before it can be closed', () => {
  const acute = { ...caseWith('new'), acute: true };
  expect(changeStatus(acute, 'closed', OFFICER)).toBeUndefined();
  expect(changeStatus({ ...acute, status: 'in-progress' }, 'closed', OFFICER)?.status).toBe('closed');
});

describe('the owner of a case', () => {
  it('is whoever takes it up, also after somebody else', () => {
    expect(changeStatus(caseWith('new'), 'in-progress', OFFICER)?.owner).toBe(OFFICER);
    expect(changeStatus(caseWith('waiting', OFFICER), 'in-progress', DEPUTY)?.owner).toBe(DEPUTY);
    expect(changeStatus(caseWith('closed', OFFICER), 'in-progress', DEPUTY)?.owner).toBe(DEPUTY);
  });

  it('stays the same when another closes it or waits for the reporter', () => {
    expect(changeStatus(caseWith('in-progress', OFFICER), 'closed', DEPUTY)?.owner).toBe(OFFICER);
    expect(changeStatus(caseWith('in-progress', OFFICER), 'waiting', DEPUTY)?.owner).toBe(OFFICER);
    expect(changeStatus(caseWith('new'), 'closed', DEPUTY)?.owner).toBeUndefined();
  });
});
