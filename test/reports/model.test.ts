import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import form from '../../cards/student/report-form.json' with { type: 'json' };
import en from '../../src/locales/bot.en.json' with { type: 'json' };
import nl from '../../src/locales/bot.nl.json' with { type: 'json' };
import {
  ABOUT,
  caseId,
  caseNumber,
  day,
  dayOf,
  LIMITS,
  MOST_HIDDEN,
  newCaseId,
  ONGOING,
  parseQuestion,
  parseReport,
  SINCE,
  SUBJECTS,
} from '../../src/reports/model.ts';

const ref = (digit: string) => digit.repeat(32);

const FULL = {
  about: 'someone',
  subject: 'leaked',
  story: ' Er staat een beeld in een groepsapp.\nSinds gisteren. ',
  where: 'groepsapp',
  since: 'week',
  ongoing: 'yes',
  danger: 'no',
  wish: 'eerst praten',
  by: 'staff',
  contact: ' na de les ',
  hiddenFrom: `${ref('a')},${ref('b')}`,
  nudge: 'true',
};
const MINIMAL = { about: 'me', subject: 'other', story: 'x', danger: 'yes' };
/** What is read when nothing but the four fields was filled in. */
const READ_OF_MINIMAL = {
  ok: true,
  filled: {
    report: {
      ...{ about: 'me', subject: 'other', story: 'x', where: '', wish: '' },
      ...{ since: 'unknown', ongoing: 'unknown', danger: true, by: 'self' },
    },
    ...{ contact: '', hiddenFrom: [], nudge: false },
  },
};
const OPTIONAL = ['where', 'since', 'ongoing', 'wish', 'by', 'contact', 'hiddenFrom', 'nudge'] as const;
const problemsOf = (input: unknown) => {
  const parsed = parseReport(input);
  return parsed.ok ? [] : parsed.problems;
};
const filledOf = (input: unknown) => {
  const parsed = parseReport(input);
  return parsed.ok ? parsed.filled : undefined;
};

describe('the report form', () => {
  it('is read with every field, the contact and the rest apart from the report', () => {
    expect(parseReport(FULL)).toEqual({
      ok: true,
      filled: {
        report: {
          about: 'someone',
          subject: 'leaked',
          story: 'Er staat een beeld in een groepsapp.\nSinds gisteren.',
          where: 'groepsapp',
          since: 'week',
          ongoing: 'yes',
          danger: false,
          wish: 'eerst praten',
          by: 'staff',
        },
        contact: 'na de les',
        hiddenFrom: [ref('a'), ref('b')],
        nudge: true,
      },
    });
  });

  it('needs four fields and no more', () => {
    expect(parseReport(MINIMAL)).toEqual(READ_OF_MINIMAL);
    expect(parseReport({ ...MINIMAL, where: '   ', wish: ' \n', contact: ' ' })).toEqual(READ_OF_MINIMAL);
  });

  it('takes an empty field for one that was not filled in, as a card sends it', () => {
    expect(parseReport({ ...MINIMAL, ...Object.fromEntries(OPTIONAL.map((field) => [field, ''])) })).toEqual(
      READ_OF_MINIMAL,
    );
    const empty = Object.fromEntries(Object.keys(FULL).map((field) => [field, '']));
    expect(problemsOf(empty)).toEqual(problemsOf({}));
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

  it('names every field that is over its limit at once', () => {
    const texts = ['story', 'where', 'wish', 'contact'] as const;
    const long = Object.fromEntries(texts.map((field) => [field, 'x'.repeat(LIMITS[field] + 1)]));
    const hiddenFrom = Array(MOST_HIDDEN + 1)
      .fill(ref('a'))
      .join(',');
    const problems = problemsOf({ ...FULL, ...long, hiddenFrom });
    expect(problems).toHaveLength(5);
    for (const field of [...texts, 'hiddenFrom']) expect(problems).toContainEqual({ field, code: 'too-long' });
  });

  it('does not count the blanks around a text', () => {
    const { story } = LIMITS;
    expect(filledOf({ ...MINIMAL, story: `  ${'x'.repeat(story)}\n` })?.report.story).toHaveLength(story);
  });

  it.each(Array.from({ length: MOST_HIDDEN + 1 }, (_, count) => count))('is hidden from %i officers', (count) => {
    const refs = Array.from({ length: count }, (_, index) => ref(String(index)));
    expect(filledOf({ ...MINIMAL, hiddenFrom: refs.join(',') })?.hiddenFrom).toEqual(refs);
  });

  it.each<[string, unknown]>([
    ['a name', 'Functionaris'],
    ['an object id', '6f1d2c3b-5a49-4e07-9b1c-0b0d9e60c103'],
    ['a reference that is cut off', ref('a').slice(1)],
    ['a reference that is too long', `${ref('a')}a`],
    ['a reference in capitals', ref('A')],
    ['a good one and a bad one', `${ref('a')},x`],
    ['two that are not parted by a comma', `${ref('a')} ${ref('b')}`],
    ['a list that is no text', [ref('a')]],
    ['a number', 7],
    ['nothing', null],
  ])('is hidden from nobody by %s: the field is named, and no report is taken', (_what, hiddenFrom) => {
    const problems = problemsOf({ ...MINIMAL, hiddenFrom });
    expect([...new Set(problems.map(({ field }) => field))]).toEqual(['hiddenFrom']);
  });

  it.each([
    ['true', true],
    ['false', false],
  ])('with the toggle for a sign in the chat at %s', (nudge, wished) => {
    expect(filledOf({ ...MINIMAL, nudge })?.nudge).toBe(wished);
  });

  it('takes only the choices that the card offers', () => {
    for (const field of ['about', 'subject', 'danger', 'since', 'ongoing', 'by', 'nudge']) {
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
    expect(parseReport({ ...MINIMAL, id: 'x', msteams: {}, officer: 'x', report: {}, keyEpoch: 9 })).toEqual(
      READ_OF_MINIMAL,
    );
  });

  it('has the same limits and choices on the card as in the code', () => {
    const inputs = form.body.flatMap((element) => ('id' in element ? [element] : []));
    const limits = inputs.flatMap((input) => ('maxLength' in input ? [[input.id, input.maxLength]] : []));
    const { message: _message, ...limitsOfForm } = LIMITS;
    expect(Object.fromEntries(limits)).toEqual(limitsOfForm);
    const required = inputs.flatMap((input) => ('isRequired' in input ? [input.id] : []));
    expect(required.sort()).toEqual(Object.keys(MINIMAL).sort());
    for (const { cards } of [nl, en]) {
      const card = cards['student/report-form'];
      expect(card.about.choices.map(({ value }) => value)).toEqual([...ABOUT]);
      expect(card.subject.choices.map(({ value }) => value)).toEqual([...SUBJECTS]);
      expect(card.danger.choices.map(({ value }) => value).sort()).toEqual(['no', 'yes']);
      expect(card.since.choices.map(({ value }) => value)).toEqual([...SINCE]);
      expect(card.ongoing.choices.map(({ value }) => value)).toEqual([...ONGOING]);
    }
  });
});

describe('a question for the officer', () => {
  it('is read as a report with nothing in it but its text', () => {
    expect(parseQuestion({ ...FULL, story: ' Wie helpt mij? ' })).toEqual({
      ok: true,
      filled: {
        report: {
          ...{ about: 'me', subject: 'question', story: 'Wie helpt mij?', where: '', wish: '' },
          ...{ since: 'unknown', ongoing: 'unknown', danger: false, by: 'self' },
        },
        ...{ contact: '', hiddenFrom: [], nudge: false },
      },
    });
  });

  it('cannot be chosen as the subject of a report', () => {
    expect(problemsOf({ ...MINIMAL, subject: 'question' })).toEqual([{ field: 'subject', code: 'choice' }]);
  });

  it.each<[unknown, string]>([
    [{}, 'missing'],
    [{ story: '' }, 'missing'],
    [{ story: ' \n ' }, 'missing'],
    [{ story: 7 }, 'missing'],
    [{ story: 'x'.repeat(LIMITS.story + 1) }, 'too-long'],
  ])('is not %j', (input, code) => {
    expect(parseQuestion(input)).toEqual({ ok: false, problems: [{ field: 'story', code }] });
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
  it('is read as a day alone', () => {
    expect(day.parse('2026-11-22')).toBe('2026-11-22');
    for (const other of ['', '2026-11-22T10:00', '2026-11-22 ', '2026-11-22\n', '22-11-2026', 20261122, null]) {
      expect(day.safeParse(other).success).toBe(false);
    }
  });

  it('is the day in the Netherlands and holds no hour', () => {
    expect(dayOf(new Date('2026-11-22T22:59:59Z'))).toBe('2026-11-22');
    expect(dayOf(new Date('2026-11-22T23:00:00Z'))).toBe('2026-11-23');
    expect(dayOf(new Date('2026-07-01T22:30:00Z'))).toBe('2026-07-02');
  });
});
