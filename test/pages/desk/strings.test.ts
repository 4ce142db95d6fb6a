import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '../../../src/guidelines/model.ts';
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
    // A question that the bot could not answer is no choice of the form.
    expect(desk.subject).toEqual({ ...titles(form.subject.choices), question: expect.any(String) });
    expect(Object.keys(desk.about)).toEqual(Object.keys(titles(form.about.choices)));
    expect(desk.status).toEqual(bot.status);
  });

  it.each([
    ['nl', nl],
    ['en', en],
  ])('has a short name of its own for every topic, and for no answer (%s)', (_, desk) => {
    const names = Object.values(desk.insight.topics);
    expect(Object.keys(desk.insight.topics)).toEqual([...TOPICS, 'unknown']);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^.{3,40}$/);
  });
});
