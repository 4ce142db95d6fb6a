import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { codeOf } from './errors.ts';
import { loadContent } from './guidelines/content.ts';
import { createConversations } from './guidelines/conversations.store.ts';
import { createCounts } from './guidelines/counts.store.ts';
import { guidelineApi } from './guidelines/guidelines.api.ts';
import { guidelineRoutes } from './guidelines/guidelines.bot.ts';
import { outsideSchool } from './guidelines/helplines.ts';
import { openAnswerer } from './guidelines/open.ts';
import { officerApi } from './officers/officers.api.ts';
import { createOfficerStore } from './officers/officers.store.ts';
import { createOfficers } from './officers/officers.ts';
import { describePeople } from './officers/people.ts';
import { loadPrompts } from './prompts/library.ts';
import { promptRoutes } from './prompts/prompts.bot.ts';
import { createPromptStore } from './prompts/prompts.store.ts';
import { createPrompts } from './prompts/prompts.ts';
import { chatCaseId } from './reports/chat-case.ts';
import { type CaseId, dayOf } from './reports/model.ts';
import { createNotices } from './reports/notices.ts';
import { holdsReceipt } from './reports/receipt.ts';
import { reportApi } from './reports/reports.api.ts';
import { reportRoutes } from './reports/reports.bot.ts';
import { createCaseStore } from './reports/reports.store.ts';
import { createReports } from './reports/reports.ts';
import { createScrypt } from './reports/scrypt.ts';
import type { School } from './reports/wire.ts';
import { connectStorage } from './storage/client.ts';
import { connectorToken } from './storage/credentials.ts';
import { openQueue } from './storage/queues.ts';
import { openTable } from './storage/tables.ts';
import { botAuthentication, TeamsAdapter } from './teams/adapter.ts';
import { createBot } from './teams/bot.ts';
import { loadCards } from './teams/cards.ts';
import { openConnector } from './teams/connector.ts';
import { createGuards } from './teams/guards.ts';
import { loadPages } from './web/pages.ts';
import { type RunningServer, startServer } from './web/server.ts';
import { sessionApi } from './web/session.api.ts';
import { tabTokenCheck } from './web/token.ts';

const ROOT = join(import.meta.dirname, '..');
/** How often is looked for cases whose notice was lost. */
const SWEEP_MS = 60 * 60_000;
/** How often is deleted what chats were about too long ago. */
const FORGET_MS = 10 * 60_000;

/** The composition root: config, adapters, features, server. Nothing else knows them all. */
export async function start(config: Config, log: Logger): Promise<RunningServer> {
  // Content first: one that is not right stops the start, and learning from it may take a while.
  const content = loadContent(join(ROOT, 'content'), config.contentFolder);
  const answerer = openAnswerer(content, join(ROOT, 'dist', 'calibration'));

  const clients = connectStorage(config.storage);
  const authentication = botAuthentication(config, connectorToken(config));
  const connector = openConnector(config, authentication);
  const cards = loadCards(join(ROOT, 'cards'));

  const officers = createOfficers({
    appointments: config.appointments,
    store: createOfficerStore(await openTable(clients, 'keys')),
    today: () => dayOf(new Date()),
  });
  const school = async (): Promise<School> => {
    const { keyEpoch, readers } = await officers.readers();
    return { name: config.schoolName, tenant: config.tenantId, keyEpoch, readers: [...readers] };
  };
  const isOfficer = (id: string) => officers.appointment(id) !== undefined;
  const guards = createGuards({ isTeacher: (id) => config.teachers.has(id), isOfficer });

  const caseStore = createCaseStore(await openTable(clients, 'cases'), await openTable(clients, 'receipts'));
  const notices = createNotices({
    queue: await openQueue(clients, 'notices'),
    notices: await openTable(clients, 'notices'),
    ...{ connector, cards, channelId: config.reportsChannelId, withinMinutes: config.noticeWithinMinutes },
    deskUrl: (id) => deskUrl(config, id),
    officerName: (id) => officers.appointment(id)?.name,
    getCase: caseStore.get,
  });
  const reports = createReports({
    tenantId: config.tenantId,
    store: caseStore,
    readers: async () => {
      const { keyEpoch, readers } = await officers.readers();
      return { keyEpoch, recipients: readers.map(({ recipient }) => recipient) };
    },
    announce: notices.announce,
    scrypt: createScrypt(),
  });

  const promptStore = createPromptStore(
    await openTable(clients, 'posts'),
    await openTable(clients, 'teams'),
    config.hashKey,
  );
  const prompts = createPrompts({
    library: loadPrompts(join(ROOT, 'content', 'prompts')),
    ...{ store: promptStore, connector, cards, reportsChannelId: config.reportsChannelId },
  });

  const conversations = createConversations(await openTable(clients, 'conversations'), config.hashKey);
  const counts = createCounts(await openTable(clients, 'counts'), () => dayOf(new Date()));
  const forms = config.authority.kind === 'sandbox' ? 'inline' : 'dialog';

  const routes = [
    ...reportRoutes({
      ...{ reports, notices, cards, guards, publicUrl: config.publicUrl },
      caseIdOf: (from, report, contact) => chatCaseId(config.hashKey, from, report, contact),
      introduction: {
        readers: async (locale) => describePeople((await officers.readers()).readers, locale),
        ...outsideSchool(content.helplines),
      },
      forms,
    }),
    ...promptRoutes({ prompts, store: promptStore, cards, guards }),
    ...guidelineRoutes({
      ...{ content, answerer, conversations, counts, cards, guards, forms, holdsReceipt },
      officer: (locale) => describePeople(config.appointments, locale),
      isStaff: (id) => config.teachers.has(id) || isOfficer(id),
      failed: (error) => log.warn({ event: 'count', outcome: codeOf(error) }),
    }),
  ];

  const server = await startServer(
    {
      bot: createBot({
        adapter: new TeamsAdapter(authentication),
        ...{ connector, routes, tenantId: config.tenantId, log },
      }),
      routes: [
        ...sessionApi(config),
        ...officerApi({ officers, school }),
        ...reportApi({ reports, store: caseStore, school, verifyKeys: officers.verifyKeys, isOfficer }),
        ...guidelineApi({ guidelines: content.guidelines, counts, isOfficer, today: () => dayOf(new Date()) }),
      ],
      page: loadPages(join(ROOT, 'dist', 'pages'), config.authority.kind === 'sandbox' ? config.authority.url : ''),
      checkToken: tabTokenCheck(config),
      log,
    },
    config.host,
    config.port,
  );
  const stopNotices = notices.work((id, outcome) => log.warn({ event: 'notice', case: id, outcome }));
  const sweep = async () => notices.sweep(await caseStore.list());
  const every = (ms: number, event: string, work: () => Promise<void>) =>
    setInterval(() => void work().catch((error: unknown) => log.warn({ event, outcome: codeOf(error) })), ms);
  const timers = [every(SWEEP_MS, 'sweep', sweep), every(FORGET_MS, 'forget', conversations.sweep)];
  await Promise.all([sweep(), conversations.sweep()]);
  return {
    url: server.url,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([stopNotices(), server.close()]);
    },
  };
}

/** Opens a case in the desk: a deep link in Teams, the page itself in the sandbox. */
function deskUrl({ authority, publicUrl, appId }: Config, id: CaseId): string {
  if (authority.kind === 'sandbox') return `${publicUrl}/desk/#case=${id}`;
  const context = encodeURIComponent(JSON.stringify({ subEntityId: id }));
  return `https://teams.microsoft.com/l/entity/${appId}/desk?context=${context}`;
}

/** Runs the program: reads the environment, starts, and stops gently on SIGTERM and Ctrl-C. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = pino({ level: config.logLevel, base: null });
  const server = await start(config, log);
  log.info({ event: 'started', port: config.port });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void server.close().then(() => process.exit(0)));
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    // Names and purposes of settings, or the place in a content file; never a value.
    console.error(error instanceof ConfigError ? `These settings are not right:\n${error.message}` : error);
    process.exit(1);
  });
}
