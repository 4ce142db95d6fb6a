import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LOCALES, type Params, strings } from '../../src/locales/index.ts';
import { plain } from '../../src/markdown.ts';
import { type Card, type CardName, loadCards } from '../../src/teams/cards.ts';
import { objectsIn, openCardParser } from './card-parser.ts';
import { EXAMPLES } from './examples.ts';

const FOLDER = join(import.meta.dirname, '../../cards');
const cards = loadCards(FOLDER);
const parse = openCardParser();
/** In Teams a message may be about 100 KB with everything around it; this leaves room. */
const MAX_BYTES = 28 * 1024;

const templates = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .map((path) => path.replaceAll('\\', '/').replace(/\.json$/, ''));
/** Every form of every template in both languages: [what it is, the card]. */
const all: [string, Card][] = Object.entries(EXAMPLES).flatMap(([name, examples]) =>
  LOCALES.flatMap((locale) =>
    examples(locale).map((data: Params, form): [string, Card] => [
      `${name} in ${locale}, form ${form + 1}`,
      cards.render(name as CardName, data, locale), // the keys of EXAMPLES are card names
    ]),
  ),
);

it('every template has strings and examples, and the other way round', () => {
  expect(templates.sort()).toEqual(Object.keys(EXAMPLES).sort());
  expect(templates.sort()).toEqual(Object.keys(strings.nl.cards).sort());
});

describe.each(all)('%s', (_what, card) => {
  it('is read and drawn by the real renderer without a complaint', () => {
    const { problems, html } = parse(card);
    expect(problems).toEqual([]);
    expect(html.textContent?.length).toBeGreaterThan(10);
  });

  it('leaves no placeholder open', () => {
    expect(JSON.stringify(card)).not.toMatch(/\$\{|\{\w+\}/);
  });

  it('gives every input a label and every required one an error message', () => {
    for (const input of objectsIn(card).filter(({ type }) => String(type).startsWith('Input.'))) {
      expect(input.label).toEqual(expect.stringMatching(/\S/));
      if (input.isRequired) expect(input.errorMessage).toEqual(expect.stringMatching(/\S/));
    }
  });

  it('wraps its text, starts with a heading where it has one, and is small enough for Teams', () => {
    const blocks = objectsIn(card).filter(({ type }) => type === 'TextBlock');
    for (const block of blocks.filter(({ text }) => String(text).length > 25)) expect(block.wrap).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(MAX_BYTES);
  });

  it('carries only a verb and opaque ids on its buttons', () => {
    const actions = objectsIn(card).filter(({ type }) => type === 'Action.Execute' || type === 'Action.Submit');
    for (const { data } of actions) {
      for (const key of Object.keys(data ?? {})) {
        expect(['id', 'case', 'entry', 'prompt', 'post', 'step', 'dialog', 'msteams', 'lang']).toContain(key);
      }
    }
  });
});

describe('the templates themselves', () => {
  const READ = ['text', 'title', 'label', 'placeholder', 'errorMessage', 'altText', 'speak', 'fallbackText', 'tooltip'];

  it.each(templates)('%s holds no text of its own', (name) => {
    const template: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
    for (const object of objectsIn(template)) {
      for (const [key, value] of Object.entries(object)) {
        // A sign such as ○ may stand beside an expression; a word may not.
        if (READ.includes(key)) expect(String(value).replace(/\$\{[^}]*\}/g, '')).not.toMatch(/\p{L}/u);
      }
    }
  });
});

describe('the parser of these tests', () => {
  it('complains about what is not right', () => {
    const body = [{ type: 'Input.Text', label: 'no id' }];
    expect(parse({ type: 'AdaptiveCard', version: '1.5', body }).problems).not.toEqual([]);
    expect(parse({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Nonsense' }] }).problems).not.toEqual([]);
    expect(
      parse({ type: 'AdaptiveCard', version: '1.5', actions: [{ type: 'Action.Nonsense' }] }).problems,
    ).not.toEqual([]);
  });
});

describe('names from outside', () => {
  it('are not read as a placeholder or an expression', () => {
    const channel = '$'.concat('{t.title} {title}');
    const card = cards.render('teacher/prompt-posted', { title: 'Titel', channel }, 'nl');
    expect(JSON.stringify(card)).toContain(channel);
  });

  it('are no Markdown on a card', () => {
    expect(plain('[Klas](https://example.nl) **1**')).toBe('\\[Klas\\]\\(https://example.nl\\) \\*\\*1\\*\\*');
  });
});

it('a template that does not exist, or is no JSON, stops at once', () => {
  expect(() => cards.render('student/none' as CardName, {}, 'nl')).toThrow('student/none'); // not a name: on purpose
  expect(() => loadCards(join(FOLDER, 'nowhere'))).toThrow();
});
