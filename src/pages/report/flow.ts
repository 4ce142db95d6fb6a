import { notHidden } from '../../reports/envelopes.ts';
import { parseReport } from '../../reports/model.ts';
import { parseReceipt } from '../../reports/receipt.ts';
import type { School } from '../../reports/wire.ts';
import type { Address } from './address.ts';
import type { Api } from './api.ts';
import { type CheckedSchool, checkSchool } from './checked-school.ts';
import { drawn } from './dom.ts';
import { focusStep } from './focus.ts';
import { createSender, type Sent } from './sending/sender.ts';
import { createSending, type Next, type Unsent } from './sending/sending.ts';
import type { Draft } from './steps/form.ts';
import { drawStep, type Step, type StepEvents } from './steps/index.ts';
import { sayPhase, sayUnsent } from './steps/sending.ts';
import type { Texts } from './texts.ts';

export type ReportFlow = {
  readonly start: () => Promise<void>;
  /** Draws the step again, in the language of the moment. What was typed stays. */
  readonly redraw: () => void;
  /** Takes what the address says: the school key, who fills it in, and whether the introduction has been read. */
  readonly open: (address: Address) => void;
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
  let school: CheckedSchool | undefined;
  let draft: Draft = {};
  let schoolKey = '';
  let forStudent = false;
  /** Whether the chat has told what the introduction tells, and this page has not. */
  let readInChat = false;
  const sender = createSender(api, () => schoolKey.trim() || undefined);
  const sending = createSending(sender, {
    phase: (phase) => {
      if (step.at !== 'sealing') return;
      step = { ...step, phase };
      sayPhase(host, texts(), phase);
    },
    unsent: showUnsent,
    settled,
    stopped: () => show({ at: 'form', problems: [], stopped: true }),
  });

  const redraw = () => {
    const maybeArrived = sender.maybeArrived();
    const known = { school, draft, schoolKey, forStudent, readInChat, maybeArrived };
    host.replaceChildren(drawStep(texts(), step, known, events));
  };
  const show = (next: Step) => {
    step = next;
    redraw();
    if (!host.hidden) focusStep(host);
  };

  async function start(): Promise<void> {
    show({ at: 'loading' });
    const reply = await api.school();
    if (reply.kind !== 'ok') return show({ at: 'failed' });
    meet(reply.value, false);
  }

  /** Every school passes here. One whose list of keys does not add up leads nowhere else. */
  function meet(met: School, changed: boolean): void {
    known(met);
    school = checkSchool(met);
    if (!school) show({ at: 'untrusted' });
    else if (school.readers.length === 0) show({ at: 'impossible' });
    else if (readInChat && !changed) show(EMPTY_FORM);
    else showIntro(changed);
  }

  function showIntro(changed: boolean): void {
    readInChat = false;
    show({ at: 'intro', changed });
  }

  async function send(): Promise<void> {
    const parsed = parseReport({ ...draft, by: forStudent ? 'staff' : 'self' });
    if (!parsed.ok) return show({ at: 'form', problems: parsed.problems, stopped: false });
    if (!school) return start();
    if (notHidden(school.readers, parsed.filled.hiddenFrom).length === 0) return show({ at: 'nobody' });
    show({ at: 'sealing', phase: 'locking' });
    await drawn();
    await sending.begin(parsed.filled, school);
  }

  function showUnsent(why: Unsent, next: Next): void {
    const before = step.at;
    step = { at: 'unsent', why, next };
    // Not drawn again: whoever is reading must not lose their place with each second.
    if (before === 'unsent') sayUnsent(host, texts(), step);
    else show(step);
  }

  function settled(sent: Exclude<Sent, { kind: 'unsent' }>): void {
    if (sent.kind === 'too-long') {
      show({ at: 'form', problems: TOO_LONG, stopped: false });
    } else if (sent.kind === 'changed') {
      meet(sent.school, true); // nothing is sealed to someone the reporter has not been told of
    } else {
      draft = {};
      readInChat = false;
      show({ at: 'receipt', report: sent.report, membership: sent.membership, typed: '' });
    }
  }

  function checkReceipt(): void {
    if (step.at !== 'check') return;
    const { report, typed } = step;
    const receipt = parseReceipt(typed);
    if (receipt === report.receipt) {
      sender.forget();
      show({ at: 'done', acute: report.submission.acute });
    } else show({ ...step, wrong: receipt ? 'other' : 'typo' });
  }

  const events: StepEvents = {
    start: () => void start(),
    toForm: () => show(EMPTY_FORM),
    toIntro: () => showIntro(false),
    schoolKey: (typed) => {
      schoolKey = typed;
    },
    draft: (typed) => {
      draft = typed;
    },
    send: () => void send(),
    tryNow: sending.now,
    stopSending: sending.stop,
    typed: (typed) => {
      if (step.at === 'check') step = { ...step, typed };
    },
    toCheck: () => {
      if (step.at === 'receipt') show({ ...step, at: 'check', wrong: undefined });
    },
    toReceipt: () => {
      if (step.at === 'check') show({ ...step, at: 'receipt' });
    },
    check: checkReceipt,
  };

  return {
    start,
    redraw,
    open: (address) => {
      schoolKey = address.schoolKey ?? schoolKey;
      forStudent ||= address.forStudent;
      // Whoever is further has read it here, and whom a change of readers brought back must read it here.
      const begins = step.at === 'loading' || step.at === 'failed' || (step.at === 'intro' && !step.changed);
      readInChat ||= address.fromChat && begins;
      if (step.at !== 'intro') return;
      if (readInChat) show(EMPTY_FORM);
      else redraw();
    },
    unsaved: () =>
      ['sealing', 'unsent', 'receipt', 'check'].includes(step.at) ||
      sender.maybeArrived().length > 0 ||
      Object.values(draft).some((value) => value !== ''),
  };
}

const EMPTY_FORM: Step = { at: 'form', problems: [], stopped: false };
const TOO_LONG = [{ field: 'story', code: 'too-long' }] as const;
