import { fill } from '../../../locales/index.ts';
import { caseNumber } from '../../../reports/model.ts';
import { button, h, heading } from '../dom.ts';
import { dayIn, type Texts } from '../texts.ts';
import { letter } from './letters.ts';
import type { OpenCase } from './open-case.ts';
import type { NotDone } from './requests.ts';
import { writeBack } from './write-back.ts';

/** What is said at the top: what is going on, what was done, or why not. */
export type Note =
  | 'sending'
  | 'refreshing'
  | 'withdrawing'
  | 'deleting'
  | 'sent'
  | 'fresh'
  | 'withdrawn'
  | 'deleted'
  | 'empty'
  | Exclude<NotDone, 'untrusted'>;
const GOOD: readonly Note[] = [
  'sending',
  'refreshing',
  'withdrawing',
  'deleting',
  'sent',
  'fresh',
  'withdrawn',
  'deleted',
];

/** What the reporter is asked to be sure of. */
export type Question = 'withdraw' | 'contact' | undefined;

export type ConversationEvents = {
  readonly text: (text: string) => void;
  readonly send: () => void;
  readonly refresh: () => void;
  readonly question: (asked: Question) => void;
  readonly withdraw: () => void;
  readonly deleteContact: () => void;
  readonly close: () => void;
};

type Shown = {
  readonly found: OpenCase;
  readonly note: Note | undefined;
  readonly asked: Question;
  readonly text: string;
};

/** A report's status, both sides of the conversation, and what its reporter can do. */
export function conversationScreen(texts: Texts, shown: Shown, on: ConversationEvents): HTMLElement {
  const { found, note, asked, text } = shown;
  const { answers } = texts.page;
  const { id, day, status, contact, withdrawable } = found.status;
  const wrong = note === 'empty' || note === 'too-long';
  return h(
    'div',
    { class: 'sheet' },
    heading(fill(answers.found, { number: caseNumber(id) })),
    h(
      'p',
      { class: 'state' },
      h('span', { class: 'badge' }, badgeOf(texts, found)),
      fill(answers.received, { day: dayIn(texts.locale, day) }),
    ),
    note && noteLine(texts, note),
    ...changes(texts, found),
    ...(found.thread.length > 0 ? found.thread.map((message) => letter(texts, message)) : [none(texts, found)]),
    writeBack(texts, found, text, wrong, on),
    h(
      'p',
      { class: 'actions' },
      button(answers.refresh, 'secondary', on.refresh),
      button(answers.close, 'secondary', on.close),
    ),
    contact && status !== 'withdrawn' ? fold(texts, 'contact', asked, on.question, on.deleteContact) : undefined,
    withdrawable && status !== 'withdrawn' ? fold(texts, 'withdraw', asked, on.question, on.withdraw) : undefined,
  );
}

const none = ({ page: { answers } }: Texts, { status: { status } }: OpenCase) =>
  status === 'withdrawn' ? undefined : h('p', {}, status === 'closed' ? answers.noneClosed : answers.none);

/** A case that waits for its reporter points to what it asks, when there is something to read. */
function badgeOf({ page: { answers } }: Texts, { status: { status }, thread, unsigned }: OpenCase): string {
  if (unsigned.withdrawal) return answers.unsigned.badge;
  const asked = thread.some(({ from, kind }) => from === 'officer' && kind === 'genuine');
  return status === 'waiting' && !asked ? answers.status['in-progress'] : answers.status[status];
}

/** What the reporter had done, or what somebody did without them. */
function changes({ page: { answers } }: Texts, { status: { status }, unsigned }: OpenCase): HTMLElement[] {
  const { unsigned: words } = answers;
  if (unsigned.withdrawal || unsigned.contact) {
    return [
      h(
        'div',
        { class: 'notice unsigned', role: 'alert' },
        h('h3', {}, words.title),
        h('p', {}, unsigned.withdrawal ? words.withdrawal : words.contact),
        h('p', {}, words.next),
      ),
    ];
  }
  return status === 'withdrawn' ? [h('p', {}, answers.withdrawnText)] : [];
}

const noteLine = ({ page: { answers } }: Texts, note: Note): HTMLElement =>
  h(
    'p',
    { class: GOOD.includes(note) ? 'note' : 'notice', role: GOOD.includes(note) ? 'status' : 'alert' },
    answers.notes[note],
  );

/** Something that cannot be undone: explained first, and asked once more. */
function fold(
  { page: { answers } }: Texts,
  which: 'withdraw' | 'contact',
  asked: Question,
  question: (asked: Question) => void,
  go: () => void,
): HTMLElement {
  const words = answers[which];
  const buttons =
    asked === which
      ? [
          h('p', { class: 'sure', tabindex: '-1' }, h('strong', {}, words.sure)),
          h(
            'p',
            { class: 'actions' },
            button(words.yes, 'primary', go),
            button(answers.no, 'secondary', () => question(undefined)),
          ),
        ]
      : [
          h(
            'p',
            { class: 'actions' },
            button(words.go, 'secondary', () => question(which)),
          ),
        ];
  return h(
    'details',
    { class: 'fold', open: asked === which },
    h('summary', {}, words.title),
    h('p', {}, words.text),
    ...buttons,
  );
}
