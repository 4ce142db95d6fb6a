import { type Locale, strings } from '../locales/index.ts';
import type { Cards } from '../teams/cards.ts';
import { card, type Reply, text } from '../teams/router.ts';
import type { Content } from './content.ts';
import { helplineWithUse, phoneOf } from './helplines.ts';
import type { FixedReply, Guideline, GuidelineText } from './model.ts';

/** Who an honest "I don't know" points to. */
const UNKNOWN_HELPLINES = ['helpwanted', 'allesoke', 'kindertelefoon', '113'];
/** Characters of an answer that are read without scrolling on a phone; what is beyond is folded. */
const UNFOLDED = 600;

/** The cards about the guidelines, filled. */
export function guidelineCards(deps: {
  readonly content: Content;
  readonly cards: Cards;
  readonly officer: (locale: Locale) => string;
  readonly forms: 'dialog' | 'inline';
  /** The address of the page for sealed reports. */
  readonly reportPage: (locale: Locale) => string;
}) {
  const { content, cards, officer, forms, reportPage } = deps;
  /** The numbers on the acute card, besides 112 and 113. */
  const numbers = {
    csg: phoneOf(content.helplines, 'csg'),
    veiligthuis: phoneOf(content.helplines, 'veiligthuis'),
  };
  const links = (entries: readonly Guideline[], locale: Locale) =>
    entries.map(({ id, text }) => ({ entry: id, title: text[locale].title }));
  /** What stands first for somebody who tells what happened: this is no report, and these are the two ways to report. */
  const box = (told: boolean, locale: Locale) =>
    told ? [{ ...strings[locale].told, pageUrl: reportPage(locale) }] : [];

  return {
    welcome: (examples: readonly Guideline[], locale: Locale): Reply =>
      card(cards.render('student/welcome', { examples: links(examples, locale) }, locale)),

    /**
     * @param told whether the message told what happened.
     * @param rated whether the one who reads it has just said if it helped.
     */
    answer(
      entry: Guideline,
      others: readonly Guideline[],
      locale: Locale,
      { told = false, rated = false }: { readonly told?: boolean; readonly rated?: boolean } = {},
    ): Reply {
      const { title, answer, next, sources } = entry.text[locale];
      const data = {
        ...{ entry: entry.id, title, answer, next, rated },
        ...foldedLists(entry.text[locale], locale),
        sources: sources.join('; '),
        reviewedOn: new Date(entry.reviewedOn).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' }),
        others: links(others, locale),
        told: box(told, locale),
      };
      return card(cards.render('student/answer', data, locale));
    },

    /** `goesOn`: the message seems to be about the same as the one before. */
    options(why: 'unsure' | 'goesOn', options: readonly Guideline[], locale: Locale, told: boolean): Reply {
      const t = strings[locale].cards['student/options'];
      const data = { title: t[why], text: t[`${why}Text`], options: links(options, locale), told: box(told, locale) };
      return card(cards.render('student/options', data, locale));
    },

    unknown(locale: Locale, told: boolean): Reply {
      const helplines = UNKNOWN_HELPLINES.map((key) => ({ text: helplineWithUse(content.helplines, key, locale) }));
      const data = { helplines, officer: officer(locale), forms, told: box(told, locale) };
      return card(cards.render('student/unknown', data, locale));
    },

    reply({ kind, text: texts }: FixedReply, offers: readonly Guideline[], locale: Locale): Reply {
      if (kind === 'small-talk') return text(texts[locale].text);
      return card(cards.render('student/decline', { text: texts[locale].text, offers: links(offers, locale) }, locale));
    },

    acute: (locale: Locale): Reply => card(cards.render('student/acute', numbers, locale)),

    acuteQuestion: (others: readonly Guideline[], locale: Locale): Reply =>
      card(cards.render('student/acute-question', { others: links(others, locale) }, locale)),
  };
}

/** The lists of an answer: the first always stands, the others fold when together they are long. */
function foldedLists({ answer, steps, dos, donts, help, next }: GuidelineText, locale: Locale) {
  const headings = strings[locale].lists;
  const all = [
    { heading: headings.steps, text: steps },
    { heading: headings.do, text: dos },
    { heading: headings.dont, text: donts },
    { heading: headings.help, text: help },
  ].filter((list) => list.text !== '');
  const length = all.reduce((sum, list) => sum + list.text.length, answer.length + next.length);
  return length <= UNFOLDED ? { lists: all, folded: [] } : { lists: all.slice(0, 1), folded: all.slice(1) };
}
