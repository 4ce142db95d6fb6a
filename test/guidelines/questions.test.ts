import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadContent } from '../../src/guidelines/content.ts';
import { figuresOf, isRight, parseLines, tryLine } from '../../src/guidelines/evaluate.ts';
import { TOPICS } from '../../src/guidelines/model.ts';
import { openAnswerer } from '../../src/guidelines/open.ts';

/**
 * Questions written from the list of topics alone, without sight of the content. Besides the topics there are
 * `acuut`, `niet-acuut` (a figure of speech) and `buiten-bereik` (nothing that the bot answers). The failures of
 * questions.tsv were looked at while phrasings were written; held-out.tsv came last and was only measured.
 */
const ROOT = join(import.meta.dirname, '../..');
const linesOf = (name: string) => parseLines(readFileSync(join(import.meta.dirname, name), 'utf8'));
const content = loadContent(join(ROOT, 'content'));
const answerer = openAnswerer(content, join(ROOT, 'dist/calibration'));

// The floors stand a little under what was measured (docs/search.md), so that a change that makes answers worse is seen.
const FILES = [
  { name: 'questions.tsv', floors: { top1: 0.92, top3: 0.97, helped: 0.93, precision: 0.98, declined: 0.92 } },
  { name: 'held-out.tsv', floors: { top1: 0.93, top3: 0.97, helped: 0.94, precision: 0.97, declined: 0.94 } },
];

describe.each(FILES)('the questions of $name', ({ name, floors }) => {
  const lines = linesOf(name);
  const outcomes = lines.map((line) => tryLine(line, answerer));
  const all = figuresOf(outcomes);
  const inLanguage = (lang: string) => figuresOf(outcomes.filter(({ line }) => line.lang === lang));

  it('are at least 300, about every topic, in both languages', () => {
    expect(lines.length).toBeGreaterThanOrEqual(300);
    for (const topic of [...TOPICS, 'acuut', 'niet-acuut', 'buiten-bereik']) {
      for (const lang of ['nl', 'en']) {
        const about = lines.filter((line) => line.topic === topic && line.lang === lang);
        expect({ topic, lang, enough: about.length > 0 }).toEqual({ topic, lang, enough: true });
      }
    }
    expect(new Set(lines.map(({ question }) => question)).size).toBe(lines.length);
  });

  it('are no phrasing of an entry: then they would measure nothing', () => {
    const phrasings = new Set(
      [...content.guidelines, ...content.replies].flatMap(({ text }) =>
        [...text.nl.phrasings, ...text.en.phrasings].map((phrasing) => phrasing.toLowerCase()),
      ),
    );
    const outOfScope = new Set(content.outOfScope.map((text) => text.toLowerCase()));
    const known = lines.filter(
      ({ question }) => phrasings.has(question.toLowerCase()) || outOfScope.has(question.toLowerCase()),
    );
    expect(known.map(({ question }) => question)).toEqual([]);
  });

  it.each([
    ['the right topic comes first', all.top1, floors.top1],
    ['the right topic is among the first three', all.top3, floors.top3],
    ['people are helped', all.helped, floors.helped],
    ['direct answers are right', all.directPrecision, floors.precision],
    ['danger is recognised, every time', all.acuteRecall, 1],
    ['what the bot does not answer is declined', all.outOfScopeDeclined, floors.declined],
  ])('get good answers: %s', (_what, measured, floor) => {
    expect(measured).toBeGreaterThanOrEqual(floor);
  });

  it.each([
    ['a direct answer is hardly ever wrong', all.wrongDirect, 0.02],
    ['what is no danger does not get the acute answer', all.acuteFalse, 0.02],
    ['it is seldom asked whether there is danger where there is none', all.acuteAsked, 0.05],
    ['what the bot does not answer gets no direct answer', all.outOfScopeDirect, 0.03],
  ])('get no bad answers: %s', (_what, measured, ceiling) => {
    expect(measured).toBeLessThanOrEqual(ceiling);
  });

  it('are answered as well in English as in Dutch, within five points', () => {
    for (const name of ['top1', 'top3', 'helped'] as const) {
      expect({ name, better: (inLanguage('nl')[name] ?? 0) - (inLanguage('en')[name] ?? 0) <= 0.05 }).toEqual({
        name,
        better: true,
      });
    }
  });

  it('are answered directly for the most part', () => {
    const real = outcomes.filter(({ line }) => TOPICS.some((topic) => topic === line.topic));
    expect(real.filter(({ answer }) => answer.kind === 'direct').length / real.length).toBeGreaterThan(0.6);
  });

  it('are offered at most three different topics when in doubt', () => {
    for (const { answer } of outcomes) {
      if (answer.kind !== 'options') continue;
      expect(answer.options.length).toBeLessThanOrEqual(3);
      expect(new Set(answer.options.map(({ topic }) => topic)).size).toBe(answer.options.length);
    }
  });

  it('of students end only with what is for students', () => {
    for (const { line, answer } of lines.map((line) => ({
      line,
      answer: answerer.answer(line.question, ({ audience }) => audience.includes('student')),
    }))) {
      const entries =
        answer.kind === 'direct' ? [answer.entry, ...answer.others] : answer.kind === 'options' ? answer.options : [];
      const forStaff = entries.filter(({ audience }) => !audience.includes('student')).map(({ id }) => id);
      expect({ question: line.question, forStaff }).toEqual({ question: line.question, forStaff: [] });
    }
  });
});

describe('the titles of the entries', () => {
  it.each(['nl', 'en'] as const)('find their own entry (%s)', (locale) => {
    for (const entry of content.guidelines) {
      const { title } = entry.text[locale];
      const [first] = answerer.look(title).likely;
      expect({ title, found: first?.entry.kind === 'guideline' && first.entry.guideline.id }).toEqual({
        title,
        found: entry.id,
      });
    }
  });
});

it('what is right is what the line says', () => {
  const [entry] = content.guidelines;
  if (!entry) throw new Error('no entries');
  const line = { topic: entry.topic, lang: 'nl', question: 'x', expected: [] };
  expect(isRight(line, entry)).toBe(true);
  expect(isRight({ ...line, topic: 'nergens' }, entry)).toBe(false);
  expect(isRight({ ...line, topic: 'nergens', expected: [entry.topic] }, entry)).toBe(true);
  expect(isRight({ ...line, topic: 'nergens', expected: [entry.id] }, entry)).toBe(true);
});
