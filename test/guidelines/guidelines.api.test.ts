import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CountRow, createCounts } from '../../src/guidelines/counts.store.ts';
import { insight } from '../../src/guidelines/wire.ts';
import { dayOf } from '../../src/reports/model.ts';
import { PERSONAS, type Person } from '../../src/sandbox/school.ts';
import { connectStorage } from '../../src/storage/client.ts';
import { openTable } from '../../src/storage/tables.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';

const { student, teacher, officer } = PERSONAS;
const LAST_WEEK = dayOf(new Date(Date.now() - 7 * 24 * 60 * 60_000));

let school: TestSchool;
beforeAll(async () => {
  school = await openSchool();
  const { connectionString } = school.azurite;
  const clients = connectStorage({ kind: 'connection-string', connectionString });
  const lastWeek = createCounts(await openTable<CountRow>(clients, 'counts'), () => LAST_WEEK);
  const times = async (count: number, ...[counted]: Parameters<typeof lastWeek.add>) => {
    for (let done = 0; done < count; done += 1) await lastWeek.add(counted);
  };
  await times(4, { kind: 'topic', key: 'snitchen' });
  await times(5, { kind: 'topic', key: 'deepfake' });
  await times(4, { kind: 'rating', key: 'snitchen.no' });
  await times(5, { kind: 'rating', key: 'exposegroep.no' });
  await times(4, { kind: 'rating', key: 'exposegroep.yes' });
});
afterAll(() => school.close());

const ask = async (person?: Person) =>
  school.call('GET', '/api/desk/insight', undefined, person && (await school.microsoft.tabToken(person)));

describe('what students ask about', () => {
  it('is told to an officer: a count of 5 is in it, a count of 4 is not', async () => {
    const { status, body } = await ask(officer);
    expect(status).toBe(200);
    const { weeks, entries } = insight.parse(body);
    expect(weeks.map(({ topics }) => topics)).toEqual([[{ topic: 'deepfake', count: 5 }]]);
    expect(entries).toMatchObject([{ entry: 'exposegroep', yes: null, no: 5 }]);
    expect(entries[0]?.title.nl).toContain('exposegroep');
    expect(JSON.stringify(body)).not.toMatch(/snitchen|\b4\b/);
  });

  it.each<[string, Person | undefined, number, string]>([
    ['a teacher', teacher, 403, 'not-officer'],
    ['a student', student, 403, 'not-officer'],
    ['nobody', undefined, 401, 'signed-out'],
  ])('is not told to %s', async (_who, person, status, code) => {
    expect(await ask(person)).toMatchObject({ status, body: { error: { code } } });
  });
});
