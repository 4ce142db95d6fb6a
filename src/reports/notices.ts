import * as z from 'zod';
import { codeOf } from '../errors.ts';
import { type Locale, strings } from '../locales/index.ts';
import type { Queue } from '../storage/queues.ts';
import type { Key, Row, Stored, Table } from '../storage/tables.ts';
import type { Card, Cards } from '../teams/cards.ts';
import type { Connector } from '../teams/connector.ts';
import { type Case, nextStatuses } from './case.ts';
import type { HiddenText } from './hidden-text.ts';
import { type CaseId, caseId, caseNumber } from './model.ts';

/**
 * The notice of a case, kept apart from the case. While an instance is posting it, the row is that instance's until
 * `claimedUntil` (ms since 1970).
 */
export type NoticeRow = Row & {
  /**
   * Where the card stands, as hidden text, or empty: a chat in the place of the channel would show that the case is hidden
   * from somebody, and from whom.
   */
  readonly place: string;
  readonly claimedUntil: number;
  /** Whether this card has told that the reporter wrote. An update makes no sound in Teams; only a new card does. */
  readonly news: boolean;
};

/** Where notices go: the officers' channel, or one officer's own chat with the bot when another may not know of the case. */
export type Addressee = { readonly kind: 'channel' | 'person'; readonly id: string };

const CLAIM_MS = 60_000;
const posted = z.object({ conversationId: z.string(), activityId: z.string() });

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
  readonly connector: Pick<Connector, 'post' | 'postTo' | 'update' | 'remove'>;
  readonly cards: Cards;
  readonly places: HiddenText;
  readonly addressees: (of: Case) => Promise<readonly Addressee[]>;
  readonly withinMinutes: number;
  readonly deskUrl: (id: CaseId) => string;
  readonly officerName: (id: string) => string | undefined;
  readonly getCase: (id: CaseId) => Promise<Case | undefined>;
  readonly random?: () => number;
  readonly now?: () => number;
}): Notices {
  const { queue, notices, connector, cards, places, addressees, withinMinutes, deskUrl, officerName, getCase } = deps;
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
      news: of.news,
      owner: (of.owner && officerName(of.owner)) ?? nobody,
      canTake: next.includes('in-progress') && of.status !== 'closed',
      canClose: next.includes('closed'),
      deskUrl: deskUrl(of.id),
    };
    return cards.render('officer/case-notice', data, locale);
  };

  /**
   * Posts or updates the notices of a case now. A case that is gone is left alone.
   *
   * @throws when Teams or storage fails, or another instance is at it: the queue tries again.
   */
  async function refresh(id: CaseId): Promise<void> {
    const found = await getCase(id);
    const all = found ? await addressees(found) : [];
    // Numbered, and not named after whom they are for.
    for (const [at, addressee] of all.entries()) if (found) await refreshFor(addressee, `notice-${at}`, found);
  }

  async function refreshFor(addressee: Addressee, rowKey: string, of: Case): Promise<void> {
    const { id, news } = of;
    const card = cardOf(of, 'nl');
    const key = { partitionKey: id, rowKey };
    const notice = await notices.get(id, rowKey);
    const standing = notice?.place ? posted.parse(JSON.parse(places.show(notice.place, placeOf(key)))) : undefined;
    const heard = notice?.news === true || !news;
    if (notice && standing && heard && (await connector.update(standing, card)) === 'updated') {
      const { claimedUntil, place, etag } = notice;
      if (notice.news !== news) await notices.replace({ ...key, claimedUntil, place, news }, etag);
      return;
    }
    // The card that the new one replaces stays known until the new one stands.
    await claim({ ...key, place: heard ? '' : (notice?.place ?? '') }, notice);
    const stands = await (addressee.kind === 'channel'
      ? connector.post(addressee.id, card)
      : connector.postTo(addressee.id, card));
    await notices.put({ ...key, claimedUntil: 0, news, place: places.hide(JSON.stringify(stands), placeOf(key)) });
    // One card per case: its buttons must not stand there twice.
    if (standing && !heard) await connector.remove(standing);
  }

  /** Makes the posting of a notice this instance's own for a minute, so that two do not post it. */
  async function claim(key: Key & Pick<NoticeRow, 'place'>, before: Stored<NoticeRow> | undefined): Promise<void> {
    const row = { ...key, news: false, claimedUntil: now() + CLAIM_MS };
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
        if (open && (await notices.list({ partitionKey: id })).length === 0) await announce(id, acute);
      }
    },
    work: (failed) =>
      queue.consume(
        (id) => refresh(caseId.parse(id)),
        (id, error) => failed(id, codeOf(error)),
      ),
  };
}

const placeOf = ({ partitionKey, rowKey }: Key) => `${partitionKey} ${rowKey}`;
