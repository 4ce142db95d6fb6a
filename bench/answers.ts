import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnswerer } from '../src/guidelines/answer.ts';
import { calibrate } from '../src/guidelines/calibration.ts';
import { type Candidate, candidatesOf } from '../src/guidelines/candidates.ts';
import { type Content, loadContent } from '../src/guidelines/content.ts';
import { type Line, parseLines } from '../src/guidelines/evaluate.ts';
import { createGramReader } from '../src/guidelines/grams.ts';
import { createRanker } from '../src/guidelines/search.ts';
import type { Findable } from '../src/guidelines/text-index.ts';
import { lunrDutch, miniSearch, nlpJs, type Search, type Text } from './peers.mjs';

/*
 * The same content and the same questions in four searches, one after another in one run, so that a slow or busy machine is
 * slow for all; and this search at the size that it is built for. Prints one JSON object.
 */

const ROOT = join(import.meta.dirname, '..');
const SIZE = { entries: 200, phrasings: 7_000 };
/** How often all questions are asked for a time. */
const ROUNDS = 5;

const content = loadContent(join(ROOT, 'content'));
const lines = parseLines(readFileSync(join(ROOT, 'test/guidelines/questions.tsv'), 'utf8'));
const topics = new Map(content.guidelines.map(({ id, topic }) => [id, topic as string]));
const real = lines.filter(({ topic }) => content.guidelines.some((entry) => entry.topic === topic));
const texts: Text[] = content.guidelines.flatMap(({ id, text }) =>
  (['nl', 'en'] as const).flatMap((lang) =>
    [text[lang].title, ...text[lang].phrasings].map((phrasing) => ({ entry: id, lang, text: phrasing })),
  ),
);

/** This search among the peers: ranking only, of the same texts. */
function bondgenoot(): Search {
  const byEntry = new Map<string, string[]>();
  for (const { entry, text } of texts) byEntry.set(entry, [...(byEntry.get(entry) ?? []), text]);
  const findables = [...byEntry].map(([entry, phrasings]) => ({ entry, texts: phrasings }));
  const { rank } = createRanker(findables, createGramReader(content.words));
  return (question) => rank(question).map(({ entry }) => entry);
}

const isRight = ({ topic, expected }: Line, entry: string | undefined) =>
  entry !== undefined && [topic, ...expected].includes(topics.get(entry) ?? '');
const share = (count: number, of: number) => Math.round((1000 * count) / of) / 1000;
const quantile = (times: number[], at: number) => {
  times.sort((a, b) => a - b);
  return Math.round((times[Math.floor(times.length * at)] ?? 0) * 10_000) / 10_000;
};

async function measure(open: () => Search | Promise<Search>) {
  const start = performance.now();
  const search = await open();
  const buildMs = Math.round(performance.now() - start);
  let [first, three] = [0, 0];
  for (const line of real) {
    const found = await search(line.question, line.lang);
    if (isRight(line, found[0])) first += 1;
    if (found.slice(0, 3).some((entry) => isRight(line, entry))) three += 1;
  }
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const { question, lang } of real) {
      const before = performance.now();
      await search(question, lang);
      times.push(performance.now() - before);
    }
  }
  return {
    ...{ top1: share(first, real.length), top3: share(three, real.length), buildMs },
    ...{ p50ms: quantile(times, 0.5), p99ms: quantile(times, 0.99) },
  };
}

/** The built-in entries cut into 200 of 35 phrasings each. */
function atSize(of: Content): Findable<Candidate>[] {
  const findables = candidatesOf(of);
  const per = SIZE.phrasings / SIZE.entries;
  const guidelines = findables.filter(({ entry }) => entry.kind === 'guideline');
  const parts = guidelines.flatMap(({ entry, texts: all }) =>
    Array.from({ length: Math.floor(all.length / per) }, (_, i) => ({
      entry,
      texts: all.slice(i * per, (i + 1) * per),
    })),
  );
  return [...parts.slice(0, SIZE.entries), ...findables.filter(({ entry }) => entry.kind !== 'guideline')];
}

/** Normalising, danger, ranking and deciding, with everything that must be in memory for it. */
function measureAnswers() {
  const collect = globalThis.gc ?? (() => undefined);
  const findables = atSize(content);
  collect();
  const memory = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const before = memory();
  const start = performance.now();
  const gramsOf = createGramReader(content.words);
  const create = (some: readonly Findable<Candidate>[]) => createRanker(some, gramsOf).rank;
  const calibration = calibrate(findables, create);
  const calibrateMs = Math.round(performance.now() - start);
  const answerer = createAnswerer(create(findables), calibration);
  const startMs = Math.round(performance.now() - start);
  collect();
  const megabytes = Math.round((memory() - before) / 1e5) / 10;
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { question } of lines) {
      const asked = performance.now();
      answerer.answer(question);
      // The first round compiles the code.
      if (round > 0) times.push(performance.now() - asked);
    }
  }
  const { model } = createRanker(findables, gramsOf);
  const startAgain = performance.now();
  createRanker(findables, createGramReader(content.words), model);
  const startWithLearntMs = Math.round(performance.now() - startAgain);
  const guidelines = findables.filter(({ entry }) => entry.kind === 'guideline');
  return {
    entries: guidelines.length,
    phrasings: guidelines.reduce((sum, { texts: all }) => sum + all.length, 0),
    texts: findables.reduce((sum, { texts: all }) => sum + all.length, 0),
    ...{
      startMs,
      calibrateMs,
      startWithLearntMs,
      megabytes,
      p50ms: quantile(times, 0.5),
      p99ms: quantile(times, 0.99),
    },
  };
}

const answers = measureAnswers();
const ours = await measure(bondgenoot);
const peers = {
  'MiniSearch, as it comes': await measure(() => miniSearch(texts)),
  'lunr with Dutch and English': await measure(() => lunrDutch(texts)),
  'nlp.js': await measure(() => nlpJs(texts)),
};
console.log(
  JSON.stringify({
    questions: real.length,
    entries: content.guidelines.length,
    phrasings: texts.length,
    searches: { bondgenoot: ours, ...peers },
    slower: Object.fromEntries(Object.entries(peers).map(([name, { p50ms }]) => [name, share(p50ms, ours.p50ms)])),
    answersAtSize: answers,
  }),
);
