import { useState } from 'react';
import { DeskError, type Trouble, type TroubleKind, troubleOf } from '../trouble.ts';
import type { AnswerProps } from './answer-box.tsx';
import { type Draft, NO_DRAFT, type Pending } from './drafts.ts';
import { sealForCase } from './send-answer.ts';

type State = 'typing' | 'missing' | 'sending';

/** After these nobody knows whether the server stored the answer, so the same one must be sent again. */
const UNSURE: readonly (TroubleKind | undefined)[] = ['offline', 'unavailable', 'unexpected', 'stale'];

/**
 * The state of an answer that is being typed, sealed and sent. The draft outlives a look at another case.
 *
 * @param nudge where the reporter wants a sign that there is an answer; empty when they do not.
 * @param onDone called with whether that sign went out; undefined when none was asked for.
 */
export function useAnswer(
  { api, vault, shown, drafts, onSent }: AnswerProps,
  nudge: string,
  onDone: (nudged: boolean | undefined) => void,
) {
  const { id } = shown.file.summary;
  const [draft, setDraft] = useState<Draft>(() => drafts.get(id) ?? NO_DRAFT);
  const [state, setState] = useState<State>('typing');
  const [trouble, setTrouble] = useState<Trouble>();
  const [already, setAlready] = useState(false);
  const text = draft.text.trim();

  const keep = (next: Draft) => {
    drafts.set(id, next);
    setDraft(next);
  };

  /** The answer to send: the one that may not have arrived, as long as its text is still what stands in the box. */
  const toSend = async (): Promise<Pending | 'already'> => {
    const { pending } = draft;
    if (pending?.text === text) return pending;
    if (!pending) return sealForCase({ api, vault }, shown, text);
    const now = await onSent();
    if (!now) throw new DeskError('offline');
    if (now.file.messages.some((message) => message.id === pending.message.id)) return 'already';
    return sealForCase({ api, vault }, now, text);
  };

  const deliver = async (pending: Pending) => {
    keep({ ...draft, pending }); // before it leaves: from here on it may have arrived
    const wanted = draft.nudge && nudge !== '';
    const { nudged } = await api.addMessage(id, { ...pending.message, ...(wanted && { nudge }) });
    keep(NO_DRAFT);
    await onSent();
    onDone(nudged);
  };

  const send = async () => {
    if (state === 'sending') return;
    if (text === '') return setState('missing');
    setState('sending');
    setTrouble(undefined);
    setAlready(false);
    try {
      const next = await toSend();
      setAlready(next === 'already');
      if (next === 'already') keep({ ...draft, pending: undefined });
      else await deliver(next);
    } catch (error) {
      const failed = troubleOf(error);
      setTrouble(failed);
      if (failed.kind === 'impossible') await onSent(); // withdrawn meanwhile: show how things are now
    }
    setState('typing');
  };

  return {
    text: draft.text,
    setText: (typed: string) => {
      setState('typing');
      keep({ ...draft, text: typed });
    },
    nudge: draft.nudge,
    setNudge: (wanted: boolean) => keep({ ...draft, nudge: wanted }),
    state,
    trouble,
    unsure: UNSURE.includes(trouble?.kind) && draft.pending?.text === text,
    already,
    send,
  };
}
