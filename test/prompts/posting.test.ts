import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import { CLASS_TEAM, PERSONAS, REPORTS_CHANNEL_ID, SAFETY_TEAM, TENANT_ID } from '../../src/sandbox/school.ts';
import { activity, invoke, press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { addTo, CHANNEL, CHOICE, order, PROMPT, postOn, postsSince, shown } from './class.ts';

const { student, teacher, officer } = PERSONAS;
const { nl, en } = strings;
const TITLE = 'Klikken of helpen?';
let school: TestSchool;
beforeAll(async () => {
  school = await openSchool();
  await school.joinClass();
  await addTo(school, SAFETY_TEAM, officer);
});
afterEach(() => {
  school.microsoft.postStatus = 201;
  school.microsoft.members.clear();
});
afterAll(() => school.close());

const calls = () => school.microsoft.calls.length;
const GENERAL = `${CLASS_TEAM.id}|${CLASS_TEAM.id}`;

describe('a teacher', () => {
  it.each(['klassengesprek', 'Gesprekken', 'prompts', 'discussion'])('gets the list with "%s"', async (word) => {
    const [card = ''] = await school.say(teacher, word);
    expect(card).toContain(`"prompt":"${PROMPT}"`);
    expect(card.match(/"verb":"prompt.preview"/g)?.length).toBeGreaterThanOrEqual(8);
  });

  it('sees a preview with tips for the teacher alone, and chooses from the channels of the own teams', async () => {
    const preview = shown(await school.send(press(teacher, 'prompt.preview', { prompt: PROMPT })));
    expect(preview).toContain(TITLE);
    expect(preview).toContain(nl.cards['teacher/prompt-preview'].tips);
    expect(preview).toContain(CHANNEL);
    expect(preview).toContain('Klas › Mentoruur');
    expect(preview).not.toContain(REPORTS_CHANNEL_ID);
    expect(preview).not.toContain(SAFETY_TEAM.id);
    expect(shown(await school.send(press(teacher, 'prompt.list', {})))).toContain(TITLE);
  });

  it('posts in the chosen channel, without the tips, and is told so', async () => {
    const before = calls();
    const told = shown(await order(school));
    expect(told).toContain(nl.cards['teacher/prompt-posted'].title);
    const [posted, ...more] = postsSince(school, before);
    expect(more).toEqual([]);
    expect(posted?.body).toMatchObject({ channelData: { channel: { id: CHANNEL } }, tenantId: TENANT_ID });
    expect(JSON.stringify(posted?.body)).toContain(TITLE);
    expect(JSON.stringify(posted?.body)).not.toContain(nl.cards['teacher/prompt-preview'].tips);
    expect(JSON.stringify(posted?.body)).not.toContain(teacher.aadObjectId);
  });

  it('with Teams in English reads and posts in English', async () => {
    const before = calls();
    const sent = { prompt: PROMPT, post: crypto.randomUUID(), channel: CHOICE };
    await school.send(press(teacher, 'prompt.post', sent, { locale: 'en-US' }));
    expect(JSON.stringify(postsSince(school, before)[0]?.body)).toContain(en.cards['class/prompt'].privacy);
  });

  it('who presses twice posts once', async () => {
    const before = calls();
    const again = { post: crypto.randomUUID() };
    await order(school, again);
    expect(shown(await order(school, again))).toContain(nl.cards['teacher/prompt-posted'].title);
    expect(postsSince(school, before)).toHaveLength(1);
  });

  it('who presses twice at the same moment posts once', async () => {
    const before = calls();
    const again = { post: crypto.randomUUID() };
    await Promise.all([order(school, again), order(school, again), order(school, again)]);
    expect(postsSince(school, before)).toHaveLength(1);
  });

  it.each([403, 429])('is told when Teams answers %i, and posts with the same button later', async (status) => {
    const before = calls();
    const again = { post: crypto.randomUUID() };
    school.microsoft.postStatus = status;
    expect(shown(await order(school, again))).toContain(nl.errors['post-failed']);
    expect(postsSince(school, before)).toHaveLength(0);
    school.microsoft.postStatus = 201;
    expect(shown(await order(school, again))).toContain(nl.cards['teacher/prompt-posted'].title);
    expect(postsSince(school, before)).toHaveLength(1);
  });

  it('is told that it is not certain when Teams breaks off, and the same button posts nothing more for now', async () => {
    const before = calls();
    const again = { post: crypto.randomUUID() };
    school.microsoft.postStatus = 502;
    expect(shown(await order(school, again))).toContain(nl.errors['post-unsure']);
    school.microsoft.postStatus = 201;
    expect(shown(await order(school, again))).toContain(nl.errors['post-unsure']);
    expect(postsSince(school, before)).toEqual([]);
  });

  it('who chooses another channel on the same preview posts there too, as another discussion', async () => {
    const before = calls();
    const preview = { post: crypto.randomUUID() };
    await order(school, preview);
    expect(shown(await order(school, { ...preview, channel: GENERAL }))).toContain('Klas › Algemeen');
    const posts = postsSince(school, before);
    expect(posts.map(({ body }) => body.channelData)).toEqual([
      { channel: { id: CHANNEL } },
      { channel: { id: CLASS_TEAM.id } },
    ]);
    expect(new Set(posts.map(postOn)).size).toBe(2);
  });

  it.each([
    ['a channel that does not exist', `${CLASS_TEAM.id}|19:nowhere@thread.tacv2`],
    ['a channel of a team that the teacher is not in', `${SAFETY_TEAM.id}|${SAFETY_TEAM.id}`],
    ['such a channel, said to be of an own team', `${CLASS_TEAM.id}|${SAFETY_TEAM.id}`],
    ['a team without the bot', `19:nowhere@thread.tacv2|${CHANNEL}`],
    ["the officers' channel", `${SAFETY_TEAM.id}|${REPORTS_CHANNEL_ID}`],
    ['a channel without a team', CHANNEL],
    ['nothing', ''],
  ])('cannot post in %s', async (_what, channel) => {
    const before = calls();
    expect(shown(await order(school, { channel }))).toContain(nl.errors['channel-unknown']);
    expect(postsSince(school, before)).toEqual([]);
  });

  it.each([
    ['another prompt', { prompt: '../../package' }],
    ['an id that is none', { post: 'one' }],
    ['no channel', { channel: undefined }],
    ['a channel that is a list', { channel: [CHOICE] }],
  ])('with forged data (%s) gets a sentence and posts nothing', async (_what, data) => {
    const before = calls();
    expect(shown(await order(school, data))).toContain(nl.errors.invalid);
    expect(postsSince(school, before)).toEqual([]);
  });

  it("who is in the officers' team too is still not offered the officers' channel", async () => {
    school.microsoft.members.set(teacher.aadObjectId, {
      status: 200,
      body: { id: teacher.id, userRole: 'user', tenantId: TENANT_ID },
    });
    const preview = shown(await school.send(press(teacher, 'prompt.preview', { prompt: PROMPT })));
    expect(preview).toContain(SAFETY_TEAM.id);
    expect(preview).not.toContain(REPORTS_CHANNEL_ID);
    const before = calls();
    expect(shown(await order(school, { channel: `${SAFETY_TEAM.id}|${REPORTS_CHANNEL_ID}` }))).toContain(
      nl.errors['channel-unknown'],
    );
    expect(postsSince(school, before)).toEqual([]);
  });
});

describe('somebody who is no teacher', () => {
  it.each(['prompts', 'klassengesprek'])('is refused with the reason after "%s"', async (word) => {
    const posted = await school.say(student, word);
    expect(posted).toHaveLength(1);
    expect(posted[0]).toContain(nl.refusals.teacher);
  });

  it.each([
    ['prompt.list', {}],
    ['prompt.preview', { prompt: PROMPT }],
    ['prompt.post', { prompt: PROMPT, post: crypto.randomUUID(), channel: CHOICE }],
  ])('is refused %s, in the own language', async (verb, data) => {
    const before = calls();
    for (const person of [student, officer]) {
      expect(shown(await school.send(press(person, verb, data)))).toContain(nl.refusals.teacher);
    }
    const english = await school.send(press(student, verb, data, { locale: 'en-GB' }));
    expect(shown(english)).toContain(en.refusals.teacher);
    expect(postsSince(school, before)).toEqual([]);
  });

  it('is refused in the message extension too, with the reason', async () => {
    const refused = async (name: string, value: object) => shown(await school.send(invoke(student, name, value)));
    const post = {
      commandId: 'postPrompt',
      data: { step: 'post', prompt: PROMPT, post: crypto.randomUUID(), channel: CHOICE },
    };
    expect(await refused('composeExtension/query', { commandId: 'prompts' })).toContain(nl.refusals.teacher);
    expect(await refused('composeExtension/fetchTask', { commandId: 'postPrompt' })).toContain(nl.refusals.teacher);
    expect(await refused('composeExtension/submitAction', post)).toContain(nl.refusals.teacher);
  });
});

describe('a teacher by the list of the school', () => {
  // What Teams said of a team's member is remembered for ten minutes.
  const LATER = 11 * 60_000;
  let clock: jest.Spied<typeof Date.now>;
  beforeEach(() => {
    const later = Date.now() + LATER;
    clock = jest.spyOn(Date, 'now').mockReturnValue(later);
  });
  afterEach(() => clock.mockRestore());

  it.each([
    ['a guest', { status: 200, body: { id: 'x', userRole: 'guest', tenantId: TENANT_ID } }],
    ['no member', { status: 404, body: {} }],
  ])('posts nothing in a team in which Teams says: %s', async (_what, member) => {
    const before = calls();
    school.microsoft.members.set(teacher.aadObjectId, member);
    expect(shown(await order(school))).toContain(nl.errors['channel-unknown']);
    expect(postsSince(school, before)).toEqual([]);
  });

  it('sees the list where the bot is not installed, as in the message extension', async () => {
    school.microsoft.members.set(teacher.aadObjectId, { status: 403, body: {} });
    expect((await school.say(teacher, 'prompts'))[0]).toContain(TITLE);
    const found = await school.send(invoke(teacher, 'composeExtension/query', { commandId: 'prompts' }));
    expect(shown(found)).toContain(TITLE);
  });

  it('posts nothing when Teams cannot say', async () => {
    school.microsoft.members.set(teacher.aadObjectId, { status: 500, body: {} });
    const before = calls();
    expect(shown(await order(school))).toContain(nl.errors.internal);
    expect(shown(await school.send(press(teacher, 'prompt.preview', { prompt: PROMPT })))).toContain(
      nl.errors.internal,
    );
    expect(postsSince(school, before)).toEqual([]);
  });

  it('from another tenant is answered 403 and nothing happens', async () => {
    const before = calls();
    const tenant = { id: crypto.randomUUID() };
    const sent = activity(teacher, {
      text: 'prompts',
      channelData: { tenant },
      conversation: { id: 'a:x', tenantId: tenant.id },
    });
    expect((await school.send(sent)).status).toBe(403);
    expect(calls()).toBe(before);
  });
});

describe('the message extension', () => {
  const query = async (parameters?: object[]) => {
    const value = { commandId: 'prompts', ...(parameters ? { parameters } : {}) };
    return shown(await school.send(invoke(teacher, 'composeExtension/query', value)));
  };
  const submit = async (data: object, change: Record<string, unknown> = {}) =>
    shown(
      await school.send(invoke(teacher, 'composeExtension/submitAction', { commandId: 'postPrompt', data }, change)),
    );

  it('lists all discussions at first, and those that fit what is typed', async () => {
    const all = await query([{ name: 'initialRun', value: 'true' }]);
    expect(all.match(/"contentType":"application\/vnd.microsoft.card.adaptive"/g)?.length).toBeGreaterThanOrEqual(8);
    const some = await query([{ name: 'search', value: ' KLIKKEN ' }]);
    expect(some).toContain(TITLE);
    expect(some.match(/vnd.microsoft.card.adaptive/g)).toHaveLength(1);
    expect(await query([{ name: 'search', value: 'zoiets staat er niet' }])).toContain('"attachments":[]');
    expect(await query([{ name: 'search', value: 7 }])).toContain(TITLE);
  });

  it('gives a card to share that carries no buttons: answers are counted on posted cards only', async () => {
    expect(await query()).not.toContain('Action.Execute');
  });

  it('goes from choosing to a preview to the post, by dialogs', async () => {
    const opened = shown(await school.send(invoke(teacher, 'composeExtension/fetchTask', { commandId: 'postPrompt' })));
    expect(opened).toContain('"type":"continue"');
    expect(opened).toContain(PROMPT);

    const preview = await submit({ step: 'preview', prompt: PROMPT });
    expect(preview).toContain('"type":"continue"');
    expect(preview).toContain(nl.cards['teacher/prompt-preview'].tips);
    const data = JSON.parse(/"data":(\{"step":"post".*?\})/.exec(preview)?.[1] ?? '{}');
    expect(data).toEqual({ step: 'post', prompt: PROMPT, post: expect.any(String), lang: 'nl' });

    const before = calls();
    const told = await submit({ ...data, channel: CHOICE });
    expect(told).toContain('"type":"message"');
    expect(told).toContain(TITLE);
    expect(told).toContain('Mentoruur');
    await submit({ ...data, channel: CHOICE }); // the same dialog, sent again
    expect(postsSince(school, before)).toHaveLength(1);
  });

  it('names the channel as it is, also when its name holds signs with a meaning elsewhere', async () => {
    await addTo(school, { id: CLASS_TEAM.id, name: "Klas $& $' {title}" }, teacher);
    const data = { step: 'post', prompt: PROMPT, post: crypto.randomUUID(), channel: CHOICE };
    expect(await submit(data)).toContain(`${TITLE} staat in Klas $& $' {title} › Mentoruur.`);
    await school.joinClass();
  });

  it('opened in a channel offers that channel alone', async () => {
    const channelData = { tenant: { id: TENANT_ID }, team: { id: CLASS_TEAM.id }, channel: { id: CHANNEL } };
    const preview = await submit({ step: 'preview', prompt: PROMPT }, { channelData });
    expect(preview).toContain(CHANNEL);
    expect(preview).not.toContain(GENERAL);
  });

  it.each([
    ['another step', { step: 'delete' }],
    ['no prompt', { step: 'preview' }],
    ['an unknown prompt', { step: 'preview', prompt: 'nowhere' }],
    ['no post id', { step: 'post', prompt: PROMPT, channel: CHOICE }],
    ['nothing', {}],
  ])('with forged data (%s) gets a sentence and posts nothing', async (_what, data) => {
    const before = calls();
    expect(await submit(data)).toContain(nl.errors.invalid);
    expect(postsSince(school, before)).toEqual([]);
  });

  it('tells in its dialog when posting fails', async () => {
    school.microsoft.postStatus = 403;
    const data = { step: 'post', prompt: PROMPT, post: crypto.randomUUID(), channel: CHOICE };
    expect(await submit(data)).toContain(nl.errors['post-failed']);
  });
});
