import { useEffect, useEffectEvent, useMemo, useReducer, useState } from 'react';
import type { CaseId } from '../../../reports/model.ts';
import type { CaseSummary } from '../../../reports/wire.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import { type Opener, openTexts } from './open-texts.ts';
import { inOrder } from './order.ts';
import type { CaseText } from './search.ts';

/** The list is drawn anew at most this often while cases are being opened, so that it stays usable. */
const SHOW_EVERY_MS = 200;

/** What has been opened to search in, and how far that is. */
export type Texts = {
  /** Undefined when it was not opened, or has changed since. Another function whenever there is more. */
  readonly textOf: (one: CaseSummary) => CaseText | undefined;
  readonly done: number;
  readonly total: number;
  /** The cases of which something does not open. */
  readonly stuck: readonly CaseSummary[];
  readonly state: 'off' | 'opening' | 'stopped' | 'ready';
  readonly trouble: Trouble | undefined;
  readonly start: () => void;
  readonly stop: () => void;
};

const NO_CASES: readonly CaseSummary[] = [];

/**
 * Opens the cases of the list when the officer asks for it, newest first, and those that come or change later as well.
 * The text is in the memory of this page only, and goes when the desk is locked.
 */
export function useTexts(cases: readonly CaseSummary[] = NO_CASES, opener: Opener): Texts {
  // One map that is emptied, and no copies: nothing of it may be left behind after locking.
  const [texts] = useState(() => new Map<CaseId, { readonly version: string; readonly text: CaseText }>());
  const [filled, show] = useReducer((count: number) => count + 1, 0);
  const [asked, setAsked] = useState<'no' | 'yes' | 'stopped'>('no');
  const [trouble, setTrouble] = useState<Trouble>();
  useEffect(() => () => texts.clear(), [texts]);

  const open = useEffectEvent(async (stop: AbortSignal) => {
    const missing = inOrder(cases, 'newest').filter((one) => texts.get(one.id)?.version !== one.version);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const showSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        show();
      }, SHOW_EVERY_MS);
    };
    try {
      await openTexts(missing, opener, stop, (one, text) => {
        texts.set(one.id, { version: one.version, text });
        showSoon();
      });
    } catch (error) {
      setTrouble(troubleOf(error));
      setAsked('stopped');
    }
    clearTimeout(timer);
    show();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new in the list is opened as well
  useEffect(() => {
    if (asked !== 'yes') return;
    const stop = new AbortController();
    void open(stop.signal);
    return () => stop.abort();
  }, [asked, cases]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `filled` says that there is more in the map
  return useMemo(() => {
    const textOf = (one: CaseSummary) => {
      const kept = texts.get(one.id);
      return kept?.version === one.version ? kept.text : undefined;
    };
    const opened = cases.filter((one) => textOf(one) !== undefined);
    const working = opened.length < cases.length ? 'opening' : 'ready';
    return {
      textOf,
      done: opened.length,
      total: cases.length,
      stuck: opened.filter((one) => textOf(one)?.complete === false),
      state: asked === 'no' ? 'off' : asked === 'stopped' ? 'stopped' : working,
      trouble,
      start: () => {
        setTrouble(undefined);
        setAsked('yes');
      },
      stop: () => setAsked('stopped'),
    };
  }, [cases, texts, asked, trouble, filled]);
}
