import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AppManifestUtils } from '@microsoft/app-manifest';
import nock from 'nock';
import { z } from 'zod';
import { fillManifest } from '../../manifest/package.ts';
import { SCHOOL } from './school.ts';

const { manifest, translations } = fillManifest(SCHOOL);
const english = translations['en.json'] ?? {};

const command = z.object({ title: z.string(), description: z.string() });
const app = z
  .object({
    supportsChannelFeatures: z.string().optional(),
    developer: z.object({ name: z.string() }),
    bots: z.tuple([z.object({ botId: z.string(), commandLists: z.array(z.object({ commands: z.array(command) })) })]),
    composeExtensions: z.tuple([z.object({ commands: z.array(z.looseObject({ id: z.string() })) })]),
    staticTabs: z.array(z.object({ entityId: z.string(), contentUrl: z.string().optional() })),
    validDomains: z.array(z.string()),
    webApplicationInfo: z.object({ id: z.string(), resource: z.string() }),
    authorization: z.object({
      permissions: z.object({ resourceSpecific: z.array(z.object({ name: z.string(), type: z.string() })) }),
    }),
  })
  .parse(manifest);

const commandLists = app.bots[0].commandLists;

/** The paths, as Teams writes them in a translation, of every text a person reads. */
function textPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => textPaths(item, `${path}[${i}]`));
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) => textPaths(item, path ? `${path}.${key}` : key));
  }
  const read = [
    /^(name|description)\.(short|full)$/,
    /^staticTabs\[\d+\]\.name$/,
    /\.commands\[\d+\](\.parameters\[\d+\])?\.(title|description)$/,
  ];
  return read.some((pattern) => pattern.test(path)) ? [path] : [];
}

/** The manifest with the English texts put in their places. */
function translated(original: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(original);
  for (const [path, text] of Object.entries(english)) {
    const steps = path.match(/[^.[\]]+/g) ?? [];
    const last = steps.pop() ?? '';
    const parent = steps.reduce<unknown>((value, step) => Reflect.get(Object(value), step), copy);
    Reflect.set(Object(parent), last, text);
  }
  return { ...copy, $schema: original.$schema };
}

/** The text of every source file of the program. */
function sources(): string[] {
  const src = join(import.meta.dirname, '../../src');
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(join(src, path), 'utf8'));
}

describe('the app manifest', () => {
  beforeAll(() => nock.disableNetConnect());
  afterAll(() => nock.enableNetConnect());

  // The library's types follow one schema version each; what we hand it is checked by the schema itself.
  const problems = (candidate: Record<string, unknown>) => AppManifestUtils.validateAgainstSchema(candidate as never);

  test("is valid by Teams' own schema, without a network", async () => {
    expect(await problems(manifest)).toEqual([]);
    expect(await problems({ ...manifest, accentColor: 'teal' })).toEqual([expect.stringContaining('/accentColor')]);
  });

  // Teams' schema for translations does not compile, so the English app is checked as a manifest: same limits.
  test('is valid in English too', async () => {
    expect(await problems(translated(manifest))).toEqual([]);
  });

  test('says that it works in private channels, which the schema does not ask for', () => {
    expect(app.supportsChannelFeatures).toBe('tier1');
  });

  test('asks for one right only: to read who is in the channel', () => {
    expect(app.authorization.permissions.resourceSpecific).toEqual([
      { name: 'ChannelMember.Read.Group', type: 'Application' },
    ]);
  });

  test('says every text in English too, and no text that is not there', () => {
    const keys = Object.keys(english).filter((key) => key !== '$schema');
    expect(keys.sort()).toEqual(textPaths(manifest).sort());
  });

  test('keeps within three command lists of twelve commands', () => {
    expect(commandLists.length).toBeLessThanOrEqual(3);
    for (const { commands } of commandLists) expect(commands.length).toBeLessThanOrEqual(12);
  });

  test('lists no command that the bot does not know, in either language', () => {
    const known = sources().flatMap((source) =>
      [...source.matchAll(/\bcommand\(([^)]*)\)/g)].flatMap(([, words = '']) =>
        [...words.matchAll(/'([^']+)'/g)].map(([, word]) => word),
      ),
    );
    const listed = commandLists.flatMap(({ commands }, list) =>
      commands.flatMap(({ title }, i) => [title, english[`bots[0].commandLists[${list}].commands[${i}].title`]]),
    );
    expect(listed.filter((title) => !known.includes(String(title)))).toEqual([]);
  });

  test('has the ways to reporting in its command menu, in both languages', () => {
    const menu = (commandLists[0]?.commands ?? []).map(({ title }, i) => [
      title,
      english[`bots[0].commandLists[0].commands[${i}].title`],
    ]);
    expect(menu).toEqual(
      expect.arrayContaining([
        ['melden', 'report'],
        ['antwoord', 'answer'],
      ]),
    );
    expect(menu).toContainEqual(['schoolsleutel', 'school key']);
  });

  test('has the tab for reporting right behind the chat, so that it is one tap away', () => {
    expect(app.staticTabs.map(({ entityId }) => entityId).slice(0, 2)).toEqual(['conversations', 'report']);
  });

  test('offers the two commands of the message extension, which the bot answers', () => {
    const { commands } = app.composeExtensions[0];
    expect(commands).toEqual([
      expect.objectContaining({ id: 'prompts', type: 'query', initialRun: true }),
      expect.objectContaining({ id: 'postPrompt', type: 'action', fetchTask: true }),
    ]);
    const program = sources().join('\n');
    expect(commands.filter(({ id }) => !program.includes(`'${id}'`))).toEqual([]);
  });

  test("fills in the school's own values and leaves no placeholder", () => {
    expect(JSON.stringify([manifest, translations])).not.toContain('${{');
    expect(app.developer.name).toBe(SCHOOL.SCHOOL_NAME);
    expect(app.bots[0].botId).toBe(SCHOOL.BOT_APP_ID);
    expect(app.validDomains).toEqual(['bondgenoot.example.nl']);
    expect(app.webApplicationInfo).toEqual({
      id: SCHOOL.BOT_APP_ID,
      resource: `api://bondgenoot.example.nl/${SCHOOL.BOT_APP_ID}`,
    });
  });

  test('leads its tabs to our own pages, without anything about the person in the address', () => {
    expect(app.staticTabs.flatMap(({ contentUrl }) => contentUrl ?? [])).toEqual([
      'https://bondgenoot.example.nl/report/',
      'https://bondgenoot.example.nl/desk/',
    ]);
  });

  test('names every missing and wrong setting at once, and what each is for', () => {
    const values = {
      ...SCHOOL,
      MANIFEST_ID: '',
      BOT_APP_ID: 'bot',
      PUBLIC_URL: 'http://x.nl',
      SCHOOL_NAME: 'R'.repeat(33),
    };
    expect(() => fillManifest(values)).toThrow(
      expect.objectContaining({
        code: 'manifest-settings',
        problems: [
          expect.stringMatching(/^MANIFEST_ID is missing\. It is for .+\.$/),
          expect.stringMatching(/^BOT_APP_ID is not a GUID\. It is for .+\.$/),
          expect.stringMatching(/^PUBLIC_URL is not an https address\. It is for .+\.$/),
          expect.stringMatching(/^SCHOOL_NAME is longer than the 32 characters .+\.$/),
        ],
      }),
    );
  });
});
