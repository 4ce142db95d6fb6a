import type { Strings } from '../../locales/index.ts';

/** An Adaptive Card, expanded when the page was built. */
export type ExpandedCard = Readonly<Record<string, unknown>>;

export type HelpLine = {
  readonly name: string;
  readonly for: string;
  readonly phone: string;
  readonly url?: string;
};

/** What the build gives to the page, in one language: the same cards and words that the bot has. */
export type PageContent = {
  /**
   * Still open in the introduction: `{readers}`, `{outside}`, `{days}` and `{next}`. In the form one choice stands for any
   * reader: its value is `{officer}`, its title `{reader}`.
   */
  readonly cards: { readonly intro: ExpandedCard; readonly form: ExpandedCard; readonly impossible: ExpandedCard };
  readonly receipt: Strings['cards']['student/report-receipt'];
  readonly roles: Strings['roles'];
  readonly and: string;
  readonly fields: Strings['report']['fields'];
  /** 112 and 113. */
  readonly urgent: readonly HelpLine[];
  /** Where to go outside school; the first is the one to name when there is room for one. */
  readonly outside: readonly HelpLine[];
};
