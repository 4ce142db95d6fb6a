import { LIMITS } from '../../../reports/model.ts';
import { parseReceipt } from '../../../reports/receipt.ts';
import { type Api, isAway } from '../api.ts';
import { drawn } from '../dom.ts';
import { focusStep } from '../focus.ts';
import type { Texts } from '../texts.ts';
import { conversationScreen, type Note, type Question } from './conversation.ts';
import { findCase, lookAgain, type NotFound, type OpenCase } from './open-case.ts';
import { ask, createWriter, type Done } from './requests.ts';
import { lookupScreen, type Trouble, untrustedScreen, workingScreen } from './screens.ts';

type State =
  | { readonly at: 'ask'; readonly trouble: Trouble | undefined }
  | { readonly at: 'working' | 'untrusted' }
  | { readonly at: 'open'; readonly found: OpenCase; readonly note: Note | undefined; readonly asked: Question };

export type AnswersFlow = {
  /** Draws it again, in the language of the moment. What was typed stays. */
  readonly redraw: () => void;
  /** Whether leaving now would lose something that was written. */
  readonly unsaved: () => boolean;
};

/**
 * Coming back with a receipt: reading, writing back, withdrawing. Nothing of it is kept: closing it, or the page, wipes
 * it.
 *
 * @param host where it is drawn.
 */
export function answersFlow(host: HTMLElement, api: Api, texts: () => Texts): AnswersFlow {
  let state: State = { at: 'ask', trouble: undefined };
  let typed = '';
  let text = '';
  let busy = false;
  const writer = createWriter(api);

  const redraw = () => host.replaceChildren(screen());
  const show = (next: State) => {
    state = next;
    redraw();
    if (!host.hidden) focusStep(host);
  };

  function screen(): HTMLElement {
    switch (state.at) {
      case 'working':
        return workingScreen(texts());
      case 'untrusted':
        return untrustedScreen(texts(), text);
      case 'open':
        return conversationScreen(texts(), { ...state, text }, events);
      case 'ask':
        return lookupScreen(texts(), typed, state.trouble, keepCode, () => void read());
    }
  }

  const keepCode = (value: string) => {
    typed = value;
  };

  async function read(): Promise<void> {
    const receipt = parseReceipt(typed);
    if (!receipt) return show({ at: 'ask', trouble: 'typo' }); // said at once, before the slow part
    show({ at: 'working' });
    await drawn();
    const found = await findCase(receipt, api);
    if (!('kind' in found)) {
      typed = '';
      return show({ at: 'open', found, note: undefined, asked: undefined });
    }
    if (found.kind === 'untrusted') return show({ at: 'untrusted' });
    show({ at: 'ask', trouble: found.kind });
  }

  /** Does one thing at a time with the open case, and shows it as it is afterwards. */
  async function change(doing: Note, what: (found: OpenCase) => Promise<Done>, done: Note): Promise<void> {
    if (state.at !== 'open' || busy) return;
    busy = true;
    show({ ...state, note: doing, asked: undefined });
    await drawn();
    const { found } = state;
    const outcome = await what(found);
    // Not to be reached: asking again would only take longer.
    const now = isAway(outcome) ? outcome : await lookAgain(found, api);
    busy = false;
    // Whoever closed it meanwhile wants to see nothing more of it.
    if (state.at !== 'open' || state.found !== found) return;
    show(after(found, now, outcome, done));
  }

  function after(before: OpenCase, now: OpenCase | NotFound, outcome: Done, done: Note): State {
    if (outcome.kind === 'untrusted') return { at: 'untrusted' };
    const note: Note = outcome.kind === 'done' ? done : outcome.kind;
    if (!('kind' in now)) return { at: 'open', found: now, note, asked: undefined };
    if (now.kind === 'untrusted') return { at: 'untrusted' };
    if (now.kind === 'unknown') return { at: 'ask', trouble: 'unknown' };
    const told = outcome.kind === 'done' && done === 'fresh' ? now.kind : note;
    return { at: 'open', found: before, note: told, asked: undefined };
  }

  async function write(found: OpenCase): Promise<Done> {
    const sent = text;
    const done = await writer.write(sent.trim(), found);
    if (done.kind === 'done') writer.forget();
    if (done.kind === 'done' && text === sent) text = ''; // unless more was typed meanwhile
    return done;
  }

  function send(): void {
    if (state.at !== 'open') return;
    const length = text.trim().length;
    const wrong = length === 0 ? 'empty' : length > LIMITS.message ? 'too-long' : undefined;
    if (wrong) show({ ...state, note: wrong });
    else void change('sending', write, 'sent');
  }

  function close(): void {
    text = '';
    writer.forget();
    show({ at: 'ask', trouble: undefined });
  }

  const question = (asked: Question) => {
    if (state.at === 'open') show({ ...state, note: undefined, asked });
  };

  const events = {
    text: (value: string) => {
      text = value;
      writer.forget();
    },
    send,
    refresh: () => void change('refreshing', async () => ({ kind: 'done' }), 'fresh'),
    question,
    withdraw: () => void change('withdrawing', (found) => ask('withdraw', found, api), 'withdrawn'),
    deleteContact: () => void change('deleting', (found) => ask('delete-contact', found, api), 'deleted'),
    close,
  };

  return { redraw, unsaved: () => state.at === 'open' && text.trim() !== '' };
}
