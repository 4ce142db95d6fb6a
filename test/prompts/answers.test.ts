import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import { loadPrompts } from '../../src/prompts/library.ts';
import { PERSONAS, type Person, SAFETY_TEAM, TENANT_ID } from '../../src/sandbox/school.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { answer, CHANNEL, type Posted, PROMPT, post, STUDENTS, shown, stranger, updatesSince } from './class.ts';

const { teacher, officer } = PERSONAS;
const { nl } = strings;
const options = loadPrompts('content/prompts').find(({ id }) => id === PROMPT)?.text.nl.options ?? [];
let school: TestSchool;
beforeAll(async () => {
  school = await openSchool();
  await school.joinClass();
});
afterEach(() => {
  school.microsoft.updateStatus = 200;
  school.microsoft.members.clear();
});
afterAll(() => school.close());

const calls = () => school.microsoft.calls.length;
/** The first students of the class answer, one after the other. */
async function answerAll(people: readonly Person[], where: Posted, choice = '0') {
  for (const person of people) expect(shown(await answer(school, person, where, choice))).toContain(nl.prompt.thanks);
}
/** The rows of responses to a post. */
async function responsesTo({ post: id }: Posted): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = JSON.parse(await school.azurite.dump());
  return rows.filter(
    ({ table, partitionKey, choice }) => table === 'posts' && partitionKey === id && choice !== undefined,
  );
}

describe('answers of students', () => {
  it('are thanked for, and counted on the card at five, at ten, and never in between', async () => {
    const where = await post(school);
    const seen: (string | undefined)[] = [];
    for (const [index, person] of STUDENTS.entries()) {
      const before = calls();
      const told = await answer(school, person, where, String(index % 2));
      expect(told.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message', value: nl.prompt.thanks });
      const updates = updatesSince(school, before);
      seen.push(updates.length > 0 ? /\((\d+) antwoorden\)/.exec(updates.join())?.[1] : undefined);
    }
    expect(seen).toEqual([...Array(4), '5', ...Array(4), '10', ...Array(2)]);
  });

  it('are shown as counts for each option', async () => {
    const where = await post(school);
    const before = calls();
    for (const [index, choice] of ['0', '0', '0', '1', '1'].entries()) {
      await answer(school, STUDENTS[index] ?? teacher, where, choice);
    }
    const [card = ''] = updatesSince(school, before);
    const counts = [...card.matchAll(/"weight":"Bolder","text":"(\d)"/g)].map(([, count]) => count);
    expect(counts).toEqual(['3', '2', ...Array(options.length - 2).fill('0')]);
  });

  it('renew the card where it stands, for everyone', async () => {
    const where = await post(school);
    const before = calls();
    await answerAll(STUDENTS.slice(0, 5), where);
    const update = school.microsoft.calls.slice(before).find(({ method }) => method === 'PUT');
    expect(update?.path).toBe(
      `/v3/conversations/${where.conversationId}/activities/${where.conversationId.split('=')[1]}`,
    );
  });

  it('that come in all at once are all counted, and the card is renewed once', async () => {
    const where = await post(school);
    const before = calls();
    await Promise.all(STUDENTS.slice(0, 5).map((person) => answer(school, person, where, '1')));
    expect(await responsesTo(where)).toHaveLength(5);
    expect(updatesSince(school, before)).toHaveLength(1);
  });

  it('are one for each person: a second one changes nothing', async () => {
    const where = await post(school);
    const [first = teacher] = STUDENTS;
    await answerAll([first], where, '0');
    for (const choice of ['0', '1']) {
      expect(shown(await answer(school, first, where, choice))).toContain(nl.prompt.already);
    }
    expect((await responsesTo(where)).map(({ choice }) => choice)).toEqual([0]);
  });

  it('are one for each person also when the button is pressed many times at once', async () => {
    const where = await post(school);
    const [first = teacher] = STUDENTS;
    const told = await Promise.all(['0', '1', '0', '1'].map((choice) => answer(school, first, where, choice)));
    expect(told.filter((one) => shown(one).includes(nl.prompt.thanks))).toHaveLength(1);
    expect(await responsesTo(where)).toHaveLength(1);
  });

  it('on another card count apart', async () => {
    const [one, other] = [await post(school), await post(school)];
    const [first = teacher] = STUDENTS;
    await answerAll([first], one);
    await answerAll([first], other);
    expect(await responsesTo(other)).toHaveLength(1);
  });

  it('stand when the card cannot be renewed, and the next answer shows them as they were', async () => {
    const where = await post(school);
    school.microsoft.updateStatus = 500;
    await answerAll(STUDENTS.slice(0, 5), where, '0');
    school.microsoft.updateStatus = 200;
    const before = calls();
    await answerAll(STUDENTS.slice(5, 6), where, '1');
    const [card = ''] = updatesSince(school, before);
    expect(card).toContain('(5 antwoorden)');
    const counts = [...card.matchAll(/"weight":"Bolder","text":"(\d)"/g)].map(([, count]) => count);
    expect(counts).toEqual(['5', ...Array(options.length - 1).fill('0')]);
    await answerAll(STUDENTS.slice(6, 9), where);
    expect(updatesSince(school, before)).toHaveLength(1);
    await answerAll(STUDENTS.slice(9, 10), where);
    expect(updatesSince(school, before).slice(1).join()).toContain('(10 antwoorden)');
  });

  it('need no card any more: one that was deleted is not sent for ever', async () => {
    const where = await post(school);
    school.microsoft.updateStatus = 404;
    await answerAll(STUDENTS.slice(0, 5), where);
    school.microsoft.updateStatus = 200;
    const before = calls();
    await answerAll(STUDENTS.slice(5, 6), where);
    expect(updatesSince(school, before)).toEqual([]);
  });
});

describe('who answered what', () => {
  it('stands neither on the card, nor in the table, nor in the log, and cannot be linked between cards', async () => {
    const [one, other] = [await post(school), await post(school)];
    const before = calls();
    await answerAll(STUDENTS, one);
    await answerAll(STUDENTS, other);
    const kept = JSON.stringify([await responsesTo(one), await responsesTo(other)]);
    const cards = updatesSince(school, before).join();
    const log = school.log.join('');
    for (const { aadObjectId, name, id } of STUDENTS) {
      for (const trace of [aadObjectId, id, `"${name}"`, aadObjectId.replaceAll('-', '')]) {
        for (const place of [kept, cards, log]) expect(place.toLowerCase()).not.toContain(trace.toLowerCase());
      }
    }
    const keys = async (where: Posted) => (await responsesTo(where)).map(({ rowKey }) => rowKey);
    const [mine, theirs] = [await keys(one), await keys(other)];
    expect(mine).toHaveLength(STUDENTS.length);
    expect(mine.filter((key) => theirs.includes(key))).toEqual([]);
    expect(Object.keys((await responsesTo(one))[0] ?? {}).sort()).toEqual(
      expect.arrayContaining(['choice', 'partitionKey', 'rowKey', 'table']),
    );
    expect(log).not.toContain('"choice"');
  });
});

describe('an answer is refused', () => {
  let where: Posted;
  beforeAll(async () => {
    where = await post(school);
  });
  const [first = teacher] = STUDENTS;

  it('of a teacher, with the reason', async () => {
    expect(shown(await answer(school, teacher, where))).toContain(nl.refusals.student);
  });

  it('of a guest', async () => {
    const guest = stranger();
    const body = { id: guest.id, userRole: 'guest', tenantId: TENANT_ID };
    school.microsoft.members.set(guest.id, { status: 200, body });
    expect(shown(await answer(school, guest, where))).toContain(nl.refusals.member);
  });

  it('of somebody who is not in the class', async () => {
    expect(shown(await answer(school, officer, where))).toContain(nl.refusals.member);
  });

  it('of another tenant, with 403', async () => {
    const channelData = { tenant: { id: crypto.randomUUID() } };
    expect((await answer(school, first, where, '0', { channelData })).status).toBe(403);
  });

  it.each(['9', '-1', 'een', '', '00', '0.5', ' 0', '__proto__', 0, null, ['0'], { choice: '0' }])(
    'that was never offered: %j',
    async (choice) => {
      expect(shown(await answer(school, first, where, choice))).toContain(nl.errors.invalid);
    },
  );

  it('for a card that does not exist', async () => {
    const elsewhere = { ...where, post: 'ab'.repeat(16) };
    expect(shown(await answer(school, first, elsewhere))).toContain(nl.errors['post-unknown']);
    expect(shown(await answer(school, first, { ...where, post: 'post' }))).toContain(nl.errors.invalid);
  });

  it.each([
    ['another channel', SAFETY_TEAM.channel.id],
    ['the 1:1 chat', `a:${first.aadObjectId}`],
    ['a channel with a name that begins the same', `${CHANNEL}x;messageid=1`],
  ])('from %s', async (_what, conversationId) => {
    expect(shown(await answer(school, first, { ...where, conversationId }))).toContain(nl.errors['post-unknown']);
  });

  it('and nothing of all that was counted', async () => {
    expect(await responsesTo(where)).toEqual([]);
  });
});
