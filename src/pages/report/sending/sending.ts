import type { Filled } from '../../../reports/model.ts';
import { isAway } from '../api.ts';
import type { CheckedSchool } from '../checked-school.ts';
import type { Phase } from './delivery.ts';
import { createRetry } from './retry.ts';
import type { Sender, Sent } from './sender.ts';

/** Longest pause in seconds while many report at once: a place may come free any moment. */
const LONGEST_WHEN_BUSY = 10;

/** Why a report is still here. */
export type Unsent = (Sent & { kind: 'unsent' })['why'];
/** What comes next: a try in so many seconds, one that is under way, the last one before it stops, or none by itself. */
export type Next = number | 'trying' | 'stopping' | undefined;

export type SendingEvents = {
  readonly phase: (phase: Phase) => void;
  /** It did not arrive, and this is what comes next. Called again whenever that changes. */
  readonly unsent: (why: Unsent, next: Next) => void;
  /** It is over, one way or the other. */
  readonly settled: (sent: Exclude<Sent, { kind: 'unsent' }>) => void;
  /** The reporter does not want to send it after all. */
  readonly stopped: () => void;
};

export type Sending = {
  readonly begin: (filled: Filled, school: CheckedSchool) => Promise<void>;
  /** Tries now rather than later. */
  readonly now: () => void;
  readonly stop: () => void;
};

/** Sends a report, and goes on by itself until it is there or the reporter stops it. */
export function createSending(sender: Sender, on: SendingEvents): Sending {
  let waiting: { readonly why: Unsent; readonly again: () => Promise<void> } | undefined;
  let trying = false;
  let stopping = false;
  const retry = createRetry(
    (seconds) => waiting && on.unsent(waiting.why, seconds),
    () => void now(),
  );

  async function begin(filled: Filled, school: CheckedSchool): Promise<void> {
    trying = true;
    const sent = await sender.send(filled, school, on.phase);
    trying = false;
    if (sent.kind !== 'unsent') {
      over();
      return on.settled(sent);
    }
    if (stopping) return stop();
    waiting = { why: sent.why, again: () => begin(filled, school) };
    on.unsent(
      sent.why,
      isAway({ kind: sent.why }) ? retry.wait(sent.why === 'busy' ? LONGEST_WHEN_BUSY : undefined) : undefined,
    );
  }

  async function now(): Promise<void> {
    if (!waiting || trying) return;
    retry.stop();
    on.unsent(waiting.why, 'trying');
    await waiting.again();
  }

  function stop(): void {
    if (trying && waiting) {
      // This try may still arrive, and then its receipt must not get lost.
      stopping = true;
      on.unsent(waiting.why, 'stopping');
    } else {
      over();
      on.stopped();
    }
  }

  function over(): void {
    retry.stop();
    retry.reset();
    waiting = undefined;
    stopping = false;
  }

  return { begin, now: () => void now(), stop };
}
