import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CLASS_TEAM, PERSONAS, TENANT_ID } from '../../src/sandbox/school.ts';
import { activity, press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';

const { teacher } = PERSONAS;
let school: TestSchool;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const preview = async () =>
  JSON.stringify((await school.send(press(teacher, 'prompt.preview', { prompt: 'klikken-of-helpen' }))).body);
const installation = (action: string) =>
  school.send(
    activity(teacher, {
      type: 'installationUpdate',
      action,
      conversation: { id: CLASS_TEAM.id, conversationType: 'channel', tenantId: TENANT_ID },
      channelData: { tenant: { id: TENANT_ID }, team: { id: CLASS_TEAM.id, name: CLASS_TEAM.name } },
    }),
  );

it('a team is offered while the bot is in it, also after an upgrade, and not after it was removed', async () => {
  expect(await preview()).not.toContain(CLASS_TEAM.channel.id);
  await installation('add');
  expect(await preview()).toContain(CLASS_TEAM.channel.id);
  await installation('remove-upgrade');
  await installation('add-upgrade');
  expect(await preview()).toContain(CLASS_TEAM.channel.id);
  await installation('remove');
  expect(await preview()).not.toContain(CLASS_TEAM.channel.id);
});
