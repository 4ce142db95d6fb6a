import { describe, expect, it } from '@jest/globals';
import { createGuards } from '../../src/teams/guards.ts';
import type { Request } from '../../src/teams/router.ts';

const guards = createGuards({ isTeacher: (id) => id === 'teacher', isOfficer: (id) => id === 'officer' });
/** A turn in a chat or team where Teams does not know the bot, so that no question about members is answered. */
const where: Omit<Request, 'person'> = {
  ...{ place: { kind: 'channel', conversationId: 'c' }, locale: 'nl', text: '', input: {} },
  ...{ team: undefined, channelId: undefined },
  isMember: async () => {
    throw new Error('asked');
  },
};

describe('the lists of the school decide alone, and Teams is not asked,', () => {
  it.each(['teacher', 'officer'] as const)('who is a %s', async (role) => {
    expect(await guards[role]({ ...where, person: { id: role } })).toBeUndefined();
    expect(await guards[role]({ ...where, person: { id: 'somebody' } })).toBe(role);
    expect(await guards[role]({ ...where, person: { id: '' } })).toBe(role);
  });
});

it.each(['member', 'personal', 'student'] as const)('Teams is asked about a %s', async (guard) => {
  const place = { kind: 'personal', conversationId: 'c' } as const;
  await expect(guards[guard]({ ...where, place, person: { id: 'x' } })).rejects.toThrow('asked');
  const guest = { ...where, place, person: { id: 'x' }, isMember: async () => false };
  expect(await guards[guard](guest)).toBe('member');
});

it.each(['member', 'personal', 'student'] as const)('somebody without an object id is no %s', async (guard) => {
  const place = { kind: 'personal', conversationId: 'c' } as const;
  expect(await guards[guard]({ ...where, place, person: { id: '' }, isMember: async () => true })).toBe('member');
});
