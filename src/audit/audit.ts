import { UserError } from '../errors.ts';
import type { HttpRoute } from '../web/route.ts';
import { type AuditStore, MOST_AT_ONCE, type NewLine } from './audit.store.ts';
import type { AuditAction, AuditActor } from './audit-log.ts';

/** What happened, as the features tell it. */
export type Happening = {
  readonly action: AuditAction;
  readonly actor: AuditActor;
  /** As `keyed.ts` gives it; absent when it is about no case. */
  readonly caseRef?: string;
  /** The log that it belongs in. */
  readonly scope: string;
  /** Tells a repetition from another time: the same again is the same line. */
  readonly once?: string;
};

export type Audit = {
  /** Writes a line; done when it stands in the log. Rejects as storage does. */
  readonly note: (happened: Happening) => Promise<void>;
  /** Writes that somebody who is no officer tried to do what only officers may. */
  readonly refuse: (personId: string) => Promise<void>;
};

/** So many refused attempts are written per day and instance: a crowd at the door must not push out all else. */
const MOST_REFUSED = 50;

/** Writes the audit logs. What happens at the same moment is written together. */
export function createAudit(deps: { readonly store: Pick<AuditStore, 'append'>; readonly today: () => string }): Audit {
  const { store, today } = deps;
  const queues = new Map<string, ReturnType<typeof createQueue>>();
  /** Who was refused today, in memory alone. */
  let refused = { day: '', people: new Set<string>() };

  const note: Audit['note'] = ({ action, actor, caseRef = '', scope, once }) => {
    const queue = queues.get(scope) ?? createQueue((lines) => store.append(scope, lines));
    queues.set(scope, queue);
    return queue({ day: today(), actor, action, caseRef, ...(once === undefined ? {} : { once }) });
  };

  return {
    note,
    async refuse(personId) {
      if (refused.day !== today()) refused = { day: today(), people: new Set() };
      const { people } = refused;
      if (people.has(personId) || people.size >= MOST_REFUSED) return;
      people.add(personId);
      try {
        await note({ action: 'refused', actor: 'stranger', scope: 'all' });
      } catch (error) {
        people.delete(personId); // the next attempt is written instead
        throw error;
      }
    },
  };
}

/** Writes one batch at a time; what comes meanwhile is the next batch. */
function createQueue(write: (lines: readonly NewLine[]) => Promise<void>) {
  let waiting: { readonly line: NewLine; resolve(): void; reject(error: unknown): void }[] = [];
  let working = false;
  const work = async () => {
    working = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      try {
        await write(batch.map(({ line }) => line));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  };
  return (line: NewLine) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ line, resolve, reject });
      if (!working) void work();
    });
}

/** The same routes; whoever is turned away at one because they are no officer stands in the log. */
export const withRefusals = (routes: readonly HttpRoute[], refuse: Audit['refuse']): HttpRoute[] =>
  routes.map((route) => ({
    ...route,
    handle: async (request) => {
      try {
        return await route.handle(request);
      } catch (error) {
        if (error instanceof UserError && error.code === 'not-officer') await refuse(request.user?.id ?? '');
        throw error;
      }
    },
  }));
