import { AdaptiveCard, ChoiceSetInput, GlobalSettings, type Input, TextInput } from 'adaptivecards';
import type { ExpandedCard } from './content.ts';
import { hostConfig } from './host-config.ts';
import { toHtml } from './markdown.ts';

// Otherwise the card itself would be a stop for the Tab key, with nothing to do there.
GlobalSettings.setTabIndexAtCardRoot = false;

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = toHtml(text);
  result.didProcess = true;
};

/**
 * Draws a card.
 *
 * @param values what the inputs hold, by id.
 * @param press called when the card's button is pressed. The card's own checks are left out: ours say more.
 */
export function drawCard(
  card: ExpandedCard,
  press: () => void = () => {},
  values: Readonly<Record<string, string>> = {},
): { element: HTMLElement; inputs: readonly Input[] } {
  const drawn = new AdaptiveCard();
  drawn.hostConfig = hostConfig;
  drawn.parse(withoutChecks(card));
  drawn.onExecuteAction = press;
  const inputs = drawn.getAllInputs();
  for (const input of inputs) {
    if (input instanceof ChoiceSetInput) input.wrap = true; // or long choices are cut off on a phone
    const value = input.id && values[input.id];
    if (value && (input instanceof TextInput || input instanceof ChoiceSetInput)) input.defaultValue = value;
  }
  const element = drawn.render();
  if (!element) throw new Error('a card could not be drawn');
  element.style.padding = '0'; // the sheet it stands on has room enough
  return { element, inputs };
}

const withoutChecks = (card: ExpandedCard): ExpandedCard => ({
  ...card,
  actions: (Array.isArray(card.actions) ? card.actions : []).map((action: object) => ({
    ...action,
    associatedInputs: 'none',
  })),
});
