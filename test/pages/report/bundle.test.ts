import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages } from './reporter.ts';
import { DIST } from './school.ts';

type Built = { files: Record<string, { sha256: string; brotli: number }>; packages: Record<string, string[]> };
let built: Built;
const files = () => Object.keys(built.files).filter((path) => path.startsWith('report/'));

beforeAll(async () => {
  await buildPages();
  built = JSON.parse(readFileSync(join(DIST, 'build.json'), 'utf8'));
}, 60_000);

test('the sealed page holds these packages and no others', () => {
  expect(built.packages.report).toEqual([
    '@noble/ciphers',
    '@noble/curves',
    '@noble/hashes',
    '@noble/post-quantum',
    '@scure/base',
    'adaptivecards',
    'age-encryption',
    'zod',
  ]);
});

test('the sealed page holds no code that makes code', () => {
  for (const path of files()) {
    expect(readFileSync(join(DIST, path), 'utf8')).not.toMatch(/new Function\(|\beval\(|teams\.microsoft\.com|\$when/);
  }
});

test('the sealed page weighs less than 200 kB, compressed', () => {
  expect(files().length).toBeGreaterThanOrEqual(3);
  expect(files().reduce((sum, path) => sum + (built.files[path]?.brotli ?? 0), 0)).toBeLessThan(200_000);
});

test('the published hashes are those of the files', () => {
  for (const [path, { sha256 }] of Object.entries(built.files)) {
    expect(
      createHash('sha256')
        .update(readFileSync(join(DIST, path)))
        .digest('hex'),
    ).toBe(sha256);
  }
});

test('pages that have not changed are not built again', async () => {
  expect((await buildPages()).stdout).toContain('up to date');
}, 30_000);
