import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadContent } from '../src/guidelines/content.ts';
import { detailsOf, figuresOf, parseLines, tryLine } from '../src/guidelines/evaluate.ts';
import { openAnswerer } from '../src/guidelines/open.ts';

const ROOT = join(import.meta.dirname, '..');
const { positionals, values } = parseArgs({ allowPositionals: true, options: { details: { type: 'string' } } });
const [file] = positionals;
if (file === undefined || positionals.length > 1) {
  console.error('npm run -s evaluate -- FILE.tsv [--details OUT.tsv]');
  process.exit(2);
}

const lines = parseLines(readFileSync(file, 'utf8'));
const answerer = openAnswerer(loadContent(join(ROOT, 'content')), join(ROOT, 'dist', 'calibration'));
// The first answers of a process are slow for every program: its code is still being compiled.
for (const line of lines) tryLine(line, answerer);
const outcomes = lines.map((line) => tryLine(line, answerer));
const inLanguage = (lang: string) => figuresOf(outcomes.filter(({ line }) => line.lang === lang));
if (values.details !== undefined) writeFileSync(values.details, detailsOf(outcomes));
console.log(JSON.stringify({ ...figuresOf(outcomes), nl: inLanguage('nl'), en: inLanguage('en') }));
