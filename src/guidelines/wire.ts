import * as z from 'zod';
import { TOPICS } from './model.ts';

/** What goes over the wire between the desk and the server. Both sides parse with this. */

/** A smaller number than this is told to nobody. */
export const LEAST = 5;
const count = z.number().int().min(LEAST);

/** A topic, or `unknown`: there was no answer. */
export const askedAbout = z.enum([...TOPICS, 'unknown']);

/** `GET /api/desk/insight`: the schema itself refuses a number that is too small to be told. */
export const insight = z.object({
  /** ISO weeks that are over, `2026-W47`, newest first; only those with something to tell. */
  weeks: z.array(
    z.object({
      week: z.string().regex(/^\d{4}-W\d\d$/),
      topics: z.array(z.object({ topic: askedAbout, count })).min(1),
    }),
  ),
  /** Guidelines with many thumbs down, the worst first. `yes` is null when it is under {@link LEAST}, or nothing. */
  entries: z.array(
    z.object({
      entry: z.string(),
      title: z.object({ nl: z.string(), en: z.string() }),
      yes: count.nullable(),
      no: count,
    }),
  ),
});
export type Insight = z.infer<typeof insight>;
