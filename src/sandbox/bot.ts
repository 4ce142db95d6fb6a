import { connectionString } from './azurite.ts';
import type { DataDir } from './data-dir.ts';
import type { Ports } from './ports.ts';
import type { Program } from './processes.ts';
import { answers, ok } from './processes.ts';
import { BOT_APP_ID, DEPUTY, PERSONAS, REPORTS_CHANNEL_ID, TENANT_ID } from './school.ts';

/**
 * The bot itself, the very program that runs in production, with settings for this computer.
 *
 * @param keyLogRoot undefined as long as nobody has made the first key: then nobody can report.
 */
export async function botProgram(
  entry: string,
  ports: Ports,
  data: DataDir,
  appPassword: string,
  keyLogRoot: string | undefined,
): Promise<Program> {
  const url = `http://127.0.0.1:${ports.bot}`;
  const authority = `http://127.0.0.1:${ports.relay}`;
  return {
    name: 'De bot',
    script: entry,
    env: {
      HOST: '127.0.0.1',
      PORT: String(ports.bot),
      PUBLIC_URL: url,
      SCHOOL_NAME: 'ROC Voorbeeld (proefopstelling)',
      BOT_TENANT_ID: TENANT_ID,
      BOT_APP_ID,
      BOT_APP_TYPE: 'SingleTenant',
      BOT_APP_PASSWORD: appPassword,
      SANDBOX_AUTHORITY: authority,
      BOT_SERVICE_URL: `${authority}/connector`,
      STORAGE_CONNECTION_STRING: connectionString(ports),
      OFFICER: `${PERSONAS.officer.aadObjectId} ${PERSONAS.officer.name}`,
      DEPUTY: `${DEPUTY.aadObjectId} ${DEPUTY.name}`,
      TEACHERS: PERSONAS.teacher.aadObjectId,
      REPORTS_CHANNEL_ID,
      HASH_KEY: await data.hashKey(),
      KEY_LOG_ROOT: keyLogRoot ?? '',
      NOTICE_WITHIN_MINUTES: '0',
      LOG_LEVEL: 'info',
    },
    cwd: process.cwd(),
    logFile: data.file('bot.log'),
    ready: () => answers(`${url}/healthz`, ok),
  };
}
