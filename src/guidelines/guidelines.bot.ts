import { z } from 'zod';
import { parseOrRefuse, UserError } from '../errors.ts';
import { type Locale, strings } from '../locales/index.ts';
import type { Cards } from '../teams/cards.ts';
import type { Guards } from '../teams/guards.ts';
import { card, command, type Reply, type Request, type Route, type Trigger, text, verb } from '../teams/router.ts';
import { isAcute } from './acute.ts';
import { answer } from './answer.ts';
import type { Content } from './content.ts';
import { helplineWithUse } from './helplines.ts';
import type { Guideline } from './model.ts';
import type { Ranked, Ranker } from './search.ts';

/** The entries that the welcome offers, one for each way a student may come in. */
const EXAMPLES = ['foto-van-mij-gelekt', 'gechanteerd-met-foto', 'snitchen'];
/** Who an honest "I don't know" points to. */
const UNKNOWN_HELPLINES = ['helpwanted', 'allesoke', 'kindertelefoon', '113'];

const shown = z.object({ entry: z.string() });

/** What a student can do with the guidelines: ask, look at another answer, be welcomed. */
export function guidelineRoutes(deps: {
  readonly content: Content;
  readonly rank: Ranker;
  readonly cards: Cards;
  readonly guards: Guards;
  /** "de functionaris sociale media (naam)", for people. */
  readonly officer: (locale: Locale) => string;
  /** Whether this person works for the school, as far as is known: a teacher or an officer. */
  readonly isStaff: (id: string) => boolean;
}): Route[] {
  const { content, rank, cards, guards, officer, isStaff } = deps;
  const byId = new Map(content.guidelines.map((entry) => [entry.id, entry]));
  const links = (entries: readonly Guideline[], locale: Locale) =>
    entries.map(({ id, text }) => ({ entry: id, title: text[locale].title }));
  const known = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);

  const welcome = (locale: Locale): Reply =>
    card(cards.render('student/welcome', { examples: links(known(EXAMPLES), locale) }, locale));

  const acute = (locale: Locale): Reply => card(cards.render('student/acute', {}, locale));

  const show = (entry: Guideline, others: readonly Guideline[], locale: Locale): Reply => {
    const { title, answer, dos, donts, next, sources } = entry.text[locale];
    const { lists } = strings[locale];
    const data = {
      title,
      answer,
      next,
      sources: sources.join('; '),
      reviewedOn: new Date(entry.reviewedOn).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' }),
      lists: [
        { heading: lists.do, text: dos },
        { heading: lists.dont, text: donts },
      ].filter((list) => list.text !== ''),
      others: links(others, locale),
    };
    return card(cards.render('student/answer', data, locale));
  };

  const unknown = (others: readonly Guideline[], locale: Locale): Reply => {
    const helplines = UNKNOWN_HELPLINES.map((key) => ({ text: helplineWithUse(content.helplines, key, locale) }));
    const data = { helplines, officer: officer(locale), others: links(others, locale) };
    return card(cards.render('student/unknown', data, locale));
  };

  const ask = ({ text: question, person, locale }: Request): Reply => {
    // Staff entries speak to staff; a student's question must not end there.
    const audience = isStaff(person.id) ? rank : (asked: string) => rank(asked).filter(forStudents);
    const found = answer(question, audience);
    if (found.kind === 'acute') return acute(locale);
    if (found.kind === 'unknown') return unknown(found.others, locale);
    // What the entry's author put beside it, and what came second: one of them is what was meant, if this is not.
    const others = new Set([...known(found.entry.related).slice(0, 2), ...found.others.slice(0, 1)]);
    return show(found.entry, [...others], locale);
  };

  /** Danger words come before every check and every other answer, whatever else is in the message. */
  const typed = (on: Trigger, handle: (request: Request) => Reply): Route => ({
    on,
    guard: async (request) => (isAcute(request.text) ? undefined : guards.member(request)),
    handle: async (request) => (isAcute(request.text) ? acute(request.locale) : handle(request)),
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
      handle: async ({ input, locale }) => {
        const entry = byId.get(parseOrRefuse(shown, input).entry);
        if (!entry) throw new UserError('invalid');
        return show(entry, known(entry.related).slice(0, 2), locale);
      },
    },
    {
      // Everybody in the channel reads along, so there is no answer here; the sentence carries 112 and 113.
      on: { kind: 'channel-message' },
      guard: guards.anyone,
      handle: async ({ locale }) => text(strings[locale].refusals.personal),
    },
  ];
}

const forStudents = ({ entry }: Ranked) => entry.audience.includes('student');
