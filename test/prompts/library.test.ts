import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ContentError } from '../../src/content.ts';
import { LOCALES } from '../../src/locales/index.ts';
import { loadPrompts } from '../../src/prompts/library.ts';
import { bar, countChoices, isDue, STEP } from '../../src/prompts/tally.ts';

const FOLDER = join(import.meta.dirname, '../../content/prompts');
const prompts = loadPrompts(FOLDER);
const copies = mkdtempSync(join(tmpdir(), 'bondgenoot-prompts-'));
afterAll(() => rmSync(copies, { recursive: true }));

describe('the library', () => {
  it('holds at least eight discussions, by theme', () => {
    expect(prompts.length).toBeGreaterThanOrEqual(8);
    const themes = prompts.map(({ theme }) => theme);
    expect(themes).toEqual([...themes].sort((a, b) => a - b));
    expect(new Set(themes).size).toBeGreaterThanOrEqual(8);
  });

  it.each([
    ['snitching', /klikken|snitch/i],
    ['making class rules', /regels/i],
  ])('has one on %s', (_theme, word) => {
    expect(prompts.some(({ text }) => word.test(text.nl.title))).toBe(true);
  });

  it.each(prompts.map((prompt) => ({ id: prompt.id, prompt })))('$id is complete in both languages', ({ prompt }) => {
    for (const locale of LOCALES) {
      const { title, summary, question, options, opening, talk, tips } = prompt.text[locale];
      for (const text of [title, summary, question, opening, talk, tips, ...options]) expect(text.trim()).not.toBe('');
      expect(question).toMatch(/\?$/);
      expect(new Set(options).size).toBe(options.length);
      expect(opening.split(/\s+/).length).toBeLessThanOrEqual(100);
      for (const part of [talk, tips]) expect(part.match(/^- /gm)?.length).toBeGreaterThanOrEqual(2);
      expect(JSON.stringify(prompt.text[locale])).not.toMatch(/\{\{|240b|254ba|€|MiND/);
    }
  });
});

describe('a prompt file that is not right', () => {
  const original = readFileSync(join(FOLDER, 'klikken-of-helpen.md'), 'utf8');
  /** The message of loading a folder with one changed file. */
  function errorAfter(change: (text: string) => string): string {
    const folder = mkdtempSync(join(copies, 'p-'));
    expect(change(original)).not.toBe(original);
    writeFileSync(join(folder, 'one.md'), change(original));
    try {
      loadPrompts(folder);
    } catch (error) {
      expect(error).toBeInstanceOf(ContentError);
      return String(error);
    }
    throw new Error('it was loaded');
  }

  it.each<[string, (text: string) => string, RegExp]>([
    ['no theme', (text) => text.replace(/^theme: .*\n/m, ''), /one\.md:\d+: theme/],
    [
      'one option more in a language',
      (text) => text.replace(/options:\n( +)- /, 'options:\n$1- een\n$1- '),
      /one\.md:\d+: /,
    ],
    ['no section en', (text) => text.replace(/^# en$[\s\S]*/m, ''), /one\.md:\d+: no section "# en"/],
    [
      'no tips',
      (text) => text.replace(/^## Voor de docent$/m, '## Voor iedereen'),
      /one\.md:\d+: nl: no part "## Voor de docent"/,
    ],
    ['broken YAML', (text) => text.replace(/^theme: .*$/m, 'theme: [1'), /one\.md:\d+: /],
  ])('is named with its line: %s', (_what, change, message) => {
    expect(errorAfter(change)).toMatch(message);
  });
});

describe('the counts', () => {
  it('are due at five and then in steps of five, never in between', () => {
    let shown = 0;
    const due: number[] = [];
    for (let answers = 0; answers <= 23; answers++) {
      if (!isDue(answers, shown)) continue;
      due.push(answers);
      shown = answers;
    }
    expect(STEP).toBe(5);
    expect(due).toEqual([5, 10, 15, 20]);
  });

  it('are of the options, in their order', () => {
    expect(countChoices([0, 2, 2, 0, 2], 3)).toEqual([2, 0, 3]);
    expect(countChoices([], 2)).toEqual([0, 0]);
  });

  it('are drawn as bars that fit on a phone', () => {
    expect(bar(0, 5)).toBe('·');
    expect(bar(0, 0)).toBe('·');
    expect(bar(1, 1000)).toBe('█');
    expect(bar(5, 5)).toHaveLength(20);
    expect(bar(2, 4)).toHaveLength(10);
  });
});
