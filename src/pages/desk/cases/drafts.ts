import type { CaseId } from '../../../reports/model.ts';
import type { Message } from '../../../reports/wire.ts';

/** An answer that was sealed and sent, and of which nobody knows yet whether it arrived. */
export type Pending = { readonly text: string; readonly message: Pick<Message, 'id' | 'keyEpoch' | 'sealed'> };

/** What an officer was typing for a case. Lives in memory for as long as the desk is open. */
export type Draft = {
  readonly text: string;
  /** Whether to send the reporter a sign in the chat, when the reporter asked for it. */
  readonly nudge: boolean;
  readonly pending: Pending | undefined;
};

export const NO_DRAFT: Draft = { text: '', nudge: true, pending: undefined };

export type Drafts = Map<CaseId, Draft>;

/** Whether locking now would lose something that was typed. */
export const hasText = (drafts: Drafts): boolean => [...drafts.values()].some(({ text }) => text.trim() !== '');
