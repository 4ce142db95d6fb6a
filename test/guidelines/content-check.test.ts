import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadContent } from '../../src/guidelines/content.ts';
import { checkContent, healthOf } from '../../src/guidelines/content-check.ts';
import { createGramReader } from '../../src/guidelines/grams.ts';

const CONTENT = 'content';
const FILE = 'guidelines/snitchen.md';
const TODAY = '2026-11-22';
const copies = mkdtempSync(join(tmpdir(), 'bondgenoot-check-'));
afterAll(() => rmSync(copies, { recursive: true }));
const original = readFileSync(join(CONTENT, FILE), 'utf8');
const lineWith = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

/** A school's folder with one entry, made of a built-in one. */
function schoolWith(change: (text: string) => string, name = FILE): string {
  const folder = mkdtempSync(join(copies, 's-'));
  mkdirSync(join(folder, 'guidelines'));
  const changed = change(original);
  writeFileSync(join(folder, name), changed);
  return folder;
}
function findings(folder: string, today = TODAY) {
  const content = loadContent(CONTENT, folder);
  return checkContent(content, folder, createGramReader(content.words), today).map(({ file, line, reason }) => ({
    file: file.slice(folder.length + 1),
    line,
    reason,
  }));
}

it('the built-in content has nothing to put right', () => {
  const content = loadContent(CONTENT);
  expect(checkContent(content, CONTENT, createGramReader(content.words), TODAY)).toEqual([]);
});

describe('the check of content', () => {
  it('has nothing to say of a good entry', () => {
    expect(findings(schoolWith((text) => text))).toEqual([]);
  });

  it('finds an entry that was not reviewed for a year', () => {
    const folder = schoolWith((text) => text.replace(/^reviewedOn: .*$/m, 'reviewedOn: 2025-11-22'));
    expect(findings(folder, '2026-11-22')).toEqual([]);
    expect(findings(folder, '2026-11-23')).toEqual([
      { file: FILE, line: lineWith(original, 'reviewedOn:'), reason: 'not reviewed for a year' },
    ]);
  });

  it.each([
    ['nl', 18],
    ['en', 12],
  ] as const)('finds an entry with too few phrasings in %s', (locale, fewest) => {
    const pattern = new RegExp(`(^${locale}:\\n {2}title:.*\\n {2}phrasings:\\n)((?: {4}- .*\\n)+)`, 'm');
    const keep = (number: number) => (text: string) =>
      text.replace(
        pattern,
        (_all, head: string, list: string) => `${head}${list.split('\n').slice(0, number).join('\n')}\n`,
      );
    expect(findings(schoolWith(keep(fewest)))).toEqual([]);
    expect(findings(schoolWith(keep(fewest - 1)))).toEqual([
      { file: FILE, line: lineWith(original, `${locale}:`), reason: `${locale}: fewer than ${fewest} phrasings` },
    ]);
  });

  it('finds a sentence that is too long, and counts a help line as one word', () => {
    const words = (count: number) => `${'woord '.repeat(count).trim()}.`;
    const folder = (sentence: string) => schoolWith((text) => text.replace(/^# nl\n/m, `# nl\n\n${sentence}\n`));
    expect(findings(folder(words(20)))).toEqual([]);
    expect(findings(folder(`{{help:helpwanted}} ${words(19)}`))).toEqual([]);
    expect(findings(folder(`${words(20)} Nog een zin.`))).toEqual([]);
    const [found] = findings(folder(words(21)));
    expect(found?.reason).toContain('21 words');
    expect(found?.line).toBe(lineWith(original, '# nl') + 2);
  });

  it.each([
    'Bel de politie: 0800-7000.',
    'Ga naar MiND.',
    'Dat is artikel 240b.',
    'Je krijgt 300 euro boete.',
    'Helpwanted is er tot 26 jaar.',
    'Kijk op https://www.helpwanted.nl.',
    'Bel 020-261 52 75.',
    '113 is niet gratis.',
  ])('finds a claim that may not stand there: %s', (claim) => {
    const found = findings(schoolWith((text) => text.replace(/^# nl\n/m, `# nl\n\n${claim}\n`)));
    expect(found.length).toBeGreaterThan(0);
    for (const { file, line } of found)
      expect({ file, line }).toEqual({ file: FILE, line: lineWith(original, '# nl') + 2 });
  });

  it('finds a phrasing that nearly stands in another entry, and says where', () => {
    const double = 'Ik wordt gechanteerd met een naaktfoto van mij';
    const folder = schoolWith(
      (text) => text.replace(/^ {2}phrasings:\n/m, `  phrasings:\n    - ${double}\n`),
      'guidelines/eigen.md',
    );
    const taken = findings(folder).filter(({ reason }) => !reason.includes('of snitchen'));
    expect(taken).toEqual([]);
    // The copied phrasings stand in two entries now.
    expect(findings(folder).length).toBeGreaterThan(10);
    expect(findings(folder)[0]).toMatchObject({
      file: 'guidelines/eigen.md',
      reason: expect.stringContaining('of snitchen'),
    });
  });
});

describe("a school's own folder", () => {
  it('takes the place of an entry, and adds one', () => {
    const folder = schoolWith((text) => text.replace('title:', 'title: Bij ons op school.'));
    cpSync(join(CONTENT, FILE), join(folder, 'guidelines/onze-eigen.md'));
    const [before, after] = [loadContent(CONTENT), loadContent(CONTENT, folder)];
    const titleOf = (of: typeof after, id: string) => of.guidelines.find((entry) => entry.id === id)?.text.nl.title;
    expect(titleOf(after, 'snitchen')).toContain('Bij ons op school.');
    expect(titleOf(before, 'snitchen')).not.toContain('Bij ons op school.');
    expect(after.guidelines).toHaveLength(before.guidelines.length + 1);
    expect(titleOf(after, 'onze-eigen')).toBe(titleOf(before, 'snitchen'));
  });

  it('corrects a help line everywhere', () => {
    const folder = mkdtempSync(join(copies, 's-'));
    writeFileSync(
      join(folder, 'helplines.yml'),
      'slachtofferhulp:\n  name: {nl: Slachtofferhulp X, en: Victim Support X}\n  for: {nl: a, en: b}\n  phone: 0900-0101\n  checked: A\n  source: x\n',
    );
    const content = loadContent(CONTENT, folder);
    const texts = content.guidelines.map(({ text }) => JSON.stringify(text.nl)).join('');
    expect(texts).toContain('Slachtofferhulp X');
    expect(JSON.stringify(loadContent(CONTENT).guidelines)).not.toContain('Slachtofferhulp X');
    expect(content.helplines['112']).toBeDefined();
  });

  it('that is broken stops the start, naming its own file', () => {
    const folder = schoolWith((text) => text.replace(/^topic: .*$/m, 'topic: iets-anders'));
    expect(() => loadContent(CONTENT, folder)).toThrow(join(folder, FILE));
  });
});

it('the health report puts the entry first that is found least', () => {
  const asked = (entry: string, ...found: boolean[]) => found.map((one) => ({ entry, found: one }));
  expect(
    healthOf([...asked('good', true, true), ...asked('weak', true, false, false), ...asked('half', true, false)]),
  ).toEqual([
    { entry: 'weak', asked: 3, found: 1 },
    { entry: 'half', asked: 2, found: 1 },
    { entry: 'good', asked: 2, found: 2 },
  ]);
});

describe('the command', () => {
  const run = (folder: string) =>
    spawnSync(process.execPath, ['scripts/content-check.ts', folder], { encoding: 'utf8' });

  it('prints file, line and reason, and fails', () => {
    const folder = schoolWith((text) => text.replace(/^# nl\n/m, '# nl\n\nGa naar MiND.\n'));
    const { status, stderr, stdout } = run(folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/guidelines\/snitchen\.md:\d+: MiND has another name/);
    expect(stdout).toContain('The weakest entries');
  });

  it('names a file that cannot be read at all', () => {
    const { status, stderr } = run(schoolWith(() => '# nl\n'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/snitchen\.md:1: no front matter/);
  });
});
