import * as z from 'zod';
import { codeOf, parseOrRefuse, UserError } from '../errors.ts';
import { fill, type Locale, strings } from '../locales/index.ts';
import type { Card, Cards } from '../teams/cards.ts';
import type { Guards } from '../teams/guards.ts';
import { card, command, dialog, phrase, type Reply, type Request, type Route, text, verb } from '../teams/router.ts';
import type { CaseStatus } from './case.ts';
import { type CaseId, caseId, type Filled, type ParsedReport, parseQuestion, parseReport } from './model.ts';
import type { Notices } from './notices.ts';
import type { Nudges } from './nudge.ts';
import { holdsReceipt } from './receipt.ts';
import { wantsToReport } from './report-words.ts';
import { type Introduction, type NamedReader, reportCards, type Viewer } from './reports.cards.ts';
import type { Reports } from './reports.ts';

const submitted = z.looseObject({ id: z.uuid() });
const acted = z.object({ case: caseId });

/** Reporting in the chat, and the buttons on the officers' notice. */
export function reportRoutes(deps: {
  readonly reports: Reports;
  readonly notices: Notices;
  readonly nudges: Pick<Nudges, 'addressOf'>;
  readonly cards: Cards;
  readonly guards: Guards;
  readonly introduction: Introduction;
  /** Everybody who is appointed, with or without a key: a reporter can leave each of them out. */
  readonly readers: () => Promise<readonly NamedReader[]>;
  readonly publicUrl: string;
  /** The school key of this week, the same for everybody. */
  readonly schoolKey: () => string;
  /** Whether this person works for the school, as far as is known. */
  readonly isStaff: (id: string) => boolean;
  /** Whether a message must have another answer first: it speaks of danger, or tells what happened. */
  readonly answeredFirst: (text: string) => boolean;
  /** Lets one more report of this person in. @throws UserError `busy`, `own-limit` */
  readonly admit: (personId: string, id: CaseId) => Promise<void>;
  /** The case that a form, its sender and everything typed in it belong to. */
  readonly caseIdOf: (from: { readonly form: string; readonly personId: string }, filled: Filled) => CaseId;
  /** A Teams dialog, or in the chat itself where dialogs from cards do not exist (Agents Playground). */
  readonly forms: 'dialog' | 'inline';
}): Route[] {
  const { reports, nudges, guards, schoolKey, isStaff, answeredFirst, admit, caseIdOf } = deps;
  const draw = reportCards(deps);

  /** Nobody is kept from the way in: who is no member, or cannot be shown to be one, gets links without the key. */
  const viewer = async (request: Request): Promise<Viewer> => ({
    locale: request.locale,
    member: await guards.member(request).then(
      (refused) => refused === undefined,
      () => false,
    ),
    staff: isStaff(request.person.id),
  });
  const intro = async (request: Request): Promise<Reply> => card(await draw.intro(await viewer(request)));

  /**
   * Never answers with what was typed: a problem is told beside the form, which keeps it. A dialog cannot tell beside:
   * it stays open on `invalid`.
   */
  async function submit(
    { input, person, place, locale }: Request,
    kind: 'action' | 'dialog-submit',
    parse: (input: unknown) => ParsedReport,
  ): Promise<Reply> {
    const form = parseOrRefuse(submitted, input);
    const parsed = parse(input);
    if (!parsed.ok) {
      const { fields, problem } = strings[locale].report;
      const names: Readonly<Record<string, string | undefined>> = fields;
      return text(
        fill(problem, { fields: parsed.problems.map(({ field }) => names[field] ?? fields.form).join('; ') }),
      );
    }
    const { filled } = parsed;
    const id = caseIdOf({ form: form.id, personId: person.id }, filled);
    const nudge = filled.nudge ? nudges.addressOf(id, place.conversationId, locale) : '';
    try {
      const kept = await reports.sealAndKeep(id, filled, nudge, () => admit(person.id, id));
      return card(draw.receipt({ ...kept, id, report: filled.report }, locale));
    } catch (error) {
      const code = codeOf(error);
      // Somebody could read it, but the reporter ticked them all: one tick less and it can be sent.
      if (code === 'no-readers' && filled.hiddenFrom.length > 0 && (await draw.anyReader(locale))) {
        if (kind === 'dialog-submit') throw new UserError('invalid');
        return card(draw.impossible(locale, true));
      }
      throw code === 'unavailable' ? new UserError('report-unsure') : error;
    }
  }

  /** A form that is sealed when it is sent: opened and sent in the chat itself or in a dialog. */
  const sealedForm = (
    name: 'report' | 'question',
    form: (locale: Locale) => Promise<Card>,
    parse: (input: unknown) => ParsedReport,
  ): Route[] => [
    {
      on: verb(`${name}.form`),
      guard: guards.personal,
      handle: async (request) => card(await form(request.locale)),
    },
    { on: verb(`${name}.submit`), guard: guards.personal, handle: (request) => submit(request, 'action', parse) },
    {
      on: { kind: 'dialog-open', name: `${name}.form` },
      guard: guards.personal,
      handle: async (request) =>
        dialog(strings[request.locale].report.formDialogTitle[name], await form(request.locale)),
    },
    {
      on: { kind: 'dialog-submit', name: `${name}.submit` },
      guard: guards.personal,
      handle: async (request) => {
        const reply = await submit(request, 'dialog-submit', parse);
        // A text would close the dialog, and what was typed with it. The inputs carry the same limits as the server.
        if (reply.kind !== 'card') throw new UserError('invalid');
        return dialog(strings[request.locale].report.dialogTitle[name], reply.card);
      },
    },
  ];

  async function act({ input, person, locale }: Request, to: CaseStatus): Promise<Reply> {
    const { case: id } = parseOrRefuse(acted, input);
    return card(deps.notices.cardOf(await reports.setStatus(id, to, person.id), locale));
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
      // A receipt that is typed here is told where it belongs, by the route for every other message.
      on: phrase('report.intro', (typed) => wantsToReport(typed) && !answeredFirst(typed) && !holdsReceipt(typed)),
      guard: guards.anyone,
      handle: intro,
    },
    {
      on: command('schoolsleutel', 'school key', 'schoolkey'),
      guard: guards.personal,
      handle: async ({ locale }) => text(fill(strings[locale].report.schoolKey, { key: schoolKey() })),
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
      handle: async (request) => card(draw.readAnswer(await viewer(request))),
    },
    { on: verb('report.intro'), guard: guards.anyone, handle: intro },
    ...sealedForm('report', draw.reportForm, parseReport),
    ...sealedForm('question', draw.questionForm, parseQuestion),
    { on: verb('case.take'), guard: guards.officer, handle: (request) => act(request, 'in-progress') },
    { on: verb('case.close'), guard: guards.officer, handle: (request) => act(request, 'closed') },
  ];
}
