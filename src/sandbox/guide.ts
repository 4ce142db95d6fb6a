import type { WindowName } from './school.ts';
import { PERSONAS, WINDOWS } from './school.ts';

export interface Places {
  readonly startPage: string;
  /** Where the bot's pages are. */
  readonly bot: string;
  readonly windows: Readonly<Record<WindowName, string>>;
}

export interface Visitor {
  readonly who: string;
  readonly address: string;
  /** What there is to try, in Dutch. */
  readonly nl: string;
  readonly en: string;
}

const TO_TRY: Readonly<Record<WindowName, { nl: string; en: string }>> = {
  student: {
    nl: 'Stel een vraag, of typ "melden" om iets vertrouwelijk te melden.',
    en: 'Ask a question, or type "report" to report something in confidence.',
  },
  teacher: {
    nl: 'Typ "gesprek" en zet een gespreksstarter in een kanaal van de klas.',
    en: 'Type "prompt" and post a discussion prompt in a class channel.',
  },
  officer: {
    nl: 'Kijk in het kanaal Meldingen, pak een melding op en lees hem aan het bureau.',
    en: 'See the channel Meldingen, take up a report and read it at the desk.',
  },
};

/** Who can be visited where, and what to try there: the one list behind the printed table and the start page. */
export const visitors = ({ windows }: Places): Visitor[] =>
  WINDOWS.map((window) => ({ who: PERSONAS[window].name, address: windows[window], ...TO_TRY[window] }));
