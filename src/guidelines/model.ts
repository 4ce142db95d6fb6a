import { z } from 'zod';
import type { Locale } from '../locales/index.ts';

/** The topics of the subject. Every guideline carries exactly one. */
export const TOPICS = [
  'sexting-mag-dat',
  'doorsturen-ontvangen',
  'foto-gelekt',
  'beelden-verwijderen',
  'sextortion',
  'druk-om-nudes',
  'ongevraagde-naaktfoto',
  'deepfake',
  'exposegroep',
  'online-pesten',
  'belediging-smaad-laster',
  'bedreiging-stalking-doxing',
  'nepaccount-hack-grooming',
  'bewijs',
  'aangifte-politie-halt',
  'omstander',
  'snitchen',
  'melding-doen',
  'vertrouwelijk-anoniem',
  'functionaris',
  'met-wie-praten',
  'zelf-gedaan',
  'gedragsregels',
  'eigen-regels-ambassadeurs',
  'filmen-in-de-les',
  'positief-gebruik',
  'hulplijnen',
  'ouders-leeftijd',
  'staf-beeld-gevonden',
  'staf-les-praten',
  'staf-veiligheidsplan',
] as const;

const day = z.iso.date('must be a day, 2026-11-22');
const words = z.strictObject({ title: z.string().min(1), phrasings: z.array(z.string().min(3)).min(4) });

/** The front matter of a guideline file. */
export const frontMatter = z.strictObject({
  topic: z.enum(TOPICS),
  audience: z.array(z.enum(['student', 'staff'])).min(1),
  reviewedOn: day,
  sources: z.array(z.string()).min(1),
  related: z.array(z.string()).min(2),
  nl: words,
  en: words,
});

/** A guideline in one language. Texts are Adaptive Card Markdown, with help lines and law articles filled in. */
export type GuidelineText = {
  readonly title: string;
  readonly phrasings: readonly string[];
  readonly answer: string;
  /** Lists in Markdown; empty where they do not fit. */
  readonly steps: string;
  readonly dos: string;
  readonly donts: string;
  readonly help: string;
  readonly next: string;
  /** Who published the sources, and the year: `Offlimits (2023)`. */
  readonly sources: readonly string[];
};

/** One reviewed answer. `id` is its file name. */
export type Guideline = {
  readonly id: string;
  readonly topic: (typeof TOPICS)[number];
  readonly audience: readonly ('student' | 'staff')[];
  readonly reviewedOn: string;
  readonly related: readonly string[];
  readonly text: Readonly<Record<Locale, GuidelineText>>;
};

const translated = z.strictObject({ nl: z.string(), en: z.string() });

/** `content/helplines.yml`: the one place for help lines and their numbers. */
export const helplineFile = z.record(
  z.string(),
  z.strictObject({
    name: translated,
    for: translated,
    phone: z.string().optional(),
    url: z.url({ protocol: /^https$/ }).optional(),
    hours: translated.optional(),
    ages: z.string().optional(),
    language_en: z.boolean().optional(),
    checked: z.string(),
    source: z.string(),
  }),
);
export type Helplines = z.infer<typeof helplineFile>;

/** `content/law.yml`: the one place for law articles. */
export const lawFile = z.record(
  z.string(),
  z.strictObject({ name: translated, article: z.string().optional(), note: translated.optional(), source: z.string() }),
);
export type Laws = z.infer<typeof lawFile>;

/** `content/sources.yml` */
export const sourceFile = z.record(
  z.string(),
  z.strictObject({
    title: translated,
    publisher: z.string(),
    url: z.url({ protocol: /^https$/ }).optional(),
    date: z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/),
    read: z.string(),
  }),
);
export type Sources = z.infer<typeof sourceFile>;

/** `content/replies.yml`: what the bot says to messages that are no question about the subject. */
export const replyFile = z.record(
  z.string(),
  z.strictObject({
    /** `decline`: what the bot will not do, with the reason and a better way. */
    kind: z.enum(['small-talk', 'decline']),
    /** Guidelines to go on with, by id. */
    offer: z.array(z.string()).default([]),
    nl: z.strictObject({ text: z.string().min(1), phrasings: z.array(z.string().min(1)).min(4) }),
    en: z.strictObject({ text: z.string().min(1), phrasings: z.array(z.string().min(1)).min(4) }),
  }),
);

/** A fixed reply. `id` is its key in the file; help lines are filled in. */
export type FixedReply = {
  readonly id: string;
  readonly kind: 'small-talk' | 'decline';
  readonly offer: readonly string[];
  readonly text: Readonly<Record<Locale, { readonly text: string; readonly phrasings: readonly string[] }>>;
};

/** `content/out-of-scope.yml`: questions about something else, from which the search learns what not to answer. */
export const outOfScopeFile = z.strictObject({ nl: z.array(z.string().min(3)), en: z.array(z.string().min(3)) });

const sentences = z.strictObject({ nl: z.array(z.string().min(2)), en: z.array(z.string().min(2)) });

/** `content/danger.yml`: messages about danger, and figures of speech that are not: a net behind the rule of acute.ts. */
export const dangerFile = z.strictObject({ danger: sentences, harmless: sentences });

/** `content/words.yml`: how people say things in this subject. */
export const wordsFile = z.strictObject({
  /** Street words and abbreviations, in plain words. */
  plain: z.record(z.string(), z.string()),
  /** Words and groups of words that mean the same; a `*` at the end stands for any ending. */
  meanings: z.record(z.string(), z.array(z.string().min(2)).min(1)),
});
export type Words = z.infer<typeof wordsFile>;
