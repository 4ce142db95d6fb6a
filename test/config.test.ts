import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig, type SettingProblem } from '../src/config.ts';
import { settings } from './helpers/school.ts';

const ROOT = join(import.meta.dirname, '..');
const LOOPBACK_STORAGE = 'TableEndpoint=http://127.0.0.1:10002/a;QueueEndpoint=http://127.0.0.1:10001/a';
type Env = Record<string, string | undefined>;

const school = (change: Env = {}): Env => ({ ...settings('UseDevelopmentStorage=true', 3978), ...change });
const sandbox = (change: Env = {}): Env =>
  school({
    PUBLIC_URL: 'http://127.0.0.1:3978',
    SANDBOX_AUTHORITY: 'http://127.0.0.1:3979',
    BOT_SERVICE_URL: 'http://127.0.0.1:3979/connector',
    STORAGE_CONNECTION_STRING: LOOPBACK_STORAGE,
    ...change,
  });

function problemsOf(env: Env): readonly SettingProblem[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
const namesOf = (env: Env) => problemsOf(env).map(({ name }) => name);

const REQUIRED = [
  ...['PUBLIC_URL', 'SCHOOL_NAME', 'BOT_TENANT_ID', 'BOT_APP_ID', 'BOT_APP_TYPE'],
  ...['OFFICER', 'TEACHERS', 'REPORTS_CHANNEL_ID', 'HASH_KEY', 'STORAGE_TABLES_URL', 'STORAGE_QUEUES_URL'],
];

const PER_MINUTE = [
  'MEMBER_REPORTS_PER_MINUTE',
  'OPEN_REPORTS_PER_MINUTE',
  'CHAT_REPORTS_PER_MINUTE',
  'FOLLOW_UPS_PER_MINUTE',
];

it('the deputy is somebody else than the officer', () => {
  expect(namesOf(school({ DEPUTY: school().OFFICER?.replace('Functionaris', 'Vervanger') }))).toEqual(['DEPUTY']);
});

describe('missing settings', () => {
  it('are listed all at once, by name, each with what it is for', () => {
    const problems = problemsOf({});
    expect(problems.map(({ name }) => name).sort()).toEqual([...REQUIRED].sort());
    for (const { problem, purpose } of problems) {
      expect(problem).toMatch(/^is missing/);
      expect(purpose.length).toBeGreaterThan(8);
      expect(purpose).not.toBe('the program'); // a setting without a description of its own
    }
  });

  it.each(REQUIRED)('%s alone is named when it alone is missing', (name) => {
    // With a connection string nothing is asked about storage, so those two need a school without one.
    const all = school({
      STORAGE_CONNECTION_STRING: undefined,
      STORAGE_TABLES_URL: 'https://a.table.core.windows.net',
      STORAGE_QUEUES_URL: 'https://a.queue.core.windows.net',
    });
    expect(namesOf(all)).toEqual([]);
    expect(namesOf({ ...all, [name]: undefined })).toEqual([name]);
  });

  it('counts an empty variable as missing', () => {
    expect(namesOf(school({ SCHOOL_NAME: '' }))).toEqual(['SCHOOL_NAME']);
  });

  it('asks for a password for a single-tenant bot, and for none with a managed identity', () => {
    expect(namesOf(school({ BOT_APP_PASSWORD: undefined }))).toEqual(['BOT_APP_PASSWORD']);
    expect(namesOf(school({ BOT_APP_PASSWORD: undefined, BOT_APP_TYPE: 'UserAssignedMSI' }))).toEqual([]);
  });
});

describe('wrong settings', () => {
  it.each([
    ['PORT', 'zero'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'bondgenoot.example.nl'],
    ['BOT_TENANT_ID', 'my-tenant'],
    ['BOT_APP_ID', '123'],
    ['BOT_APP_TYPE', 'MultiTenant'],
    ['OFFICER', 'Functionaris'],
    ['DEPUTY', '6f1d2c3b-5a49-4e07-9b1c-0b0d9e60c103'],
    ['TEACHERS', 'not-an-id'],
    ['TEACHERS', '6f1d2c3b-5a49-4e07-9b1c-0b0d9e60c101,'],
    ['HASH_KEY', 'not base 64!'],
    ['HASH_KEY', Buffer.alloc(16).toString('base64')],
    ['NOTICE_WITHIN_MINUTES', '61'],
    ['NOTICE_WITHIN_MINUTES', 'soon'],
    ['LOG_LEVEL', 'everything'],
    ['KEY_LOG_ROOT', 'the-first-line'],
    ['KEY_LOG_ROOT', 'a'.repeat(63)],
    ['KEY_LOG_ROOT', 'a'.repeat(65)],
    ['KEY_LOG_ROOT', 'A'.repeat(64)],
    ['KEY_LOG_ROOT', `${'a'.repeat(64)}\n`],
    ['ANSWER_WITHIN_DAYS', '0'],
    ['ANSWER_WITHIN_DAYS', '21'],
    ['ANSWER_WITHIN_DAYS', '2.5'],
    ['ANSWER_WITHIN_DAYS', 'soon'],
    ['DESK_LOCK_MINUTES', '9'],
    ['DESK_LOCK_MINUTES', '61'],
    ['DESK_LOCK_MINUTES', '15.5'],
    ['DESK_LOCK_MINUTES', 'never'],
    ...PER_MINUTE.flatMap((name) => ['5', '100001', '6.5', '-30', 'many', 'Infinity'].map((value) => [name, value])),
  ] as [string, string][])('%s=%s is named as wrong', (name, value) => {
    const problems = problemsOf(school({ [name]: value }));
    expect([...new Set(problems.map((problem) => problem.name))]).toEqual([name]);
    expect(problems[0]?.problem).not.toBe('is missing');
    expect(problems[0]?.purpose).not.toBe('the program'); // a setting without a description of its own
  });

  it('are told together, and never with their value', () => {
    const bad = school({
      BOT_APP_ID: 'value-one',
      HASH_KEY: 'value-two',
      OFFICER: 'value-three',
      SCHOOL_NAME: undefined,
      KEY_LOG_ROOT: 'value-four',
      OPEN_REPORTS_PER_MINUTE: 'value-five',
    });
    expect(namesOf(bad).sort()).toEqual(
      ['BOT_APP_ID', 'HASH_KEY', 'KEY_LOG_ROOT', 'OFFICER', 'OPEN_REPORTS_PER_MINUTE', 'SCHOOL_NAME'].sort(),
    );
    expect(JSON.stringify(problemsOf(bad))).not.toContain('value-');
  });
});

describe('a school', () => {
  it('takes its settings', () => {
    const config = loadConfig(school({ BOT_TENANT_ID: '6F1D2C3B-5A49-4E07-9B1C-0B0D9E60A001' }));
    expect(config.tenantId).toBe('6f1d2c3b-5a49-4e07-9b1c-0b0d9e60a001');
    expect(config.authority).toEqual({ kind: 'microsoft' });
    expect(config.appointments).toEqual([
      { id: expect.any(String), name: 'Functionaris', role: 'officer' },
      { id: expect.any(String), name: 'Vervanger', role: 'deputy' },
    ]);
    expect(loadConfig(school({ DEPUTY: undefined })).appointments.map(({ role }) => role)).toEqual(['officer']);
    expect(config.noticeWithinMinutes).toBe(0);
    expect(loadConfig(school({ NOTICE_WITHIN_MINUTES: undefined })).noticeWithinMinutes).toBe(30);
  });

  it('has no key log, an answer within three days and room for people at every door, unless it says otherwise', () => {
    const none = Object.fromEntries(['KEY_LOG_ROOT', 'ANSWER_WITHIN_DAYS', ...PER_MINUTE].map((name) => [name, '']));
    const config = loadConfig(school(none));
    expect(config.keyLogRoot).toBeUndefined();
    expect(config.answerWithinDays).toBe(3);
    expect(config.perMinute).toEqual({ member: 120, open: 30, chat: 60, 'follow-up': 120 });
  });

  it('says which key log it trusts, when an answer comes and how many reports come in at each door', () => {
    const config = loadConfig(
      school({
        KEY_LOG_ROOT: '0123456789abcdef'.repeat(4),
        ANSWER_WITHIN_DAYS: '20',
        MEMBER_REPORTS_PER_MINUTE: '100000',
        OPEN_REPORTS_PER_MINUTE: '6',
        CHAT_REPORTS_PER_MINUTE: '7',
        FOLLOW_UPS_PER_MINUTE: '8',
      }),
    );
    expect(config.keyLogRoot).toBe('0123456789abcdef'.repeat(4));
    expect(config.answerWithinDays).toBe(20);
    expect(config.perMinute).toEqual({ member: 100_000, open: 6, chat: 7, 'follow-up': 8 });
    expect(loadConfig(school({ ANSWER_WITHIN_DAYS: '1' })).answerWithinDays).toBe(1);
  });

  it('locks the desk after a quarter of an hour, or after ten minutes to an hour', () => {
    expect(loadConfig(school({ DESK_LOCK_MINUTES: '' })).deskLockMinutes).toBe(15);
    for (const minutes of [10, 60]) {
      expect(loadConfig(school({ DESK_LOCK_MINUTES: `${minutes}` })).deskLockMinutes).toBe(minutes);
    }
  });

  it('must be reached by https, and reach Teams by https', () => {
    expect(namesOf(school({ PUBLIC_URL: 'http://bondgenoot.example.nl' }))).toEqual(['PUBLIC_URL']);
    expect(namesOf(school({ BOT_SERVICE_URL: 'http://smba.trafficmanager.net/emea' }))).toEqual(['BOT_SERVICE_URL']);
  });
});

describe('a sandbox', () => {
  it('runs on loopback', () => {
    expect(namesOf(sandbox())).toEqual([]);
    expect(loadConfig(sandbox()).authority).toEqual({ kind: 'sandbox', url: 'http://127.0.0.1:3979' });
  });

  it.each([
    ['HOST', '0.0.0.0'],
    ['HOST', undefined],
    ['SANDBOX_AUTHORITY', 'https://issuer.example.nl'],
    ['SANDBOX_AUTHORITY', 'http://127.0.0.1.example.nl'],
    ['SANDBOX_AUTHORITY', 'http://127.0.0.1@example.nl'],
    ['PUBLIC_URL', 'https://bondgenoot.example.nl'],
    ['PUBLIC_URL', 'http://192.168.1.10:3978'],
    ['BOT_SERVICE_URL', undefined],
    ['BOT_SERVICE_URL', 'https://smba.trafficmanager.net/emea'],
    ['STORAGE_CONNECTION_STRING', 'AccountName=a;AccountKey=b;EndpointSuffix=core.windows.net'],
    ['STORAGE_CONNECTION_STRING', LOOPBACK_STORAGE.replace('127.0.0.1:10001', 'a.queue.core.windows.net')],
  ])('is refused with %s=%s', (name, value) => {
    const problems = problemsOf(sandbox({ [name]: value }));
    expect(problems).toContainEqual(expect.objectContaining({ name, problem: expect.stringContaining('127.0.0.1') }));
  });

  it('is refused on real storage by managed identity', () => {
    const remote = {
      STORAGE_TABLES_URL: 'https://a.table.core.windows.net',
      STORAGE_QUEUES_URL: 'https://a.queue.core.windows.net',
    };
    expect(namesOf(sandbox({ STORAGE_CONNECTION_STRING: undefined, ...remote }))).toEqual([
      'STORAGE_CONNECTION_STRING',
    ]);
  });
});

describe('node src/main.ts', () => {
  it('exits with an error that lists the names, and prints no stack trace, when nothing is set', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['src/main.ts'], {
      cwd: ROOT,
      env: {},
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    for (const name of REQUIRED) expect(stderr).toMatch(new RegExp(`^${name}: is missing.*It is for .+`, 'm'));
    expect(stderr + stdout).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain(ROOT);
  });
});
