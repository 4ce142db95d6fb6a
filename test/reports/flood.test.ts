import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import { schoolKeyOf } from '../../src/reports/school-key.ts';
import { caseList } from '../../src/reports/wire.ts';
import { PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { asOfficer, FORM, lookUp, quickKeys, schoolKey, sealedReport, sendReport } from './reporter.ts';

let school: TestSchool;

beforeAll(async () => {
  // One report in ten seconds for others and in the chat, ten for members.
  school = await openSchool({
    OPEN_REPORTS_PER_MINUTE: '6',
    CHAT_REPORTS_PER_MINUTE: '6',
    MEMBER_REPORTS_PER_MINUTE: '60',
  });
  await school.makeOfficerKey();
});
afterAll(() => school.close());

const post = (body: unknown) => school.call('POST', '/api/reports', body);
const codeOf = ({ body }: { body: unknown }) => (body as { error?: { code: string } }).error?.code; // every refusal has this shape
const memberOf = async (id: string) =>
  caseList.parse((await asOfficer(school, 'GET', '/cases')).body).cases.find((one) => one.id === id)?.member;
async function caseRows(): Promise<string[]> {
  const client = TableClient.fromConnectionString(school.azurite.connectionString, 'cases', {
    allowInsecureConnection: true,
  });
  const found: string[] = [];
  for await (const { partitionKey, rowKey } of client.listEntities())
    if (rowKey === 'case') found.push(partitionKey ?? '');
  return found;
}

describe('a flood at the open door', () => {
  it('fills no table, starves no member, is told to the officer, and leaves a person only seconds to wait', async () => {
    const flood = await Promise.all(Array.from({ length: 12 }, () => sealedReport(school)));
    const member = await sealedReport(school, { member: true });
    const [own, ...answers] = await Promise.all([post(member.body), ...flood.map(({ body }) => post(body))]);
    expect(own?.status).toBe(201);
    const kept = answers.filter(({ status }) => status === 201).length;
    // Ten seconds may just have ended in between.
    expect([1, 2]).toContain(kept);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.map(codeOf)).toEqual(Array.from({ length: 12 - kept }, () => 'busy'));
    expect(await caseRows()).toHaveLength(kept + 1);

    const { refused: told } = caseList.parse((await asOfficer(school, 'GET', '/cases')).body);
    expect(told.map(({ lane, count }) => ({ lane, count }))).toEqual([{ lane: 'open', count: 12 - kept }]);

    // The page tries again by itself; the very same report gets in.
    const late = flood[answers.findIndex(({ status }) => status === 429)];
    const { status } = await school.until(async () => {
      const answer = await post(late?.body);
      return answer.status === 201 ? answer : undefined;
    });
    expect(status).toBe(201);
  }, 30_000);
});

describe('a flood in the chat', () => {
  it('is refused with what to do, and whoever sends the same form again gets in when there is room', async () => {
    const forms = Array.from({ length: 4 }, () => crypto.randomUUID());
    const submit = async (id: string) =>
      JSON.stringify(await school.send(press(PERSONAS.student, 'report.submit', { id, ...FORM })));
    const answers: string[] = [];
    for (const form of forms) answers.push(await submit(form));
    const busy = answers.filter((answer) => answer.includes(JSON.stringify(strings.nl.errors.busy).slice(1, -1)));
    expect(busy.length).toBeGreaterThanOrEqual(1);
    expect(busy.length).toBeLessThan(4);
    // The same form again gets in once there is room, as the same case or as a new one.
    for (const form of forms.slice(0, 2)) {
      const receipt = await school.until(async () => {
        const answer = await submit(form);
        return /[0-9A-Z]{4}-[0-9A-Z]{4}-/.test(answer) ? answer : undefined;
      });
      expect(receipt).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-/);
    }
  }, 60_000);
});

describe('a proof of work', () => {
  it('is for one report: for another it is none, also when it was good before', async () => {
    const { body } = await sealedReport(school, { member: true });
    expect((await post(body)).status).toBe(201);
    expect((await post(body)).status).toBe(200);
    const { body: second } = await sealedReport(school, { member: true });
    const answer = await post({ ...second, proof: body.proof });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'proof']);
    expect(await caseRows()).not.toContain(second.id);
  });

  it('sent again and again takes from the budget once, and a second receipt for it writes nothing', async () => {
    const { body } = await sealedReport(school, { member: true });
    const other = { ...body, receipt: (await sealedReport(school, { member: true })).body.receipt };
    expect((await post(body)).status).toBe(201);
    const again = await Promise.all(Array.from({ length: 30 }, () => post(body)));
    expect(again.map(({ status }) => status)).toEqual(Array(30).fill(200));
    const swapped = await post(other);
    expect([swapped.status, codeOf(swapped)]).toEqual([409, 'report-exists']);
    expect(await school.azurite.dump()).not.toContain(other.receipt.lookup);
    // There is room for others still.
    expect((await post((await sealedReport(school, { member: true })).body)).status).toBe(201);
  });

  it('must be there, and must come from this very door', async () => {
    const { body } = await sealedReport(school, { member: true });
    const { proof: _proof, ...without } = body;
    expect((await post(without)).status).toBe(400);
    const forged = body.proof.challenge.replace('.member.', '.open.');
    for (const proof of [
      { challenge: forged, counter: body.proof.counter },
      { challenge: '1.member.zzzzzzzzz.0.x.x', counter: 0 },
      { challenge: '', counter: 0 },
    ]) {
      const answer = await post({ ...body, proof });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'proof']);
    }
  });

  it('that is too old does not stop a resend of what was kept', async () => {
    const { body } = await sealedReport(school, { member: true });
    expect((await post(body)).status).toBe(201);
    expect((await post({ ...body, proof: { challenge: 'an old one', counter: 0 } })).status).toBe(200);
  });
});

describe('the school key', () => {
  it('marks a report as from inside the school; without it, or with another, a report counts as not verified', async () => {
    const { id } = await sendReport(school, { member: true });
    expect(await memberOf(id)).toBe(true);
    const key = Buffer.alloc(32, 7); // the tests' HASH_KEY
    const wrong = [
      undefined,
      '',
      'ABCDE-FGHJK',
      schoolKeyOf(key, TENANT_ID, '2026-01-07'),
      schoolKeyOf(key, 'another-school', new Date().toISOString().slice(0, 10)),
      schoolKey().slice(0, -1),
    ];
    for (const typed of wrong) {
      const answer = await school.call('POST', '/api/door', { schoolKey: typed });
      expect(answer).toMatchObject({ status: 200, body: { member: false } });
    }
    for (const typed of [schoolKey(), schoolKey().toLowerCase().replace('-', ' ')]) {
      expect(await school.call('POST', '/api/door', { schoolKey: typed })).toMatchObject({ body: { member: true } });
    }
    expect((await school.call('POST', '/api/door', { schoolKey: 'x'.repeat(1000) })).status).toBe(400);
    const { body } = await sealedReport(school);
    await school.until(async () => ((await post(body)).status === 201 ? true : undefined));
    expect(await memberOf(body.id)).toBe(false);
  }, 30_000);
});

describe('whoever guesses receipts', () => {
  it('waits, and whoever has the right one does not', async () => {
    const { keys } = await sendReport(school, { member: true });
    const order: string[] = [];
    const misses = Array.from({ length: 60 }, async () => {
      const { status } = await school.call('POST', '/api/receipts', { lookup: (await quickKeys()).lookup });
      order.push(String(status));
    });
    await school.until(() => (order.length > 0 ? true : undefined));
    await lookUp(school, keys);
    order.push('right');
    await Promise.all(misses);
    expect(order.indexOf('right')).toBeLessThan(order.length - 1);
    expect(new Set(order)).toEqual(new Set(['404', 'right']));
  }, 30_000);
});
