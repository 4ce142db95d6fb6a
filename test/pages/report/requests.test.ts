import { SCHOOL_KEY } from './door.ts';
import { messageOn } from './officer.ts';
import { comeBack, type Reporter, visit, withSchool, writeBack } from './reporter.ts';

const SENTINEL = 'zq-sentinel-3307';
const used = withSchool();
let reporter: Reporter;

const press = (name: string) => reporter.page.getByRole('button', { name, exact: true }).click();
const unfold = (title: string) => reporter.page.locator('summary', { hasText: title }).click();

test('no request says who or from where, and none goes to another host', async () => {
  reporter = await visit(used, {}, `/report/#key=${SCHOOL_KEY}`);
  const { page } = reporter;
  // Cookies that the school's host has set for something else.
  await page.context().addCookies([{ name: 'who', value: SENTINEL, url: used.school.url }]);
  const requests: { url: string; headers: Record<string, string> }[] = [];
  const waiting: Promise<void>[] = [];
  page.context().on('request', (request) => {
    waiting.push(
      request.allHeaders().then((headers) => {
        requests.push({ url: request.url(), headers });
      }),
    );
  });
  const { kept } = await comeBack(page, used.school, { story: SENTINEL, contact: SENTINEL });
  const [officer] = used.officers;
  if (!officer) throw new Error('somebody reads');
  kept.messages.push(await messageOn(kept, 'Dank je.', officer));
  await press('Vernieuwen');
  await page.getByText('Dank je.').waitFor();
  await writeBack(page, SENTINEL);
  await page.getByText('Je bericht is verstuurd').waitFor();
  await unfold('Naam en contact wissen');
  await press('Wissen');
  await press('Ja, wis naam en contact');
  await page.getByText('Je naam en contact zijn gewist').waitFor();
  await unfold('Melding intrekken');
  await press('Intrekken');
  await press('Ja, trek mijn melding in');
  await page.getByText('Je melding is ingetrokken.').waitFor();
  await Promise.all(waiting);

  const paths = used.school.calls.map(({ path }) => path);
  expect(new Set(paths)).toEqual(
    new Set([
      '/api/school',
      '/api/door',
      '/api/reports',
      '/api/receipts',
      '/api/receipts/messages',
      '/api/receipts/contact',
      '/api/receipts/withdraw',
    ]),
  );
  for (const { path, headers } of used.school.calls) {
    for (const name of ['cookie', 'referer', 'authorization']) {
      expect([path, name, headers[name]]).toEqual([path, name, undefined]);
    }
  }
  expect(requests.length).toBeGreaterThan(6);
  for (const { url, headers } of requests) {
    expect(new URL(url).origin).toBe(used.school.url);
    expect([url, headers.cookie, headers.referer, headers.authorization]).toEqual([
      url,
      undefined,
      undefined,
      undefined,
    ]);
  }
  const everything = JSON.stringify([requests, used.school.calls, reporter.sent]);
  expect(everything.includes(SENTINEL)).toBe(false);
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});

test('the page and its files are asked for without a word about who or from where', async () => {
  reporter = await visit(used);
  const { page } = reporter;
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await page.reload();
  await page.locator('.ac-actionSet').last().waitFor();
  expect([...hosts]).toEqual([used.school.url]);
  expect(new Set(used.school.files.map(({ path }) => path)).size).toBeGreaterThanOrEqual(3);
  for (const { path, headers } of used.school.files) {
    const { cookie, referer, authorization } = headers;
    expect([path, cookie, referer, authorization]).toEqual([path, undefined, undefined, undefined]);
  }
  expect(await page.context().cookies()).toEqual([]);
  await reporter.leave();
  expect(reporter.violations).toEqual([]);
});
