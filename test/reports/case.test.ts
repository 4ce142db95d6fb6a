import { describe, expect, it } from '@jest/globals';
import {
  answered,
  CASE_STATUSES,
  type Case,
  type CaseStatus,
  changeStatus,
  followedUp,
  nextStatuses,
  withdrawn,
} from '../../src/reports/case.ts';
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
  news: false,
  hiddenFrom: 'h',
  keyEpoch: 1,
  readersEpoch: 1,
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

describe('a case that an officer answers', () => {
  it('is taken up by whoever answers first', () => {
    const before = caseWith('new');
    expect(answered(before, OFFICER)).toEqual({ ...before, status: 'in-progress', owner: OFFICER });
    expect(answered({ ...before, acute: true }, DEPUTY)).toMatchObject({ status: 'in-progress', owner: DEPUTY });
  });

  it.each(CASE_STATUSES.filter((status) => status !== 'new'))('stays %s, and whose it was', (status) => {
    const before = caseWith(status, OFFICER);
    expect(answered(before, DEPUTY)).toEqual(before);
  });

  it.each(CASE_STATUSES)('has no news any more when it is %s', (status) => {
    expect(answered({ ...caseWith(status), news: true }, OFFICER).news).toBe(false);
  });
});

describe('a case whose reporter writes again', () => {
  it.each<[CaseStatus, string | undefined, CaseStatus]>([
    ['new', undefined, 'new'],
    ['in-progress', OFFICER, 'in-progress'],
    ['waiting', OFFICER, 'in-progress'],
    ['closed', OFFICER, 'in-progress'],
    // Put away before anybody took it up: nobody would see it come back as theirs.
    ['closed', undefined, 'new'],
  ])('has news: from %s, taken up by %s, it goes to %s', (from, owner, to) => {
    const before = caseWith(from, owner);
    expect(followedUp(before)).toEqual({ ...before, status: to, news: true });
    expect(followedUp({ ...before, news: true, acute: true })).toMatchObject({ status: to, news: true, acute: true });
  });

  it('cannot be one that was withdrawn', () => expect(followedUp(caseWith('withdrawn'))).toBeUndefined());
});

describe('a case that its reporter withdraws', () => {
  it('is withdrawn as long as nobody took it up, and has no news any more', () => {
    const before = { ...caseWith('new'), news: true, acute: true };
    expect(withdrawn(before)).toEqual({ ...before, status: 'withdrawn', news: false });
    expect(before.status).toBe('new');
  });

  it.each(CASE_STATUSES.filter((status) => status !== 'new'))('stays as it is when it is %s', (status) => {
    expect(withdrawn(caseWith(status, OFFICER))).toBeUndefined();
  });

  it('can be taken up, answered to another status or written to by nobody afterwards', () => {
    const gone = { ...caseWith('new'), status: 'withdrawn' as const };
    expect(nextStatuses(gone)).toEqual([]);
    expect(answered(gone, OFFICER).status).toBe('withdrawn');
    expect(followedUp(gone)).toBeUndefined();
  });
});
