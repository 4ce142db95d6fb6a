import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** One import: a file of `src` and what it asks for, another file of `src` or a package. Paths count from `src`. */
export type Import = {
  readonly from: string;
  readonly to: string;
  /** Gone when the program runs. `import { type A }` is not: the module is still loaded. */
  readonly typeOnly: boolean;
};

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?[^'";]*?\bfrom\s+['"]([^'"]+)['"]/gm;
const BARE = /^\s*import\s+['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;
const WORKER = /new URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g;

/** The imports in the text of one file. */
export function importsIn(from: string, text: string): Import[] {
  const found = [
    ...[...text.matchAll(STATEMENT)].map(([, type, to = '']) => ({ to, typeOnly: type !== undefined })),
    ...[BARE, DYNAMIC, WORKER].flatMap((pattern) =>
      [...text.matchAll(pattern)].map(([, to = '']) => ({ to, typeOnly: false })),
    ),
  ];
  return found.map(({ to, typeOnly }) => ({
    from,
    to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to,
    typeOnly,
  }));
}

/** Every import of every source file below a folder. */
export function importsBelow(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => importsIn(path, readFileSync(join(folder, path), 'utf8')));
}

const FEATURES = ['guidelines', 'reports', 'officers', 'prompts', 'school', 'audit'];
/** Pure files of a feature that others may use: the format of a sealed report and of the wires, written once. */
const SHARED = ['model', 'wire', 'seal', 'receipt', 'sign', 'case']
  .map((name) => `reports/${name}.ts`)
  .concat('guidelines/wire.ts');
/** What belongs to a platform and must stay behind one folder. */
const SDK = /^(botbuilder|botframework|@azure\/|restify|adaptivecards|@microsoft\/)/;
const SERVER_ONLY =
  /^(node:|pino$|yaml$|jose$|botbuilder|botframework|@azure\/|restify|adaptivecards-templating|adaptive-expressions)/;

const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
const isFeature = (path: string) => FEATURES.includes(folderOf(path));
/** Files that tie a feature to the bot, the server or the tables. */
const isEdge = (path: string) => /\.(bot|api|store)\.ts$/.test(path);

/** What no import may do, by name. */
export const rules: Readonly<Record<string, (one: Import) => boolean>> = {
  'only teams/ imports the Bot Framework': ({ from, to }) =>
    /^(botbuilder|botframework)/.test(to) && folderOf(from) !== 'teams',
  'only storage/ imports Azure': ({ from, to }) => to.startsWith('@azure/') && folderOf(from) !== 'storage',
  'only web/ imports restify': ({ from, to }) => to === 'restify' && folderOf(from) !== 'web',
  'the model and logic of a feature import no SDK': ({ from, to }) => isFeature(from) && !isEdge(from) && SDK.test(to),
  'no edge of a feature imports an SDK past its folder': ({ from, to }) => isEdge(from) && SDK.test(to),
  "a feature does not import another's insides": ({ from, to }) =>
    isFeature(from) && isFeature(to) && folderOf(from) !== folderOf(to) && !SHARED.includes(to),
  'teams/, storage/ and web/ import no feature': ({ from, to }) =>
    ['teams', 'storage', 'web'].includes(folderOf(from)) && isFeature(to),
  'no file imports the sandbox but its own': ({ from, to }) =>
    folderOf(to) === 'sandbox' && folderOf(from) !== 'sandbox',
  'nothing imports main.ts': ({ to }) => to === 'main.ts',
  'the server imports no page': ({ from, to }) => folderOf(to) === 'pages' && folderOf(from) !== 'pages',
  'a page does not import another page': ({ from, to }) => {
    const [, mine] = from.split('/');
    const [, theirs] = to.split('/');
    return folderOf(from) === 'pages' && folderOf(to) === 'pages' && theirs !== mine && theirs !== 'shared';
  },
};

/** Imports that break a rule, as `from -> to`. */
export const broken = (rule: (one: Import) => boolean, imports: readonly Import[]): string[] =>
  imports.filter(rule).map(({ from, to }) => `${from} -> ${to}`);

/** Everything that is loaded with a file when it runs, packages too, and the way to it. */
function loadedWith(start: string, imports: readonly Import[]): Map<string, string> {
  const ways = new Map([[start, start]]);
  for (const [path, way] of ways) {
    for (const { from, to, typeOnly } of imports) {
      if (from === path && !typeOnly && !ways.has(to)) ways.set(to, `${way} -> ${to}`); // a Map visits what is added
    }
  }
  return ways;
}

/** The ways from files below a folder to a forbidden package, through any number of files. */
export function reaches(below: string, forbidden: RegExp, imports: readonly Import[]): string[] {
  const starts = new Set(imports.map(({ from }) => from).filter((path) => path.startsWith(below)));
  return [...starts].flatMap((start) =>
    [...loadedWith(start, imports)].flatMap(([path, way]) => (forbidden.test(path) ? [way] : [])),
  );
}

/** Packages that a page must never load, whatever files it shares with the server. */
export const forbiddenOn = {
  pages: SERVER_ONLY,
  sealedPage: /^(@microsoft\/teams-js|adaptivecards-templating|adaptive-expressions|react|@fluentui\/)/,
} as const;

/** The files that import from every one of these folders. */
export function importersOfAll(folders: readonly string[], imports: readonly Import[]): string[] {
  const files = new Set(imports.map(({ from }) => from));
  return [...files].filter((file) => {
    const used = new Set(imports.filter(({ from }) => from === file).map(({ to }) => folderOf(to)));
    return folders.every((folder) => used.has(folder));
  });
}
