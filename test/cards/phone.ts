import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import type { Page } from 'playwright-core';
import type { Card } from '../../src/teams/cards.ts';

/** A phone, in CSS pixels. */
export const PHONE = { width: 340, height: 740 } as const;

const renderer = readFileSync(
  createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
  'utf8',
);
/** Teams writes in Segoe UI. The others are as wide or wider, so that what fits here fits there. */
const FONTS = '"Segoe UI", "Open Sans", Roboto, Arial, sans-serif';
/** The measures that Teams gives to a card, in pixels. */
const TEAMS = {
  supportsInteractivity: true,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  fontFamily: FONTS,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal' },
};
/** Buttons and lists as in Teams. */
const STYLE = `
  body, p, ul { margin: 0 }
  ul { padding-left: 20px }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px }
  button { min-height: 32px; padding: 5px 12px; border: 1px solid; border-radius: 4px; font: 600 14px/20px ${FONTS} }`;

/** Draws a card in the real renderer, as wide as the window of the page, and gives its height in pixels. */
export async function heightOn(page: Page, card: Card): Promise<number> {
  await page.setContent(`<!doctype html><style>${STYLE}</style><body></body>`);
  await page.addScriptTag({ content: renderer });
  return page.evaluate(
    ({ card, measures }) => {
      // The script put it there just now.
      const { AdaptiveCard, HostConfig } = (globalThis as unknown as { AdaptiveCards: typeof AdaptiveCards })
        .AdaptiveCards;
      AdaptiveCard.onProcessMarkdown = (text, result) => {
        const bold = (line: string) => line.replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>');
        const html = (line: string) =>
          line.startsWith('- ') ? `<ul><li>${bold(line.slice(2))}</li></ul>` : `<p>${bold(line)}</p>`;
        result.outputHtml = text.split('\n').map(html).join('');
        result.didProcess = true;
      };
      const drawn = new AdaptiveCard();
      drawn.hostConfig = new HostConfig(measures);
      drawn.parse(card);
      const element = drawn.render();
      if (!element) throw new Error('the card could not be drawn');
      document.body.append(element);
      return element.getBoundingClientRect().height;
    },
    { card, measures: TEAMS },
  );
}
