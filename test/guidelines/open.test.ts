import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadContent } from '../../src/guidelines/content.ts';
import { openAnswerer } from '../../src/guidelines/open.ts';

const all = loadContent('content');
/** Enough to learn from, and quick. */
const content = {
  ...all,
  guidelines: all.guidelines.filter(({ id }) => ['gechanteerd-met-foto', 'snitchen', 'deepfake-van-mij'].includes(id)),
  replies: all.replies.slice(0, 2),
  outOfScope: all.outOfScope.slice(0, 50),
};
const folder = mkdtempSync(join(tmpdir(), 'bondgenoot-learnt-'));
afterAll(() => rmSync(folder, { recursive: true }));
const files = () => readdirSync(folder).sort();
const QUESTION = 'iemand chanteert me met een foto';

describe('what was learnt', () => {
  it('is kept, and read again with the same outcome', () => {
    const first = openAnswerer(content, folder).look(QUESTION);
    const [json = '', model = '', ...more] = files();
    expect([json.endsWith('.json'), model.endsWith('.model'), more]).toEqual([true, true, []]);
    expect(openAnswerer(content, folder).look(QUESTION)).toEqual(first);
    expect(files()).toEqual([json, model]);
    // It is really read: another calibration gives other chances.
    writeFileSync(join(folder, json), JSON.stringify({ inScope: [-9, 0, 0], right: [0, 0, 0] }));
    expect(openAnswerer(content, folder).look(QUESTION).inScope).toBeLessThan(0.01);
  });

  it.each([
    ['half a calibration', '.json', '{"inScope":[1,'],
    ['half a model', '.model', 'abcd'],
  ])('is learnt anew from %s', (_what, ending, text) => {
    for (const name of files()) rmSync(join(folder, name));
    const first = openAnswerer(content, folder).look(QUESTION);
    const damaged = files().find((name) => name.endsWith(ending)) ?? '';
    writeFileSync(join(folder, damaged), text);
    expect(openAnswerer(content, folder).look(QUESTION)).toEqual(first);
  });

  it('of other content takes its place', () => {
    openAnswerer(content, folder);
    const before = files();
    openAnswerer({ ...content, outOfScope: content.outOfScope.slice(1) }, folder);
    expect(files()).toHaveLength(2);
    expect(files()).not.toEqual(before);
  });

  it('is no text: nothing that was asked or written stands in it', () => {
    for (const name of files()) expect(readFileSync(join(folder, name), 'latin1')).not.toContain('chant');
  });

  it('need not be kept: a folder that cannot be written only costs time', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const { likely } = openAnswerer(content, join(file, 'below')).look(QUESTION);
    expect(likely[0]?.entry.kind).toBe('guideline');
    rmSync(file);
  });
});
