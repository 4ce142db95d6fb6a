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
  pageUrl: 'https://bondgenoot.example.nl/report/?lang=nl',
  door: 'chat',
};
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
  answersUrl: 'https://bondgenoot.example.nl/report/#answers',
};
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
      ...{ others: entries, rated: false },
    },
    { ...answered, lists: [{ heading: 'Wel doen', text: '- dit' }], folded: [], others: [], rated: true },
  ],
  'student/options': () => [{ title: 'Bedoel je dit?', text: 'Kies er een.', options: entries }],
  'student/decline': () => [
    { text: 'Dat doe ik niet.', offers: entries },
    { text: 'Dat doe ik niet.', offers: [] },
  ],
  'student/unknown': () => [
    { helplines, officer: 'Functionaris (functionaris sociale media)', forms: 'dialog' },
    { helplines, officer: 'Functionaris (functionaris sociale media)', forms: 'inline' },
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
    { ...chat, forms: 'inline' },
    { ...chat, door: 'page', forms: 'inline' },
  ],
  'student/report-form': () => [
    { door: 'chat', forms: 'dialog', id: 'an-id' },
    { door: 'chat', forms: 'inline', id: 'an-id' },
    { door: 'page', forms: 'inline', id: 'an-id' },
  ],
  'student/report-receipt': () => [
    { ...receipt, acute: true, question: false },
    { ...receipt, acute: false, question: true },
  ],
  'student/report-impossible': () => [{ helplines }],
  'officer/case-notice': () => [
    { ...notice, acute: true, canTake: true, canClose: false },
    { ...notice, acute: false, canTake: false, canClose: true },
    { ...notice, acute: false, canTake: false, canClose: false },
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
