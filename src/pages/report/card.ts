import {
  AdaptiveCard,
  ChoiceSetInput,
  GlobalSettings,
  type HostConfig,
  type Input,
  SubmitAction,
  TextInput,
} from 'adaptivecards';
import { prepareFolds } from './card-folds.ts';
import type { ExpandedCard } from './content.ts';
import { hostConfig } from './host-config.ts';
import { toHtml } from './markdown.ts';

// Otherwise the card itself would be a stop for the Tab key, with nothing to do there.
GlobalSettings.setTabIndexAtCardRoot = false;

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = toHtml(text);
  result.didProcess = true;
};

export type DrawnCard = {
  readonly element: HTMLElement;
  readonly inputs: readonly Input[];
  /** The card's own row of buttons, at its end. */
  readonly buttons: Element | undefined;
};

/**
 * Draws a card.
 *
 * @param values what the inputs hold, by id.
 * @param look its measures and colours.
 * @param press called when the card's button is pressed. The card's own checks are left out: ours say more.
 */
export function drawCard(
  card: ExpandedCard,
  press: () => void = () => {},
  values: Readonly<Record<string, string>> = {},
  look: HostConfig = hostConfig,
): DrawnCard {
  const drawn = new AdaptiveCard();
  drawn.hostConfig = look;
  drawn.parse(withoutChecks(card));
  drawn.onExecuteAction = (action) => {
    if (action instanceof SubmitAction) press(); // a fold of the card opens by itself
  };
  const inputs = drawn.getAllInputs();
  for (const input of inputs) {
    if (input instanceof ChoiceSetInput) input.wrap = true; // or long choices are cut off on a phone
    const value = input.id && values[input.id];
    if (value && (input instanceof TextInput || input instanceof ChoiceSetInput)) input.defaultValue = value;
  }
  const element = drawn.render();
  if (!element) throw new Error('a card could not be drawn');
  prepareFolds(drawn);
  element.style.padding = '0'; // the sheet it stands on has room enough
  return { element, inputs, buttons: [...element.querySelectorAll('.ac-actionSet')].at(-1) };
}

const withoutChecks = (card: ExpandedCard): ExpandedCard => ({
  ...card,
  actions: (Array.isArray(card.actions) ? card.actions : []).map((action: object) => ({
    ...action,
    associatedInputs: 'none',
  })),
});
