import { UserError } from '../errors.ts';
import { type Locale, strings } from '../locales/index.ts';
import type { Card, Cards } from '../teams/cards.ts';
import type { Connector } from '../teams/connector.ts';
import type { Prompt } from './model.ts';
import type { Post, PromptStore, StoredPost } from './prompts.store.ts';
import { bar, countChoices, isDue } from './tally.ts';

/** A channel that a teacher may post in; `name` is for people, with the team's name in front. */
export type ChannelChoice = { readonly id: string; readonly name: string };

/** Posting class discussions and counting their answers. */
export type Prompts = {
  readonly library: readonly Prompt[];
  /** @throws UserError `invalid` */
  readonly find: (id: string) => Prompt;
  /** The channels of the teams that this person is a member of and the bot was added to. */
  readonly channelsFor: (personId: string, locale: Locale) => Promise<readonly ChannelChoice[]>;
  /**
   * Posts a prompt. The same `postId` again posts nothing new.
   *
   * @throws UserError `channel-unknown`, `post-failed`
   */
  readonly post: (order: {
    readonly postId: string;
    readonly promptId: string;
    readonly channelId: string;
    readonly personId: string;
    readonly locale: Locale;
  }) => Promise<ChannelChoice>;
  /**
   * Counts one answer, and renews the card when that is due.
   *
   * @param conversationId where the answer was given: it must be where the card stands.
   * @throws UserError `post-unknown`, `invalid`
   */
  readonly answer: (
    postId: string,
    conversationId: string,
    personId: string,
    choice: string,
  ) => Promise<'counted' | 'already'>;
};

export function createPrompts(deps: {
  readonly library: readonly Prompt[];
  readonly store: PromptStore;
  readonly connector: Connector;
  readonly cards: Cards;
  /** The officers' channel is never offered. */
  readonly reportsChannelId: string;
}): Prompts {
  const { library, store, connector, cards, reportsChannelId } = deps;

  function find(id: string): Prompt {
    const prompt = library.find((candidate) => candidate.id === id);
    if (!prompt) throw new UserError('invalid');
    return prompt;
  }

  async function channelsFor(personId: string, locale: Locale): Promise<ChannelChoice[]> {
    const teams = await store.teams();
    const perTeam = await Promise.all(
      teams.map(async (team) => {
        if (!(await connector.isMember(team.id, personId))) return [];
        const channels = await connector.channelsOf(team.id);
        const { generalChannel } = strings[locale].prompt;
        return channels.map(({ id, name }) => ({ id, name: `${team.name} › ${name || generalChannel}` }));
      }),
    );
    return perTeam.flat().filter(({ id }) => id !== reportsChannelId);
  }

  /** Claims a post before anything is sent. Undefined when another try has posted it, or is at it. */
  async function claim(post: Post): Promise<StoredPost | undefined> {
    if ((await store.create(post)) === 'created') return store.get(post.id);
    const before = await store.get(post.id);
    if (before?.state !== 'failed') return undefined;
    const { version, ...failed } = before;
    const outcome = await store.replace({ ...failed, state: 'posting' }, version);
    return outcome === 'replaced' ? store.get(post.id) : undefined;
  }

  async function renew(post: StoredPost): Promise<void> {
    const prompt = find(post.prompt);
    const choices = await store.choices(post.id);
    if (!isDue(choices.length, post.shown)) return;
    const counts = countChoices(choices, prompt.text.nl.options.length);
    const { version, ...before } = post;
    const renewed = { ...before, shown: choices.length, counts };
    // Whoever lost this race leaves the card to the one who won it.
    if ((await store.replace(renewed, version)) === 'replaced') await connector.update(post, cardOf(prompt, renewed));
  }

  const cardOf = (prompt: Prompt, post: Post) => promptCard(cards, prompt, post);

  return {
    library,
    find,
    channelsFor,
    async post({ postId, promptId, channelId, personId, locale }) {
      const prompt = find(promptId);
      const channel = (await channelsFor(personId, locale)).find(({ id }) => id === channelId);
      if (!channel) throw new UserError('channel-unknown');
      const empty = { conversationId: '', activityId: '', shown: 0, counts: [] };
      const claimed = await claim({ id: postId, prompt: promptId, channelId, locale, state: 'posting', ...empty });
      if (!claimed) return channel;
      const { version, ...post } = claimed;
      try {
        const posted = await connector.post(channelId, cardOf(prompt, post));
        await store.replace({ ...post, ...posted, state: 'posted' }, version);
      } catch {
        await store.replace({ ...post, state: 'failed' }, version);
        throw new UserError('post-failed');
      }
      return channel;
    },
    async answer(postId, conversationId, personId, choice) {
      const post = await store.get(postId);
      if (!post || threadOf(post.conversationId) !== threadOf(conversationId)) throw new UserError('post-unknown');
      const option = find(post.prompt).text.nl.options[Number(choice)];
      if (!/^\d$/.test(choice) || option === undefined) throw new UserError('invalid');
      const outcome = await store.addResponse(postId, personId, Number(choice));
      if (outcome === 'exists') return 'already';
      // The answer counts whatever becomes of the card. Counts that did not arrive come with the next step: sending them
      // again one answer later could show what one person chose.
      await renew(post).catch(() => undefined);
      return 'counted';
    },
  };
}

/** `19:…@thread.tacv2;messageid=…` is a conversation in the channel `19:…@thread.tacv2`. */
const threadOf = (conversationId: string) => conversationId.split(';')[0];

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
