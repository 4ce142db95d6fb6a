import { z } from 'zod';

/** An activity as far as the relay looks into it; everything else passes through unread. */
export const activitySchema = z.looseObject({
  type: z.string().min(1),
  id: z.string().optional(),
  name: z.string().optional(),
  text: z.string().optional(),
  locale: z.string().optional(),
  replyToId: z.string().optional(),
  conversation: z.looseObject({ id: z.string() }).optional(),
  channelData: z.looseObject({}).optional(),
  entities: z.array(z.looseObject({ type: z.string().optional() })).optional(),
  attachments: z.array(z.looseObject({ contentType: z.string(), content: z.unknown().optional() })).optional(),
});

export type Activity = z.infer<typeof activitySchema>;

export const CARD = 'application/vnd.microsoft.card.adaptive';

const cardSchema = z.looseObject({ type: z.literal('AdaptiveCard'), body: z.array(z.unknown()).optional() });
export type Card = z.infer<typeof cardSchema>;

/** The adaptive card an activity carries, or nothing. */
export function cardOf(activity: Activity): Card | undefined {
  const content = activity.attachments?.find(({ contentType }) => contentType === CARD)?.content;
  const card = cardSchema.safeParse(content);
  return card.success ? card.data : undefined;
}
