import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Locale } from './locales/index.ts';

/** A content file that is not right. Says where and why; the start stops on it, so there is never half an index. */
export class ContentError extends Error {
  constructor(file: string, line: number, reason: string) {
    super(`${file}:${line}: ${reason}`);
    this.name = 'ContentError';
  }
}

/** Splits `---` front matter from the Markdown below it. */
export function splitFrontMatter(file: string): { matter: string; body: string; bodyLine: number } {
  const [, matter, body] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(readFileSync(file, 'utf8')) ?? [];
  if (matter === undefined || body === undefined)
    throw new ContentError(file, 1, 'no front matter between two --- lines');
  return { matter, body, bodyLine: matter.split('\n').length + 3 };
}

/** The part of a body under `# nl` or `# en`. */
export function bodyIn(file: string, body: string, bodyLine: number, locale: Locale): string {
  const sections = body.split(/^# (?=(?:nl|en)\s*$)/m);
  const section = sections.find((text) => text.startsWith(locale));
  if (section === undefined) throw new ContentError(file, bodyLine, `no section "# ${locale}"`);
  return section.slice(locale.length).trim();
}

/** Reads and checks one YAML file. @throws {ContentError} */
export function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  return parseYaml(file, readFileSync(file, 'utf8'), schema, 0);
}

/** Checks YAML text against a schema. @param firstLine how many lines stand above it in the file. */
export function parseYaml<T>(file: string, text: string, schema: z.ZodType<T>, firstLine: number): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken)
    throw new ContentError(file, firstLine + lines.linePos(broken.pos[0]).line, broken.message.split('\n')[0] ?? '');
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.map((step) => (typeof step === 'number' ? step : String(step))) ?? [];
  const node: unknown = document.getIn(path, true);
  const offset = hasRange(node) ? node.range[0] : 0;
  throw new ContentError(
    file,
    firstLine + lines.linePos(offset).line,
    `${path.join('.')}: ${issue?.message ?? 'not valid'}`,
  );
}

const hasRange = (node: unknown): node is { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

/** How many lines stand before a text, for error messages. */
export const lineOf = (whole: string, part: string) =>
  Math.max(0, whole.slice(0, Math.max(0, whole.indexOf(part))).split('\n').length - 1);
