import { z } from 'zod';
import { parseOrRefuse } from '../errors.ts';
import { fill, type Locale, strings } from '../locales/index.ts';
import { plain } from '../markdown.ts';
import type { Card, Cards } from '../teams/cards.ts';
import type { Guards } from '../teams/guards.ts';
import { card, command, dialog, type Reply, type Request, type Route, text, verb } from '../teams/router.ts';
import type { ChannelChoice } from './channels.ts';
import type { Prompt } from './model.ts';
import type { PromptStore } from './prompts.store.ts';
import type { Prompts } from './prompts.ts';

const chosen = z.object({ prompt: z.string() });
const ordered = z.object({ prompt: z.string(), post: z.uuid(), channel: z.string() });
const answered = z.object({ post: z.string().regex(/^[0-9a-f]{32}$/), choice: z.string() });
const step = z.object({ step: z.enum(['preview', 'post']) });

/** The value of a choice of channel: `<team>|<channel>`. It comes back from the client, so `post` checks both again. */
const choiceOf = ({ teamId, id, name }: ChannelChoice) => ({ id: `${teamId}|${id}`, name });

/** What teachers and students do with class discussions. */
export function promptRoutes(deps: {
  readonly prompts: Prompts;
  readonly store: PromptStore;
  readonly cards: Cards;
  readonly guards: Guards;
}): Route[] {
  const { prompts, store, cards, guards } = deps;

  const list = (locale: Locale): Card =>
    cards.render(
      'teacher/prompts',
      {
        prompts: prompts.library.map(({ id, text }) => {
          const { title, summary } = text[locale];
          return { id, title, summary, look: strings[locale].prompt.look };
        }),
      },
      locale,
    );

  const choose = (locale: Locale): Card =>
    cards.render(
      'teacher/prompt-choose',
      { prompts: prompts.library.map(({ id, text }) => ({ id, title: text[locale].title })) },
      locale,
    );

  /** @param inChannel the channel from which a message extension was opened: then there is nothing to choose. */
  async function preview(promptId: string, { person, locale, channelId }: Request, inDialog: boolean): Promise<Card> {
    const prompt = prompts.find(promptId);
    const { options, ...words } = prompt.text[locale];
    const all = await prompts.channelsFor(person.id, locale);
    const here = all.filter(({ id }) => id === channelId);
    const data = {
      ...words,
      minutes: prompt.minutes,
      options: options.map((title) => ({ title })),
      channels: (here.length > 0 ? here : all).map(choiceOf),
      prompt: prompt.id,
      // Decided before anything is written, so that a second tap posts nothing twice.
      post: crypto.randomUUID(),
      inDialog,
    };
    return cards.render('teacher/prompt-preview', data, locale);
  }

  async function post({ input, person, locale }: Request): Promise<{ prompt: Prompt; channel: ChannelChoice }> {
    const order = parseOrRefuse(ordered, input);
    const [teamId = '', channelId = ''] = order.channel.split('|');
    const channel = await prompts.post({
      ...{ previewId: order.post, promptId: order.prompt, teamId, channelId },
      ...{ personId: person.id, locale },
    });
    return { prompt: prompts.find(order.prompt), channel };
  }

  async function extension(request: Request): Promise<Reply> {
    const { locale, input } = request;
    const { dialogTitle, posted } = strings[locale].prompt;
    if (parseOrRefuse(step, input).step === 'preview') {
      return dialog(dialogTitle, await preview(parseOrRefuse(chosen, input).prompt, request, true));
    }
    const { prompt, channel } = await post(request);
    return text(fill(posted, { title: prompt.text[locale].title, channel: channel.name }));
  }

  return [
    {
      on: command('gesprek', 'gesprekken', 'klassengesprek', 'prompt', 'prompts', 'discussion', 'discussions'),
      guard: guards.teacher,
      handle: async ({ locale }) => card(list(locale)),
    },
    { on: verb('prompt.list'), guard: guards.teacher, handle: async ({ locale }) => card(list(locale)) },
    {
      on: verb('prompt.preview'),
      guard: guards.teacher,
      handle: async (request) => card(await preview(parseOrRefuse(chosen, request.input).prompt, request, false)),
    },
    {
      on: verb('prompt.post'),
      guard: guards.teacher,
      handle: async (request) => {
        const { prompt, channel } = await post(request);
        const data = { title: plain(prompt.text[request.locale].title), channel: plain(channel.name) };
        return card(cards.render('teacher/prompt-posted', data, request.locale));
      },
    },
    {
      on: verb('prompt.answer'),
      guard: guards.student,
      handle: async ({ input, place, person, locale }) => {
        const { post, choice } = parseOrRefuse(answered, input);
        const outcome = await prompts.answer(post, place.conversationId, person.id, choice);
        return text(outcome === 'counted' ? strings[locale].prompt.thanks : strings[locale].prompt.already);
      },
    },
    {
      on: { kind: 'search', name: 'prompts' },
      guard: guards.teacher,
      handle: async ({ text: typed, locale }) => ({ kind: 'results', results: search(typed, locale) }),
    },
    {
      on: { kind: 'extension-open', name: 'postPrompt' },
      guard: guards.teacher,
      handle: async ({ locale }) => dialog(strings[locale].prompt.dialogTitle, choose(locale)),
    },
    { on: { kind: 'extension-submit', name: 'postPrompt' }, guard: guards.teacher, handle: extension },
    {
      on: { kind: 'team-install' },
      guard: guards.anyone,
      handle: async ({ team }) => {
        if (team) await store.addTeam(team.id, team.name);
        return { kind: 'nothing' };
      },
    },
    {
      on: { kind: 'team-remove' },
      guard: guards.anyone,
      handle: async ({ team }) => {
        if (team) await store.removeTeam(team.id);
        return { kind: 'nothing' };
      },
    },
  ];

  /** Discussions whose title or summary holds what was typed; all of them when nothing was. */
  function search(typed: string, locale: Locale) {
    const wanted = typed.trim().toLowerCase();
    return prompts.library
      .map(({ text }) => text[locale])
      .filter(({ title, summary }) => `${title} ${summary}`.toLowerCase().includes(wanted))
      .map(({ title, summary, opening, talk }) => ({
        title,
        text: summary,
        card: cards.render('class/prompt-talk', { title, opening, talk }, locale),
      }));
  }
}
