import { join, relative, resolve } from 'node:path';
import { ContentError } from '../src/content.ts';
import { leftOut } from '../src/guidelines/calibration.ts';
import { candidatesOf, subjectOf } from '../src/guidelines/candidates.ts';
import { type Content, loadContent } from '../src/guidelines/content.ts';
import { checkContent, type Finding, healthOf } from '../src/guidelines/content-check.ts';
import { createGramReader } from '../src/guidelines/grams.ts';
import { createRanker } from '../src/guidelines/search.ts';
import { loadCalendar } from '../src/school/calendar.ts';

const BUILT_IN = join(import.meta.dirname, '..', 'content');
/** How many of the weakest entries are shown. */
const WEAKEST = 10;

/**
 * `npm run content:check [-- FOLDER]`: checks the built-in content, or a school's own folder over it. Prints what must be put
 * right with file and line, and which entries need more phrasings.
 */
function main(school: string | undefined): number {
  const content = read(school);
  if (content === undefined) return 1;
  const gramsOf = createGramReader(content.words);
  const today = new Date().toISOString().slice(0, 10);
  const findings = checkContent(content, school ?? BUILT_IN, gramsOf, today);
  for (const finding of findings) print(finding);
  printHealth(content);
  const count = content.guidelines.reduce(
    (sum, { text }) => sum + text.nl.phrasings.length + text.en.phrasings.length,
    0,
  );
  console.log(`${content.guidelines.length} entries, ${count} phrasings, ${findings.length} to put right`);
  return findings.length === 0 ? 0 : 1;
}

function read(school: string | undefined): Content | undefined {
  try {
    loadCalendar(BUILT_IN, school);
    return loadContent(BUILT_IN, school);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

const print = ({ file, line, reason }: Finding) => console.error(`${relative('.', file)}:${line}: ${reason}`);

function printHealth(content: Content): void {
  const gramsOf = createGramReader(content.words);
  const outcomes = [...leftOut(candidatesOf(content), (findables) => createRanker(findables, gramsOf).rank)].flatMap(
    ({ entry, ranked }) => {
      if (entry.kind !== 'guideline') return [];
      const first = ranked[0]?.entry;
      return [{ entry: entry.guideline.id, found: first !== undefined && subjectOf(first) === entry.guideline.topic }];
    },
  );
  const found = outcomes.filter((one) => one.found).length;
  console.log(`Left out, ${percent(found, outcomes.length)} of the phrasings find their topic. The weakest entries:`);
  for (const { entry, asked, found } of healthOf(outcomes).slice(0, WEAKEST)) {
    console.log(`  ${percent(found, asked).padStart(4)}  ${entry}`);
  }
}

const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)}%`;

const [folder] = process.argv.slice(2);
process.exitCode = main(folder === undefined ? undefined : resolve(folder));
