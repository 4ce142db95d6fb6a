import { z } from 'zod';
import type { Locale } from '../locales/index.ts';

const words = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1),
  question: z.string().min(1),
  options: z.array(z.string().min(1)).min(2).max(4),
});

/** The front matter of a prompt file. `theme` is the number of what it is about; it sets the order of the list. */
export const frontMatter = z
  .strictObject({
    theme: z.int().min(1).max(30),
    minutes: z.int().min(5).max(90),
    sources: z.array(z.string()).min(1),
    reviewedOn: z.iso.date(),
    nl: words,
    en: words,
  })
  .refine(({ nl, en }) => nl.options.length === en.options.length, {
    error: 'nl and en need equally many',
    path: ['en', 'options'],
  });

/** A class discussion in one language. `opening` and `talk` are on the class's card, `tips` only the teacher sees. */
export type PromptText = z.infer<typeof words> & {
  readonly opening: string;
  readonly talk: string;
  readonly tips: string;
};

/** A class discussion. `id` is its file name. */
export type Prompt = {
  readonly id: string;
  readonly theme: number;
  readonly minutes: number;
  readonly text: Readonly<Record<Locale, PromptText>>;
};
