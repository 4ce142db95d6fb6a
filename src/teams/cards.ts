import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'adaptivecards-templating';
import { fill, type Locale, type Params, strings } from '../locales/index.ts';

/** An Adaptive Card, ready to send. */
export type Card = Readonly<Record<string, unknown>>;

/** The name of a template: its path below `cards/`, without `.json`. Its strings stand under the same name. */
export type CardName = keyof (typeof strings)['nl']['cards'];

export type Cards = {
  /**
   * Fills a template.
   *
   * @param data what the template asks for besides its strings `t`; also fills `{name}` in those strings.
   */
  readonly render: (name: CardName, data: Params, locale: Locale) => Card;
};

/** Reads every template below a folder once. @throws when one is not JSON: the start must stop. */
export function loadCards(folder: string): Cards {
  const templates = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .map((path) => [
        path.slice(0, -'.json'.length).replaceAll('\\', '/'),
        new Template(JSON.parse(readFileSync(join(folder, path), 'utf8'))),
      ]),
  );
  return {
    render(name, data, locale) {
      const template = templates.get(name);
      if (!template) throw new Error(`no card template ${name}`);
      const t = fill(strings[locale].cards[name], data);
      // Buttons carry the card's language, so that what follows stays in it.
      return template.expand({ $root: { ...data, t, lang: locale } });
    },
  };
}
