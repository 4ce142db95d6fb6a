import type { Problem } from '../../../reports/model.ts';
import type { School } from '../../../reports/wire.ts';
import { h } from '../dom.ts';
import type { SealedReport } from '../sealing.ts';
import type { Texts } from '../texts.ts';
import { type Draft, formStep } from './form.ts';
import { introStep } from './intro.ts';
import { failedStep, impossibleStep } from './outside.ts';
import { checkStep, doneStep, receiptStep } from './receipt.ts';
import { loadingStep, sealingStep, type Unsent, unsentStep } from './sending.ts';

export type Step =
  | { readonly at: 'loading' | 'failed' | 'impossible' | 'sealing' }
  | { readonly at: 'intro'; readonly changed: boolean }
  | { readonly at: 'form'; readonly problems: readonly Problem[] }
  | { readonly at: 'unsent'; readonly why: Unsent }
  | { readonly at: 'receipt'; readonly report: SealedReport; readonly typed: string }
  | {
      readonly at: 'check';
      readonly report: SealedReport;
      readonly typed: string;
      readonly wrong: 'typo' | 'other' | undefined;
    }
  | { readonly at: 'done'; readonly acute: boolean };

/** What a person can do on the way. */
export type StepEvents = {
  readonly start: () => void;
  readonly toForm: () => void;
  readonly toIntro: () => void;
  readonly draft: (draft: Draft) => void;
  readonly send: () => void;
  readonly typed: (typed: string) => void;
  readonly toCheck: () => void;
  readonly toReceipt: () => void;
  readonly check: () => void;
};

type Known = { readonly school: School | undefined; readonly draft: Draft };

/** Draws a step, with where it is on the way. */
export function drawStep(texts: Texts, step: Step, known: Known, on: StepEvents): HTMLElement {
  return h('div', { class: 'step' }, whereYouAre(texts, step), screen(texts, step, known, on));
}

function screen(texts: Texts, step: Step, { school, draft }: Known, on: StepEvents): HTMLElement {
  switch (step.at) {
    case 'failed':
      return failedStep(texts, on.start);
    case 'impossible':
      return impossibleStep(texts, Object.keys(draft).length > 0);
    case 'intro':
      return school ? introStep(texts, school, step.changed, on.toForm) : loadingStep(texts);
    case 'form':
      return formStep(texts, draft, step.problems, { change: on.draft, send: on.send, back: on.toIntro });
    case 'sealing':
      return sealingStep(texts);
    case 'unsent':
      return unsentStep(texts, step.why, draft, on.send);
    case 'receipt':
      return receiptStep(texts, step.report, on.toCheck);
    case 'check':
      return checkStep(texts, step, { change: on.typed, check: on.check, again: on.toReceipt });
    case 'done':
      return doneStep(texts, step.acute, on.start);
    default:
      return loadingStep(texts);
  }
}

const WAY = ['intro', 'form', 'receipt'] as const;
const PLACE: Partial<Record<Step['at'], (typeof WAY)[number]>> = {
  intro: 'intro',
  form: 'form',
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
