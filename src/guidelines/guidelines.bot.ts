import { z } from 'zod';
import { parseOrRefuse, UserError } from '../errors.ts';
import { type Locale, strings } from '../locales/index.ts';
import type { Cards } from '../teams/cards.ts';
import type { Guards } from '../teams/guards.ts';
import { command, type Reply, type Request, type Route, type Trigger, text, verb } from '../teams/router.ts';
import { isAcute } from './acute.ts';
import type { Answer, Answerer, Audience } from './answer.ts';
import type { Content } from './content.ts';
import type { Conversations } from './conversations.store.ts';
import type { Counted, Counts } from './counts.store.ts';
import { isDisclosure } from './disclosure.ts';
import { followUpOf } from './follow-up.ts';
import { guidelineCards } from './guidelines.cards.ts';
import type { Guideline } from './model.ts';

/** The entries that the welcome offers, one for each way a student may come in. */
const EXAMPLES = ['foto-van-mij-gelekt', 'gechanteerd-met-foto', 'snitchen'];
/** What may be meant by somebody who is not in danger, but not well. */
const FEELING_BAD = ['slecht-gevoel-na-iets-online', 'wie-kan-ik-bellen'];
/** How many entries to offer when a message goes on about the topic before. */
const MOST_OPTIONS = 3;

const shown = z.object({ entry: z.string() });

/** What a student can do with the guidelines: ask, look at another answer, say whether it helped, be welcomed. */
export function guidelineRoutes(deps: {
  readonly content: Content;
  readonly answerer: Answerer;
  readonly conversations: Conversations;
  readonly counts: Counts;
  readonly cards: Cards;
  readonly guards: Guards;
  /** "de functionaris sociale media (naam)", for people. */
  readonly officer: (locale: Locale) => string;
  /** Whether this person works for the school, as far as is known: a teacher or an officer. */
  readonly isStaff: (id: string) => boolean;
  readonly forms: 'dialog' | 'inline';
  /** The address of the page for sealed reports. */
  readonly reportPage: (locale: Locale) => string;
  /** Whether a text holds a receipt: those belong on the page, never in a chat. */
  readonly holdsReceipt: (text: string) => boolean;
  /** Told when something beside the answer failed; gets no content. */
  readonly failed: (error: unknown) => void;
}): Route[] {
  const { content, answerer, conversations, counts, guards, isStaff, holdsReceipt, failed } = deps;
  const draw = guidelineCards(deps);
  const byId = new Map(content.guidelines.map((entry) => [entry.id, entry]));
  const known = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  /** Staff entries speak to staff; a student's question must not end there. */
  const audienceOf = ({ person }: Request): Audience =>
    isStaff(person.id) ? () => true : (entry) => entry.audience.includes('student');
  const entryOf = (input: unknown): Guideline => {
    const entry = byId.get(parseOrRefuse(shown, input).entry);
    if (!entry) throw new UserError('invalid');
    return entry;
  };

  /** An answer never waits for what is only counted or remembered, and never fails with it. */
  const aside = (work: Promise<void>) => void work.catch(failed);
  const count = (counted: Counted) => aside(counts.add(counted));

  /** Without what was before, a message is answered by itself. */
  const lastShown = async (conversationId: string) => {
    try {
      return byId.get((await conversations.last(conversationId)) ?? '');
    } catch (error) {
      failed(error);
      return undefined;
    }
  };

  const show = (entry: Guideline, others: readonly Guideline[], { place, locale }: Request, told = false): Reply => {
    aside(conversations.remember(place.conversationId, entry.id));
    return draw.answer(entry, others, locale, { told });
  };

  /** A message that tells what happened is no report: the card says so first, and how to report. */
  const reply = (found: Answer, request: Request): Reply => {
    const { locale } = request;
    const told = isDisclosure(request.text);
    switch (found.kind) {
      case 'acute':
        if (found.sure) return draw.acute(locale);
        return draw.acuteQuestion(found.others.length > 0 ? found.others : known(FEELING_BAD), locale);
      case 'direct': {
        count({ kind: 'topic', key: found.entry.topic });
        // What the entry's author put beside it, and what came second: one of them is what was meant, if this is not.
        const others = new Set([...known(found.entry.related).slice(0, 2), ...found.others.slice(0, 1)]);
        return show(found.entry, [...others], request, told);
      }
      case 'options':
        return draw.options('unsure', found.options, locale, told);
      case 'reply':
        // Small talk such as "what happened?" would ask to tell more in a chat that is kept.
        if (told && found.reply.kind === 'small-talk') return reply({ kind: 'unknown' }, request);
        return draw.reply(found.reply, known(found.reply.offer), locale);
      case 'unknown':
        count({ kind: 'topic', key: 'unknown' });
        return draw.unknown(locale, told);
    }
  };

  const ask = async (request: Request): Promise<Reply> => {
    const { text: message, place, locale } = request;
    if (holdsReceipt(message)) return text(strings[locale].receiptTyped);
    const audience = audienceOf(request);
    const found = answerer.answer(message, audience);
    const asked = found.kind === 'acute' ? undefined : followUpOf(message);
    const last = asked && (await lastShown(place.conversationId));
    if (asked === undefined || last === undefined) return reply(found, request);
    if (asked.kind === 'language') {
      return show(last, known(last.related).slice(0, 2), { ...request, locale: asked.locale });
    }
    // The topic before, and what the message says by itself: either may be meant.
    const sameTopic = answerer.within(last.topic, message, audience);
    const itself = found.kind === 'direct' ? [found.entry] : [];
    const options = new Set([...sameTopic.slice(0, MOST_OPTIONS - itself.length), ...itself]);
    return options.size > 0
      ? draw.options('goesOn', [...options], locale, isDisclosure(message))
      : reply(found, request);
  };

  const welcome = (locale: Locale): Reply => draw.welcome(known(EXAMPLES), locale);

  /** Danger words come before every check and every other answer, whatever else is in the message. */
  const typed = (on: Trigger, handle: (request: Request) => Reply | Promise<Reply>): Route => ({
    on,
    guard: async (request) => (isAcute(request.text) ? undefined : guards.member(request)),
    handle: async (request) => (isAcute(request.text) ? draw.acute(request.locale) : handle(request)),
  });

  const thumb = (name: string, useful: 'yes' | 'no'): Route => ({
    on: verb(name),
    guard: guards.member,
    handle: async ({ input, locale }) => {
      const entry = entryOf(input);
      await counts.add({ kind: 'rating', key: `${entry.id}.${useful}` });
      return draw.answer(entry, known(entry.related).slice(0, 2), locale, { rated: true });
    },
  });

  return [
    { on: { kind: 'install' }, guard: guards.anyone, handle: async ({ locale }) => welcome(locale) },
    typed(command('help', 'hulp', 'start', 'hoi', 'hallo', 'hi', 'hello', 'hey', 'vraag', 'question'), ({ locale }) =>
      welcome(locale),
    ),
    typed({ kind: 'message' }, (request) => (request.text === '' ? welcome(request.locale) : ask(request))),
    typed({ kind: 'attachment' }, ({ locale }) => text(strings[locale].attachment)),
    typed({ kind: 'too-long' }, ({ locale }) => text(strings[locale].tooLong)),
    {
      on: verb('guideline.show'),
      guard: guards.member,
      handle: async (request) => {
        const entry = entryOf(request.input);
        count({ kind: 'topic', key: entry.topic });
        return show(entry, known(entry.related).slice(0, 2), request);
      },
    },
    {
      on: verb('guideline.none'),
      guard: guards.member,
      handle: async (request) => reply({ kind: 'unknown' }, request),
    },
    thumb('guideline.helped', 'yes'),
    thumb('guideline.not-helped', 'no'),
    { on: verb('acute.yes'), guard: guards.anyone, handle: async ({ locale }) => draw.acute(locale) },
    {
      // Everybody in the channel reads along, so there is no answer here; the sentence carries 112 and 113.
      on: { kind: 'channel-message' },
      guard: guards.anyone,
      handle: async ({ locale }) => text(strings[locale].refusals.personal),
    },
  ];
}
