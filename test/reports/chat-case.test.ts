import { describe, expect, it } from '@jest/globals';
import { chatCaseId } from '../../src/reports/chat-case.ts';
import { caseId, type Filled, type Report } from '../../src/reports/model.ts';

const KEY = new Uint8Array(32).fill(1);
const FROM = { form: '6e1c4b0e-6f2c-4c55-8d8b-3d1f2a0b9c10', personId: 'a-student' };
const OFFICER = 'a'.repeat(32);
const DEPUTY = 'b'.repeat(32);
const REPORT: Report = {
  about: 'me',
  subject: 'leaked',
  story: 'wat er is',
  where: '',
  since: 'unknown',
  ongoing: 'unknown',
  danger: false,
  wish: '',
  by: 'self',
};
const FILLED: Filled = { report: REPORT, contact: '', hiddenFrom: [], nudge: false };

/** Another value for every field: a field that is added to the type must be added here, and so must count. */
const OTHER_IN_REPORT: { readonly [field in keyof Report]: Report[field] } = {
  about: 'group',
  subject: 'expose',
  story: 'wat er is!',
  where: 'groepsapp',
  since: 'today',
  ongoing: 'yes',
  danger: true,
  wish: 'praten',
  by: 'staff',
};
const OTHER: { readonly [field in Exclude<keyof Filled, 'report'>]: Filled[field] } = {
  contact: 'klas 2B',
  hiddenFrom: [OFFICER],
  nudge: true,
};

describe('the case of a report from the chat', () => {
  const id = chatCaseId(KEY, FROM, FILLED);
  const filledWith = (change: Partial<Filled>) => chatCaseId(KEY, FROM, { ...FILLED, ...change });
  const reportWith = (change: Partial<Report>) => filledWith({ report: { ...REPORT, ...change } });

  it('is a case id', () => expect(caseId.parse(id)).toBe(id));

  it('is the same for a retry of the same form', () => {
    expect(chatCaseId(KEY, { ...FROM }, { ...FILLED, report: { ...REPORT } })).toBe(id);
  });

  it.each(Object.entries(OTHER_IN_REPORT))('is another one with another %s', (field, value) => {
    expect(reportWith({ [field]: value })).not.toBe(id);
  });

  it.each(Object.entries(OTHER))('is another one with another %s', (field, value) => {
    expect(filledWith({ [field]: value })).not.toBe(id);
  });

  it.each([
    ['another form', () => chatCaseId(KEY, { ...FROM, form: 'another' }, FILLED)],
    ['another sender', () => chatCaseId(KEY, { ...FROM, personId: 'someone-else' }, FILLED)],
    ['another key', () => chatCaseId(new Uint8Array(32).fill(2), FROM, FILLED)],
  ])('is another one with %s', (_what, other) => expect(other()).not.toBe(id));

  it('is another one when the same text stands in another field, or is cut elsewhere', () => {
    const ids = [
      reportWith({ story: 'wat er', where: ' is' }),
      reportWith({ where: 'x' }),
      reportWith({ wish: 'x' }),
      filledWith({ contact: 'x' }),
      filledWith({ hiddenFrom: [OFFICER, DEPUTY] }),
      filledWith({ hiddenFrom: [OFFICER] }),
      filledWith({ hiddenFrom: [DEPUTY] }),
    ];
    expect(new Set([id, ...ids]).size).toBe(ids.length + 1);
  });
});
