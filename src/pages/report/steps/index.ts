import type { Problem } from '../../../reports/model.ts';
import type { Receipt } from '../../../reports/receipt.ts';
import type { CheckedSchool } from '../checked-school.ts';
import { h } from '../dom.ts';
import type { SealedReport } from '../sealing.ts';
import type { Membership } from '../sending/delivery.ts';
import type { Texts } from '../texts.ts';
import { doneStep } from './done.ts';
import { type Draft, formStep } from './form.ts';
import type { Appointed } from './form-card.ts';
import { introStep } from './intro.ts';
import { maybeArrivedBox } from './maybe-arrived.ts';
import { failedStep, impossibleStep, nobodyStep, untrustedStep } from './outside.ts';
import { checkStep, receiptStep } from './receipt.ts';
import { loadingStep, type SealingPhase, sealingStep, type UnsentStep, unsentStep } from './sending.ts';

/** A report that the school has, as far as the reporter must know. */
export type Received = { readonly report: SealedReport; readonly membership: Membership; readonly typed: string };

export type Step =
  | { readonly at: 'loading' | 'failed' | 'impossible' | 'untrusted' | 'nobody' }
  | { readonly at: 'sealing'; readonly phase: SealingPhase }
  | { readonly at: 'intro'; readonly changed: boolean }
  | { readonly at: 'form'; readonly problems: readonly Problem[]; readonly stopped: boolean }
  | UnsentStep
  | ({ readonly at: 'receipt' } & Received)
  | ({ readonly at: 'check'; readonly wrong: 'typo' | 'other' | undefined } & Received)
  | { readonly at: 'done'; readonly acute: boolean };

/** What a person can do on the way. */
export type StepEvents = {
  readonly start: () => void;
  readonly toForm: () => void;
  readonly toIntro: () => void;
  readonly schoolKey: (typed: string) => void;
  readonly draft: (draft: Draft) => void;
  readonly send: () => void;
  readonly tryNow: () => void;
  readonly stopSending: () => void;
  readonly typed: (typed: string) => void;
  readonly toCheck: () => void;
  readonly toReceipt: () => void;
  readonly check: () => void;
};

export type Known = {
  readonly school: CheckedSchool | undefined;
  readonly draft: Draft;
  readonly schoolKey: string;
  readonly forStudent: boolean;
  /** Whether the introduction was read in the chat, and not here. */
  readonly readInChat: boolean;
  /** Receipts of reports that went out and of which nobody knows whether they arrived. */
  readonly maybeArrived: readonly Receipt[];
};

/** Draws a step, with where it is on the way. */
export function drawStep(texts: Texts, step: Step, known: Known, on: StepEvents): HTMLElement {
  const together = known.forStudent ? h('p', { class: 'together' }, texts.page.together) : undefined;
  const { maybeArrived } = known;
  const maybe =
    maybeArrived.length > 0 && SHOWS_MAYBE.includes(step.at)
      ? maybeArrivedBox(texts, maybeArrived, step.at === 'form')
      : undefined;
  const shown = screen(texts, step, known, on);
  // The receipt of what did arrive comes first.
  const parts = step.at === 'receipt' ? [shown, maybe] : [maybe, shown];
  return h('div', { class: 'step' }, together, whereYouAre(texts, step), ...parts);
}

/** Where nothing is under way; and where a code is asked back, none is in sight. */
const SHOWS_MAYBE: readonly Step['at'][] = ['failed', 'impossible', 'untrusted', 'nobody', 'intro', 'form', 'receipt'];

function screen(texts: Texts, step: Step, known: Known, on: StepEvents): HTMLElement {
  const { school, draft } = known;
  const sent = known.maybeArrived.length > 0;
  switch (step.at) {
    case 'failed':
      return failedStep(texts, on.start);
    case 'impossible':
      return impossibleStep(texts, draft, sent);
    case 'untrusted':
      return untrustedStep(texts, draft, sent);
    case 'nobody':
      return nobodyStep(texts, sent, on.toForm);
    case 'intro':
      return school ? introStep(texts, school, { ...step, ...known, sent }, on) : loadingStep(texts);
    case 'form':
      return formStep(texts, { ...known, appointed: appointedIn(school) }, step, on);
    case 'sealing':
      return sealingStep(texts, step.phase);
    case 'unsent':
      return unsentStep(texts, step, draft, on);
    case 'receipt':
      return receiptStep(texts, step, on.toCheck);
    case 'check':
      return checkStep(texts, step, on);
    case 'done':
      return doneStep(texts, step.acute, school, known.forStudent, on.start);
    case 'loading':
      return loadingStep(texts);
  }
}

/** Everyone who may be left out: also those without a key, who open nothing but would see that there is a report. */
const appointedIn = (school: CheckedSchool | undefined): readonly Appointed[] => [
  ...(school?.readers ?? []),
  ...(school?.withoutKey ?? []).map((one) => ({ ...one, noKey: true })),
];

const WAY = ['intro', 'form', 'receipt'] as const;
const PLACE: Partial<Record<Step['at'], (typeof WAY)[number]>> = {
  intro: 'intro',
  form: 'form',
  nobody: 'form',
  sealing: 'form',
  unsent: 'form',
  receipt: 'receipt',
  check: 'receipt',
};

function whereYouAre({ page: { steps } }: Texts, { at }: Step): HTMLElement | undefined {
  const place = PLACE[at];
  if (!place) return undefined;
  const items = WAY.map((name) => h('li', { ...(name === place && { 'aria-current': 'step' }) }, steps[name]));
  return h('ol', { class: 'way', 'aria-label': steps.label }, ...items);
}
