import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';
import type { Card } from '../../src/teams/cards.ts';

/** What the real renderer makes of a card: what it complained about, and the page it drew. */
export type Parsed = { readonly problems: readonly string[]; readonly html: HTMLElement };

/** Opens the `adaptivecards` renderer in a page of its own and gives its parser for schema 1.5. */
export function openCardParser(): (card: Card) => Parsed {
  const { window } = new JSDOM('<!doctype html>', { runScripts: 'outside-only' });
  window.eval(readFileSync(createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js'), 'utf8'));
  // The script, run as a page would, leaves the package's exports there.
  const { AdaptiveCard, SerializationContext, Versions } = window.AdaptiveCards as typeof import('adaptivecards');
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = text;
    result.didProcess = true;
  };
  return (json) => {
    const context = new SerializationContext(Versions.v1_5);
    const card = new AdaptiveCard();
    card.parse(json, context);
    const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
    const html = card.render();
    const found = [...events, ...card.validateProperties().validationEvents].map(({ message }) => message);
    return {
      problems: html ? found : [...found, 'nothing was drawn'],
      html: html ?? window.document.createElement('div'),
    };
  };
}

/** Every object in a JSON value, also the value itself. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>; // a JSON object
  return [object, ...Object.values(object).flatMap(objectsIn)];
}
