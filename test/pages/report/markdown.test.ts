import fc from 'fast-check';
import { plain } from '../../../src/markdown.ts';
import { toHtml } from '../../../src/pages/report/markdown.ts';

test('bold, lists, paragraphs and line breaks', () => {
  expect(toHtml('Bel **112**.\nNu.\n\n- een\n- **twee**')).toBe(
    '<p>Bel <strong>112</strong>.<br>Nu.</p><ul><li>een</li><li><strong>twee</strong></li></ul>',
  );
});

test('whatever comes in, only our own few tags come out', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '&', '"', '*', '-', ' ', '\n', '\\', 'a', 'script') }),
      (text) => {
        expect(toHtml(text).replaceAll(/<\/?(p|br|ul|li|strong)>/g, '')).not.toMatch(/[<>]/);
      },
    ),
  );
});

test('a name is shown as it is, never as Markdown', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('*', '_', '<', '&', '\\', '#', 'n', '-'), minLength: 1 }), (name) => {
      const shown = toHtml(`x${plain(name)}`).replaceAll(/<[^>]*>/g, '');
      const decoded = shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
      expect(decoded).toBe(`x${name}`);
    }),
  );
});
