/**
 * Makes the package that a school's Teams admin uploads: the manifest filled in for this school, its translations
 * and the icons, in one zip.
 *
 *     node manifest/package.ts --out dist/bondgenoot.zip
 *
 * The settings come from the environment; whatever is missing or wrong is listed all at once.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { zip } from './zip.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const PLACEHOLDER = /\$\{\{(\w+)\}\}/g;

const guid = z.guid('is not a GUID');
const page = z.url({ protocol: /^https$/, error: 'is not an https address' });

const settings = z.object({
  MANIFEST_ID: guid.describe("the app's own id in Teams; make one once per school and keep it"),
  BOT_APP_ID: guid.describe("the bot's app registration"),
  PUBLIC_URL: page.transform((url) => url.replace(/\/+$/, '')).describe('the address at which people reach the pages'),
  SCHOOL_NAME: z
    .string()
    .min(1)
    .max(32, 'is longer than the 32 characters that Teams shows')
    .describe('the name of the school, as people know it'),
  SCHOOL_URL: page.describe("the school's website"),
  PRIVACY_URL: page.describe("the school's privacy statement for this app"),
  TERMS_URL: page.describe("the school's terms of use for this app"),
});

/** Thrown by {@link fillManifest}. `problems` has a line for every setting that is missing or wrong. */
export class ManifestSettingsError extends Error {
  readonly code = 'manifest-settings';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ManifestSettingsError';
    this.problems = problems;
  }
}

/**
 * Fills the manifest in for one school.
 *
 * @param values the settings by name, such as the environment.
 * @returns the manifest, and its translations by file name.
 * @throws {ManifestSettingsError} naming every setting that is missing or wrong, all at once.
 */
export function fillManifest(values: Readonly<Record<string, string | undefined>>): {
  manifest: Record<string, unknown>;
  translations: Record<string, Record<string, unknown>>;
} {
  // An empty variable means: not set. Azure's portal leaves such ones behind.
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) throw new ManifestSettingsError(parsed.error.issues.map((issue) => line(issue, given)));
  const known: Record<string, string> = { ...parsed.data, PUBLIC_HOST: new URL(parsed.data.PUBLIC_URL).host };
  return {
    manifest: fill(readJson('manifest.json'), known),
    translations: { 'en.json': fill(readJson('en.json'), known) },
  };
}

/** The package as a zip file: see the top of this file. Throws what {@link fillManifest} throws. */
export function packageApp(values: Readonly<Record<string, string | undefined>>): Uint8Array {
  const { manifest, translations } = fillManifest(values);
  const texts = Object.entries({ 'manifest.json': manifest, ...translations });
  return zip([
    ...texts.map(([name, json]) => ({ name, bytes: Buffer.from(`${JSON.stringify(json, null, 2)}\n`) })),
    ...['color.png', 'outline.png'].map((name) => ({ name, bytes: readFileSync(join(HERE, name)) })),
  ]);
}

function line(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = String(issue.path[0]);
  const known: Record<string, z.ZodType | undefined> = settings.shape;
  const problem = given[name] === undefined ? 'is missing' : issue.message;
  return `${name} ${problem}. It is for ${known[name]?.description}.`;
}

function readJson(name: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(HERE, name), 'utf8')));
}

/** Fills values, not the text of the file, so that a quote in a school's name cannot break the JSON. */
function fill(template: Record<string, unknown>, known: Readonly<Record<string, string>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(template), (_key, value: unknown) =>
    typeof value === 'string'
      ? value.replace(PLACEHOLDER, (placeholder, name: string) => known[name] ?? placeholder)
      : value,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values: options } = parseArgs({ options: { out: { type: 'string', default: 'dist/bondgenoot.zip' } } });
  try {
    const bytes = packageApp(process.env);
    mkdirSync(dirname(options.out), { recursive: true });
    writeFileSync(options.out, bytes);
    console.log(`${options.out}: ${bytes.length} bytes. Upload it in the Teams admin centre.`);
  } catch (error) {
    if (!(error instanceof ManifestSettingsError)) throw error;
    console.error(`The package was not made:\n${error.message}`);
    process.exitCode = 1;
  }
}
