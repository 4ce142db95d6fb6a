import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { DataDir } from './data-dir.ts';
import { groupChatId, personalChatId } from './ids.ts';
import type { Program } from './processes.ts';
import { answers } from './processes.ts';
import type { Person, WindowName } from './school.ts';
import { BOT, CLASS_TEAM, PERSONAS, TENANT_ID, teamShownIn } from './school.ts';

const playground = dirname(createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json'));
/** A Playground window takes no fewer and no more. */
const OTHERS = 5;

/** One window of Agents Playground, without a browser, with its settings written to the data folder. */
export async function playgroundWindow(
  window: WindowName,
  port: number,
  relayPort: number,
  data: DataDir,
): Promise<Program> {
  const folder = data.file('windows');
  await mkdir(folder, { recursive: true });
  const config = join(folder, `${window}.yml`);
  await writeFile(config, stringify(windowConfig(window)));
  return {
    name: `Het venster van ${PERSONAS[window].name}`,
    script: join(playground, 'cli.js'),
    args: [
      ...['start', '-e', `http://127.0.0.1:${relayPort}/windows/${window}/api/messages`],
      ...['-c', 'msteams', '-p', String(port), '--dt'],
    ],
    env: {
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
      // Its own log would hold whole messages. No file can be made below a file, and then it does without one.
      M365_AGENTS_PLAYGROUND_LOGFILE: join(config, 'none'),
    },
    cwd: folder,
    logFile: join(folder, `${window}.log`),
    logOnlyStart: true,
    ready: () => answers(`http://127.0.0.1:${port}/_debug/ping`),
  };
}

/** The settings file of a window: who sits behind it and what of the school it shows. */
export function windowConfig(window: WindowName) {
  const persona = PERSONAS[window];
  const team = teamShownIn(window);
  const others = [...team.members, ...CLASS_TEAM.members].filter(({ id }) => id !== persona.id).slice(0, OTHERS);
  return {
    version: '0.1.1',
    tenantId: TENANT_ID,
    bot: BOT,
    currentUser: user(persona),
    users: others.map(user),
    personalChat: { id: personalChatId(persona) },
    groupChat: { id: groupChatId(persona), name: 'Groepschat' },
    team: { id: team.id, name: team.name, aadGroupId: team.aadGroupId, channels: [team.channel] },
  };
}

function user({ id, aadObjectId, name }: Person) {
  const email = `${name.toLowerCase().replaceAll(' ', '')}@example.com`;
  return { id, name, aadObjectId, givenName: name, surname: '-', email, userPrincipleName: email };
}
