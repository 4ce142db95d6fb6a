import type { Logger } from 'pino';
import { codeOf, type ErrorCode } from '../errors.ts';
import { strings } from '../locales/index.ts';
import { askedBy, requestOf, type TeamsActivity } from './activity.ts';
import { type Wire, wireOf } from './reply.ts';
import { findRoute, type Reply, type Route, text } from './router.ts';

/** The status of an invoke's answer, with its body; `message` is posted in the chat. */
export type Answer = Wire & { readonly status: number };

/**
 * One turn: finds the route, asks its guard, runs it. Never throws: what goes wrong becomes a sentence in the user's
 * language and a log line with a code.
 */
export async function takeTurn(
  activity: TeamsActivity,
  routes: readonly Route[],
  isMember: () => Promise<boolean>,
  log: Logger,
): Promise<Answer> {
  const asked = askedBy(activity);
  if (!asked) return { status: 200 };
  const request = requestOf(activity, asked, isMember);
  const { refusals, errors } = strings[request.locale];
  const told = (reply: Reply) => ({ status: 200, ...wireOf(asked.kind, reply) });
  const route = findRoute(routes, asked);
  if (!route) {
    log.info({ event: 'turn', asked: asked.kind, outcome: 'unknown-action' });
    return asked.kind === 'channel-message' ? { status: 200 } : told(text(errors['unknown-action']));
  }
  try {
    const refused = await route.guard(request);
    log.info({ event: 'turn', asked: asked.kind, route: nameOf(route), outcome: refused ?? 'allowed' });
    return told(refused ? text(refusals[refused]) : await route.handle(request));
  } catch (error) {
    const code = codeOf(error);
    log[code === 'internal' ? 'error' : 'info']({
      event: 'turn',
      asked: asked.kind,
      route: nameOf(route),
      outcome: code,
    });
    // A dialog closes on any 200, and what was typed would be lost with it: an error status leaves it open. Only when
    // sending it again cannot help is the reason told instead.
    if (asked.kind === 'dialog-submit' && !FINAL.has(code)) return { status: code === 'invalid' ? 400 : 503 };
    return told(text(errors[code]));
  }
}

/** Errors after which the same form cannot be sent again. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['no-readers', 'report-kept']);

const nameOf = ({ on }: Route) => ('name' in on ? on.name : 'words' in on ? (on.words[0] ?? '') : on.kind);
