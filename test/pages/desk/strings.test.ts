import { describe, expect, it } from '@jest/globals';
import botEn from '../../../src/locales/bot.en.json' with { type: 'json' };
import botNl from '../../../src/locales/bot.nl.json' with { type: 'json' };
import en from '../../../src/locales/desk.en.json' with { type: 'json' };
import nl from '../../../src/locales/desk.nl.json' with { type: 'json' };

/** Every string of a JSON value, as `path` -> the names it wants filled in. */
function shape(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return [`${path} ${(value.match(/\{\w+\}/g) ?? []).sort().join(' ')}`];
  return Object.entries(value ?? {}).flatMap(([key, item]) => shape(item, `${path}/${key}`));
}

describe('what the desk says', () => {
  it('is complete in English', () => {
    expect(shape(en)).toEqual(shape(nl));
  });

  it.each([
    ['nl', nl, botNl],
    ['en', en, botEn],
  ])('calls things what the reporter and the card call them (%s)', (_, desk, bot) => {
    const form = bot.cards['student/report-form'];
    const titles = (choices: { title: string; value: string }[]) =>
      Object.fromEntries(choices.map(({ title, value }) => [value, title]));
    expect(desk.subject).toEqual(titles(form.subject.choices));
    expect(Object.keys(desk.about)).toEqual(Object.keys(titles(form.about.choices)));
    expect(desk.status).toEqual(bot.status);
  });
});
