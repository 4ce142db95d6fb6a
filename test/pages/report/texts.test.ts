import en from '../../../src/locales/report-page.en.json' with { type: 'json' };
import nl from '../../../src/locales/report-page.nl.json' with { type: 'json' };

/** Every text by its path, with the names that it leaves open. */
const shape = (value: unknown, path = ''): string[] =>
  typeof value === 'string'
    ? [`${path} ${(value.match(/\{\w+\}/g) ?? []).sort().join()}`]
    : Object.entries(value ?? {}).flatMap(([key, item]) => shape(item, `${path}.${key}`));

test('the page says in English what it says in Dutch', () => {
  expect(shape(en)).toEqual(shape(nl));
});
