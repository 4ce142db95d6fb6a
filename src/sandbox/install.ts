import { randomUUID } from 'node:crypto';
import type { Activity } from './activity.ts';
import type { Board } from './board.ts';
import type { AskBot } from './bot-client.ts';
import { conversationAccount, fromPersona, teamData } from './inbound.ts';
import type { Team } from './school.ts';
import { BOT, TEAMS, TENANT_ID } from './school.ts';

/**
 * Tells the bot, once per data folder, that it was added to the teams, as Teams does when a teacher installs it.
 * Gives the names of the teams the bot did not accept.
 */
export async function installInTeams(board: Board, bot: AskBot, serviceUrl: string): Promise<string[]> {
  const refused: string[] = [];
  for (const team of TEAMS.filter(({ id }) => !board.installed.has(id))) {
    const answers = [];
    for (const activity of installation(team, serviceUrl)) answers.push(await bot(activity));
    if (answers.every(({ status }) => status < 300)) board.installed.add(team.id);
    else refused.push(team.name);
  }
  await board.save();
  return refused;
}

function installation(team: Team, serviceUrl: string): Activity[] {
  const common = () => ({
    ...fromPersona(team.owner, serviceUrl),
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    conversation: conversationAccount(team.owner, team.id),
  });
  const channelData = { ...teamData(team.id), tenant: { id: TENANT_ID } };
  return [
    { ...common(), type: 'installationUpdate', action: 'add', channelData },
    {
      ...common(),
      type: 'conversationUpdate',
      membersAdded: [{ id: BOT.id }],
      channelData: { ...channelData, eventType: 'teamMemberAdded' },
    },
  ];
}
