import type { Guard } from './router.ts';

/** Who is what in this school, by Entra object id. Not listed means: no. */
export type Roles = {
  readonly isTeacher: (id: string) => boolean;
  readonly isOfficer: (id: string) => boolean;
};

export type Guards = Record<'anyone' | 'member' | 'personal' | 'student' | 'teacher' | 'officer', Guard>;

/** The guards of the router. The home tenant is checked before any of them, in the adapter. */
export function createGuards(roles: Roles): Guards {
  // Somebody without an object id is nobody in particular: all of them together would be one person with one answer.
  const member: Guard = async ({ person, isMember }) => (person.id !== '' && (await isMember()) ? undefined : 'member');
  return {
    anyone: async () => undefined,
    member,
    /** A member, in the 1:1 chat: nothing of a report may appear in a channel. */
    personal: async (request) => (request.place.kind === 'personal' ? member(request) : 'personal'),
    /** A member who is no teacher: the counts on a class card are the class's. */
    student: async (request) => (roles.isTeacher(request.person.id) ? 'student' : member(request)),
    // The school's own list decides. Teams is not asked too: where the bot is not installed, as a message extension may
    // be used, it does not know its own teachers.
    teacher: async ({ person }) => (roles.isTeacher(person.id) ? undefined : 'teacher'),
    officer: async ({ person }) => (roles.isOfficer(person.id) ? undefined : 'officer'),
  };
}
