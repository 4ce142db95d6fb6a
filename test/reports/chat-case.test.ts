import { describe, expect, it } from '@jest/globals';
import { chatCaseId } from '../../src/reports/chat-case.ts';
import { caseId, type Report } from '../../src/reports/model.ts';

const KEY = new Uint8Array(32).fill(1);
const FROM = { form: '6e1c4b0e-6f2c-4c55-8d8b-3d1f2a0b9c10', personId: 'a-student' };
const REPORT: Report = { about: 'me', subject: 'leaked', story: 'wat er is', where: '', danger: false, wish: '' };

describe('the case of a report from the chat', () => {
  const id = chatCaseId(KEY, FROM, REPORT, undefined);

  it('is a case id', () => expect(caseId.parse(id)).toBe(id));

  it('is the same for a retry of the same form', () => {
    expect(chatCaseId(KEY, { ...FROM }, { ...REPORT }, undefined)).toBe(id);
  });

  it.each([
    ['another text', () => chatCaseId(KEY, FROM, { ...REPORT, story: 'wat er is!' }, undefined)],
    ['another wish', () => chatCaseId(KEY, FROM, { ...REPORT, wish: 'praten' }, undefined)],
    ['danger', () => chatCaseId(KEY, FROM, { ...REPORT, danger: true }, undefined)],
    ['a contact', () => chatCaseId(KEY, FROM, REPORT, { contact: 'klas 2B' })],
    ['another form', () => chatCaseId(KEY, { ...FROM, form: 'another' }, REPORT, undefined)],
    ['another sender', () => chatCaseId(KEY, { ...FROM, personId: 'someone-else' }, REPORT, undefined)],
    ['another key', () => chatCaseId(new Uint8Array(32).fill(2), FROM, REPORT, undefined)],
  ])('is another one with %s', (_what, other) => expect(other()).not.toBe(id));
});
