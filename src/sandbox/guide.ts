import type { WindowName } from './school.ts';
import { PERSONAS, WINDOWS } from './school.ts';

export interface Places {
  readonly startPage: string;
  /** Where the bot's pages are. */
  readonly bot: string;
  readonly windows: Readonly<Record<WindowName, string>>;
  /** Whether the officer's key is made by hand. */
  readonly noOfficer: boolean;
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
    nl: 'Typ "gesprek" en zet een klassengesprek in een kanaal van de klas.',
    en: 'Type "discussion" and post a class discussion in a class channel.',
  },
  officer: {
    nl: 'Kijk in het kanaal Meldingen, pak een melding op en lees hem aan het bureau.',
    en: 'See the channel Meldingen, take up a report and read it at the desk.',
  },
};

/** Who can be visited where, and what to try there: the one list behind the printed table and the start page. */
export const visitors = (places: Places): Visitor[] =>
  WINDOWS.map((window) => ({
    who: PERSONAS[window].name,
    address: places.windows[window],
    ...(window === 'officer' && places.noOfficer ? keyFirst(deskOf(places)) : TO_TRY[window]),
  }));

/** Where the officer desk is. */
export const deskOf = ({ bot }: Places): string => `${bot}/desk/`;

/** Where the deputy's desk is. */
export const deputyDeskOf = (places: Places): string => `${deskOf(places)}?as=deputy`;

/** Nobody can report before there is a key. */
const keyFirst = (desk: string) => ({
  nl: `Maak eerst je sleutel op het bureau: ${desk} Daarna start de bot vanzelf opnieuw.`,
  en: `First make your key at the desk: ${desk} Then the bot starts again by itself.`,
});
