import type { CaseId } from '../../../reports/model.ts';
import type { Message } from '../../../reports/wire.ts';

/** An answer that was sealed and sent, and of which nobody knows yet whether it arrived. */
export type Pending = { readonly text: string; readonly message: Omit<Message, 'day'> };

/** What an officer was typing for a case. Lives in memory for as long as the desk is open. */
export type Draft = { readonly text: string; readonly pending: Pending | undefined };

export const NO_DRAFT: Draft = { text: '', pending: undefined };

export type Drafts = Map<CaseId, Draft>;

/** Whether locking now would lose something that was typed. */
export const hasText = (drafts: Drafts): boolean => [...drafts.values()].some(({ text }) => text.trim() !== '');
