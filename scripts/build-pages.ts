import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { z } from 'zod';
import { pageContent } from './page-content.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(ROOT, 'src', 'pages');
const TARGET = join(ROOT, 'dist', 'pages');
const PAGES = ['report', 'desk'];
/** Whatever can change the outcome. */
const INPUTS = ['src/pages', 'src/reports', 'src/officers', 'src/locales', 'src/teams/cards.ts', 'cards']
  .concat(['src/guidelines/wire.ts', 'src/guidelines/model.ts', 'src/markdown.ts'])
  .concat(['content/helplines.yml', 'scripts/build-pages.ts', 'scripts/page-content.ts', 'package-lock.json'])
  .map((path) => join(ROOT, path));

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** `dist/pages/build.json`: the published hash of every file, so that anyone can compare what the server sends. */
const buildRecord = z.object({
  inputs: z.string(),
  /** The npm packages that each page holds. */
  packages: z.record(z.string(), z.array(z.string())),
  files: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.number(), brotli: z.number() })),
});
export type BuildRecord = z.infer<typeof buildRecord>;

/**
 * Builds every page into `dist/pages/<page>/`, unless nothing has changed since the last time.
 *
 * @param force builds in any case.
 * @returns what was built, and whether it was built just now.
 */
export async function buildPages(force = false): Promise<{ record: BuildRecord; fresh: boolean }> {
  const inputs = hashOfInputs();
  const before = force ? undefined : await lastBuild();
  if (before?.inputs === inputs) return { record: before, fresh: false };
  const pages = PAGES.filter((page) => existsSync(join(SOURCES, page, 'index.html')));
  const built = await Promise.all(pages.map((page) => buildPage(page, inputs)));
  const files = new Map(built.flatMap((page) => page.files));
  const record: BuildRecord = { inputs, files: {}, packages: {} };
  for (const { page, packages } of built) record.packages[page] = packages;
  for (const [path, bytes] of [...files].sort(([a], [b]) => a.localeCompare(b))) {
    const packed = brotliCompressSync(bytes);
    record.files[path] = { sha256: sha256(bytes), bytes: bytes.length, brotli: packed.length };
    await write(path, bytes);
    await write(`${path}.br`, packed);
  }
  for (const path of filesBelow(TARGET)) {
    const name = nameOf(path);
    // A number at the end: another build is writing it right now.
    if (!files.has(name.replace(/\.br$/, '')) && name !== 'build.json' && !/\.\d+$/.test(name))
      await rm(path, { force: true });
  }
  await write('build.json', Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
  return { record, fresh: true };
}

/**
 * One page: `main.ts` or `main.tsx` with the styles it imports, `worker.ts` if there is one, and `index.html`.
 *
 * @param version tells this build from any other. A page and its worker compare it.
 */
async function buildPage(
  page: string,
  version: string,
): Promise<{ page: string; files: [string, Uint8Array][]; packages: string[] }> {
  const folder = join(SOURCES, page);
  const main = join(folder, existsSync(join(folder, 'main.tsx')) ? 'main.tsx' : 'main.ts');
  const worker = join(folder, 'worker.ts');
  const { outputFiles, metafile } = await build({
    entryPoints: { [page]: main, ...(existsSync(worker) && { worker }) },
    outdir: join(TARGET, page),
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'linked',
    define: { 'process.env.NODE_ENV': '"production"', BUILD_VERSION: JSON.stringify(version) },
    plugins: [contentModule],
    absWorkingDir: ROOT,
    logLevel: 'warning',
  });
  const html = await readFile(join(folder, 'index.html'));
  const built = outputFiles.map(({ path, contents }): [string, Uint8Array] => [nameOf(path), contents]);
  for (const [, name] of html.toString().matchAll(/(?:src|href)="([\w.-]+\.(?:js|css))"/g)) {
    if (!built.some(([path]) => path === `${page}/${name}`)) throw new Error(`${page}/index.html asks for ${name}`);
  }
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0),
  );
  const packages = used.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return { page, files: [[`${page}/index.html`, html], ...built], packages: [...new Set(packages)].sort() };
}

const nameOf = (path: string) => relative(TARGET, path).replaceAll('\\', '/');

/** `import content from 'page-content'`: cards and help lines, expanded now. */
const contentModule: Plugin = {
  name: 'page-content',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^page-content$/ }, ({ path }) => ({ path, namespace: 'page-content' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'page-content' }, () => ({
      contents: JSON.stringify(pageContent(ROOT)),
      loader: 'json',
    }));
  },
};

/** Under another name first, so that a server or another build never meets half a file. */
async function write(name: string, bytes: Uint8Array): Promise<void> {
  const path = join(TARGET, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.${process.pid}`, bytes);
  await rename(`${path}.${process.pid}`, path);
}

async function lastBuild(): Promise<BuildRecord | undefined> {
  try {
    const record = buildRecord.parse(JSON.parse(await readFile(join(TARGET, 'build.json'), 'utf8')));
    const intact = Object.entries(record.files).every(
      ([path, file]) => sha256(readFileSync(join(TARGET, path))) === file.sha256,
    );
    return intact ? record : undefined;
  } catch {
    return undefined; // never built, or damaged: build it
  }
}

const hashOfInputs = () =>
  sha256(
    INPUTS.flatMap(filesBelow)
      .map((path) => `${relative(ROOT, path)} ${sha256(readFileSync(path))}`)
      .join('\n'),
  );

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { record, fresh } = await buildPages(process.argv.includes('--force'));
  console.log(fresh ? 'Pages built:' : 'Pages are up to date:');
  for (const [path, { bytes, brotli, sha256: hash }] of Object.entries(record.files)) {
    console.log(
      `  ${path.padEnd(28)} ${String(bytes).padStart(8)} B, compressed ${String(brotli).padStart(7)} B  ${hash.slice(0, 12)}`,
    );
  }
}
