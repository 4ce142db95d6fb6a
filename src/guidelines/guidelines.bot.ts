import { z } from 'zod';
import { UserError } from '../errors.ts';
import { type Locale, strings } from '../locales/index.ts';
import type { Cards } from '../teams/cards.ts';
import type { Guards } from '../teams/guards.ts';
import { card, command, type Reply, type Route, text, verb } from '../teams/router.ts';
import { answer } from './answer.ts';
import type { Content } from './content.ts';
import { helplineWithUse } from './helplines.ts';
import type { Guideline } from './model.ts';
import type { Ranker } from './search.ts';

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
}): Route[] {
  const { content, rank, cards, guards, officer } = deps;
  const byId = new Map(content.guidelines.map((entry) => [entry.id, entry]));
  const links = (entries: readonly Guideline[], locale: Locale) =>
    entries.map(({ id, text }) => ({ entry: id, title: text[locale].title }));
  const known = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);

  const welcome = (locale: Locale): Reply =>
    card(cards.render('student/welcome', { examples: links(known(EXAMPLES), locale) }, locale));

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

  const ask = (question: string, locale: Locale): Reply => {
    const found = answer(question, rank);
    if (found.kind === 'acute') return card(cards.render('student/acute', {}, locale));
    return found.kind === 'direct' ? show(found.entry, found.others, locale) : unknown(found.others, locale);
  };

  return [
    { on: { kind: 'install' }, guard: guards.anyone, handle: async ({ locale }) => welcome(locale) },
    {
      on: command('help', 'hulp', 'start', 'hoi', 'hallo', 'hi', 'hello', 'hey'),
      guard: guards.anyone,
      handle: async ({ locale }) => welcome(locale),
    },
    {
      on: { kind: 'message' },
      guard: guards.anyone,
      handle: async (request) =>
        request.text === '' ? welcome(request.locale) : ask(request.text, languageOf(request)),
    },
    {
      on: verb('guideline.show'),
      guard: guards.anyone,
      handle: async ({ input, locale }) => {
        const entry = byId.get(shown.safeParse(input).data?.entry ?? '');
        if (!entry) throw new UserError('invalid');
        return show(entry, known(entry.related).slice(0, 2), locale);
      },
    },
    {
      on: { kind: 'attachment' },
      guard: guards.anyone,
      handle: async ({ locale }) => text(strings[locale].attachment),
    },
    { on: { kind: 'too-long' }, guard: guards.anyone, handle: async ({ locale }) => text(strings[locale].tooLong) },
    {
      on: { kind: 'channel-message' },
      guard: guards.anyone,
      handle: async ({ locale }) => text(strings[locale].refusals.personal),
    },
  ];
}

const ENGLISH = /\b(the|is|are|my|me|what|how|can|someone|they|she|he|who|do|does|i'?m|i)\b/gi;
const DUTCH = /\b(de|het|een|ik|is|mijn|mij|wat|hoe|kan|iemand|ze|zij|hij|wie|van|niet|je|me|mag)\b/gi;

/** The language to answer in: that of the question when it is clear, else that of the person's Teams. */
export function languageOf({ text, locale }: { readonly text: string; readonly locale: Locale }): Locale {
  const english = text.match(ENGLISH)?.length ?? 0;
  const dutch = text.match(DUTCH)?.length ?? 0;
  return english === dutch ? locale : english > dutch ? 'en' : 'nl';
}
