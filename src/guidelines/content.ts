import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ContentError, readYaml } from '../content.ts';
import { fillKeys, type Keys, readGuideline } from './guideline-file.ts';
import {
  dangerFile,
  type FixedReply,
  type Guideline,
  type Helplines,
  helplineFile,
  lawFile,
  outOfScopeFile,
  replyFile,
  sourceFile,
  type Words,
  wordsFile,
} from './model.ts';

/** Everything that answers rest on. */
export type Content = {
  readonly guidelines: readonly Guideline[];
  readonly replies: readonly FixedReply[];
  /** Messages about danger, and messages that only sound so. */
  readonly danger: readonly string[];
  readonly harmless: readonly string[];
  /** Questions about something else. */
  readonly outOfScope: readonly string[];
  readonly words: Words;
  readonly helplines: Helplines;
};

/**
 * Reads `content/`, and a school's own folder of the same shape over it: there a guideline of the same name, or a help
 * line, source or reply of the same key, takes the place of the built-in one; others are added.
 *
 * @throws {ContentError} on the first file that is not right, with file, line and reason.
 */
export function loadContent(builtIn: string, school?: string): Content {
  const folders = school === undefined ? [builtIn] : [builtIn, school];
  const merged = <T>(name: string, schema: z.ZodType<Record<string, T>>): Record<string, T> =>
    Object.assign({}, ...inFolders(folders, name).map((file) => readYaml(file, schema)));
  const keys: Keys = {
    helplines: merged('helplines.yml', helplineFile),
    laws: merged('law.yml', lawFile),
    sources: merged('sources.yml', sourceFile),
  };
  const files = new Map(
    inFolders(folders, 'guidelines').flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .map((name) => [name, join(folder, name)]),
    ),
  );
  const guidelines = [...files.values()].map((file) => readGuideline(file, keys));
  const ids = new Set(guidelines.map(({ id }) => id));
  for (const { id, related } of guidelines) {
    const missing = related.find((other) => !ids.has(other) || other === id);
    if (missing) throw new ContentError(files.get(`${id}.md`) ?? id, 1, `related: no other entry "${missing}"`);
  }
  const replies = Object.entries(merged('replies.yml', replyFile)).map(([id, reply]) =>
    toReply(id, reply, builtIn, keys),
  );
  for (const { id, offer } of replies) {
    const missing = offer.find((other) => !ids.has(other));
    if (missing) throw new ContentError(join(builtIn, 'replies.yml'), 1, `${id}: no entry "${missing}"`);
  }
  const { nl, en } = readYaml(join(builtIn, 'out-of-scope.yml'), outOfScopeFile);
  const { danger, harmless } = readYaml(join(builtIn, 'danger.yml'), dangerFile);
  return {
    guidelines,
    replies,
    danger: [...danger.nl, ...danger.en],
    harmless: [...harmless.nl, ...harmless.en],
    outOfScope: [...nl, ...en],
    words: readYaml(join(builtIn, 'words.yml'), wordsFile),
    helplines: keys.helplines,
  };
}

function toReply(id: string, { kind, offer, nl, en }: z.infer<typeof replyFile>[string], folder: string, keys: Keys) {
  const file = join(folder, 'replies.yml');
  const fill = (text: string, locale: 'nl' | 'en') => fillKeys(file, text, locale, keys, 1);
  return {
    ...{ id, kind, offer },
    text: { nl: { ...nl, text: fill(nl.text, 'nl') }, en: { ...en, text: fill(en.text, 'en') } },
  };
}

/** Where something stands: in every folder that has it. The first folder must. */
const inFolders = ([first = '', ...others]: readonly string[], name: string) => [
  join(first, name),
  ...others.map((folder) => join(folder, name)).filter((path) => existsSync(path)),
];
