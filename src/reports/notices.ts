import { codeOf } from '../errors.ts';
import { type Locale, strings } from '../locales/index.ts';
import type { Queue } from '../storage/queues.ts';
import type { Row, Stored, Table } from '../storage/tables.ts';
import type { Card, Cards } from '../teams/cards.ts';
import type { Connector } from '../teams/connector.ts';
import { type Case, nextStatuses } from './case.ts';
import { type CaseId, caseId, caseNumber } from './model.ts';

/**
 * Where the notice of a case stands. Kept apart from the case, and says nothing of it. While an instance is posting it,
 * `activityId` is empty and the row is that instance's until `claimedUntil` (ms since 1970).
 */
export type NoticeRow = Row & {
  readonly conversationId: string;
  readonly activityId: string;
  readonly claimedUntil: number;
};

const CLAIM_MS = 60_000;
const NOTICE = 'notice';

/** The content-free cards in the officers' channel. */
export type Notices = {
  /** Has the notice posted or updated: soon when urgent, else at a random moment within the set time. */
  readonly announce: (id: CaseId, urgent: boolean) => Promise<void>;
  readonly cardOf: (of: Case, locale: Locale) => Card;
  /**
   * Announces every open case that has no notice: one may have been lost in a crash between storing and announcing.
   * Announcing twice is harmless.
   */
  readonly sweep: (cases: readonly Case[]) => Promise<void>;
  /** Works off the queue until the returned function is called. @param failed is told an id and a code, no content. */
  readonly work: (failed: (id: string, code: string) => void) => () => Promise<void>;
};

export function createNotices(deps: {
  readonly queue: Queue;
  readonly notices: Table<NoticeRow>;
  readonly connector: Connector;
  readonly cards: Cards;
  readonly channelId: string;
  readonly withinMinutes: number;
  readonly deskUrl: (id: CaseId) => string;
  readonly officerName: (id: string) => string | undefined;
  readonly getCase: (id: CaseId) => Promise<Case | undefined>;
  readonly random?: () => number;
  readonly now?: () => number;
}): Notices {
  const { queue, notices, connector, cards, channelId, withinMinutes, deskUrl, officerName, getCase } = deps;
  const { random = Math.random, now = Date.now } = deps;

  const cardOf = (of: Case, locale: Locale) => {
    const { status, nobody } = strings[locale];
    const next = nextStatuses(of);
    const data = {
      id: of.id,
      number: caseNumber(of.id),
      acute: of.acute && of.status !== 'closed',
      day: new Date(of.day).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' }),
      status: status[of.status],
      owner: (of.owner && officerName(of.owner)) ?? nobody,
      canTake: next.includes('in-progress') && of.status !== 'closed',
      canClose: next.includes('closed'),
      deskUrl: deskUrl(of.id),
    };
    return cards.render('officer/case-notice', data, locale);
  };

  /**
   * Posts or updates the notice now. A case that is gone is left alone.
   *
   * @throws when Teams or storage fails, or another instance is at it: the queue tries again.
   */
  async function refresh(id: CaseId): Promise<void> {
    const found = await getCase(id);
    if (!found) return;
    const card = cardOf(found, 'nl');
    const notice = await notices.get(id, NOTICE);
    if (notice?.activityId && (await connector.update(notice, card)) === 'updated') return;
    await claim(id, notice);
    const posted = await connector.post(channelId, card);
    await notices.put({ partitionKey: id, rowKey: NOTICE, claimedUntil: 0, ...posted });
  }

  /** Makes the posting of a notice this instance's own for a minute, so that two do not post it. */
  async function claim(id: CaseId, before: Stored<NoticeRow> | undefined): Promise<void> {
    const claimedUntil = now() + CLAIM_MS;
    const row = { partitionKey: id, rowKey: NOTICE, conversationId: '', activityId: '', claimedUntil };
    const taken = before
      ? before.claimedUntil > now() || (await notices.replace(row, before.etag)) === 'changed'
      : (await notices.insert(row)) === 'exists';
    if (taken) throw new Error('another instance is posting this notice');
  }

  async function announce(id: CaseId, urgent: boolean): Promise<void> {
    // At a random moment, so that the notice's time does not point at a chat.
    await queue.send(id, urgent ? 0 : Math.floor(random() * withinMinutes * 60));
  }

  return {
    cardOf,
    announce,
    async sweep(cases) {
      for (const { id, acute, status } of cases) {
        const open = status !== 'closed' && status !== 'withdrawn';
        if (open && !(await notices.get(id, NOTICE))) await announce(id, acute);
      }
    },
    work: (failed) =>
      queue.consume(
        (id) => refresh(caseId.parse(id)),
        (id, error) => failed(id, codeOf(error)),
      ),
  };
}
