import { UserError } from '../errors.ts';
import type { HttpRoute } from '../web/route.ts';
import type { Counts } from './counts.store.ts';
import { insightOf } from './insight.ts';
import type { Guideline } from './model.ts';
import type { Insight } from './wire.ts';

/** The desk's call about the guidelines: what is asked about, and which answers do not help. */
export function guidelineApi(deps: {
  readonly guidelines: readonly Guideline[];
  readonly counts: Counts;
  readonly isOfficer: (id: string) => boolean;
  /** The calendar day, `2026-11-22`. */
  readonly today: () => string;
}): HttpRoute[] {
  const { guidelines, counts, isOfficer, today } = deps;
  return [
    {
      ...{ method: 'GET', path: '/api/desk/insight', access: 'signed-in' },
      handle: async ({ user }) => {
        if (!isOfficer(user?.id ?? '')) throw new UserError('not-officer');
        const [topics, ratings] = await Promise.all([counts.list('topic'), counts.list('rating')]);
        const body: Insight = insightOf({ topics, ratings, guidelines, today: today() });
        return { status: 200, body };
      },
    },
  ];
}
