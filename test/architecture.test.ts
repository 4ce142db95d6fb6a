import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  broken,
  forbiddenOn,
  type Import,
  importersOfAll,
  importsBelow,
  importsIn,
  reaches,
  rules,
} from './architecture.rules.ts';

const imports = importsBelow(join(import.meta.dirname, '../src'));
const one = (from: string, to: string, typeOnly = false): Import => ({ from, to, typeOnly });

/** For every rule, made-up imports that break it, and neighbours that do not. */
const EXAMPLES: Record<string, { readonly breaks: Import[]; readonly keeps: Import[] }> = {
  'only teams/ imports the Bot Framework': {
    breaks: [one('reports/reports.bot.ts', 'botbuilder'), one('main.ts', 'botframework-connector')],
    keeps: [one('teams/adapter.ts', 'botbuilder')],
  },
  'only storage/ imports Azure': {
    breaks: [one('reports/reports.store.ts', '@azure/data-tables')],
    keeps: [one('storage/tables.ts', '@azure/data-tables')],
  },
  'only web/ imports restify': { breaks: [one('main.ts', 'restify')], keeps: [one('web/server.ts', 'restify')] },
  'the model and logic of a feature import no SDK': {
    breaks: [one('prompts/prompts.ts', 'adaptivecards-templating'), one('school/plan.ts', 'botbuilder', true)],
    keeps: [one('reports/seal.ts', 'age-encryption'), one('guidelines/model.ts', 'zod')],
  },
  'no edge of a feature imports an SDK past its folder': {
    breaks: [one('officers/officers.store.ts', '@azure/data-tables')],
    keeps: [one('officers/officers.store.ts', 'storage/tables.ts')],
  },
  "a feature does not import another's insides": {
    breaks: [
      one('guidelines/answer.ts', 'reports/reports.ts'),
      one('reports/reports.ts', 'officers/officers.ts', true),
    ],
    keeps: [one('officers/keylog.ts', 'reports/model.ts'), one('reports/reports.ts', 'reports/case.ts')],
  },
  'teams/, storage/ and web/ import no feature': {
    breaks: [one('teams/turn.ts', 'reports/model.ts'), one('web/server.ts', 'officers/officers.ts')],
    keeps: [one('web/server.ts', 'errors.ts')],
  },
  'no file imports the sandbox but its own': {
    breaks: [one('config.ts', 'sandbox/school.ts')],
    keeps: [one('sandbox/main.ts', 'sandbox/school.ts')],
  },
  'nothing imports main.ts': {
    breaks: [one('web/server.ts', 'main.ts')],
    keeps: [one('sandbox/bot.ts', 'sandbox/main.ts')],
  },
  'the server imports no page': {
    breaks: [one('web/pages.ts', 'pages/report/help.ts')],
    keeps: [one('pages/report/main.ts', 'pages/report/help.ts')],
  },
  'a page does not import another page': {
    breaks: [one('pages/report/main.ts', 'pages/desk/api.ts')],
    keeps: [one('pages/report/main.ts', 'pages/shared/tokens.css')],
  },
};

describe('the rules of dependency', () => {
  it.each(Object.entries(rules))('%s', (_name, rule) => {
    expect(broken(rule, imports)).toEqual([]);
  });

  it.each(Object.keys(rules))('can fail: %s', (name) => {
    const rule = rules[name] ?? (() => false);
    const { breaks, keeps } = EXAMPLES[name] ?? { breaks: [], keeps: [] };
    expect(breaks.length).toBeGreaterThan(0);
    expect(broken(rule, breaks)).toHaveLength(breaks.length);
    expect(broken(rule, keeps)).toEqual([]);
  });

  it('only main.ts knows all folders', () => {
    const folders = ['guidelines', 'reports', 'officers', 'prompts', 'teams', 'storage', 'web'];
    expect(importersOfAll(folders, imports)).toEqual(['main.ts']);
  });
});

describe('what a page shares with the server', () => {
  it('is pure: neither Node nor a server SDK is loaded with it', () => {
    expect(reaches('pages/', forbiddenOn.pages, imports)).toEqual([]);
  });

  it('brings neither Teams, templating nor React to the sealed page', () => {
    expect(reaches('pages/report/', forbiddenOn.sealedPage, imports)).toEqual([]);
  });

  it('is followed through other files, and a type does not count', () => {
    const way = [one('pages/report/main.ts', 'reports/model.ts'), one('reports/model.ts', 'node:crypto')];
    expect(reaches('pages/', forbiddenOn.pages, way)).toEqual([
      'pages/report/main.ts -> reports/model.ts -> node:crypto',
    ]);
    expect(reaches('pages/', forbiddenOn.pages, [one('pages/report/main.ts', 'node:fs', true)])).toEqual([]);
    const react = [one('pages/report/main.ts', 'pages/shared/a.ts'), one('pages/shared/a.ts', 'react-dom/client')];
    expect(reaches('pages/report/', forbiddenOn.sealedPage, react)).toHaveLength(1);
  });
});

describe('the reader of imports', () => {
  it('finds every form of import', () => {
    const text = [
      "import a from 'one';",
      "import {\n  type B,\n  c,\n} from './two.ts';",
      "import type { D } from '../three.ts';",
      "export { e } from './four.ts';",
      "export type * from './five.ts';",
      "import 'six';",
      "const seven = await import('seven');",
      "new Worker(new URL('./eight.ts', import.meta.url));",
      "import nine from './nine.json' with { type: 'json' };",
    ].join('\n');
    const found = importsIn('folder/file.ts', text);
    expect(found.map(({ to }) => to).sort()).toEqual(
      ['eight', 'five', 'four', 'nine.json', 'two']
        .map((name) => (name.includes('.') ? `folder/${name}` : `folder/${name}.ts`))
        .concat(['one', 'seven', 'six', 'three.ts'])
        .sort(),
    );
    expect(found.filter(({ typeOnly }) => typeOnly).map(({ to }) => to)).toEqual(['three.ts', 'folder/five.ts']);
  });

  it('reads the program: every folder of it imports something', () => {
    const folders = new Set(imports.map(({ from }) => from.split('/')[0]));
    for (const folder of [
      'guidelines',
      'reports',
      'officers',
      'prompts',
      'teams',
      'storage',
      'web',
      'pages',
      'sandbox',
    ]) {
      expect(folders).toContain(folder);
    }
  });
});
