import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Answerer, createAnswerer } from './answer.ts';
import { type Calibration, calibrate } from './calibration.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import type { Content } from './content.ts';
import { createGramReader } from './grams.ts';
import type { LinearModel } from './linear.ts';
import { createRanker } from './search.ts';
import type { Findable } from './text-index.ts';

/** What was learnt from some content. */
type Learnt = { readonly calibration: Calibration; readonly model: LinearModel };

const calibrationFile = z.object({ inScope: z.array(z.number()), right: z.array(z.number()) });
/** What is learnt depends on this code, besides the texts. */
const CODE = ['grams.ts', 'text-index.ts', 'nearest.ts', 'linear.ts', 'search.ts', 'candidates.ts', 'calibration.ts'];

/**
 * Makes the answerer of some content: index, model, calibration, decision.
 *
 * @param cacheFolder where is kept what was learnt last, by the hash of the content and of the code. Learning takes some
 *   seconds; a folder that cannot be written only costs that time again.
 */
export function openAnswerer(content: Content, cacheFolder: string): Answerer {
  const findables = candidatesOf(content);
  const gramsOf = createGramReader(content.words);
  const create = (of: readonly Findable<Candidate>[]) => createRanker(of, gramsOf).rank;
  const hash = hashOf(content);
  const before = read(cacheFolder, hash);
  const { rank, model } = createRanker(findables, gramsOf, before?.model);
  const calibration = before?.calibration ?? calibrate(findables, create);
  if (before === undefined) save(cacheFolder, hash, { calibration, model });
  return createAnswerer(rank, calibration);
}

function hashOf({ helplines: _shown, ...learntFrom }: Content): string {
  const hash = createHash('sha256').update(JSON.stringify(learntFrom));
  for (const name of CODE) hash.update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest('hex').slice(0, 32);
}

function read(folder: string, hash: string): Learnt | undefined {
  try {
    const calibration = calibrationFile.parse(JSON.parse(readFileSync(join(folder, `${hash}.json`), 'utf8')));
    const bytes = readFileSync(join(folder, `${hash}.model`));
    return { calibration, model: new Float32Array(Uint8Array.from(bytes).buffer) };
  } catch {
    // Not there yet, or half written: it is learnt anew.
    return undefined;
  }
}

/** The names of what is kept here; nothing else in the folder is touched. */
const LEARNT = /^[0-9a-f]{32}\.(model|json)$/;

/** Keeps what was learnt, in place of what was learnt from other content. */
function save(folder: string, hash: string, { calibration, model }: Learnt): void {
  try {
    mkdirSync(folder, { recursive: true });
    const old = readdirSync(folder).filter((name) => LEARNT.test(name) && !name.startsWith(hash));
    writeFileSync(join(folder, `${hash}.model`), new Uint8Array(model.buffer));
    writeFileSync(join(folder, `${hash}.json`), JSON.stringify(calibration));
    for (const name of old) rmSync(join(folder, name), { force: true });
  } catch {
    // A read-only disk, as on some hosts.
  }
}
