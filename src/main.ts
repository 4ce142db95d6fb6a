import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pino, { type Logger } from 'pino';
import { auditApi } from './audit/audit.api.ts';
import { createAuditStore } from './audit/audit.store.ts';
import { createAudit, withRefusals } from './audit/audit.ts';
import { createKeyed } from './audit/keyed.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { dieQuietly } from './crash.ts';
import { codeOf } from './errors.ts';
import { dangerIn } from './guidelines/acute.ts';
import { loadContent } from './guidelines/content.ts';
import { createConversations } from './guidelines/conversations.store.ts';
import { createCounts } from './guidelines/counts.store.ts';
import { isDisclosure } from './guidelines/disclosure.ts';
import { guidelineApi } from './guidelines/guidelines.api.ts';
import { guidelineRoutes } from './guidelines/guidelines.bot.ts';
import { outsideSchool } from './guidelines/helplines.ts';
import { openAnswerer } from './guidelines/open.ts';
import { type Locale, strings } from './locales/index.ts';
import { officerApi } from './officers/officers.api.ts';
import { createOfficerStore } from './officers/officers.store.ts';
import { createOfficers } from './officers/officers.ts';
import { describePeople, describeReaders } from './officers/people.ts';
import { loadPrompts } from './prompts/library.ts';
import { promptRoutes } from './prompts/prompts.bot.ts';
import { createPromptStore } from './prompts/prompts.store.ts';
import { createPrompts } from './prompts/prompts.ts';
import { createBrake } from './reports/brake.ts';
import { createBudgetStore } from './reports/budget.store.ts';
import { createBudget } from './reports/budget.ts';
import type { Case } from './reports/case.ts';
import { chatCaseId } from './reports/chat-case.ts';
import { createDoors } from './reports/doors.ts';
import { createHiding } from './reports/hidden.ts';
import { createHiddenText } from './reports/hidden-text.ts';
import { type CaseId, type Day, dayOf } from './reports/model.ts';
import { type Addressee, createNotices } from './reports/notices.ts';
import { createNudges } from './reports/nudge.ts';
import { createPersonalLimit } from './reports/personal-limit.ts';
import { holdsReceipt } from './reports/receipt.ts';
import { reportApi } from './reports/reports.api.ts';
import { reportRoutes } from './reports/reports.bot.ts';
import { createCaseStore } from './reports/reports.store.ts';
import { createReports } from './reports/reports.ts';
import { schoolKeyOf } from './reports/school-key.ts';
import { createScrypt } from './reports/scrypt.ts';
import { createVersionOf } from './reports/version.ts';
import type { School } from './reports/wire.ts';
import { loadCalendar, nextReadingDay } from './school/calendar.ts';
import { connectStorage } from './storage/client.ts';
import { connectorToken } from './storage/credentials.ts';
import { openQueue } from './storage/queues.ts';
import { openTable } from './storage/tables.ts';
import { botAuthentication, TeamsAdapter } from './teams/adapter.ts';
import { createBot } from './teams/bot.ts';
import { loadCards } from './teams/cards.ts';
import { openConnector } from './teams/connector.ts';
import { createGuards, type Guards } from './teams/guards.ts';
import { loadPages } from './web/pages.ts';
import { type RunningServer, startServer } from './web/server.ts';
import { sessionApi } from './web/session.api.ts';
import { tabTokenCheck } from './web/token.ts';

const ROOT = join(import.meta.dirname, '..');
/** How often is looked for cases whose notice was lost. */
const SWEEP_MS = 60 * 60_000;
/** Of how many days the desk tells how many reports were refused. */
const REFUSED_DAYS = 7;
/** How often is deleted what chats were about too long ago. */
const FORGET_MS = 10 * 60_000;

/** The composition root: config, adapters, features, server. Nothing else knows them all. */
export async function start(config: Config, log: Logger): Promise<RunningServer> {
  // Content first: one that is not right stops the start, and learning from it may take a while.
  const content = loadContent(join(ROOT, 'content'), config.contentFolder);
  const calendar = loadCalendar(join(ROOT, 'content'), config.contentFolder);
  const answerer = openAnswerer(content, join(ROOT, 'dist', 'calibration'));

  const clients = connectStorage(config.storage);
  const authentication = botAuthentication(config, connectorToken(config));
  const connector = openConnector(config, authentication);
  const cards = loadCards(join(ROOT, 'cards'));

  const { tenantId, hashKey, appointments } = config;
  const today = () => dayOf(new Date());
  const officers = createOfficers({
    ...{ appointments, tenantId, keyLogRoot: config.keyLogRoot },
    store: createOfficerStore(await openTable(clients, 'keys')),
    report: (why) => log.error({ event: 'key-log', outcome: why }),
  });
  const appointed = appointments.map(({ id, name, role }) => ({ officer: officers.refOf(id), name, role }));
  const school = async (): Promise<School> => {
    const [keyLog, { keyEpoch, readers, recovery }] = await Promise.all([officers.log(), officers.readers()]);
    return {
      ...{ name: config.schoolName, tenant: tenantId, keyEpoch, readers: [...readers], recovery, keyLog: [...keyLog] },
      withoutKey: appointed.filter(({ officer }) => !readers.some((reader) => reader.officer === officer)),
      ...{ keyLogRoot: config.keyLogRoot ?? '', answerWithinDays: config.answerWithinDays },
      nextReadingDay: nextReadingDay(calendar, new Date()),
    };
  };
  const isOfficer = (id: string) => officers.appointment(id) !== undefined;
  const auditStore = createAuditStore(await openTable(clients, 'audit'), tenantId);
  const audit = createAudit({ store: auditStore, today });
  const keyed = createKeyed(hashKey);
  const known = createGuards({ isTeacher: (id) => config.teachers.has(id), isOfficer });
  const guards: Guards = {
    ...known,
    async officer(request) {
      const refused = await known.officer(request);
      if (refused !== undefined) await audit.refuse(request.person.id);
      return refused;
    },
  };

  const caseStore = createCaseStore(await openTable(clients, 'cases'), await openTable(clients, 'receipts'));
  const hiding = createHiding({ hashKey, refOf: officers.refOf });
  const officersEver = async () => [
    ...new Set([...appointed, ...(await officers.log())].map(({ officer }) => officer)),
  ];
  /** Everybody who is or was an officer and may not know of the case. */
  const hiddenFrom = async (of: Pick<Case, 'id' | 'hiddenFrom'>): Promise<string[]> => {
    return (await officersEver()).filter((officer) => hiding.hides(of, officer));
  };
  /** The channel, unless somebody who is or was an officer, and may still sit there, may not know of the case. */
  const addressees = async (of: Case): Promise<Addressee[]> => {
    if ((await hiddenFrom(of)).length === 0) return [{ kind: 'channel', id: config.reportsChannelId }];
    const allowed = appointments.filter(({ id }) => !hiding.isHiddenFrom(of, id));
    return allowed.map(({ id }) => ({ kind: 'person', id }));
  };
  const notices = createNotices({
    queue: await openQueue(clients, 'notices'),
    notices: await openTable(clients, 'notices'),
    places: createHiddenText(hashKey, 'notice'),
    ...{ connector, cards, addressees, withinMinutes: config.noticeWithinMinutes },
    deskUrl: (id) => deskUrl(config, id),
    officerName: (id) => officers.appointment(id)?.name,
    getCase: caseStore.get,
  });
  const reports = createReports({
    ...{ tenantId, hiding, store: caseStore, readers: officers.readers, announce: notices.announce },
    ...{ scrypt: createScrypt(), versionOf: createVersionOf(hashKey) },
    note: async (action, of, officerId, once) => {
      const actor = officerId === undefined ? 'reporter' : officers.refOf(officerId);
      const scope = keyed.scopeOf(await hiddenFrom(of));
      await audit.note({ action, actor, once, scope, caseRef: keyed.caseRefOf(of.id) });
    },
  });
  const budget = createBudget({
    perMinute: config.perMinute,
    store: createBudgetStore(await openTable(clients, 'budgets')),
    now: Date.now,
  });
  const personalLimit = createPersonalLimit({
    perMinute: config.perMinute.chat,
    take: () => budget.take('chat'),
    refused: () => budget.refuse('chat'),
    now: () => performance.now(),
  });
  const nudges = createNudges({
    hashKey,
    send: (conversationId, locale) => connector.say(conversationId, strings[locale].report.nudge),
  });
  const brake = createBrake({ now: Date.now, wait });

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
  const counts = createCounts(await openTable(clients, 'counts'), today);
  const forms = config.authority.kind === 'sandbox' ? 'inline' : 'dialog';

  const schoolKey = () => schoolKeyOf(hashKey, tenantId, today());
  const isStaff = (id: string) => config.teachers.has(id) || isOfficer(id);
  const routes = [
    ...reportRoutes({
      ...{ reports, notices, nudges, cards, guards, forms, isStaff, publicUrl: config.publicUrl },
      answeredFirst: (text) => dangerIn(text) !== undefined || isDisclosure(text),
      caseIdOf: (from, filled) => chatCaseId(hashKey, from, filled),
      readers: async () => appointed,
      schoolKey,
      introduction: {
        readers: async (locale) => describeReaders(await officers.readers(), locale),
        days: config.answerWithinDays,
        next: (locale) => weekdayOf(nextReadingDay(calendar, new Date()), locale),
        ...outsideSchool(content.helplines),
      },
      admit: personalLimit.admit,
    }),
    ...promptRoutes({ prompts, store: promptStore, cards, guards }),
    ...guidelineRoutes({
      ...{ content, answerer, conversations, counts, cards, guards, forms, holdsReceipt },
      officer: (locale) => describePeople(config.appointments, locale),
      // Only members come so far as to see it.
      reportPage: (locale) => `${config.publicUrl}/report/?lang=${locale}#key=${schoolKey()}`,
      isStaff,
      failed: (error) => log.warn({ event: 'count', outcome: codeOf(error) }),
    }),
  ];

  // Every route of the desk stands here: whoever is turned away at one stands in the audit log.
  const deskRoutes = [
    ...officerApi({
      ...{ officers, school, schoolKey, lockMinutes: config.deskLockMinutes },
      note: (action, id, once) => audit.note({ action, actor: officers.refOf(id), scope: 'all', once }),
    }),
    ...auditApi({
      ...{ store: auditStore, isOfficer, tenantId, refOf: officers.refOf },
      openTo: async (officer, scopes) => keyed.openTo(officer, scopes, await officersEver()),
      verifyKeyOf: async (ref) => (await officers.readers()).readers.find(({ officer }) => officer === ref)?.verifyKey,
    }),
    ...reportApi({
      ...{ reports, school, isOfficer, take: budget.take, miss: brake.miss, nudge: nudges.send },
      doors: createDoors({ hashKey, tenant: tenantId, budget, today, now: Date.now }),
      refused: () => budget.list(REFUSED_DAYS),
    }),
    ...guidelineApi({ guidelines: content.guidelines, counts, isOfficer, today }),
  ];

  const server = await startServer(
    {
      bot: createBot({
        adapter: new TeamsAdapter(authentication),
        ...{ connector, routes, tenantId: config.tenantId, log },
      }),
      routes: [...sessionApi(config), ...withRefusals(deskRoutes, audit.refuse)],
      page: loadPages(join(ROOT, 'dist', 'pages'), config.authority.kind === 'sandbox' ? config.authority.url : ''),
      checkToken: tabTokenCheck(config),
      log,
    },
    config.host,
    config.port,
  );
  const stopNotices = notices.work((id, outcome) => log.warn({ event: 'notice', case: id, outcome }));
  const sweep = async () => notices.sweep(await caseStore.list());
  const once = (event: string, work: () => Promise<void>) =>
    work().catch((error: unknown) => log.warn({ event, outcome: codeOf(error) }));
  const every = (ms: number, event: string, work: () => Promise<void>) => setInterval(() => void once(event, work), ms);
  const timers = [
    every(SWEEP_MS, 'sweep', sweep),
    every(FORGET_MS, 'forget', conversations.sweep),
    every(FORGET_MS, 'forget', async () => personalLimit.forget()),
    every(SWEEP_MS, 'sweep', () => budget.sweep(today())),
  ];
  // What these do is done again every hour; a start must not fail on it.
  await Promise.all([once('sweep', sweep), once('forget', conversations.sweep)]);
  return {
    url: server.url,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([stopNotices(), server.close()]);
      // Only the count of refused reports of the last seconds is lost if storage is gone as well.
      await budget.close().catch((error: unknown) => log.warn({ event: 'budget', outcome: codeOf(error) }));
    },
  };
}

/** `maandag 23 november` */
const weekdayOf = (day: Day, locale: Locale): string =>
  new Date(day).toLocaleDateString(locale === 'nl' ? 'nl-NL' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });

/** Opens a case in the desk: a deep link in Teams, the page itself in the sandbox. */
function deskUrl({ authority, publicUrl, appId }: Config, id: CaseId): string {
  if (authority.kind === 'sandbox') return `${publicUrl}/desk/#case=${id}`;
  const context = encodeURIComponent(JSON.stringify({ subEntityId: id }));
  return `https://teams.microsoft.com/l/entity/${appId}/desk?context=${context}`;
}

/** Runs the program: reads the environment, starts, and stops gently on SIGTERM and Ctrl-C. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  // Lines are written while the next request is served; what is left is written at the end of the process.
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ sync: false }));
  dieQuietly(log);
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
