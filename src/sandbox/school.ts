/** The made-up school of the sandbox: its people are called by their role, and its ids mean nothing anywhere else. */

export type WindowName = 'student' | 'teacher' | 'officer';

export interface Person {
  /** The id Teams gives a user in a conversation with a bot. */
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
}

export interface Team {
  /** Also the id of the team's general channel, as in Teams. */
  readonly id: string;
  readonly name: string;
  readonly aadGroupId: string;
  /** The one channel a Playground window can show next to the general one. */
  readonly channel: Channel;
  readonly members: readonly Person[];
  /** Who added the bot to the team. */
  readonly owner: Person;
  /** The windows that show this team. */
  readonly windows: readonly WindowName[];
}

export const TENANT_ID = '6f1d2c3b-5a49-4e07-9b1c-0b0d9e60a001';
export const BOT_APP_ID = '6f1d2c3b-5a49-4e07-9b1c-0b0d9e60b001';
export const BOT = { id: `28:${BOT_APP_ID}`, name: 'Bondgenoot' } as const;
/** What a Dutch Teams client says. A Playground window says en-US, whoever sits behind it. */
export const LOCALE = 'nl-NL';

const person = (name: string, number: number): Person => {
  const aadObjectId = `6f1d2c3b-5a49-4e07-9b1c-0b0d9e60c${String(number).padStart(3, '0')}`;
  return { id: `29:${aadObjectId}`, aadObjectId, name };
};

export const PERSONAS: Readonly<Record<WindowName, Person>> = {
  student: person('Student', 1),
  teacher: person('Docent', 101),
  officer: person('Functionaris', 102),
};

export const WINDOWS: readonly WindowName[] = ['student', 'teacher', 'officer'];

/** Stands in for the officer, and has no window of their own: only a desk. */
export const DEPUTY: Person = person('Vervanger', 103);

/** Student 2 to Student 12. They have no window; the start page lets them answer. */
export const CLASSMATES: readonly Person[] = Array.from({ length: 11 }, (_, index) =>
  person(`Student ${index + 2}`, index + 2),
);

export const CLASS_TEAM: Team = {
  id: '19:klas@thread.tacv2',
  name: 'Klas',
  aadGroupId: '6f1d2c3b-5a49-4e07-9b1c-0b0d9e60d001',
  channel: { id: '19:klas-mentoruur@thread.tacv2', name: 'Mentoruur' },
  members: [PERSONAS.teacher, PERSONAS.student, ...CLASSMATES],
  owner: PERSONAS.teacher,
  windows: ['student', 'teacher'],
};

export const SAFETY_TEAM: Team = {
  id: '19:veiligheid@thread.tacv2',
  name: 'Veiligheid',
  aadGroupId: '6f1d2c3b-5a49-4e07-9b1c-0b0d9e60d002',
  channel: { id: '19:veiligheid-meldingen@thread.tacv2', name: 'Meldingen' },
  members: [PERSONAS.officer],
  owner: PERSONAS.officer,
  windows: ['officer'],
};

export const TEAMS: readonly Team[] = [CLASS_TEAM, SAFETY_TEAM];
export const REPORTS_CHANNEL_ID = SAFETY_TEAM.channel.id;

/** The team of a channel id (the general channel has the id of the team), or nothing. */
export const teamOf = (channelId: string): Team | undefined =>
  TEAMS.find((team) => team.id === channelId || team.channel.id === channelId);

/** The team a window shows. A Playground window shows exactly one. */
export const teamShownIn = (window: WindowName): Team => (window === 'officer' ? SAFETY_TEAM : CLASS_TEAM);

/** The person with this user id or directory id, or nothing. */
export const findPerson = (id: string): Person | undefined =>
  [...Object.values(PERSONAS), DEPUTY, ...CLASSMATES].find((known) => known.id === id || known.aadObjectId === id);
