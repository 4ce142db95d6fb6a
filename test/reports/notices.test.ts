import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import { createHiddenText } from '../../src/reports/hidden-text.ts';
import { type CaseId, caseNumber, newCaseId } from '../../src/reports/model.ts';
import { createNotices } from '../../src/reports/notices.ts';
import { PERSONAS, type Person, REPORTS_CHANNEL_ID } from '../../src/sandbox/school.ts';
import { loadCards } from '../../src/teams/cards.ts';
import { press } from '../helpers/activities.ts';
import type { ConnectorCall } from '../helpers/microsoft.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { asOfficer, fileOf, sendReport } from './reporter.ts';

const { student, teacher, officer } = PERSONAS;
const { nl, en } = strings;
const words = nl.cards['officer/case-notice'];
let school: TestSchool;

beforeAll(async () => {
  school = await openSchool();
  await school.makeOfficerKey();
});
afterAll(() => school.close());

const act = (person: Person, verb: string, id: unknown, change: Record<string, unknown> = {}) =>
  school.send(press(person, verb, { case: id }, change)).then(({ body }) => JSON.stringify(body));
const noticesOf = (id: CaseId) => school.microsoft.calls.filter(({ body }) => JSON.stringify(body).includes(id));
/** Waits until the notice in the channel says this, by an update or a post. */
const notice = (id: CaseId, status: string): Promise<ConnectorCall> =>
  school.until(() => noticesOf(id).find(({ body }) => JSON.stringify(body).includes(`"value":"${status}"`)));
const statusOf = async (id: CaseId) => (await fileOf(school, id)).summary;

describe('the notice of a report', () => {
  it("is one card in the officers' channel that says nothing of its content", async () => {
    const contact = 'Lokaal negentien';
    const one = await sendReport(school, { report: { story: 'Kwetsbaar verhaal', subject: 'deepfake' }, contact });
    const two = await sendReport(school, { report: { story: 'Heel iets anders '.repeat(200), subject: 'threat' } });
    const [first, second] = await Promise.all([notice(one.id, nl.status.new), notice(two.id, nl.status.new)]);
    expect([first.method, first.path]).toEqual(['POST', '/v3/conversations']);
    expect(first.body.channelData).toEqual({ channel: { id: REPORTS_CHANNEL_ID } });
    const nameless = ({ body }: ConnectorCall, id: CaseId) =>
      JSON.stringify(body).replaceAll(id, 'ID').replaceAll(caseNumber(id), 'NUMBER');
    expect(nameless(first, one.id)).toBe(nameless(second, two.id));
    expect(nameless(first, one.id)).not.toMatch(/kwetsbaar|negentien|deepfake|Student/i);
    expect(noticesOf(one.id)).toHaveLength(1);
    // Its one link opens the desk at this case.
    const url = /https:\/\/teams\.microsoft\.com[^"]+/.exec(JSON.stringify(first.body))?.[0] ?? '';
    expect(JSON.parse(new URL(url).searchParams.get('context') ?? '')).toEqual({ subEntityId: one.id });
  });

  it('says of an acute report only that the reporter thinks somebody is in danger', async () => {
    const acute = await sendReport(school, { report: { danger: true } });
    const calm = await sendReport(school);
    const [first, second] = await Promise.all([notice(acute.id, nl.status.new), notice(calm.id, nl.status.new)]);
    expect(JSON.stringify(first.body)).toContain(words.acute);
    expect(JSON.stringify(second.body)).not.toContain(words.acute);
  });

  it('comes once for a report that was sent again', async () => {
    const { id, body } = await sendReport(school);
    const { path } = await notice(id, nl.status.new);
    expect((await school.call('POST', '/api/reports', body)).status).toBe(200);
    const later = await sendReport(school); // its notice comes after that of the resend
    await notice(later.id, nl.status.new);
    expect(noticesOf(id).filter((call) => call.path === path)).toHaveLength(1);
  });
});

describe('the buttons of the notice', () => {
  let id: CaseId;
  beforeEach(async () => {
    ({ id } = await sendReport(school));
  });
  /** Waits for the card of the case in the channel. Gives the path under which it is updated. */
  async function placeOfCard(): Promise<string> {
    const posted = await notice(id, nl.status.new);
    const activityId = `posted-${school.microsoft.calls.indexOf(posted) + 1}`;
    return `/v3/conversations/${REPORTS_CHANNEL_ID};messageid=${activityId}/activities/${activityId}`;
  }

  it('take up and close the case; the same card changes for everyone, as it does after a change in the desk', async () => {
    const place = await placeOfCard();
    const taken = await act(officer, 'case.take', id);
    expect(taken).toContain(nl.status['in-progress']);
    expect(taken).toContain(officer.name);
    expect(taken).not.toContain(words.take);
    const first = await notice(id, nl.status['in-progress']);
    expect([first.method, first.path]).toEqual(['PUT', place]);
    expect(await statusOf(id)).toMatchObject({ status: 'in-progress', owner: officer.aadObjectId });

    const closed = await act(officer, 'case.close', id);
    expect(closed).toContain(nl.status.closed);
    expect(closed).not.toContain('Action.Execute');
    const last = await notice(id, nl.status.closed);
    expect([last.method, last.path]).toEqual(['PUT', place]);

    // What the desk changes shows on the card too.
    const seen = noticesOf(id).length;
    const { version } = await statusOf(id);
    const { status } = await asOfficer(school, 'POST', `/cases/${id}/status`, { to: 'in-progress', version });
    expect(status).toBe(200);
    const again = await school.until(() => noticesOf(id)[seen]);
    expect([again.method, again.path]).toEqual(['PUT', place]);
    expect(JSON.stringify(again.body)).toContain(nl.status['in-progress']);
    expect(noticesOf(id).filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('are for officers only; others get the reason and nothing changes', async () => {
    for (const person of [student, teacher]) {
      expect(await act(person, 'case.take', id)).toContain(nl.refusals.officer);
      expect(await act(person, 'case.close', id, { locale: 'en-US' })).toContain(en.refusals.officer);
    }
    expect(await statusOf(id)).toMatchObject({ status: 'new' });
  });

  it('say so when the case does not exist, or the id is none', async () => {
    expect(await act(officer, 'case.take', newCaseId())).toContain(nl.errors['case-unknown']);
    expect(await act(officer, 'case.close', newCaseId(), { locale: 'en-US' })).toContain(en.errors['case-unknown']);
    for (const forged of ['x', "' or '1", 7, null, undefined, { id }]) {
      expect(await act(officer, 'case.take', forged)).toContain(nl.errors.invalid);
    }
  });

  it('pressed twice, one after the other or at the same moment, count once', async () => {
    await Promise.all([act(officer, 'case.take', id), act(officer, 'case.take', id)]);
    const { version, ...taken } = await statusOf(id);
    expect(taken).toMatchObject({ status: 'in-progress', owner: officer.aadObjectId });
    expect(await act(officer, 'case.take', id)).toContain(nl.status['in-progress']);
    expect((await statusOf(id)).version).toBe(version);
    await act(officer, 'case.close', id);
    expect(await act(officer, 'case.close', id)).toContain(nl.status.closed);
  });
});

describe('the moment of a notice', () => {
  const WITHIN = 30;
  const delays: number[] = [];
  let roll = 0;
  const notices = () =>
    createNotices({
      queue: {
        send: async (_id, delay = 0) => {
          delays.push(delay);
        },
        consume: () => async () => {},
      },
      notices: {
        get: async () => undefined,
        insert: async () => 'created',
        replace: async () => 'replaced',
        change: async () => 'done',
        put: async () => {},
        remove: async () => {},
        list: async () => [],
      },
      connector: {
        post: async () => ({ conversationId: '', activityId: '' }),
        postTo: async () => ({ conversationId: '', activityId: '' }),
        remove: async () => {},
        update: async () => 'updated',
      },
      cards: loadCards('cards'),
      places: createHiddenText(new Uint8Array(32), 'notice'),
      addressees: async () => [{ kind: 'channel', id: REPORTS_CHANNEL_ID }],
      withinMinutes: WITHIN,
      deskUrl: () => '',
      officerName: () => undefined,
      getCase: async () => undefined,
      random: () => roll,
    });
  afterEach(() => {
    delays.length = 0;
  });

  it('is anywhere within the set time, so that it does not point at a chat', async () => {
    for (roll of [0, 0.25, 0.5, 1 - Number.EPSILON]) await notices().announce(newCaseId(), false);
    expect(delays).toEqual([0, 450, 900, WITHIN * 60 - 1]);
  });

  it('is now when it is urgent', async () => {
    for (roll of [0.1, 0.9]) await notices().announce(newCaseId(), true);
    expect(delays).toEqual([0, 0]);
  });
});
