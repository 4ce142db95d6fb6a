import { deriveReceipt, parseReceipt } from '../../reports/receipt.ts';
import type { ReportStatus } from '../../reports/wire.ts';
import { answersScreen, lookupScreen, type Trouble, workingScreen } from './answers-screens.ts';
import type { Api } from './api.ts';
import { drawn } from './dom.ts';
import { focusStep } from './focus.ts';
import { type OpenedMessage, openMessages } from './open-messages.ts';
import type { Texts } from './texts.ts';

type State =
  | { readonly at: 'ask'; readonly trouble: Trouble | undefined }
  | { readonly at: 'working' }
  | { readonly at: 'found'; readonly status: ReportStatus; readonly messages: readonly OpenedMessage[] };

/**
 * Reading the answers to a report, with its receipt. Nothing of it is kept: closing it, or the page, wipes it.
 *
 * @param host where it is drawn.
 */
export function answersFlow(host: HTMLElement, api: Api, texts: () => Texts): { readonly redraw: () => void } {
  let state: State = { at: 'ask', trouble: undefined };
  let typed = '';

  const redraw = () => host.replaceChildren(screen());
  const show = (next: State) => {
    state = next;
    redraw();
    if (!host.hidden) focusStep(host);
  };
  const ask = (trouble?: Trouble) => show({ at: 'ask', trouble });

  function screen(): HTMLElement {
    switch (state.at) {
      case 'working':
        return workingScreen(texts());
      case 'found':
        return answersScreen(texts(), state.status, state.messages, () => ask());
      case 'ask':
        return lookupScreen(texts(), typed, state.trouble, keep, () => void read());
    }
  }

  const keep = (value: string) => {
    typed = value;
  };

  async function read(): Promise<void> {
    const receipt = parseReceipt(typed);
    if (!receipt) return ask('typo'); // said at once, before the slow part
    show({ at: 'working' });
    const school = await api.school();
    if (school.kind !== 'ok') return ask(school.kind === 'offline' ? 'offline' : 'unavailable');
    const { tenant } = school.value;
    await drawn();
    const keys = await deriveReceipt(receipt, tenant);
    const reply = await api.lookUp(keys.lookup);
    if (reply.kind === 'missing') return ask('unknown');
    if (reply.kind !== 'ok') return ask(reply.kind === 'offline' ? 'offline' : 'unavailable');
    typed = '';
    show({ at: 'found', status: reply.value, messages: await openMessages(reply.value, keys, tenant) });
  }

  return { redraw };
}
