import type { Locale, Params } from '../../src/locales/index.ts';
import type { CardName } from '../../src/teams/cards.ts';

const entries = [
  { entry: 'foto-van-mij-gelekt', title: 'Een foto van mij is gelekt' },
  { entry: 'snitchen', title: 'Ben ik een snitch?' },
];
const helplines = [{ text: '**Helpwanted (020-261 52 75)**: hulp bij beelden online' }];
const answered = {
  ...{ entry: 'snitchen', title: 'Titel', answer: 'Antwoord.', next: 'Doe dit.' },
  ...{ sources: 'Bron (2026)', reviewedOn: '22 november 2026' },
};
const chat = {
  readers: 'Functionaris (functionaris sociale media) en Waarnemer (plaatsvervanger)',
  outside: 'Helpwanted (020-261 52 75), Alles Oké? (0800-0450)',
  pageUrl: 'https://bondgenoot.example.nl/report/?lang=nl#key=ABCDE-FGHJK',
  walkInUrl: 'https://bondgenoot.example.nl/report/?lang=nl#key=ABCDE-FGHJK&for=student',
  door: 'chat',
  ...{ days: 3, next: 'maandag 23 november 2026', staff: false },
};
const readers = [
  { officer: 'a'.repeat(32), title: 'Functionaris (functionaris sociale media)' },
  { officer: 'b'.repeat(32), title: 'Waarnemer (plaatsvervanger)' },
];
const preview = {
  ...{
    title: 'Klikken of helpen?',
    opening: 'Een vraag.',
    question: 'Wat vind jij?',
    talk: '- Waarom?',
    tips: '- Tip',
  },
  ...{ minutes: 15, options: [{ title: 'Ja' }, { title: 'Nee' }], prompt: 'klikken-of-helpen', post: 'an-id' },
};
const channels = [{ id: '19:klas@thread.tacv2', name: 'Klas › Mentoruur' }];
const notice = {
  ...{ number: 'AB12-CD34', day: '22 november 2026', status: 'Nieuw', owner: '–', id: 'an-id' },
  deskUrl: 'https://bondgenoot.example.nl/desk/#case=an-id',
};
const receipt = {
  number: 'AB12',
  receipt: 'ABCD EFGH JKLM',
  answersUrl: 'https://bondgenoot.example.nl/report/#answers&key=ABCDE-FGHJK',
  days: 3,
};
const told = [
  {
    title: 'Goed dat je dit vertelt.',
    text: 'Dit is geen melding.',
    page: 'Op de pagina',
    chat: 'In deze chat',
    pageUrl: chat.pageUrl,
  },
];
const asked = { title: 'Klikken of helpen?', opening: 'Een vraag.', question: 'Wat vind jij?', talk: '- Waarom?' };
const options = [
  { title: 'Ja', value: '0' },
  { title: 'Nee', value: '1' },
];

/** For every template, data for each of its forms. */
export const EXAMPLES: Readonly<Record<CardName, (locale: Locale) => readonly Params[]>> = {
  'student/welcome': () => [{ examples: entries }],
  'student/answer': () => [
    {
      ...answered,
      lists: [{ heading: 'Stappen', text: '1. dit' }],
      folded: [{ heading: 'Niet doen', text: '- dat' }],
      ...{ others: entries, rated: false, told },
    },
    { ...answered, lists: [{ heading: 'Wel doen', text: '- dit' }], folded: [], others: [], rated: true, told: [] },
  ],
  'student/options': () => [
    { title: 'Bedoel je dit?', text: 'Kies er een.', options: entries, told: [] },
    { title: 'Bedoel je dit?', text: 'Kies er een.', options: entries, told },
  ],
  'student/decline': () => [
    { text: 'Dat doe ik niet.', offers: entries },
    { text: 'Dat doe ik niet.', offers: [] },
  ],
  'student/unknown': () => [
    { helplines, officer: 'Functionaris (functionaris sociale media)', forms: 'dialog', told },
    { helplines, officer: 'Functionaris (functionaris sociale media)', forms: 'inline', told: [] },
  ],
  'student/question-form': () => [
    { readers: chat.readers, forms: 'dialog', id: 'an-id' },
    { readers: chat.readers, forms: 'inline', id: 'an-id' },
  ],
  'student/acute': () => [{ csg: '0800-0188', veiligthuis: '0800-2000' }],
  'student/acute-question': () => [{ others: entries }, { others: [] }],
  'student/read-answer': () => [{ answersUrl: receipt.answersUrl }],
  'student/report-intro': () => [
    { ...chat, forms: 'dialog' },
    { ...chat, forms: 'inline', staff: true },
    { ...chat, door: 'page', forms: 'inline' },
  ],
  'student/report-form': () => [
    { door: 'chat', forms: 'dialog', id: 'an-id', readers, canRead: chat.readers, outside: chat.outside },
    { door: 'chat', forms: 'inline', id: 'an-id', readers, canRead: chat.readers, outside: chat.outside },
    { door: 'page', forms: 'inline', id: 'an-id', readers },
    { door: 'page', forms: 'inline', id: 'an-id', readers: [] },
  ],
  'student/report-receipt': () => [
    { ...receipt, acute: true, question: false, again: false },
    { ...receipt, acute: false, question: true, again: true },
  ],
  'student/report-impossible': () => [{ helplines }, { helplines, excluded: true }],
  'officer/case-notice': () => [
    { ...notice, acute: true, news: true, canTake: true, canClose: false },
    { ...notice, acute: false, news: false, canTake: false, canClose: true },
    { ...notice, acute: false, news: false, canTake: false, canClose: false },
  ],
  'teacher/prompts': () => [{ prompts: [{ id: 'a', title: 'Titel', summary: 'Kort.', look: 'Bekijken' }] }],
  'teacher/prompt-choose': () => [{ prompts: [{ id: 'a', title: 'Titel' }] }],
  'teacher/prompt-preview': () => [
    { ...preview, channels, inDialog: false },
    { ...preview, channels, inDialog: true },
    { ...preview, channels: [], inDialog: false },
  ],
  'teacher/prompt-posted': () => [{ title: 'Klikken of helpen?', channel: 'Klas › Mentoruur' }],
  'class/prompt': () => [
    { ...asked, options, bars: [], post: 'an-id', total: 0 },
    {
      ...{ ...asked, options, post: 'an-id', total: 5 },
      bars: [
        { title: 'Ja', bar: '████', count: '5' },
        { title: 'Nee', bar: '·', count: '0' },
      ],
    },
  ],
  'class/prompt-talk': () => [{ title: 'Titel', opening: 'Een vraag.', talk: '- Waarom?' }],
};
