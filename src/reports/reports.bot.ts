import * as z from 'zod';
import { codeOf, parseOrRefuse, UserError } from '../errors.ts';
import { fill, type Locale, strings } from '../locales/index.ts';
import type { Card, Cards } from '../teams/cards.ts';
import type { Guards } from '../teams/guards.ts';
import { card, command, dialog, type Reply, type Request, type Route, text, verb } from '../teams/router.ts';
import type { CaseStatus } from './case.ts';
import {
  type CaseId,
  type Contact,
  caseId,
  caseNumber,
  type ParsedReport,
  parseQuestion,
  parseReport,
  type Report,
} from './model.ts';
import type { Notices } from './notices.ts';
import type { Reports } from './reports.ts';

/** What the introduction tells, besides its own text. */
export type Introduction = {
  /** Who can read reports, for people: "Naam (functionaris)". Empty when nobody can. */
  readonly readers: (locale: Locale) => Promise<string>;
  /** Where to go outside school, for people. */
  readonly outside: (locale: Locale) => string;
  readonly outsideLines: (locale: Locale) => readonly string[];
};

const submitted = z.looseObject({ id: z.uuid() });
const acted = z.object({ case: caseId });

/** Reporting in the chat, and the buttons on the officers' notice. */
export function reportRoutes(deps: {
  readonly reports: Reports;
  readonly notices: Notices;
  readonly cards: Cards;
  readonly guards: Guards;
  readonly introduction: Introduction;
  readonly publicUrl: string;
  /** The case that a form, its sender and its text belong to. */
  readonly caseIdOf: (
    from: { readonly form: string; readonly personId: string },
    report: Report,
    contact: Contact | undefined,
  ) => CaseId;
  /** A Teams dialog, or in the chat itself where dialogs from cards do not exist (Agents Playground). */
  readonly forms: 'dialog' | 'inline';
}): Route[] {
  const { reports, notices, cards, guards, introduction, publicUrl, caseIdOf, forms } = deps;
  const pageUrl = (locale: Locale) => `${publicUrl}/report/?lang=${locale}`;

  const impossible = (locale: Locale): Card => {
    const helplines = introduction.outsideLines(locale).map((line) => ({ text: line }));
    return cards.render('student/report-impossible', { helplines }, locale);
  };

  async function intro({ locale }: Request): Promise<Reply> {
    const readers = await introduction.readers(locale);
    if (readers === '') return card(impossible(locale));
    const data = { door: 'chat', forms, readers, outside: introduction.outside(locale), pageUrl: pageUrl(locale) };
    return card(cards.render('student/report-intro', data, locale));
  }

  /** The form of a report, or of a question that the bot could not answer. */
  async function form(name: 'student/report-form' | 'student/question-form', { locale }: Request): Promise<Card> {
    const readers = await introduction.readers(locale);
    if (readers === '') return impossible(locale);
    // The form has a name, so that a retry of the same form gives the same case.
    return cards.render(name, { door: 'chat', forms, readers, id: crypto.randomUUID() }, locale);
  }

  /** Never answers with what was typed: a problem is told beside the form, which keeps it. */
  async function submit({ input, person, locale }: Request, parse: (input: unknown) => ParsedReport): Promise<Reply> {
    const form = parseOrRefuse(submitted, input);
    const parsed = parse(input);
    if (!parsed.ok) {
      const { fields, problem } = strings[locale].report;
      const names: Readonly<Record<string, string | undefined>> = fields;
      return text(
        fill(problem, { fields: parsed.problems.map(({ field }) => names[field] ?? fields.form).join('; ') }),
      );
    }
    const id = caseIdOf({ form: form.id, personId: person.id }, parsed.report, parsed.contact);
    const receipt = await reports.sealAndKeep(id, parsed.report, parsed.contact).catch((error: unknown) => {
      throw codeOf(error) === 'unavailable' ? new UserError('report-unsure') : error;
    });
    const filled = {
      receipt,
      number: caseNumber(id),
      acute: parsed.report.danger,
      question: parsed.report.subject === 'question',
      answersUrl: `${pageUrl(locale)}#answers`,
    };
    return card(cards.render('student/report-receipt', filled, locale));
  }

  /** A form that is sealed when it is sent: opened and sent in the chat itself or in a dialog. */
  const sealedForm = (
    name: 'report' | 'question',
    template: 'student/report-form' | 'student/question-form',
    parse: (input: unknown) => ParsedReport,
  ): Route[] => [
    {
      on: verb(`${name}.form`),
      guard: guards.personal,
      handle: async (request) => card(await form(template, request)),
    },
    { on: verb(`${name}.submit`), guard: guards.personal, handle: (request) => submit(request, parse) },
    {
      on: { kind: 'dialog-open', name: `${name}.form` },
      guard: guards.personal,
      handle: async (request) =>
        dialog(strings[request.locale].report.formDialogTitle[name], await form(template, request)),
    },
    {
      on: { kind: 'dialog-submit', name: `${name}.submit` },
      guard: guards.personal,
      handle: async (request) => {
        const reply = await submit(request, parse);
        // A text would close the dialog, and what was typed with it. The inputs carry the same limits as the server.
        if (reply.kind !== 'card') throw new UserError('invalid');
        return dialog(strings[request.locale].report.dialogTitle[name], reply.card);
      },
    },
  ];

  async function act({ input, person, locale }: Request, to: CaseStatus): Promise<Reply> {
    const { case: id } = parseOrRefuse(acted, input);
    return card(notices.cardOf(await reports.setStatus(id, to, person.id), locale));
  }

  return [
    {
      on: command(
        'melden',
        'melding',
        'report',
        'klikken',
        'snitchen',
        'anoniem melden',
        'ik wil iets melden',
        'ik wil melden',
        'i want to report',
        'reporting',
      ),
      guard: guards.anyone,
      handle: intro,
    },
    {
      on: command(
        'antwoord',
        'antwoord lezen',
        'mijn antwoord',
        'waar is mijn antwoord',
        'code',
        'answer',
        'read answer',
      ),
      guard: guards.anyone,
      handle: async ({ locale }) =>
        card(cards.render('student/read-answer', { answersUrl: `${pageUrl(locale)}#answers` }, locale)),
    },
    { on: verb('report.intro'), guard: guards.anyone, handle: intro },
    ...sealedForm('report', 'student/report-form', parseReport),
    ...sealedForm('question', 'student/question-form', parseQuestion),
    { on: verb('case.take'), guard: guards.officer, handle: (request) => act(request, 'in-progress') },
    { on: verb('case.close'), guard: guards.officer, handle: (request) => act(request, 'closed') },
  ];
}
