import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ContentError } from '../../src/content.ts';
import { dangerIn } from '../../src/guidelines/acute.ts';
import { loadContent } from '../../src/guidelines/content.ts';
import { helplineName } from '../../src/guidelines/helplines.ts';
import { TOPICS } from '../../src/guidelines/model.ts';
import { LOCALES } from '../../src/locales/index.ts';

const CONTENT = join(import.meta.dirname, '../../content');
const { guidelines, helplines } = loadContent(CONTENT);
const copies = mkdtempSync(join(tmpdir(), 'bondgenoot-content-'));
afterAll(() => rmSync(copies, { recursive: true }));

describe('the guidelines', () => {
  it('are at least 110 and cover every topic', () => {
    expect(guidelines.length).toBeGreaterThanOrEqual(110);
    expect(new Set(guidelines.map(({ topic }) => topic))).toEqual(new Set(TOPICS));
  });

  it.each(guidelines.map((entry) => [entry.id, entry] as const))('%s is complete in both languages', (_id, entry) => {
    for (const locale of LOCALES) {
      const { title, phrasings, answer, steps, dos, donts, help, next, sources } = entry.text[locale];
      for (const text of [title, answer, help, next, ...sources]) expect(text.trim()).not.toBe('');
      expect(steps + dos).not.toBe('');
      expect(phrasings.length).toBeGreaterThanOrEqual(locale === 'nl' ? 18 : 12);
      const whole = [answer, steps, dos, donts, help, next].join('\n');
      expect(whole.length).toBeLessThan(1800);
      expect(whole).not.toMatch(/\{\{|\}\}|!\[|\]\(/); // no open key, no image, no link
    }
    expect(new Date(entry.reviewedOn).getTime()).not.toBeNaN();
    expect(entry.related.length).toBeGreaterThanOrEqual(2);
  });

  it('never share a phrasing, or a title', () => {
    const seen = new Map<string, string>();
    for (const { id, text } of guidelines) {
      for (const locale of LOCALES) {
        for (const words of [text[locale].title, ...text[locale].phrasings]) {
          const key = words.toLowerCase().trim();
          expect({ words, id: seen.get(key) ?? id }).toEqual({ words, id });
          seen.set(key, id);
        }
      }
    }
  });

  it('are never hidden behind the acute answer', () => {
    const hidden = guidelines.flatMap(({ text }) =>
      LOCALES.flatMap((locale) =>
        [text[locale].title, ...text[locale].phrasings].filter((words) => dangerIn(words) !== undefined),
      ),
    );
    expect(hidden).toEqual([]);
  });
});

describe('what content may never say', () => {
  const files = readdirSync(CONTENT, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(md|yml)$/.test(path));

  it.each(files)('%s says nothing that could not be confirmed', (path) => {
    for (const line of readFileSync(join(CONTENT, path), 'utf8').split('\n')) {
      expect(line).not.toMatch(/254ba/);
      expect(line).not.toMatch(/\bMiND\b/);
      expect(line).not.toMatch(/€|\beuro\s*\d|\d\s*euro\b/i);
      // This number is Meld Misdaad Anoniem's.
      if (/0800-?\s?7000/.test(line)) expect(line).not.toMatch(/politie|police/i);
      // The old article may be named only as the old one.
      if (/240b/.test(line)) expect(line).toMatch(/tot 1-7-2024|until 1 July 2024|voorheen|formerly|vroeger/i);
    }
  });

  it('gives the right number to the right help line', () => {
    expect(helplines['112']?.phone).toBe('112');
    expect(helplines.mma?.phone).toBe('0800-7000');
    expect(helplines.politie?.phone).toBe('0900-8844');
    expect(helplineName(helplines, 'helpwanted', 'nl')).toBe('Helpwanted (020-261 52 75)');
    expect(helplineName(helplines, '112', 'en')).toMatch(/\(112\)$/);
    for (const [key, { phone, url }] of Object.entries(helplines)) {
      expect({ key, reach: phone ?? url }).toEqual({ key, reach: expect.any(String) });
    }
    expect(() => helplineName(helplines, 'nobody', 'nl')).toThrow('nobody');
  });
});

describe('a content file that is not right', () => {
  const FILE = 'guidelines/snitchen.md';

  /** Loads a copy of the content in which one file is changed; gives the error. */
  function errorAfter(change: (text: string) => string, path = FILE): { file: string; line: number; reason: string } {
    const folder = mkdtempSync(join(copies, 'c-'));
    cpSync(CONTENT, folder, { recursive: true });
    const before = readFileSync(join(folder, path), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, path), after);
    try {
      loadContent(folder);
    } catch (error) {
      expect(error).toBeInstanceOf(ContentError);
      const [, file = '', line, reason = ''] = /^(.*?):(\d+): (.*)$/s.exec(String((error as Error).message)) ?? []; // the class was checked
      return { file: file.slice(folder.length + 1), line: Number(line), reason };
    }
    throw new Error('it was loaded');
  }
  const lineWith = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
  const original = readFileSync(join(CONTENT, FILE), 'utf8');

  it('names a source that does not exist, with file and line', () => {
    const error = errorAfter((text) => text.replace(/^sources: \[/m, 'sources: [nowhere-2026, '));
    expect(error).toEqual({
      file: FILE,
      line: lineWith(original, 'sources:'),
      reason: 'sources: no source "nowhere-2026"',
    });
  });

  it('names a help line that does not exist, with file and line', () => {
    const error = errorAfter((text) => text.replace(/^# nl\n/m, '# nl\n\nBel {{help:niemand}}.\n'));
    expect(error.file).toBe(FILE);
    expect(error.reason).toContain('{{help:niemand}}');
    expect(Math.abs(error.line - lineWith(original, '# nl') - 2)).toBeLessThanOrEqual(2);
  });

  it.each(['{{law:999}}', '{{nothing:112}}'])('names the key %s that nothing is known by', (key) => {
    expect(errorAfter((text) => text.replace(/^# nl\n/m, `# nl\n\nDit is ${key}.\n`)).reason).toContain(key);
  });

  it.each(LOCALES)('says that the section %s is missing', (locale) => {
    const error = errorAfter((text) =>
      text.replace(locale === 'nl' ? /^# nl$[\s\S]*?(?=^# en$)/m : /^# en$[\s\S]*/m, ''),
    );
    expect(error).toEqual({ file: FILE, line: expect.any(Number), reason: `no section "# ${locale}"` });
  });

  it('says that a next step is missing', () => {
    const error = errorAfter((text) => text.replace(/^## Volgende stap\n[\s\S]*?(?=^# en)/m, ''));
    expect(error).toMatchObject({ file: FILE, reason: 'nl: an answer, who can help and a next step are needed' });
  });

  it('names a heading that it does not know, with its line', () => {
    const error = errorAfter((text) => text.replace(/^## Volgende stap$/m, '## Volgende stappen'));
    expect(error).toEqual({
      file: FILE,
      line: lineWith(original, '## Volgende stap'),
      reason: 'unknown heading "Volgende stappen"',
    });
  });

  it('shows where YAML is broken', () => {
    const error = errorAfter((text) => text.replace(/^topic: .*$/m, 'topic: [a, b'));
    expect(error.file).toBe(FILE);
    expect(error.line).toBeGreaterThanOrEqual(2);
    expect(error.line).toBeLessThanOrEqual(4);
  });

  it.each([
    [/^topic: .*$/m, 'topic: iets-anders', 'topic'],
    [/^reviewedOn: .*$/m, 'reviewedOn: gisteren', 'reviewedOn'],
    [/^audience: .*$/m, 'audience: [parents]', 'audience'],
  ])('names the setting of the front matter that is wrong (%s)', (pattern, wrong, name) => {
    const error = errorAfter((text) => text.replace(pattern, wrong));
    expect(error.reason).toMatch(new RegExp(`^${name}`));
    expect(error.line).toBe(lineWith(original, `${name}:`));
  });

  it('refuses a setting that nobody asked for', () => {
    expect(errorAfter((text) => text.replace(/^topic:/m, 'colour: red\ntopic:')).reason).toContain('colour');
  });

  it('refuses a file without front matter', () => {
    expect(errorAfter(() => '# nl\nTekst\n')).toEqual({
      file: FILE,
      line: 1,
      reason: 'no front matter between two --- lines',
    });
  });

  it('names a related entry that does not exist, or is the entry itself', () => {
    expect(errorAfter((text) => text.replace(/^related: \[/m, 'related: [nergens, ')).reason).toContain('"nergens"');
    expect(errorAfter((text) => text.replace(/^related: \[/m, 'related: [snitchen, ')).reason).toContain('"snitchen"');
  });

  it.each(['helplines.yml', 'law.yml', 'sources.yml', 'replies.yml', 'out-of-scope.yml', 'words.yml'])(
    '%s is checked too',
    (path) => {
      expect(errorAfter((text) => `${text}\nbroken:\n  colour: red\n`, path).file).toBe(path);
    },
  );
});
