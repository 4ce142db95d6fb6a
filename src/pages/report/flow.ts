import { parseReport } from '../../reports/model.ts';
import { parseReceipt } from '../../reports/receipt.ts';
import { SealError } from '../../reports/seal.ts';
import type { School } from '../../reports/wire.ts';
import type { Api } from './api.ts';
import { drawn } from './dom.ts';
import { focusStep } from './focus.ts';
import { type SealedReport, sameReaders, sealReport } from './sealing.ts';
import type { Draft } from './steps/form.ts';
import { drawStep, type Step } from './steps/index.ts';
import type { Texts } from './texts.ts';

/** How often a report that the school refuses is sealed anew before the reporter is told. */
const ATTEMPTS = 3;

export type ReportFlow = {
  readonly start: () => Promise<void>;
  /** Draws the step again, in the language of the moment. What was typed stays. */
  readonly redraw: () => void;
  /** Whether leaving now would lose something. */
  readonly unsaved: () => boolean;
};

/**
 * The way of a report, from reading to the receipt. What is typed lives in here only, and is forgotten at the end.
 *
 * @param host where the steps are drawn.
 * @param known told the school, once that is known.
 */
export function reportFlow(
  host: HTMLElement,
  api: Api,
  texts: () => Texts,
  known: (school: School) => void,
): ReportFlow {
  let step: Step = { at: 'loading' };
  let school: School | undefined;
  let draft: Draft = {};
  let sealed: SealedReport | undefined;

  const redraw = () => host.replaceChildren(drawStep(texts(), step, { school, draft }, events));
  const show = (next: Step) => {
    step = next;
    redraw();
    focusStep(host);
  };

  async function start(): Promise<void> {
    show({ at: 'loading' });
    const reply = await api.school();
    if (reply.kind !== 'ok') return show({ at: 'failed' });
    meet(reply.value);
    show(reply.value.readers.length > 0 ? { at: 'intro', changed: false } : { at: 'impossible' });
  }

  const meet = (met: School) => {
    school = met;
    known(met);
  };

  async function send(): Promise<void> {
    const parsed = parseReport(draft);
    if (!parsed.ok) return show({ at: 'form', problems: parsed.problems });
    show({ at: 'sealing' });
    await drawn();
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (!school) return await start();
        sealed ??= await sealReport(parsed.report, parsed.contact, school);
        sayThatItIsSent();
        const reply = await api.sendReport(sealed.body);
        if (reply.kind === 'ok') return received(sealed);
        if (reply.kind === 'offline' || reply.kind === 'unavailable') return show({ at: 'unsent', why: reply.kind });
        // Refused, so it was not kept: another report has this id, or the readers are others by now.
        const now = await api.school();
        if (now.kind !== 'ok') return show({ at: 'unsent', why: 'unavailable' });
        const agreed = sameReaders(school, now.value);
        meet(now.value);
        if (!agreed) return askAgain(now.value);
        sealed = await sealReport(parsed.report, parsed.contact, now.value);
      } catch (error) {
        const tooLarge = error instanceof SealError && error.code === 'too-large';
        if (tooLarge) return show({ at: 'form', problems: [{ field: 'story', code: 'too-long' }] });
        return show({ at: 'unsent', why: 'refused' });
      }
    }
    show({ at: 'unsent', why: 'refused' });
  }

  /** Nothing is sealed to someone the reporter has not been told of. */
  function askAgain(now: School): void {
    sealed = undefined;
    show(now.readers.length > 0 ? { at: 'intro', changed: true } : { at: 'impossible' });
  }

  function sayThatItIsSent(): void {
    const status = host.querySelector('[role=status]');
    if (status) status.textContent = texts().page.sealing.sending;
  }

  function received(report: SealedReport): void {
    draft = {};
    sealed = undefined;
    show({ at: 'receipt', report, typed: '' });
  }

  function checkReceipt(): void {
    if (step.at !== 'check') return;
    const { report, typed } = step;
    const receipt = parseReceipt(typed);
    if (receipt === report.receipt) show({ at: 'done', acute: report.acute });
    else show({ at: 'check', report, typed, wrong: receipt ? 'other' : 'typo' });
  }

  const events = {
    start: () => void start(),
    toForm: () => show({ at: 'form', problems: [] }),
    toIntro: () => show({ at: 'intro', changed: false }),
    draft: (typed: Draft) => {
      draft = typed;
    },
    send: () => void send(),
    typed: (typed: string) => {
      if (step.at === 'check') step = { ...step, typed };
    },
    toCheck: () => {
      if (step.at === 'receipt') show({ ...step, at: 'check', wrong: undefined });
    },
    toReceipt: () => {
      if (step.at === 'check') show({ at: 'receipt', report: step.report, typed: step.typed });
    },
    check: checkReceipt,
  };

  return {
    start,
    redraw,
    unsaved: () =>
      ['sealing', 'unsent', 'receipt', 'check'].includes(step.at) || Object.values(draft).some((value) => value !== ''),
  };
}
