import { type Locale, strings } from '../locales/index.ts';
import type { Card, Cards } from '../teams/cards.ts';
import { type CaseId, caseNumber, type Report } from './model.ts';
import type { Receipt } from './receipt.ts';

/** What the introduction tells, besides its own text. */
export type Introduction = {
  /** Who can read reports, for people: "Naam (functionaris)". Empty when nobody can. */
  readonly readers: (locale: Locale) => Promise<string>;
  /** Where to go outside school, for people. */
  readonly outside: (locale: Locale) => string;
  readonly outsideLines: (locale: Locale) => readonly string[];
  /** Within how many school days the first answer comes. */
  readonly days: number;
  /** The first day, today or later, on which somebody reads, for people. */
  readonly next: (locale: Locale) => string;
};

/** Someone whom a reporter can leave out. */
export type NamedReader = { readonly officer: string; readonly name: string; readonly role: 'officer' | 'deputy' };

/** Whom a card is for: a member gets links that carry the school key, staff a way to fill in for a student. */
export type Viewer = { readonly locale: Locale; readonly member: boolean; readonly staff: boolean };

/** The cards of reporting in the chat, filled. Where nobody can read, each way in says so and points outside instead. */
export function reportCards(deps: {
  readonly cards: Cards;
  readonly introduction: Introduction;
  /** Everybody who is appointed, with or without a key: a reporter can leave each of them out. */
  readonly readers: () => Promise<readonly NamedReader[]>;
  readonly publicUrl: string;
  /** The school key of this week, the same for everybody. */
  readonly schoolKey: () => string;
  readonly forms: 'dialog' | 'inline';
}) {
  const { cards, introduction, readers, publicUrl, schoolKey, forms } = deps;

  /** What follows the `#` never leaves the browser. */
  const pageUrl = (locale: Locale, ...parts: readonly string[]) =>
    `${publicUrl}/report/?lang=${locale}${parts.length > 0 ? `#${parts.join('&')}` : ''}`;
  const keyFor = (member: boolean): readonly string[] => (member ? [`key=${schoolKey()}`] : []);

  // A form has a name, so that a retry of the same form gives the same case.
  const formData = () => ({ door: 'chat', forms, id: crypto.randomUUID() });

  /** @param excluded whether somebody could read, but the reporter wants none of them to. */
  const impossible = (locale: Locale, excluded = false): Card => {
    const helplines = introduction.outsideLines(locale).map((line) => ({ text: line }));
    return cards.render('student/report-impossible', { excluded, helplines }, locale);
  };

  return {
    impossible,

    /** Whether somebody can read a report that is sent now. */
    anyReader: async (locale: Locale): Promise<boolean> => (await introduction.readers(locale)) !== '',

    async intro({ locale, member, staff }: Viewer): Promise<Card> {
      const names = await introduction.readers(locale);
      if (names === '') return impossible(locale);
      const data = {
        ...{ door: 'chat', forms, staff, readers: names, outside: introduction.outside(locale) },
        ...{ days: introduction.days, next: introduction.next(locale) },
        // The page need not tell again what this card tells. A student who sits beside has not read it.
        pageUrl: pageUrl(locale, ...keyFor(member), 'from=chat'),
        walkInUrl: pageUrl(locale, ...keyFor(member), 'for=student'),
      };
      return cards.render('student/report-intro', data, locale);
    },

    async reportForm(locale: Locale): Promise<Card> {
      const { roles } = strings[locale];
      const choices = (await readers()).map(({ officer, name, role }) => ({
        officer,
        title: `${name} (${roles[role]})`,
      }));
      const canRead = await introduction.readers(locale);
      if (canRead === '') return impossible(locale);
      const data = { ...formData(), readers: choices, canRead, outside: introduction.outside(locale) };
      return cards.render('student/report-form', data, locale);
    },

    /** For what the bot could not answer. */
    async questionForm(locale: Locale): Promise<Card> {
      const names = await introduction.readers(locale);
      if (names === '') return impossible(locale);
      return cards.render('student/question-form', { ...formData(), readers: names }, locale);
    },

    /** @param again whether it replaces the receipt of an earlier try. */
    receipt(given: { receipt: Receipt; again: boolean; id: CaseId; report: Report }, locale: Locale): Card {
      const { receipt, again, id, report } = given;
      const data = {
        ...{ receipt, again, number: caseNumber(id), days: introduction.days },
        ...{ acute: report.danger, question: report.subject === 'question' },
        // Only members send a form in the chat.
        answersUrl: pageUrl(locale, 'answers', ...keyFor(true)),
      };
      return cards.render('student/report-receipt', data, locale);
    },

    readAnswer: ({ locale, member }: Viewer): Card =>
      cards.render('student/read-answer', { answersUrl: pageUrl(locale, 'answers', ...keyFor(member)) }, locale),
  };
}
