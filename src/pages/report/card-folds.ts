import { ActionSet, type AdaptiveCard, ToggleVisibilityAction } from 'adaptivecards';

/**
 * Makes the folds of a drawn card speak to a screen reader. The renderer says on the folded part whether it is open;
 * that belongs on the button.
 */
export function prepareFolds(card: AdaptiveCard): void {
  for (let i = 0; i < card.getItemCount(); i++) {
    const item = card.getItemAt(i);
    if (!(item instanceof ActionSet)) continue;
    for (let j = 0; j < item.getActionCount(); j++) {
      const action = item.getActionAt(j);
      if (action instanceof ToggleVisibilityAction) prepare(card, action);
    }
  }
}

function prepare(card: AdaptiveCard, action: ToggleVisibilityAction): void {
  const button = action.renderedElement;
  const [target] = Object.keys(action.targetElements);
  const part = target === undefined ? undefined : card.getElementById(target);
  if (!button || !part) return;
  button.classList.add('fold-button');
  const tell = () => {
    part.renderedElement?.removeAttribute('aria-expanded');
    button.setAttribute('aria-expanded', String(part.isVisible));
  };
  tell();
  button.addEventListener('click', () => queueMicrotask(tell)); // after the renderer's own
}
