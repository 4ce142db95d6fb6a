import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refOf } from '../../src/officers/keylog.ts';
import { caseList } from '../../src/reports/wire.ts';
import { DEPUTY, PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { schoolOf, sendReport } from './reporter.ts';

const DEPUTY_REF = refOf(TENANT_ID, DEPUTY.aadObjectId);
let school: TestSchool;

beforeAll(async () => {
  school = await openSchool();
  await school.makeOfficerKey();
});
afterAll(() => school.close());

describe('somebody who is appointed and has no key yet', () => {
  it('is named to the page apart from those who can read', async () => {
    const { readers, withoutKey } = await schoolOf(school);
    expect(readers.map(({ role }) => role)).toEqual(['officer']);
    expect(withoutKey).toEqual([{ officer: DEPUTY_REF, name: 'Vervanger', role: 'deputy' }]);
  });

  it('sees in no list that a report about them is there, and the notice goes past them', async () => {
    const listed = async () => {
      const token = await school.microsoft.tabToken(DEPUTY);
      const { body } = await school.call('GET', '/api/desk/cases', undefined, token);
      return caseList.parse(body).cases.map((one) => one.id);
    };
    const { id } = await sendReport(school, { hiddenFrom: [DEPUTY_REF] });
    expect(await listed()).toEqual([]);
    const notice = await school.until(() =>
      school.microsoft.calls.find(({ body }) => body.type === 'message' && JSON.stringify(body).includes(id)),
    );
    expect(notice.path).toContain(`a:${PERSONAS.officer.aadObjectId}`);
    const plain = await sendReport(school);
    expect(await listed()).toEqual([plain.id]);
  });
});
