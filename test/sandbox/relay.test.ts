import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { personalChatId } from '../../src/sandbox/ids.ts';
import { connectorToken, createIssuer } from '../../src/sandbox/issuer.ts';
import { BOT_APP_ID, CLASS_TEAM, PERSONAS, REPORTS_CHANNEL_ID, TENANT_ID } from '../../src/sandbox/school.ts';
import { cardWith, TestSchool } from './school.ts';

const CLASS_CHANNEL = CLASS_TEAM.channel.id;
const { student, teacher, officer } = PERSONAS;
const choose = (option: string) => ({ type: 'Action.Execute', title: option, verb: 'prompt.answer', data: { option } });

let school: TestSchool;
beforeAll(async () => {
  school = await TestSchool.open();
}, 60_000);
afterAll(() => school?.close(), 20_000);

describe('what a window sends', () => {
  it('reaches the bot signed, as the persona, from the school', async () => {
    await school.student.type(student.id, personalChatId(student), 'mag ik dit delen');
    const { activity, headers } = await school.bot.first(({ text }) => text === 'mag ik dit delen');

    expect(activity).toMatchObject({
      type: 'message',
      serviceUrl: `${school.authority}/connector`,
      channelId: 'msteams',
      locale: 'nl-NL',
      from: { id: student.id, aadObjectId: student.aadObjectId, name: 'Student' },
      conversation: { id: personalChatId(student), conversationType: 'personal', tenantId: TENANT_ID },
      channelData: { tenant: { id: TENANT_ID } },
    });
    const keys = createRemoteJWKSet(new URL(`${school.authority}/keys`));
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    const { payload } = await jwtVerify(token, keys, { issuer: `${school.authority}/bots`, audience: BOT_APP_ID });
    expect(payload.serviceurl).toBe(activity.serviceUrl);
  });

  it('cannot make somebody else of the persona', async () => {
    await fetch(`${school.authority}/windows/student/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        text: 'ik ben de functionaris',
        from: { id: officer.id, aadObjectId: officer.aadObjectId },
        conversation: { id: personalChatId(student), tenantId: 'another' },
        channelData: { tenant: { id: 'another' } },
      }),
    });
    const { activity } = await school.bot.first(({ text }) => text === 'ik ben de functionaris');
    expect(activity.from).toMatchObject({ id: student.id, aadObjectId: student.aadObjectId });
    expect(activity.conversation?.tenantId).toBe(TENANT_ID);
    expect(activity.channelData?.tenant).toEqual({ id: TENANT_ID });
  });

  it('is refused when a page of another site sends it', async () => {
    const send = (headers: Record<string, string>) =>
      fetch(`${school.authority}/windows/officer/api/messages`, {
        method: 'POST',
        headers,
        body: '{"type":"message"}',
      });
    const foreign = { 'content-type': 'application/json', origin: 'https://example.org' };
    expect((await send(foreign)).status).toBe(403);
    expect((await send({ 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('is a 400 when it is not an activity', async () => {
    const headers = { 'content-type': 'application/json' };
    const url = `${school.authority}/windows/student/api/messages`;
    expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', headers, body: '{' })).status).toBe(400);
  });
});

describe('what the bot posts', () => {
  it('in the class reaches student and teacher, in the reports channel only the officer', async () => {
    await school.postInChannel(CLASS_CHANNEL, cardWith('voor de klas'));
    await school.postInChannel(REPORTS_CHANNEL_ID, cardWith('voor de functionaris'));
    await school.student.showing('voor de klas');
    await school.teacher.showing('voor de klas');
    await school.officer.showing('voor de functionaris');

    expect(school.officer.hasShown('voor de klas')).toBe(false);
    expect(school.student.hasShown('voor de functionaris')).toBe(false);
    expect(school.teacher.hasShown('voor de functionaris')).toBe(false);
  });

  it('1:1 reaches that person alone', async () => {
    const created = await school.connector('POST', 'conversations', { members: [{ id: teacher.id }] });
    const { id } = await created.json();
    const sent = await school.connector('POST', `conversations/${id}/activities`, {
      type: 'message',
      text: 'voor jou',
    });
    expect(sent.status).toBe(201);
    await school.teacher.showing('voor jou');
    expect(school.student.hasShown('voor jou')).toBe(false);
  });

  it('and then updates changes in every window', async () => {
    const { id, activityId } = await school.postInChannel(CLASS_CHANNEL, cardWith('nog geen tellingen'));
    const path = `conversations/${encodeURIComponent(id)}/activities/${activityId}`;
    expect((await school.connector('PUT', path, cardWith('vijf antwoorden'))).status).toBe(200);
    for (const window of [school.student, school.teacher]) {
      const posted = await window.showing('nog geen tellingen');
      const updated = await window.showing('vijf antwoorden');
      expect(updated.action).not.toBe(posted.action);
      expect(updated.message?.messageId).toBe(posted.message?.messageId);
    }
  });

  it('with a text above a card stays one message that can be updated', async () => {
    const both = { ...cardWith('kaart'), text: 'tekst boven de kaart' };
    const { id, activityId } = await school.postInChannel(CLASS_CHANNEL, both);
    const path = `conversations/${encodeURIComponent(id)}/activities/${activityId}`;
    const update = { ...cardWith('kaart'), text: 'andere tekst boven' };
    expect((await school.connector('PUT', path, update)).status).toBe(200);
    await school.student.showing('andere tekst boven');
  });

  it('in a thread of the student starts a post for the teacher', async () => {
    await school.student.mentionBot(student.id, CLASS_CHANNEL, 'vraag in de klas');
    const { activity } = await school.bot.first(({ text }) => text?.endsWith('vraag in de klas') ?? false);
    const thread = encodeURIComponent(activity.conversation?.id ?? '');
    await school.connector('POST', `conversations/${thread}/activities/${activity.id}`, cardWith('antwoord in draad'));
    const reply = await school.student.showing('antwoord in draad');
    expect(reply.actionConversationId).toMatch(/;messageid=/);
    const post = await school.teacher.showing('antwoord in draad');
    expect(post.actionConversationId).toBe(CLASS_CHANNEL);
  });

  it('is acted on under the id the bot knows, from every window', async () => {
    const { id, activityId } = await school.postInChannel(CLASS_CHANNEL, cardWith('kies maar', [choose('eens')]));
    school.bot.answer = {
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Dank je' },
    };
    for (const [window, persona] of [
      [school.student, student],
      [school.teacher, teacher],
    ] as const) {
      const { message } = await window.showing('kies maar');
      const value = { action: { type: 'Action.Execute', verb: 'prompt.answer', data: { option: persona.name } } };
      const answer = await window.act(persona.id, message?.postConversationId ?? '', message?.messageId ?? '', value);
      expect(answer).toMatchObject({ value: 'Dank je' });
      const { activity } = await school.bot.first((seen) => JSON.stringify(seen.value) === JSON.stringify(value));
      expect(activity).toMatchObject({ replyToId: activityId, conversation: { id }, from: { id: persona.id } });
    }
  });
});

describe('the connector', () => {
  it('refuses a call without a token, or with one that is expired or foreign', async () => {
    const foreign = await connectorToken(await createIssuer(school.authority));
    const expired = await connectorToken(school.relay.issuer, -60);
    for (const token of ['', 'nonsense', foreign, expired]) {
      const path = `conversations/${personalChatId(student)}/activities`;
      const response = await school.connector('POST', path, { type: 'message', text: 'ongetekend bericht' }, token);
      expect(response.status).toBe(401);
    }
    expect(school.student.hasShown('ongetekend bericht')).toBe(false);
  });

  it('gives no token for a wrong password', async () => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: BOT_APP_ID,
      client_secret: 'wrong',
    });
    expect((await fetch(`${school.authority}/token`, { method: 'POST', body })).status).toBe(401);
  });

  it('knows the channels and the members of a team', async () => {
    const channels = await (await school.connector('GET', `teams/${CLASS_TEAM.id}/conversations`)).json();
    expect(channels.conversations).toEqual([{ id: CLASS_TEAM.id }, CLASS_TEAM.channel]);
    const member = (team: string, id: string) => school.connector('GET', `conversations/${team}/members/${id}`);
    expect(await (await member(CLASS_TEAM.id, student.aadObjectId)).json()).toMatchObject({ name: 'Student' });
    expect((await member(REPORTS_CHANNEL_ID, student.aadObjectId)).status).toBe(404);
  });

  it('is a 404 for a conversation or a post it does not know', async () => {
    expect((await school.connector('POST', 'conversations/unknown/activities', cardWith('x'))).status).toBe(404);
    const path = `conversations/${CLASS_CHANNEL}/activities/1`;
    expect((await school.connector('PUT', path, cardWith('x'))).status).toBe(404);
  });
});

describe('a tab token', () => {
  const url = () => `${school.authority}/tab-token?as=officer`;

  it('says who opened the tab', async () => {
    const { token } = await (await fetch(url())).json();
    const keys = createRemoteJWKSet(new URL(`${school.authority}/keys`));
    const { payload } = await jwtVerify(token, keys, { issuer: `${school.authority}/tabs`, audience: BOT_APP_ID });
    expect(payload).toMatchObject({ tid: TENANT_ID, oid: officer.aadObjectId, scp: 'access_as_user', ver: '2.0' });
  });

  it('is for the pages of the bot only', async () => {
    const bot = `http://127.0.0.1:${school.ports.bot}`;
    const fromBot = await fetch(url(), { headers: { origin: bot } });
    expect(fromBot.headers.get('access-control-allow-origin')).toBe(bot);
    const foreign = await fetch(url(), { headers: { origin: 'https://example.org' } });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the start page', () => {
  const answer = (headers: Record<string, string> = {}) =>
    fetch(`${school.authority}/classmates/answer`, { method: 'POST', headers, redirect: 'manual' });

  it('lets five other classmates answer the newest prompt each time, spread over the options', async () => {
    const options = [choose('eens'), choose('oneens')];
    const { activityId } = await school.postInChannel(CLASS_CHANNEL, cardWith('nieuwste stelling', options));
    school.bot.answer = {
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Dank je' },
    };
    expect(await (await answer()).text()).toBe('5 klasgenoten hebben geantwoord.\n');
    expect(await (await answer()).text()).toBe('5 klasgenoten hebben geantwoord.\n');

    const answers = school.bot.received.filter(
      ({ activity }) => activity.name === 'adaptiveCard/action' && activity.replyToId === activityId,
    );
    expect(new Set(answers.map(({ activity }) => JSON.stringify(activity.from))).size).toBe(10);
    const chosen = answers.map(({ activity }) => JSON.stringify(activity.value));
    expect(chosen.filter((value) => value.includes('"oneens"'))).toHaveLength(5);
  });

  it('does nothing for a page of another site', async () => {
    expect((await answer({ origin: 'https://example.org' })).status).toBe(403);
    expect((await answer({ origin: 'null' })).status).toBe(403);
  });

  it('names every window and carries no script', async () => {
    const response = await fetch(school.authority);
    const page = await response.text();
    for (const port of Object.values(school.ports.windows)) expect(page).toContain(`http://127.0.0.1:${port}`);
    expect(page).not.toContain('<script');
    expect(page).toContain('Let five classmates answer');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('a page', () => {
  it('shows when it is opened what was posted before, once, and from then on every update', async () => {
    await school.closePage('officer');
    const { id, activityId } = await school.postInChannel(REPORTS_CHANNEL_ID, cardWith('voor het openen'));
    const update = (text: string) =>
      school.connector('PUT', `conversations/${encodeURIComponent(id)}/activities/${activityId}`, cardWith(text));

    await school.openPage('officer');
    expect((await update('na het openen')).status).toBe(200);
    const first = await school.officer.showing('na het openen');
    expect(school.officer.countOf('voor het openen')).toBe(1);
    expect(first.message?.messageId).toBe((await school.officer.showing('voor het openen')).message?.messageId);

    await school.closePage('officer');
    await school.openPage('officer');
    expect((await update('na het herladen')).status).toBe(200);
    await school.officer.showing('na het herladen');
    expect(school.officer.countOf('na het openen')).toBe(1);
    expect(school.officer.hasShown('voor het openen')).toBe(false);

    const { message } = await school.officer.showing('na het openen');
    const value = { action: { type: 'Action.Execute', verb: 'case.take' } };
    await school.officer.act(officer.id, message?.postConversationId ?? '', message?.messageId ?? '', value);
    const { activity } = await school.bot.first((seen) => JSON.stringify(seen.value) === JSON.stringify(value));
    expect(activity).toMatchObject({ replyToId: activityId, conversation: { id } });
  });

  it('that is opened again leaves the other windows as they are', async () => {
    await school.postInChannel(CLASS_CHANNEL, cardWith('blijft eenmaal'));
    await school.closePage('student');
    await school.openPage('student');
    await school.postInChannel(CLASS_CHANNEL, cardWith('daarna in de klas'));
    for (const window of [school.student, school.teacher]) {
      await window.showing('daarna in de klas');
      expect(window.countOf('blijft eenmaal')).toBe(1);
    }
  });

  it('shows an answer as a post when it is opened again, for the question itself is gone', async () => {
    await school.student.mentionBot(student.id, CLASS_CHANNEL, 'vraag voor het herladen');
    const { activity } = await school.bot.first(({ text }) => text?.endsWith('vraag voor het herladen') ?? false);
    const thread = encodeURIComponent(activity.conversation?.id ?? '');
    await school.connector('POST', `conversations/${thread}/activities/${activity.id}`, cardWith('eerste antwoord'));
    await school.connector('POST', `conversations/${thread}/activities/${activity.id}`, cardWith('tweede antwoord'));
    await school.closePage('student');
    await school.openPage('student');
    const post = await school.student.showing('eerste antwoord');
    expect(post.actionConversationId).toBe(CLASS_CHANNEL);
    const reply = await school.student.showing('tweede antwoord');
    expect(reply.actionConversationId).toBe(post.message?.postConversationId);
  });
});

describe('after a restart', () => {
  it('the newest version of a card is in the fresh windows, and the bot can still update it', async () => {
    const { id, activityId } = await school.postInChannel(CLASS_CHANNEL, cardWith('eerste versie'));
    const path = `conversations/${encodeURIComponent(id)}/activities/${activityId}`;
    await school.connector('PUT', path, cardWith('tweede versie'));
    await school.stop();
    await school.start();
    for (const window of [school.student, school.teacher]) await window.showing('tweede versie');
    expect(school.student.hasShown('eerste versie')).toBe(false);
    expect(school.officer.hasShown('tweede versie')).toBe(false);

    expect((await school.connector('PUT', path, cardWith('derde versie'))).status).toBe(200);
    for (const window of [school.student, school.teacher]) await window.showing('derde versie');
  }, 30_000);
});
