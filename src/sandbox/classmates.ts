import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Activity } from './activity.ts';
import { cardOf } from './activity.ts';
import type { Board, Post } from './board.ts';
import type { AskBot } from './bot-client.ts';
import { conversationAccount, fromPersona, teamData } from './inbound.ts';
import type { Person } from './school.ts';
import { CLASS_TEAM, CLASSMATES, TENANT_ID, teamOf } from './school.ts';

/** The bot counts in steps of five, so five is what makes a difference to see. */
const AT_A_TIME = 5;
const ANSWER_VERB = 'prompt.answer';

const executeSchema = z.looseObject({
  type: z.literal('Action.Execute'),
  verb: z.literal(ANSWER_VERB),
  data: z.looseObject({}).optional(),
});
const choicesSchema = z.looseObject({
  type: z.literal('Input.ChoiceSet'),
  id: z.string(),
  choices: z.array(z.looseObject({ value: z.string() })).nonempty(),
});
const acceptedSchema = z.looseObject({ statusCode: z.literal(200) });

/** What came of letting classmates answer. */
export type Answered = { outcome: 'no-prompt' } | { outcome: 'everyone' } | { outcome: 'answered'; count: number };

/** Lets the next five classmates answer the newest prompt in the class's channels, each through a signed invoke. */
export async function letClassmatesAnswer(board: Board, bot: AskBot, serviceUrl: string): Promise<Answered> {
  const post = board.channelPosts().findLast((candidate) => isPrompt(candidate));
  if (!post) return { outcome: 'no-prompt' };
  const next = CLASSMATES.slice(post.answered, post.answered + AT_A_TIME);
  if (next.length === 0) return { outcome: 'everyone' };

  const first = post.answered;
  // Taken before the first answer goes out, so that a second click asks other classmates.
  post.answered += next.length;
  let count = 0;
  for (const [index, classmate] of next.entries()) {
    const value = answerTo(post, first + index);
    const { status, body } = await bot(invoke(classmate, post, value, serviceUrl));
    if (status === 200 && acceptedSchema.safeParse(fromJson(body)).success) count += 1;
  }
  await board.save();
  return { outcome: 'answered', count };
}

const isPrompt = (post: Post) =>
  teamOf(post.base) === CLASS_TEAM && cardOf(post.activity ?? { type: '' }) && findAll(post, executeSchema).length > 0;

/** The options spread over the classmates: by the button they press, or by the choice they make. */
function answerTo(post: Post, turn: number) {
  const actions = findAll(post, executeSchema);
  const action = actions[turn % actions.length];
  const picked = findAll(post, choicesSchema).map(({ id, choices }) => [id, choices[turn % choices.length]?.value]);
  return { action: { ...action, data: { ...action?.data, ...Object.fromEntries(picked) } }, trigger: 'manual' };
}

const invoke = (classmate: Person, post: Post, value: object, serviceUrl: string): Activity => ({
  ...fromPersona(classmate, serviceUrl),
  type: 'invoke',
  name: 'adaptiveCard/action',
  id: randomUUID(),
  timestamp: new Date().toISOString(),
  conversation: conversationAccount(classmate, post.base, post.thread ?? post.id),
  channelData: { ...teamData(post.base), tenant: { id: TENANT_ID }, source: { name: 'message' } },
  replyToId: post.id,
  value,
});

/** Every part of the post's card that fits the schema, in reading order. */
function findAll<T>(post: Post, schema: z.ZodType<T>): T[] {
  const search = (part: unknown): T[] => {
    if (typeof part !== 'object' || part === null) return [];
    const found = schema.safeParse(part);
    return [...(found.success ? [found.data] : []), ...Object.values(part).flatMap(search)];
  };
  return search(post.activity && cardOf(post.activity));
}

function fromJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : body;
  } catch {
    return undefined;
  }
}
