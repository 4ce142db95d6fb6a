import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import form from '../../cards/student/report-form.json' with { type: 'json' };
import en from '../../src/locales/bot.en.json' with { type: 'json' };
import nl from '../../src/locales/bot.nl.json' with { type: 'json' };
import { ABOUT, caseId, caseNumber, dayOf, LIMITS, newCaseId, parseReport, SUBJECTS } from '../../src/reports/model.ts';

const FULL = {
  about: 'someone',
  subject: 'leaked',
  story: ' Er staat een beeld in een groepsapp.\nSinds gisteren. ',
  where: 'groepsapp',
  danger: 'no',
  wish: 'eerst praten',
  contact: 'na de les',
};
const MINIMAL = { about: 'me', subject: 'other', story: 'x', danger: 'yes' };
const problemsOf = (input: unknown) => {
  const parsed = parseReport(input);
  return parsed.ok ? [] : parsed.problems;
};

describe('the report form', () => {
  it('is read with every field, the contact apart from the report', () => {
    expect(parseReport(FULL)).toEqual({
      ok: true,
      report: {
        about: 'someone',
        subject: 'leaked',
        story: 'Er staat een beeld in een groepsapp.\nSinds gisteren.',
        where: 'groepsapp',
        danger: false,
        wish: 'eerst praten',
      },
      contact: { contact: 'na de les' },
    });
  });

  it('needs four fields and no more', () => {
    expect(parseReport(MINIMAL)).toEqual({
      ok: true,
      report: { about: 'me', subject: 'other', story: 'x', where: '', danger: true, wish: '' },
      contact: undefined,
    });
    expect(parseReport({ ...MINIMAL, where: '', wish: ' ', contact: '   ' })).toMatchObject({ contact: undefined });
  });

  it.each([
    ['about', 'choice'],
    ['subject', 'choice'],
    ['story', 'missing'],
    ['danger', 'choice'],
  ] as const)('names %s when it is missing', (field, code) => {
    const { [field]: _left, ...rest } = MINIMAL;
    expect(problemsOf(rest)).toEqual([{ field, code }]);
  });

  it('names every missing field at once', () => {
    expect(problemsOf({}).map(({ field }) => field)).toEqual(['about', 'subject', 'story', 'danger']);
  });

  it('does not take blanks for a story', () => {
    expect(problemsOf({ ...MINIMAL, story: ' \n\t ' })).toEqual([{ field: 'story', code: 'missing' }]);
  });

  it.each(['story', 'where', 'wish', 'contact'] as const)('takes %s up to its limit and names it beyond', (field) => {
    const limit = LIMITS[field];
    expect(problemsOf({ ...FULL, [field]: 'x'.repeat(limit) })).toEqual([]);
    expect(problemsOf({ ...FULL, [field]: 'x'.repeat(limit + 1) })).toEqual([{ field, code: 'too-long' }]);
  });

  it('takes only the choices that the card offers', () => {
    for (const field of ['about', 'subject', 'danger']) {
      expect(problemsOf({ ...MINIMAL, [field]: 'anders' })).toEqual([{ field, code: 'choice' }]);
      expect(problemsOf({ ...MINIMAL, [field]: ['me'] })).toEqual([{ field, code: 'choice' }]);
    }
  });

  it.each([null, undefined, 'tekst', 7, []])('is no form when it is %j', (input) => {
    expect(problemsOf(input).length).toBeGreaterThan(0);
  });

  it('never repeats in a problem what was typed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(FULL)), fc.anything()), (input) => {
        const known = new Set<string>([...Object.keys(FULL), 'form']);
        for (const { field, code } of problemsOf(input)) {
          expect(known).toContain(field);
          expect(['missing', 'too-long', 'choice']).toContain(code);
        }
      }),
    );
  });

  it('keeps what others add to the data out of the report', () => {
    const parsed = parseReport({ ...MINIMAL, id: 'x', msteams: {}, officer: 'x' });
    expect(parsed.ok && Object.keys(parsed.report).sort()).toEqual(
      ['about', 'danger', 'story', 'subject', 'where', 'wish'].sort(),
    );
  });

  it('has the same limits and choices on the card as in the code', () => {
    const inputs = form.body.flatMap((element) => ('id' in element ? [element] : []));
    const limits = inputs.flatMap((input) => ('maxLength' in input ? [[input.id, input.maxLength]] : []));
    const { message: _message, ...limitsOfForm } = LIMITS;
    expect(Object.fromEntries(limits)).toEqual(limitsOfForm);
    for (const { cards } of [nl, en]) {
      const card = cards['student/report-form'];
      expect(card.about.choices.map(({ value }) => value)).toEqual([...ABOUT]);
      expect(card.subject.choices.map(({ value }) => value)).toEqual([...SUBJECTS]);
      expect(card.danger.choices.map(({ value }) => value).sort()).toEqual(['no', 'yes']);
    }
  });
});

describe('a case id', () => {
  it('is admitted as it was made, and different each time', () => {
    const ids = Array.from({ length: 100 }, () => newCaseId());
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(caseId.parse(id)).toBe(id);
  });

  it('takes five bits from each of its 26 bytes', () => {
    for (let place = 0; place < 26; place++) {
      const seen = Array.from({ length: 32 }, (_, value) =>
        newCaseId(new Uint8Array(26).fill(value, place, place + 1)),
      );
      expect(new Set(seen).size).toBe(32);
    }
  });

  it.each(['', 'a'.repeat(26), `${'A'.repeat(25)}'`, 'I'.repeat(26), 'A'.repeat(27), `${'A'.repeat(26)}\n`, 7, null])(
    'is not %j',
    (value) => {
      expect(caseId.safeParse(value).success).toBe(false);
    },
  );

  it('has a short number for people', () => {
    expect(caseNumber(newCaseId(new Uint8Array(26)))).toBe('00000');
  });
});

describe('the day of a case', () => {
  it('is the day in the Netherlands and holds no hour', () => {
    expect(dayOf(new Date('2026-11-22T22:59:59Z'))).toBe('2026-11-22');
    expect(dayOf(new Date('2026-11-22T23:00:00Z'))).toBe('2026-11-23');
    expect(dayOf(new Date('2026-07-01T22:30:00Z'))).toBe('2026-07-02');
  });
});
