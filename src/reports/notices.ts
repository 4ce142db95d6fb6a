import { codeOf } from '../errors.ts';
import { type Locale, strings } from '../locales/index.ts';
import type { Queue } from '../storage/queues.ts';
import type { Row, Table } from '../storage/tables.ts';
import type { Card, Cards } from '../teams/cards.ts';
import type { Connector } from '../teams/connector.ts';
import { type Case, nextStatuses } from './case.ts';
import { type CaseId, caseId, caseNumber } from './model.ts';

/** Where the notice of a case stands. Kept apart from the case, and says nothing of it. */
export type NoticeRow = Row & { readonly conversationId: string; readonly activityId: string };

/** The content-free cards in the officers' channel. */
export type Notices = {
  /** Has the notice posted or updated: soon when urgent, else at a random moment within the set time. */
  readonly announce: (id: CaseId, urgent: boolean) => Promise<void>;
  readonly cardOf: (of: Case, locale: Locale) => Card;
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
}): Notices {
  const { queue, notices, connector, cards, channelId, withinMinutes, deskUrl, officerName, getCase } = deps;
  const random = deps.random ?? Math.random;

  const cardOf = (of: Case, locale: Locale) => {
    const { status, nobody } = strings[locale];
    const next = nextStatuses(of.status);
    const data = {
      id: of.id,
      number: caseNumber(of.id),
      acute: of.acute && of.status === 'new',
      day: of.day,
      status: status[of.status],
      owner: (of.owner && officerName(of.owner)) ?? nobody,
      canTake: next.includes('in-progress') && of.status !== 'closed',
      canClose: next.includes('closed'),
      deskUrl: deskUrl(of.id),
    };
    return cards.render('officer/case-notice', data, locale);
  };

  /** Posts or updates the notice now. A case that is gone is left alone. */
  async function refresh(id: CaseId): Promise<void> {
    const found = await getCase(id);
    if (!found) return;
    const card = cardOf(found, 'nl');
    const notice = await notices.get(id, 'notice');
    if (notice && (await connector.update(notice, card)) === 'updated') return;
    const posted = await connector.post(channelId, card);
    await notices.put({ partitionKey: id, rowKey: 'notice', ...posted });
  }

  return {
    cardOf,
    async announce(id, urgent) {
      // At a random moment, so that the notice's time does not point at a chat (DESIGN section 4).
      await queue.send(id, urgent ? 0 : Math.floor(random() * withinMinutes * 60));
    },
    work: (failed) =>
      queue.consume(
        (id) => refresh(caseId.parse(id)),
        (id, error) => failed(id, codeOf(error)),
      ),
  };
}
