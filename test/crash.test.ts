import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { outlineOf } from '../src/crash.ts';
import { PERSONAS } from '../src/sandbox/school.ts';
import { activity, press } from './helpers/activities.ts';
import { type OwnProcess, openOwnProcess } from './helpers/own-process.ts';
import type { Ended, Program } from './helpers/program.ts';
import { tracesOf } from './helpers/traces.ts';
import { chatCase, realReceipt, sealedReport } from './reports/reporter.ts';

/** What the program has in memory and must keep to itself, by name. Receipts join when they are made. */
const words = {
  ...{ story: 'Kwartelnest8361', where: 'Roerdomp5127', wish: 'Wielewaal2946' },
  ...{ contact: 'Boomklever7703', name: 'Zanglijster4418' },
};
const secrets = new Map(Object.entries(words));
const TYPED = {
  ...{ about: 'me', subject: 'leaked', danger: 'no', nudge: 'true' },
  story: `Het gaat over ${words.story} in de klas.`,
  where: `groepsapp ${words.where}`,
  wish: `${words.wish} moet stoppen`,
  contact: `${words.contact}, lokaal 12`,
};
const REPORT = { story: TYPED.story, where: TYPED.where, wish: TYPED.wish };
const student = { ...PERSONAS.student, name: words.name };
const MEGABYTE = 2 ** 20;
/** The whole program is started, and storage left hanging, in each test. */
const PATIENCE_MS = 180_000;
const RECEIPT = /\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b/;

/** Which of the secrets stand in a text, and in which form. */
const traces = (text: string) =>
  [...secrets].flatMap(([name, secret]) => tracesOf(secret)(text).map((form) => `${name}: ${form}`));
function keepSecret(name: string, receipt: string) {
  secrets.set(name, receipt.replaceAll('-', '')).set(`${name}, in groups`, receipt);
}

/** Loaded before the program: writes down the address and the headers of every request that it sends. */
const REQUESTS = 'requests.jsonl';
const WATCH = `
  import { subscribe } from 'node:diagnostics_channel';
  import { appendFileSync } from 'node:fs';
  const tell = (url, headers) => appendFileSync('${REQUESTS}', JSON.stringify({ url, headers }) + '\\n');
  subscribe('http.client.request.start', ({ request }) =>
    tell('http://' + request.getHeader('host') + request.path, Object.entries(request.getHeaders()).flat().map(String)));
  subscribe('undici:request:create', ({ request }) => tell(request.origin + request.path, request.headers));`;
/** The activity at which a module that was loaded before the program has it die. */
const LAST = { localTimezone: 'at the last' };
const at = (death: string) => `
  const parse = JSON.parse;
  JSON.parse = (text, ...rest) => {
    const value = parse(text, ...rest);
    if (value?.localTimezone === '${LAST.localTimezone}') { ${death} }
    return value;
  };`;
const urlOf = (module: string) => pathToFileURL(createRequire(import.meta.url).resolve(module)).href;
const STORAGE_FAILS = `
  import tables from '${urlOf('@azure/data-tables')}';
  import { StorageUnavailable } from '${urlOf('../src/storage/client.ts')}';
  const failed = (text, value) => {
    const request = { url: 'http://127.0.0.1/?filter=' + encodeURIComponent(text), headers: { 'x-ms-meta': text }, body: text };
    return new StorageUnavailable(Object.assign(new tables.RestError(text, { request }), { details: value }));
  };`;

const NOT_TO_BE_READ = `
  const error = new Error(text);
  Object.defineProperty(error, 'stack', { get() { throw error; } });
  setImmediate(() => { throw error });`;

let school: OwnProcess;
let program: Program | undefined;

beforeAll(async () => {
  school = await openOwnProcess();
});
afterEach(async () => {
  school.azurite.thaw();
  await program?.close();
});
afterAll(() => school.close());

const inChat = (form: string, change: Record<string, unknown> = {}) =>
  school.send(press(student, 'report.submit', { id: form, ...TYPED }, { serviceUrl: school.serviceUrl, ...change }));
const sealed = async () => {
  const { receipt, keys } = await realReceipt();
  keepSecret('receipt of the page', receipt);
  return (await sealedReport(school, { report: REPORT, contact: TYPED.contact, keys })).body;
};
/** The receipt in an answer of the bot. */
function receiptIn({ body }: { body: unknown }): string {
  const receipt = RECEIPT.exec(JSON.stringify(body))?.[0];
  if (!receipt) throw new Error(`the report was answered ${JSON.stringify(body)}`);
  keepSecret('receipt of the chat', receipt);
  return receipt;
}
const requestsOf = async (running: Program) =>
  String((await running.left()).get(REQUESTS) ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line): { url: string; headers: string[] } => JSON.parse(line));
/** Resolves once the program has sent a request to an address like this one. */
async function hasAsked(running: Program, address: RegExp, before = 0) {
  while ((await requestsOf(running)).filter(({ url }) => address.test(decodeURIComponent(url))).length <= before) {
    await new Promise((resolve) => setTimeout(resolve, 20)); // between two looks at a condition
  }
}

/** Leaves a report on its way to storage at each door; storage hangs. */
async function leaveOnTheWay(running: Program, dies: boolean) {
  const [form, onPage] = [crypto.randomUUID(), await sealed()];
  const firstOfPage = /\/(budgets|receipts)\b/;
  const before = (await requestsOf(running)).filter(({ url }) => firstOfPage.test(url)).length;
  school.azurite.freeze();
  const page = school.call('POST', '/api/reports', onPage).catch(() => undefined);
  await hasAsked(running, firstOfPage, before);
  const chat = inChat(form, dies ? LAST : {}).catch(() => undefined);
  if (!dies) await hasAsked(running, new RegExp(`cases\\(PartitionKey='${chatCase(form, student, TYPED)}'`));
  return { form, onPage, answers: Promise.all([page, chat]) };
}

/** Reports that were on their way when the program died. */
const lost: { readonly form: string; readonly onPage: { readonly id: string } }[] = [];

const deaths: [string, string, NodeJS.Signals | undefined, Ended, string][] = [
  ['is told to stop', '', 'SIGTERM', { code: 0, signal: null }, ''],
  ['is aborted, with core dumps switched on', '', 'SIGABRT', { code: null, signal: 'SIGABRT' }, ''],
  [
    'throws an error that quotes the request where nobody catches it',
    at(
      'setImmediate(() => { throw Object.assign(new TypeError(text, { cause: value }), { body: value, code: text }) })',
    ),
    undefined,
    { code: 1, signal: null },
    '"outcome":"internal","error":"TypeError"',
  ],
  [
    'leaves a failed call to storage to nobody',
    STORAGE_FAILS + at('void Promise.reject(failed(text, value))'),
    undefined,
    { code: 1, signal: null },
    '"outcome":"internal","error":"StorageUnavailable","at":["src/web/body.ts:',
  ],
];

describe('a program that has reports in hand, and', () => {
  it.each(deaths)(
    '%s, leaves nothing of them behind',
    async (_how, preload, signal, end, said) => {
      const running = await school.start(WATCH + preload);
      program = running;
      receiptIn(await inChat(crypto.randomUUID()));
      const { form, onPage, answers } = await leaveOnTheWay(running, signal === undefined);
      if (signal) running.signal(signal);
      expect(await running.ended).toEqual(end);
      await answers;
      school.azurite.thaw();

      const left = await running.left();
      // A core dump may be written somewhere else, or not at all.
      const files = [...left.keys()].filter((name) => !(signal === 'SIGABRT' && name.startsWith('core')));
      expect(files.sort()).toEqual(['output.log', REQUESTS]);
      for (const [name, bytes] of left) {
        // A core dump without memory is small, one with it too large to look through.
        expect([name, bytes.length < MEGABYTE]).toEqual([name, true]);
        expect([name, traces(bytes.toString('latin1'))]).toEqual([name, []]);
      }
      expect(String(left.get('output.log'))).toContain(said);
      expect(traces(await school.azurite.dump())).toEqual([]);
      lost.push({ form, onPage });
    },
    PATIENCE_MS,
  );

  it(
    'is started again, keeps each of them once when it is sent again',
    async () => {
      program = await school.start();
      expect(lost).toHaveLength(deaths.length);
      for (const { form, onPage } of lost) {
        receiptIn(await inChat(form));
        expect([200, 201]).toContain((await school.call('POST', '/api/reports', onPage)).status);
      }
      const dump = await school.azurite.dump();
      const rows: { partitionKey?: string; rowKey?: string }[] = JSON.parse(dump);
      for (const id of lost.flatMap(({ form, onPage }) => [chatCase(form, student, TYPED), onPage.id])) {
        expect(rows.filter(({ partitionKey, rowKey }) => partitionKey === id && rowKey === 'case')).toHaveLength(1);
      }
      expect(traces(dump)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe('what the program sends to storage and to Microsoft', () => {
  it('has nothing of a report in an address or a header, and no id that follows a request around', async () => {
    const running = await school.start(WATCH);
    program = running;
    receiptIn(await inChat(crypto.randomUUID()));
    expect((await school.call('POST', '/api/reports', await sealed())).status).toBe(201);
    await school.send(activity(student, { text: `Ze delen ${TYPED.story}`, serviceUrl: school.serviceUrl }));
    const requests = await requestsOf(running);
    for (const to of ['/devstoreaccount1/cases', '/devstoreaccount1/notices/messages', '/token', '/connector/v3']) {
      expect(requests.filter(({ url }) => url.includes(to))).not.toEqual([]);
    }
    expect(requests.flatMap(({ url, headers }) => [url, decodeURIComponent(url), ...headers]).flatMap(traces)).toEqual(
      [],
    );
    const names = new Set(requests.flatMap(({ headers }) => headers.filter((_, i) => i % 2 === 0)));
    expect([...names].filter((name) => /^(trace|baggage|correlation|request-id|x-b3|x-ms-trace)/i.test(name))).toEqual(
      [],
    );
  });
});

describe('what is told of an error', () => {
  const thrown: [string, string, string][] = [
    ['a text that is thrown', 'setImmediate(() => { throw text })', '"outcome":"internal","error":"string"'],
    ['a promise that fails with a text', 'void Promise.reject(text)', '"outcome":"ERR_UNHANDLED_REJECTION"'],
    ['an error that cannot be read', NOT_TO_BE_READ, ''],
  ];
  it.each(thrown)('%s is nothing of its own words; without it, Node prints them', (_what, death, said) => {
    const text = `const text = ${JSON.stringify(TYPED.story)};`;
    const die = (before: string) =>
      spawnSync(process.execPath, ['--input-type=module', '-e', `${before} ${text} ${death}`], { encoding: 'latin1' });
    const quietly = die(`
      import { pino } from '${urlOf('pino')}';
      import { dieQuietly } from '${urlOf('../src/crash.ts')}';
      dieQuietly(pino({ base: null }, pino.destination({ sync: false })));`);
    expect([quietly.status, quietly.stdout]).toEqual([1, expect.stringContaining(said)]);
    expect(traces(quietly.stdout + quietly.stderr)).toEqual([]);
    expect(traces(die('').stderr)).not.toEqual([]);
  });

  it('is its class, the code of the system and places in the program, whatever it says of itself', () => {
    const fake = `\n    at ${words.story} (/tmp/${words.story}.ts:1:1)\n    at ${words.story}:1:1`;
    const error = Object.assign(new RangeError(`${words.story}${fake}`), { name: words.name, code: words.contact });
    expect(outlineOf(error)).toEqual({
      ...{ outcome: 'internal', error: 'RangeError' },
      at: expect.arrayContaining([expect.stringMatching(/^test\/crash\.test\.ts:\d+:\d+$/)]),
    });
    expect(traces(JSON.stringify(outlineOf(error)))).toEqual([]);
    expect(outlineOf(Object.assign(new Error(''), { code: 'EADDRINUSE' }))).toMatchObject({ outcome: 'EADDRINUSE' });
    expect(outlineOf({ text: words.story })).toEqual({ outcome: 'internal', error: 'object', at: [] });
  });
});
