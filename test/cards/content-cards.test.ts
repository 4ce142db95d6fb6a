import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadContent } from '../../src/guidelines/content.ts';
import { guidelineRoutes } from '../../src/guidelines/guidelines.bot.ts';
import { LOCALES, type Locale } from '../../src/locales/index.ts';
import { loadPrompts } from '../../src/prompts/library.ts';
import { promptCard } from '../../src/prompts/prompts.ts';
import { type Card, loadCards } from '../../src/teams/cards.ts';
import { createGuards } from '../../src/teams/guards.ts';
import { findRoute } from '../../src/teams/router.ts';
import { openCardParser } from './card-parser.ts';

const ROOT = join(import.meta.dirname, '../..');
const cards = loadCards(join(ROOT, 'cards'));
const content = loadContent(join(ROOT, 'content'));
const prompts = loadPrompts(join(ROOT, 'content/prompts'));
const parse = openCardParser();
const routes = guidelineRoutes({
  ...{
    content,
    cards,
    answerer: { answer: () => ({ kind: 'unknown' }), look: () => ({ inScope: 0, likely: [] }), within: () => [] },
    conversations: { remember: async () => {}, last: async () => undefined, sweep: async () => {} },
    counts: { add: async () => {}, list: async () => [] },
    forms: 'dialog',
    reportPage: () => 'https://bondgenoot.example.nl/report/?lang=nl',
    holdsReceipt: () => false,
    isStaff: () => false,
    officer: () => 'Functionaris (functionaris sociale media)',
    failed: () => {},
  },
  guards: createGuards({ isTeacher: () => false, isOfficer: () => false }),
});

/** The card that somebody gets who asks to see this entry. */
async function guidelineCard(entry: string, locale: Locale): Promise<Card> {
  const route = findRoute(routes, { kind: 'verb', name: 'guideline.show' });
  const reply = await route?.handle({
    ...{ person: { id: 'x' }, place: { kind: 'personal', conversationId: 'x' }, locale, text: '', input: { entry } },
    ...{ team: undefined, channelId: undefined, isMember: async () => true },
  });
  return reply?.kind === 'card' ? reply.card : {};
}

function expectGood(card: Card) {
  const { problems, html } = parse(card);
  expect(problems).toEqual([]);
  expect(html.textContent?.length).toBeGreaterThan(100);
  expect(JSON.stringify(card)).not.toMatch(/\$\{|\{\w+\}|undefined|\{\{/);
  expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28 * 1024);
}

describe.each(LOCALES)('in %s', (locale) => {
  it.each(content.guidelines.map(({ id }) => id))('the guideline %s is a good card', async (id) => {
    expectGood(await guidelineCard(id, locale));
  });

  it.each(prompts.map((prompt) => ({ id: prompt.id, prompt })))('the discussion $id is a good card', ({ prompt }) => {
    const counts = prompt.text.nl.options.map((_, index) => index * 5);
    const post = {
      ...{ id: 'an-id', prompt: prompt.id, channelId: 'c', locale, onCard: 0, claimedUntil: 0 },
      ...{ conversationId: 'c', activityId: 'a', shown: counts.reduce((a, b) => a + b, 0), counts },
    };
    expectGood(promptCard(cards, prompt, post));
    expectGood(promptCard(cards, prompt, { ...post, shown: 0, counts: [] }));
  });
});
