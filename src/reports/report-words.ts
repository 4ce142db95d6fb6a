/*
 * When somebody asks for the way in to a report, in everyday words. Questions about reporting are for the guidelines:
 * the introduction answers none of them. Dutch and English stand together; words are written as `fold` leaves them.
 */

const SHORT: Readonly<Record<string, string>> = {
  ...{
    kwil: 'ik wil',
    kga: 'ik ga',
    kmoet: 'ik moet',
    k: 'ik',
    im: 'i am',
    id: 'i would',
    ive: 'i have',
    gotta: 'got to',
  },
  ...{ wanna: 'want to', gonna: 'going to', dont: 'do not', mn: 'mijn', ff: 'even', iem: 'iemand', iemant: 'iemand' },
  ...{ smth: 'something', sth: 'something', wrm: 'waarom', nie: 'niet' },
};

/** `melldenn` and `melden` are the same. Done to words and to patterns alike. */
const single = (text: string) => text.replace(/(\p{L})\1+/gu, '$1');

/** Lower case, no accents or apostrophes, short forms in full, no double letters; `,` after a part of a sentence. */
function fold(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}|['’‘`]/gu, '')
    .replace(/[.,;:!?\n]+/g, ' , ')
    .replace(/[^\p{L}\p{N},]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => SHORT[word] ?? word)
    .join(' ');
  return single(` ${words} `);
}

const FORM = '(?:melding|report)';
/** To report somebody or something, also as friends say it. */
const REPORT =
  '(?:meld(?:en|n|t)?|melding (?:doen|maken|indienen|plaatsen|van)|klikken|klike|verklikken|verklik|snitch(?:en|e|ing)?|snitsen|verlink(?:en)?|verraden|aangeven|aan te geven|rapporteren|rapporteer|reporten|report(?:ing)?|doorgeven|tell on|telling on|rat(?: \\w+)? out|rat on|turn (?:\\w+ )?in)';
const SOME = '(?:[^ ,]+ ){0,7}';
const FEW = '(?:[^ ,]+ ){0,3}';
const WHO =
  '(?:ik|i|we|wij|(?:mijn|my|een|a) (?:vriend|vriendin|klasgenoot|zus|broer|friend|classmate|sister|brother|student))';
const WANT =
  '(?:wil|willen|wilt|wou|wilde|moet|moeten|ga|gaan|kom|komen|zou|zouden|want(?:s)? to|need(?:s)? to|have to|has to|got to|would like to|would love to|am going to|are going to|will)';
/** Words that may stand beside a bare `melden`, as in a menu. */
const BESIDE =
  '(?:hoi|hey|hi|hallo|ok|ja|yes|even|graag|anoniem|anonymously|iets|iemand|dit|hier|nu|een|a|an|iets|wat|someone|something|somebody|this|that|here|now|start|make|file|new|nieuwe|doen|maken|please|pls|aub|alsjeblieft|pesten|bullying|over|docent|teacher|klasgenoot|classmate|de|knop|button|formulier|form|,)';

const within = (pattern: string) => new RegExp(single(` (?:${pattern})(?= )`));
const whole = (pattern: string) => new RegExp(single(`^ (?:${pattern}) $`));

/** Asks for the way in. */
const ASKS: readonly RegExp[] = [
  whole(`(?:${BESIDE} )*(?:${REPORT}|${FORM}|meldpunt|meldformulier)(?: ${BESIDE})*`),
  within(`${WHO} (?:echt |really |eigenlijk |alleen |just )?${WANT} ${SOME}${REPORT}`),
  // `dit wil ik melden`
  within(`(?:dit|dat|het|this) (?:wil|wou|ga) ik ${FEW}${REPORT}`),
  // `wil snitchen maar durf niet`: the one who types is left out
  within(
    `(?:(?<=^ (?:${BESIDE} )*)|(?<= , )|(?<= en )|(?<= and ))(?:wil|wou|moet|need to|want to|going to|got to)(?! (?:ik|i|je|we|you) ) ${SOME}${REPORT}`,
  ),
  within(
    `(?:file|make|submit|do|doe|doen|maken|indienen) ${FEW}(?:a|an|een) (?:official |anonymous |anonieme )?${FORM}`,
  ),
  within(`${WHO} ${WANT} ${FEW}(?:a|an|een) (?:official |anonymous |anonieme )?${FORM}`),
  within(`(?:kan|kun|mag|can|could|may|kunnen|mogen) (?:ik|i|we|wij) ${SOME}${REPORT}`),
  within(`(?:kan|kun|can) (?:je|you) ${SOME}${REPORT}`),
  within(
    `(?:waar|hoe|where|how) (?:kan|kun|moet|do|can|doe|maak|should|would) (?:ik|i|je|we|you) ${SOME}(?:${REPORT}|${FORM})`,
  ),
  within(`(?:waar|hoe) (?:meld|verlink|rapporteer) (?:ik|je|we)`),
  within(`(?:ik|i|we|er) (?:heb|hebben|have|got|is) ${FEW}(?:iets|wat|something) (?:te|to) ${REPORT}`),
  within(`got something to ${REPORT}`),
  within(`help (?:me|mij|us|ons) ${FEW}${REPORT}`),
  within(`(?:waar|where|geef|open|show) ${FEW}(?:meldformulier|meldpunt|meldknop|report form|report button)`),
  new RegExp(
    single(`^ (?:meld|report|verlink|verklik) (?:hem|haar|dit|deze|die|iemand|him|her|this|that|these|someone|them) `),
  ),
];

/** Is about something else: a question about reporting, another kind of report, a report that was made, or no wish at all. */
const OTHER: readonly RegExp[] = [
  /^ (?:wat|what) (?:kan|kun|mag|moet|can|may|should) /,
  within(
    '(?:ziek|zieke|beter|absent|afwezig|verzuim|storing|storingen|wifi|printer|rooster|sick|ill|aan|af) ?(?:te )?(?:melden|meld|melding)|(?:meld|melden|report) (?:ik |i |me |mij |je |myself )*(?:ziek|beter|sick|aan|af)|(?:storing|wifi|printer|lekkage|verloren|gevonden|kwijt|lost)|(?:als|like|as) (?:een |a )?snitch',
  ),
  within(
    '(?:weten|know|vraag|vragen|question|questions|les|lessen|lesson|werkstuk|essay|opdracht|spreekbeurt|presentatie|verslag|praten|praat|talk) (?:[^ ,]+ ){0,6}(?:meld(?:en|t|ing)?|gemeld|klikken|snitch(?:en|ing)?|verlinken|report(?:s|ed|ing)?)',
  ),
  within(
    '(?:niet|geen|nooit|not|never|niemand|nobody|no) (?:[^ ,]+ ){0,2}(?:melden|melding|klikken|snitch|snitchen|verlinken|verraden|report|reporting|tell on|rat)',
  ),
  within(
    '(?:write|writing|schrijven|biology|school|lab|internship|stage|book|weather|english|history|project) (?:a |my |the |an |een )?report|report (?:card|cards|for)',
  ),
  within(
    '(?:mijn|my|de|the|die|that) (?:melding|report) (?:[^ ,]+ ){0,3}(?:intrekken|in te trekken|lezen|zien|bekijken|aanpassen|wijzigen|veranderen|verwijderen|kwijt)|(?:withdraw|read|see|change|delete|find|cancel) (?:[^ ,]+ ){0,2}(?:report|melding)|antwoord op mijn melding',
  ),
  // to have a report back that was sent
  within(
    '(?:take|taking|pull|undo|retract) (?:back )?(?:[^ ,]+ ){0,3}(?:report|melding)|(?:report|melding) (?:[^ ,]+ )?(?:back|terug(?:trekken|nemen|halen|draaien)?|annuleren|ongedaan)',
  ),
  // to a platform or the police: the guidelines know the way
  within(
    '(?:bij|to|aan|with|naar) (?:de |the |the dutch )?(?:instagram|insta|snap|snapchat|tiktok|telegram|whatsapp|facebook|google|youtube|twitter|x|meta|discord|politie|police|helpwanted|meld misdaad anoniem)',
  ),
  within(
    '(?:rapporteer|rapporteren|report) (?:[^ ,]+ ){0,5}(?:op|on) (?:instagram|insta|snap|snapchat|tiktok|telegram|whatsapp|facebook|google|youtube|twitter|discord)',
  ),
  within(
    '(?:op|on) (?:de |het |een |the |a )?(?:link|knop|button|foto|site) (?:[^ ,]+ ){0,2}klikken|(?:waar|where) (?:moet|kan|do|can) (?:ik|je|i|you) klikken',
  ),
  // what would come of it
  within(
    '(?:kan|kun|can|could|mag) (?:ik|je|i|you|we) (?:[^ ,]+ ){0,2}(?:straf|problemen|probleem|trouble|zien|see|geschorst|gepakt|fired|get|krijgen|in de problemen|gestraft)|(?:als|if|when|wanneer) (?:ik|je|i|you|we|iemand) (?:[^ ,]+ ){0,4}(?:meld|meldt|melden|snitch|klik|klikt|verlink|verlinkt|report|tell on)(?= [,]| $)',
  ),
];

/** Whether a message asks for the way to report, rather than something about reporting. Dutch or English. */
export function wantsToReport(text: string): boolean {
  const words = fold(text);
  return ASKS.some((pattern) => pattern.test(words)) && !OTHER.some((pattern) => pattern.test(words));
}
