import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import { createBudgetStore } from '../../src/reports/budget.store.ts';
import { createBudget } from '../../src/reports/budget.ts';
import { caseList, type RefusedCount } from '../../src/reports/wire.ts';
import { CLASSMATES, PERSONAS, type Person } from '../../src/sandbox/school.ts';
import { connectStorage } from '../../src/storage/client.ts';
import { openTable } from '../../src/storage/tables.ts';
import { press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';
import { asOfficer, FORM, sealedReport } from './reporter.ts';

const RECEIPT = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/;
const WINDOW_MS = 10_000;
/** More than the slow hash works on at once, so that some always knock at the door. */
const AT_ONCE = 24;

let school: TestSchool;
let running: (() => Promise<void>) | undefined;

beforeAll(async () => {
  school = await openSchool({
    // In ten seconds one report from others and ten from members: a flood of few reports goes on for long enough.
    OPEN_REPORTS_PER_MINUTE: '6',
    MEMBER_REPORTS_PER_MINUTE: '60',
    CHAT_REPORTS_PER_MINUTE: '60',
  });
  await school.makeOfficerKey();
}, 30_000);
afterEach(async () => {
  await running?.();
  running = undefined;
});
afterAll(() => school.close());

const post = (body: unknown) => school.call('POST', '/api/reports', body);
const submit = async (person: Person, id: string = crypto.randomUUID()) =>
  JSON.stringify((await school.send(press(person, 'report.submit', { id, ...FORM }))).body);
const REFUSALS = [strings.nl.errors['own-limit'], strings.nl.errors.busy];
const isRefused = (answer: string) => REFUSALS.some((words) => answer.includes(JSON.stringify(words).slice(1, -1)));
const toldRefused = async (lane: RefusedCount['lane']) => {
  const { refused } = caseList.parse((await asOfficer(school, 'GET', '/cases')).body);
  return refused.reduce((sum, told) => sum + (told.lane === lane ? told.count : 0), 0);
};

/**
 * Keeps knocking from many sides until the test is over, and tells how often it was refused.
 *
 * @param knock sends one; resolves with whether it was refused.
 */
async function flood(knock: () => Promise<boolean>): Promise<() => number> {
  let [refused, over] = [0, false];
  const sides = Array.from({ length: AT_ONCE }, async () => {
    while (!over) if (await knock()) refused += 1;
  });
  running = async () => {
    over = true;
    await Promise.all(sides);
  };
  await school.until(() => (refused > AT_ONCE ? true : undefined));
  return () => refused;
}

/** Gives what one try brings, made in the middle of a flood: it is refused before and after. */
async function during<T>(refused: () => number, firstTry: () => Promise<T>): Promise<T> {
  const brought = await firstTry();
  const then = refused();
  await school.until(() => (refused() > then ? true : undefined));
  return brought;
}

/** Whoever floods a door of the page with these: what was refused comes again and again. */
async function pageFlood(count: number, member: boolean) {
  const bodies = await Promise.all(
    Array.from({ length: count }, async () => (await sealedReport(school, { member })).body),
  );
  let next = 0;
  return flood(async () => {
    next += 1;
    return (await post(bodies[next % count])).status === 429;
  });
}

describe('while a flood is refused at the open door', () => {
  it('a member gets in at the first try, at the page and in the chat', async () => {
    const refused = await pageFlood(30, false);
    const atThePage = await during(refused, async () => post((await sealedReport(school, { member: true })).body));
    expect(atThePage.status).toBe(201);
    expect(await during(refused, () => submit(CLASSMATES[0] ?? PERSONAS.teacher))).toMatch(RECEIPT);
    expect(await toldRefused('open')).toBeGreaterThan(AT_ONCE);
  }, 120_000);
});

describe("while a flood with the school key is refused in the members' lane", () => {
  it('the chat takes a report at the first try', async () => {
    const refused = await pageFlood(60, true);
    expect(await during(refused, () => submit(CLASSMATES[1] ?? PERSONAS.teacher))).toMatch(RECEIPT);
  }, 120_000);
});

describe('while one person floods the chat', () => {
  it.each([
    ['with ever new reports', 2, undefined],
    ['with one form over and over', 4, crypto.randomUUID()],
  ] as const)(
    '%s, another gets in at the first try, and the officer is told how much was refused',
    async (_how, from, form) => {
      const [flooder = PERSONAS.student, other = PERSONAS.teacher] = CLASSMATES.slice(from);
      const before = await toldRefused('chat');
      const refused = await flood(async () => isRefused(await submit(flooder, form)));
      expect(await during(refused, () => submit(other))).toMatch(RECEIPT);
      await running?.();
      expect(await toldRefused('chat')).toBe(before + refused());
    },
    120_000,
  );
});

describe('in the lane of the flood itself', () => {
  it('a page that tries once in each ten seconds gets in when it comes first, or when the flood leaves one place', async () => {
    const { connectionString } = school.azurite;
    const clients = connectStorage({ kind: 'connection-string', connectionString });
    let clock = Date.parse('2026-11-22T12:00:00Z');
    const budget = createBudget({
      perMinute: { member: 120, open: 30, chat: 60, 'follow-up': 120 },
      store: createBudgetStore(await openTable(clients, 'floods')),
      now: () => clock,
    });
    const page = () => budget.take('member');
    const floodOf = (count: number) => Promise.all(Array.from({ length: count }, () => budget.take('member')));
    const nextWindow = () => {
      clock += WINDOW_MS;
    };

    await floodOf(500);
    expect(await page()).toBe(false);
    // It comes first, and the flood goes on behind it.
    nextWindow();
    expect(await page()).toBe(true);
    await floodOf(500);
    // All of the flood comes first, but its work pays for one less than there is room for.
    nextWindow();
    await floodOf(19);
    expect(await page()).toBe(true);
    expect(await page()).toBe(false);
    // What was refused before does not count against those who come later.
    nextWindow();
    expect((await floodOf(20)).every(Boolean)).toBe(true);
    await budget.close();
  });
});
