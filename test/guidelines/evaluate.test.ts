import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/guidelines/answer.ts';
import { detailsOf, figuresOf, type Line, type Outcome, parseLines } from '../../src/guidelines/evaluate.ts';
import type { Guideline } from '../../src/guidelines/model.ts';

// Nothing else of an entry is looked at.
const entry = (id: string, topic: Guideline['topic']) => ({ id, topic }) as Guideline;
const leak = entry('leak', 'foto-gelekt');
const police = entry('police', 'aangifte-politie-halt');
const line = (topic: string, ...expected: string[]): Line => ({
  topic,
  lang: 'nl',
  question: `over ${topic}`,
  expected,
});
const outcome = (of: Line, answer: Answer, entries: Guideline[] = [], ms = 1): Outcome => ({
  ...{ line: of, answer, ms },
  entries: entries.map((one) => ({ entry: one, chance: 0.5 })),
});
const direct = (one: Guideline): Answer => ({ kind: 'direct', entry: one, others: [] });
const options = (...some: Guideline[]): Answer => ({ kind: 'options', options: some });
const unknown: Answer = { kind: 'unknown' };
const acute: Answer = { kind: 'acute', sure: true };
const maybe: Answer = { kind: 'acute', sure: false, others: [] };

describe('the figures', () => {
  it('of real questions', () => {
    const figures = figuresOf([
      outcome(line('foto-gelekt'), direct(leak), [leak, police]),
      outcome(line('foto-gelekt'), direct(police), [police, leak]),
      outcome(line('foto-gelekt'), options(police, leak), [police, leak]),
      outcome(line('foto-gelekt'), unknown, [police]),
    ]);
    expect(figures).toMatchObject({
      ...{ n: 4, top1: 0.25, top3: 0.75, mrr: 0.5, helped: 0.5, wrongDirect: 0.25, directPrecision: 0.5 },
      ...{ acuteRecall: null, acuteFalse: null, outOfScopeDirect: null, outOfScopeDeclined: null },
    });
  });

  it('count what is expected besides the topic as right', () => {
    const both = [
      outcome(line('foto-gelekt', 'aangifte-politie-halt'), direct(police), [police]),
      outcome(line('foto-gelekt', 'police'), direct(police), [police]),
    ];
    expect(figuresOf(both)).toMatchObject({ top1: 1, helped: 1, wrongDirect: 0 });
  });

  it('of danger: a gentle question is help where there is danger, and told apart from the acute answer', () => {
    const figures = figuresOf([
      outcome(line('acuut'), acute),
      outcome(line('acuut'), maybe),
      outcome(line('acuut'), unknown),
      outcome(line('niet-acuut'), maybe),
      outcome(line('niet-acuut'), acute),
      outcome(line('niet-acuut'), unknown),
      outcome(line('niet-acuut'), maybe),
    ]);
    expect(figures).toMatchObject({ acuteRecall: 0.667, acuteSure: 0.333, acuteFalse: 0.25, acuteAsked: 0.5 });
    expect(figures).toMatchObject({ top1: null, helped: null });
  });

  it('of what the bot does not answer', () => {
    const reply = {
      kind: 'reply',
      reply: { id: 'thanks', kind: 'small-talk', offer: [], text: {} },
    } as unknown as Answer; // only its kind counts
    const figures = figuresOf([
      outcome(line('buiten-bereik'), unknown),
      outcome(line('buiten-bereik'), reply),
      outcome(line('buiten-bereik'), options(leak)),
      outcome(line('buiten-bereik'), direct(leak)),
    ]);
    expect(figures).toMatchObject({ outOfScopeDeclined: 0.5, outOfScopeDirect: 0.25 });
  });

  it('of time', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => outcome(line('acuut'), acute, [], i + 1));
    expect(figuresOf(hundred)).toMatchObject({ p50ms: 51, p99ms: 100 });
    expect(figuresOf([])).toMatchObject({ n: 0, p50ms: null });
  });
});

describe('a table of questions', () => {
  it('is read, with or without what else is expected', () => {
    const text =
      '\uFEFFtopic_slug\tlang\tquestion\texpected\r\nfoto-gelekt\tnl\tmijn foto?\t\r\nbewijs\ten\tproof\tomstander, snitchen\n\n';
    expect(parseLines(text)).toEqual([
      { topic: 'foto-gelekt', lang: 'nl', question: 'mijn foto?', expected: [] },
      { topic: 'bewijs', lang: 'en', question: 'proof', expected: ['omstander', 'snitchen'] },
    ]);
  });

  it.each(['foto-gelekt\tde\tfrage', 'foto-gelekt', 'foto-gelekt\tnl\t '])(
    'names the line that is not right: %s',
    (row) => {
      expect(() => parseLines(`topic_slug\tlang\tquestion\nfoto-gelekt\tnl\tgoed\n${row}\n`)).toThrow('line 3');
    },
  );

  it('has an outcome for each line', () => {
    const rows = detailsOf([
      outcome(line('foto-gelekt'), direct(leak), [leak, police]),
      outcome(line('buiten-bereik'), options(leak, police), [leak]),
      outcome(line('acuut'), maybe),
    ]).split('\n');
    expect(rows).toEqual([
      'topic_slug\tlang\tquestion\tdecided\tright\tfirst\tsecond\tthird',
      'foto-gelekt\tnl\tover foto-gelekt\tdirect leak\tyes\tleak foto-gelekt 0.500\tpolice aangifte-politie-halt 0.500',
      'buiten-bereik\tnl\tover buiten-bereik\toptions leak police\t\tleak foto-gelekt 0.500',
      'acuut\tnl\tover acuut\tacute?\t',
      '',
    ]);
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bondgenoot-evaluate-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/evaluate.ts', ...args], { encoding: 'utf8' });

  it('ends with one JSON object, and writes the details', () => {
    const [file, details] = [join(folder, 'in.tsv'), join(folder, 'out.tsv')];
    writeFileSync(file, 'topic_slug\tlang\tquestion\nsextortion\tnl\tiemand chanteert me\nacuut\ten\tI want to die\n');
    const { stdout, status } = run(file, '--details', details);
    const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(status).toBe(0);
    expect(figures).toMatchObject({
      n: 2,
      top1: 1,
      acuteRecall: 1,
      nl: { n: 1, top1: 1 },
      en: { n: 1, acuteRecall: 1 },
    });
    expect(figures.p50ms).toBeGreaterThan(0);
    expect(readFileSync(details, 'utf8').trim().split('\n')).toHaveLength(3);
  });

  it('says how it is used', () => {
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('FILE.tsv') });
  });
});
