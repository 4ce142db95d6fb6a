import { Writable } from 'node:stream';
import { beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { UserError } from '../../src/errors.ts';
import { strings } from '../../src/locales/index.ts';
import { PERSONAS } from '../../src/sandbox/school.ts';
import { StorageUnavailable } from '../../src/storage/client.ts';
import { activitySchema, askedBy, type TeamsActivity, tenantOf } from '../../src/teams/activity.ts';
import { createGuards } from '../../src/teams/guards.ts';
import { wireOf } from '../../src/teams/reply.ts';
import {
  card,
  command,
  dialog,
  findRoute,
  phrase,
  type Request,
  type Route,
  text,
  verb,
} from '../../src/teams/router.ts';
import { takeTurn } from '../../src/teams/turn.ts';
import { activity, classChannel, invoke, press } from '../helpers/activities.ts';

const { student, teacher, officer } = PERSONAS;
const { nl, en } = strings;
const SECRET = 'what-a-student-typed';
const read = (sent: unknown): TeamsActivity => activitySchema.parse(sent);
const yes = async () => true;

let lines: string[] = [];
beforeEach(() => {
  lines = [];
});
const log = pino(
  { base: null },
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  }),
);
const allowed = async () => undefined;
const throwing = (on: Route['on'], error: unknown): Route => ({
  on,
  guard: allowed,
  handle: async () => {
    throw error;
  },
});

describe('a handler that throws', () => {
  const bad = new Error(`could not parse ${SECRET}`, { cause: SECRET });

  it.each([
    ['a message', { kind: 'message' }, activity(student, { text: `dit is van mij: ${SECRET}, en het gaat niet goed` })],
    ['a button', verb('v'), press(student, 'v', { story: SECRET })],
  ] as const)(
    'leaves neither its message, a stack nor what was typed in the answer or the log (%s)',
    async (_what, on, sent) => {
      const answer = await takeTurn(read(sent), [throwing(on, bad)], yes, log);
      expect(JSON.stringify(answer)).toContain(nl.errors.internal);
      expect(answer.status).toBe(200);
      for (const place of [JSON.stringify(answer), lines.join('')]) {
        expect(place).not.toContain(SECRET);
        expect(place).not.toMatch(/Error|turn\.test|\bat /);
      }
      expect(lines.join('')).toContain('"outcome":"internal"');
    },
  );

  it('of storage that is away says so in the language of the user', async () => {
    const route = throwing(verb('v'), new StorageUnavailable(SECRET));
    const answer = await takeTurn(read(press(student, 'v', {}, { locale: 'en-US' })), [route], yes, log);
    expect(JSON.stringify(answer)).toContain(en.errors.unavailable);
    expect(lines.join('')).not.toContain(SECRET);
  });

  it('while a dialog is sent keeps the dialog open, by a bare 503, whatever went wrong', async () => {
    const sent = invoke(student, 'task/submit', { data: { dialog: 'd', story: SECRET } });
    const route = throwing({ kind: 'dialog-submit', name: 'd' }, bad);
    expect(await takeTurn(read(sent), [route], yes, log)).toEqual({ status: 503 });
    expect(lines.join('')).not.toMatch(new RegExp(`${SECRET}|Error`));
  });

  it('of storage that is away while a dialog is sent keeps the dialog open, by 503', async () => {
    const route = throwing({ kind: 'dialog-submit', name: 'd' }, new StorageUnavailable(SECRET));
    const sent = invoke(student, 'task/submit', { data: { dialog: 'd' } });
    expect(await takeTurn(read(sent), [route], yes, log)).toEqual({ status: 503 });
  });

  it('with a code of its own says the sentence of that code', async () => {
    const route = throwing(verb('v'), new UserError('case-unknown'));
    const answer = await takeTurn(read(press(student, 'v', {})), [route], yes, log);
    expect(JSON.stringify(answer)).toContain(nl.errors['case-unknown']);
  });

  it('in a guard lets nobody in', async () => {
    let handled = false;
    const route: Route = {
      on: verb('v'),
      guard: async () => Promise.reject(bad),
      handle: async () => {
        handled = true;
        return text('in');
      },
    };
    const answer = await takeTurn(read(press(student, 'v', {})), [route], yes, log);
    expect(handled).toBe(false);
    expect(JSON.stringify(answer)).toContain(nl.errors.internal);
  });
});

describe('what is logged of a turn', () => {
  it('is the route and the outcome, and never who or what', async () => {
    const route: Route = { on: verb('v'), guard: allowed, handle: async ({ input }) => text(String(input.story)) };
    await takeTurn(read(press(student, 'v', { story: SECRET })), [route], yes, log);
    const entry: unknown = JSON.parse(lines.join(''));
    expect(entry).toEqual({
      level: 30,
      time: expect.any(Number),
      event: 'turn',
      asked: 'verb',
      route: 'v',
      outcome: 'allowed',
    });
  });
});

describe('guards', () => {
  const guards = createGuards({
    isTeacher: (id) => id === teacher.aadObjectId,
    isOfficer: (id) => id === officer.aadObjectId,
  });
  const request = (id: string, isMember: boolean, kind: 'personal' | 'channel' = 'personal'): Request => ({
    ...{ person: { id }, place: { kind, conversationId: 'c' }, locale: 'nl', text: '', input: {}, team: undefined },
    ...{ channelId: undefined, isMember: async () => isMember },
  });
  const table: [keyof typeof guards, string, string, boolean, 'personal' | 'channel', string | undefined][] = [
    ['anyone', 'nobody known', 'x', false, 'channel', undefined],
    ['member', 'a member', 'x', true, 'channel', undefined],
    ['member', 'a guest', 'x', false, 'personal', 'member'],
    ['personal', 'a member in the chat', 'x', true, 'personal', undefined],
    ['personal', 'a member in a channel', 'x', true, 'channel', 'personal'],
    ['personal', 'a guest in the chat', 'x', false, 'personal', 'member'],
    ['student', 'a student', 'x', true, 'channel', undefined],
    ['student', 'a teacher', teacher.aadObjectId, true, 'channel', 'student'],
    ['student', 'a guest', 'x', false, 'channel', 'member'],
    ['teacher', 'a teacher', teacher.aadObjectId, true, 'personal', undefined],
    ['teacher', 'a teacher whom Teams does not know here', teacher.aadObjectId, false, 'personal', undefined],
    ['teacher', 'a student', 'x', true, 'personal', 'teacher'],
    ['teacher', 'an officer', officer.aadObjectId, true, 'personal', 'teacher'],
    ['teacher', 'nobody', '', true, 'personal', 'teacher'],
    ['officer', 'an officer', officer.aadObjectId, true, 'channel', undefined],
    ['officer', 'an officer whom Teams does not know here', officer.aadObjectId, false, 'channel', undefined],
    ['officer', 'a teacher', teacher.aadObjectId, true, 'channel', 'officer'],
    ['officer', 'nobody', '', true, 'channel', 'officer'],
  ];
  it.each(table)('%s: %s', async (guard, _who, id, isMember, kind, refusal) => {
    expect(await guards[guard](request(id, isMember, kind))).toBe(refusal);
  });
});

describe('the router', () => {
  const route = (on: Route['on']): Route => ({ on, guard: allowed, handle: async () => text('') });
  const routes = [
    route(command('melden', 'report')),
    route({ kind: 'message' }),
    route(verb('a')),
    route({ kind: 'dialog-open', name: 'a' }),
    route({ kind: 'too-long' }),
    route(phrase('report.intro', (typed) => typed.includes('snitch') || typed === 'melden')),
  ];

  it.each([
    ['message', 'melden', 0],
    ['message', ' Melden! ', 0],
    ['message', 'REPORT', 0],
    ['message', 'ik wil iets melden', 1],
    ['message', 'hoe kan ik snitchen', 5],
    ['too-long', 'hoe kan ik snitchen', 4],
    ['channel-message', 'hoe kan ik snitchen', undefined],
    ['phrase', 'hoe kan ik snitchen', undefined],
    ['message', '', 1],
    ['verb', 'a', 2],
    ['verb', 'A', undefined],
    ['verb', 'melden', undefined],
    ['verb', '', undefined],
    ['dialog-open', 'a', 3],
    ['dialog-submit', 'a', undefined],
    ['too-long', '', 4],
    ['attachment', '', undefined],
  ] as const)('%s "%s" goes to route %s', (kind, name, index) => {
    expect(findRoute(routes, { kind, name })).toBe(index === undefined ? undefined : routes[index]);
  });
});

describe('what an activity asks', () => {
  const asked = (change: Record<string, unknown>) => askedBy(read(activity(student, change)));

  it('is its text, without mentions, control characters and direction tricks', () => {
    expect(asked({ text: '<at>Bondgenoot</at>  wat\u202e \u0000 is\n dit\u200b' })?.text).toBe('wat is dit');
  });

  it.each([
    [{ text: 'x'.repeat(2000) }, 'message'],
    [{ text: 'x'.repeat(2001) }, 'too-long'],
    [{ text: 'x', conversation: classChannel }, 'channel-message'],
    [{ attachments: [{ contentType: 'image/png' }] }, 'attachment'],
    [{ attachments: [{ contentType: 'text/html', content: '<IMG src=x>' }] }, 'attachment'],
    [{ attachments: [{ contentType: 'text/html', content: '<p>x</p>' }] }, 'message'],
    [{ type: 'installationUpdate', action: 'add' }, 'install'],
    [{ type: 'installationUpdate', action: 'add', channelData: { team: { id: 't' } } }, 'team-install'],
    [{ type: 'installationUpdate', action: 'remove' }, undefined],
    [{ type: 'typing' }, undefined],
  ])('%j is %s', (change, kind) => {
    expect(asked(change)?.kind).toBe(kind);
  });

  it.each([
    ['t', 't', 't'],
    ['t', undefined, 't'],
    [undefined, 't', 't'],
    ['t', 'other', undefined],
    [undefined, undefined, undefined],
  ])('the tenants %s and %s are %s', (channel, conversation, tenant) => {
    const change = {
      channelData: channel ? { tenant: { id: channel } } : {},
      conversation: { id: 'c', ...(conversation ? { tenantId: conversation } : {}) },
    };
    expect(tenantOf(read(activity(student, change)))).toBe(tenant);
  });
});

describe('a reply', () => {
  const CARD = { type: 'AdaptiveCard' };
  it.each([
    ['message', text('hi'), { message: { type: 'message', text: 'hi', textFormat: 'markdown' } }],
    ['message', { kind: 'nothing' }, {}],
    [
      'verb',
      text('hi'),
      { invoke: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'hi' } },
    ],
    ['verb', card(CARD), { invoke: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: CARD } }],
    ['dialog-submit', text('hi'), { invoke: { task: { type: 'message', value: 'hi' } } }],
    ['search', text('no'), { invoke: { composeExtension: { type: 'message', text: 'no' } } }],
  ] as const)('to a %s has the form that Teams expects (%j)', (asked, reply, wire) => {
    expect(wireOf(asked, reply)).toEqual(wire);
  });

  it('that is a dialog goes on with the next card', () => {
    expect(wireOf('extension-open', dialog('Title', CARD))).toMatchObject({
      invoke: { task: { type: 'continue', value: { title: 'Title', card: { content: CARD } } } },
    });
  });

  it('never puts the answer to a button in the chat', () => {
    for (const asked of [
      'verb',
      'dialog-open',
      'dialog-submit',
      'extension-open',
      'extension-submit',
      'search',
    ] as const) {
      expect(wireOf(asked, card(CARD)).message).toBeUndefined();
    }
  });
});
