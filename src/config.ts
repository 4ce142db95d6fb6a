import { z } from 'zod';

/** An appointment by the school's admin: who may read reports. `id` is the Entra object id. */
export type Appointment = { readonly id: string; readonly name: string; readonly role: 'officer' | 'deputy' };

/** How the bot proves to Microsoft who it is. */
export type BotCredentials =
  | { readonly type: 'SingleTenant'; readonly password: string }
  | { readonly type: 'UserAssignedMSI' };

export type StorageSettings =
  | { readonly kind: 'connection-string'; readonly connectionString: string }
  | { readonly kind: 'managed-identity'; readonly tablesUrl: string; readonly queuesUrl: string };

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly schoolName: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly credentials: BotCredentials;
  /** Who signs tokens: Microsoft, or the issuer of a sandbox on this very machine. Every check is the same for both. */
  readonly authority: { readonly kind: 'microsoft' } | { readonly kind: 'sandbox'; readonly url: string };
  /** The Bot Connector for messages that the bot starts itself. */
  readonly serviceUrl: string;
  readonly storage: StorageSettings;
  readonly appointments: readonly Appointment[];
  readonly teachers: ReadonlySet<string>;
  readonly reportsChannelId: string;
  /** Key for hashes that stand for a person, 32 bytes. */
  readonly hashKey: Uint8Array;
  readonly noticeWithinMinutes: number;
  /** Hash of the first line of the key log, 64 hex digits; undefined until the first officer has made a key. */
  readonly keyLogRoot: string | undefined;
  /** Within how many school days the school promises a first answer. */
  readonly answerWithinDays: number;
  /** After how many idle minutes an officer's desk locks itself. */
  readonly deskLockMinutes: number;
  /** How many reports, and follow-ups to them, are taken in per minute at most, by door. */
  readonly perMinute: Readonly<Record<'member' | 'open' | 'chat' | 'follow-up', number>>;
  /** The school's own guidelines, over the built-in ones. */
  readonly contentFolder: string | undefined;
  readonly logLevel: string;
};

/** One wrong or missing setting, with what it is for. */
export type SettingProblem = { readonly name: string; readonly purpose: string; readonly problem: string };

/** Thrown by {@link loadConfig}: every problem at once. */
export class ConfigError extends Error {
  readonly problems: readonly SettingProblem[];
  constructor(problems: readonly SettingProblem[]) {
    super(problems.map(({ name, purpose, problem }) => `${name}: ${problem}. It is for ${purpose}.`).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const guid = z.guid('is not a GUID');
const url = z.url({ protocol: /^https?$/, error: 'is not a URL' }).transform((value) => value.replace(/\/$/, ''));
const person = z
  .string()
  .regex(/^[0-9a-f-]{36} \S.*$/i, 'must be an object id, a space and a display name')
  .transform((value) => ({ id: value.slice(0, 36).toLowerCase(), name: value.slice(37).trim() }));

const number = (min: number, max: number, usual: number) =>
  z.coerce.number({ error: 'is not a number' }).int().min(min).max(max).default(usual);

const settings = z.object({
  HOST: z.string().default('0.0.0.0').describe('the address to listen on'),
  PORT: z.coerce
    .number({ error: 'is not a port' })
    .int()
    .min(1)
    .max(65535)
    .default(3978)
    .describe('the port to listen on'),
  PUBLIC_URL: url.describe('the address at which people reach the pages'),
  SCHOOL_NAME: z.string().min(1).describe('the name of the school, as people know it'),
  BOT_TENANT_ID: guid.describe("the school's Entra tenant; every other tenant is refused"),
  BOT_APP_ID: guid.describe("the bot's app registration; token checks need it"),
  BOT_APP_TYPE: z
    .enum(['SingleTenant', 'UserAssignedMSI'], 'must be SingleTenant or UserAssignedMSI')
    .describe('how the bot signs in'),
  BOT_APP_PASSWORD: z.string().min(1).optional().describe('the client secret, when BOT_APP_TYPE is SingleTenant'),
  SANDBOX_AUTHORITY: url.optional().describe('the token issuer of a sandbox on this machine; leave out in a school'),
  BOT_SERVICE_URL: url.default('https://smba.trafficmanager.net/emea').describe('the Bot Connector to post to'),
  STORAGE_CONNECTION_STRING: z
    .string()
    .min(1)
    .optional()
    .describe('Azure Storage or Azurite, when there is no managed identity'),
  STORAGE_TABLES_URL: url.optional().describe('Azure Tables, by managed identity'),
  STORAGE_QUEUES_URL: url.optional().describe('Azure Queues, by managed identity'),
  OFFICER: person.describe('the appointed social media officer: object id and name'),
  DEPUTY: person.optional().describe('the deputy: object id and name'),
  TEACHERS: z
    .string()
    .transform((list) => list.split(',').map((id) => id.trim().toLowerCase()))
    .pipe(z.array(guid))
    .describe('the object ids of the teachers, separated by commas'),
  REPORTS_CHANNEL_ID: z.string().min(1).describe("the channel for the officer's notices"),
  HASH_KEY: z
    .base64('is not base 64')
    .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
    .refine((key) => key.length === 32, 'must be 32 bytes in base 64')
    .describe('the key for hashes that stand for a person'),
  NOTICE_WITHIN_MINUTES: z.coerce
    .number({ error: 'is not a number' })
    .min(0)
    .max(60)
    .default(30)
    .describe('notices of reports go out at a random moment within so many minutes'),
  KEY_LOG_ROOT: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'is not 64 hex digits')
    .optional()
    .describe('the first line of the key log, as the desk shows it; without it nobody can report'),
  ANSWER_WITHIN_DAYS: number(1, 20, 3).describe('the number of school days within which a first answer is promised'),
  DESK_LOCK_MINUTES: number(10, 60, 15).describe("after how many idle minutes an officer's desk locks itself"),
  MEMBER_REPORTS_PER_MINUTE: number(6, 100_000, 120).describe(
    'how many reports a minute the page takes in from members',
  ),
  OPEN_REPORTS_PER_MINUTE: number(6, 100_000, 30).describe('how many reports a minute the page takes in from others'),
  CHAT_REPORTS_PER_MINUTE: number(6, 100_000, 60).describe('how many reports a minute are taken in through the chat'),
  FOLLOW_UPS_PER_MINUTE: number(6, 100_000, 120).describe('how many messages of reporters are taken in a minute'),
  CONTENT_FOLDER: z.string().optional().describe("a folder with the school's own guidelines and help lines"),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info').describe('how much is logged'),
});

/**
 * Reads the environment.
 *
 * @throws {ConfigError} naming every setting that is missing or wrong, all at once.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable means: not set. Azure's portal leaves such ones behind.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => {
      const name = String(issue.path[0]);
      return found(name, given[name] === undefined ? 'is missing' : issue.message);
    }),
    ...together(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

/** Rules between settings; on the raw values, so that they are told together with the rest. */
function together(env: Readonly<Record<string, string | undefined>>): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const need = (name: string, problem = 'is missing') => problems.push(found(name, problem));
  if (env.DEPUTY && env.DEPUTY.slice(0, 36).toLowerCase() === env.OFFICER?.slice(0, 36).toLowerCase()) {
    need('DEPUTY', 'must be somebody else than OFFICER');
  }
  if (env.BOT_APP_TYPE === 'SingleTenant' && !env.BOT_APP_PASSWORD) need('BOT_APP_PASSWORD');
  if (!env.STORAGE_CONNECTION_STRING) {
    if (!env.STORAGE_TABLES_URL) need('STORAGE_TABLES_URL', 'is missing (or set STORAGE_CONNECTION_STRING)');
    if (!env.STORAGE_QUEUES_URL) need('STORAGE_QUEUES_URL', 'is missing (or set STORAGE_CONNECTION_STRING)');
  }
  const https = (name: string) => env[name]?.startsWith('https://') !== false;
  if (env.SANDBOX_AUTHORITY === undefined) {
    if (!https('PUBLIC_URL')) need('PUBLIC_URL', 'must be https');
    if (!https('BOT_SERVICE_URL')) need('BOT_SERVICE_URL', 'must be https');
  } else {
    // A sandbox trusts its own issuer, so nothing of it may be reachable from outside.
    for (const name of ['SANDBOX_AUTHORITY', 'PUBLIC_URL', 'BOT_SERVICE_URL']) {
      if (!isLoopback(env[name])) need(name, 'must be on 127.0.0.1, because SANDBOX_AUTHORITY is set');
    }
    if (env.HOST !== '127.0.0.1') need('HOST', 'must be 127.0.0.1, because SANDBOX_AUTHORITY is set');
    if (!storageIsLoopback(env.STORAGE_CONNECTION_STRING)) {
      need('STORAGE_CONNECTION_STRING', 'must lead to 127.0.0.1, because SANDBOX_AUTHORITY is set');
    }
  }
  return problems;
}

function found(name: string, problem: string): SettingProblem {
  const known: Record<string, z.ZodType | undefined> = settings.shape;
  return { name, problem, purpose: known[name]?.description ?? 'the program' };
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && URL.canParse(address) && new URL(address).hostname === '127.0.0.1';
}

function storageIsLoopback(connectionString: string | undefined): boolean {
  const endpoints = connectionString?.split(';').filter((part) => /^(Table|Queue)Endpoint=/.test(part)) ?? [];
  return endpoints.length === 2 && endpoints.every((part) => isLoopback(part.slice(part.indexOf('=') + 1)));
}

function toConfig(env: z.output<typeof settings>): Config {
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    schoolName: env.SCHOOL_NAME,
    tenantId: env.BOT_TENANT_ID.toLowerCase(),
    appId: env.BOT_APP_ID.toLowerCase(),
    credentials:
      env.BOT_APP_TYPE === 'SingleTenant'
        ? { type: 'SingleTenant', password: env.BOT_APP_PASSWORD ?? '' }
        : { type: 'UserAssignedMSI' },
    authority: env.SANDBOX_AUTHORITY ? { kind: 'sandbox', url: env.SANDBOX_AUTHORITY } : { kind: 'microsoft' },
    serviceUrl: env.BOT_SERVICE_URL,
    storage: env.STORAGE_CONNECTION_STRING
      ? { kind: 'connection-string', connectionString: env.STORAGE_CONNECTION_STRING }
      : {
          kind: 'managed-identity',
          tablesUrl: env.STORAGE_TABLES_URL ?? '',
          queuesUrl: env.STORAGE_QUEUES_URL ?? '',
        },
    appointments: [
      { ...env.OFFICER, role: 'officer' },
      ...(env.DEPUTY ? [{ ...env.DEPUTY, role: 'deputy' as const }] : []),
    ],
    teachers: new Set(env.TEACHERS),
    reportsChannelId: env.REPORTS_CHANNEL_ID,
    hashKey: env.HASH_KEY,
    noticeWithinMinutes: env.NOTICE_WITHIN_MINUTES,
    keyLogRoot: env.KEY_LOG_ROOT,
    answerWithinDays: env.ANSWER_WITHIN_DAYS,
    deskLockMinutes: env.DESK_LOCK_MINUTES,
    perMinute: {
      member: env.MEMBER_REPORTS_PER_MINUTE,
      open: env.OPEN_REPORTS_PER_MINUTE,
      chat: env.CHAT_REPORTS_PER_MINUTE,
      'follow-up': env.FOLLOW_UPS_PER_MINUTE,
    },
    contentFolder: env.CONTENT_FOLDER,
    logLevel: env.LOG_LEVEL,
  };
}
