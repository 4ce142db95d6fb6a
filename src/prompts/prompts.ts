import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { Locale } from '../locales/index.ts';
import type { Card, Cards } from '../teams/cards.ts';
import { type Connector, type Posted, PostRefused } from '../teams/connector.ts';
import { type ChannelChoice, createChannels } from './channels.ts';
import type { Prompt } from './model.ts';
import type { Post, PromptStore } from './prompts.store.ts';
import { bar, countChoices, isDue } from './tally.ts';

/** Posting class discussions and counting their answers. */
export type Prompts = {
  readonly library: readonly Prompt[];
  /** @throws UserError `invalid` */
  readonly find: (id: string) => Prompt;
  /** The channels of the teams that this person is a member of and the bot was added to. */
  readonly channelsFor: (personId: string, locale: Locale) => Promise<readonly ChannelChoice[]>;
  /**
   * Posts a prompt. The same preview in the same channel again posts nothing new, unless the first try came to nothing.
   *
   * @throws UserError `channel-unknown`; `post-failed` when nothing was posted; `post-unsure` when that is not known
   */
  readonly post: (order: {
    readonly previewId: string;
    readonly promptId: string;
    readonly teamId: string;
    readonly channelId: string;
    readonly personId: string;
    readonly locale: Locale;
  }) => Promise<ChannelChoice>;
  /**
   * Counts one answer, and renews the card when that is due.
   *
   * @param conversationId where the answer was given: it must be in the channel that the card was posted in.
   * @throws UserError `post-unknown`, `invalid`
   */
  readonly answer: (
    postId: string,
    conversationId: string,
    personId: string,
    choice: string,
  ) => Promise<'counted' | 'already'>;
};

/** A try that broke off half-way keeps others from the card no longer than this. */
export const CLAIM_MS = 60_000;
const TRIES = 3;

export function createPrompts(deps: {
  readonly library: readonly Prompt[];
  readonly store: PromptStore;
  readonly connector: Pick<Connector, 'post' | 'update' | 'channelsOf' | 'isMember'>;
  readonly cards: Cards;
  /** The officers' channel is never offered. */
  readonly reportsChannelId: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}): Prompts {
  const { library, store, connector, cards, reportsChannelId, now = Date.now } = deps;
  const channels = createChannels(store, connector, reportsChannelId);

  function find(id: string): Prompt {
    const prompt = library.find((candidate) => candidate.id === id);
    if (!prompt) throw new UserError('invalid');
    return prompt;
  }

  /** Claims a post before anything is sent. `busy`: another try is at it, or broke off less than a claim ago. */
  async function claim(post: Post): Promise<Post | 'posted' | 'busy'> {
    if ((await store.create(post)) === 'created') return post;
    const found = await store.get(post.id);
    if (!found || (found.conversationId === '' && found.claimedUntil > now())) return 'busy';
    if (found.conversationId !== '') return 'posted';
    const { version, ...before } = found;
    const claimed = { ...before, claimedUntil: post.claimedUntil };
    return (await store.replace(claimed, version)) === 'replaced' ? claimed : 'busy';
  }

  /** Writes down what was done in Teams. That cannot be undone or done again, so only the writing is tried again. */
  async function note(id: string, done: Partial<Post>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      try {
        const found = await store.get(id);
        if (!found) return;
        const { version, ...before } = found;
        if ((await store.replace({ ...before, ...done }, version)) === 'replaced') return;
      } catch {
        // Without the note the claim ends by itself, and an answer tells where the card is.
      }
    }
  }

  /** Puts the counts on the card when they are due, unless somebody else is at it: they look again when they are done. */
  async function renew(id: string, answeredIn: string): Promise<void> {
    for (;;) {
      const found = await store.get(id);
      if (!found) return;
      const { version, ...post } = found;
      if (post.conversationId === '') {
        // Nobody noted that the card was posted, yet here is an answer from it.
        const place = placeOf(answeredIn);
        if (!place) return;
        await store.replace({ ...post, ...place, claimedUntil: 0 }, version);
        continue;
      }
      if (post.claimedUntil > now()) return;
      const choices = await store.choices(id);
      const due = isDue(choices.length, post.shown);
      // Counts that did not arrive are sent again as they were: newer ones could show what one person chose.
      if (!due && post.onCard === post.shown) return;
      const counts = countChoices(choices, find(post.prompt).text.nl.options.length);
      const renewed = { ...post, ...(due ? { shown: choices.length, counts } : {}), claimedUntil: now() + CLAIM_MS };
      if ((await store.replace(renewed, version)) === 'changed') continue;
      try {
        await connector.update(renewed, cardOf(renewed));
      } catch (error) {
        await note(id, { claimedUntil: 0 });
        throw error;
      }
      await note(id, { onCard: renewed.shown, claimedUntil: 0 });
    }
  }

  const cardOf = (post: Post) => promptCard(cards, find(post.prompt), post);

  return {
    library,
    find,
    channelsFor: channels.of,
    async post({ previewId, promptId: prompt, teamId, channelId, personId, locale }) {
      find(prompt);
      const channel = await channels.find({ teamId, channelId }, personId, locale);
      if (!channel) throw new UserError('channel-unknown');
      const id = postIdOf(previewId, channelId);
      const empty = { conversationId: '', activityId: '', shown: 0, counts: [], onCard: 0 };
      const claimed = await claim({ id, prompt, channelId, locale, ...empty, claimedUntil: now() + CLAIM_MS });
      if (claimed === 'posted') return channel;
      if (claimed === 'busy') throw new UserError('post-unsure');
      let posted: Posted;
      try {
        posted = await connector.post(channelId, cardOf(claimed));
      } catch (error) {
        // The claim stays after an unknown outcome: the same button must not post a second card right away.
        if (!(error instanceof PostRefused)) throw new UserError('post-unsure');
        await note(id, { claimedUntil: 0 });
        throw new UserError('post-failed');
      }
      await note(id, { ...posted, claimedUntil: 0 });
      return channel;
    },
    async answer(postId, conversationId, personId, choice) {
      const post = await store.get(postId);
      if (!post || post.channelId !== conversationId.split(';')[0]) throw new UserError('post-unknown');
      const option = find(post.prompt).text.nl.options[Number(choice)];
      if (!/^\d$/.test(choice) || option === undefined) throw new UserError('invalid');
      const outcome = await store.addResponse(postId, personId, Number(choice));
      if (outcome === 'exists') return 'already';
      // The answer counts whatever becomes of the card.
      await renew(postId, conversationId).catch(() => undefined);
      return 'counted';
    },
  };
}

/** A preview can be posted in more than one channel, and is another post in each. 32 hexadecimal digits. */
const postIdOf = (previewId: string, channelId: string) =>
  createHash('sha256').update(`${previewId}/${channelId}`).digest('hex').slice(0, 32);

/** `19:…@thread.tacv2;messageid=…` is the conversation below one message of the channel `19:…@thread.tacv2`. */
function placeOf(conversationId: string): Posted | undefined {
  const activityId = /;messageid=(.+)$/.exec(conversationId)?.[1];
  return activityId === undefined ? undefined : { conversationId, activityId };
}

/** The card in the channel: the question, and the counts once there are any. */
export function promptCard(cards: Cards, prompt: Prompt, post: Post): Card {
  const { title, opening, question, options, talk } = prompt.text[post.locale];
  const data = {
    ...{ title, opening, question, talk, post: post.id, total: post.shown },
    options: options.map((option, i) => ({ title: option, value: String(i) })),
    bars: post.counts.map((count, i) => ({
      title: options[i] ?? '',
      bar: bar(count, post.shown),
      count: String(count),
    })),
  };
  return cards.render('class/prompt', data, post.locale);
}
