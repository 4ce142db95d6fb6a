import { describe, expect, it } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { addCase, giveKey, PASSPHRASE } from './sealed-case.ts';
import { notTheListOfHosts, setUp } from './set-up.ts';

const t = setUp();

const HOST = 'https://teams.microsoft.com';
/** Where the tab says it comes from: a browser shows no page of this machine inside a page of the internet. */
const TAB = 'https://bondgenoot.test';

/** What a page of Teams' answers: enough of its side of the talk for a tab to start, sign in and hear of a new theme. */
const hostPage = (tab: string, subPageId: string | null) => `<!doctype html><title>Host</title>
<iframe src="${tab}" width="900" height="700"></iframe>
<script>
  const context = { theme: 'contrast', locale: 'en-us', subEntityId: ${JSON.stringify(subPageId)}, hostClientType: 'web' };
  const answers = {
    initialize: ['content', 'web', JSON.stringify({ apiVersion: 1, hostVersionsInfo: {}, isLegacyTeams: false, supports: {} }), '2.0.4'],
    getContext: [context],
    'authentication.getAuthToken': [true, 'good'],
  };
  window.asked = [];
  addEventListener('message', ({ data: { id, uuid, func }, source, origin }) => {
    window.asked.push(func);
    window.theme = (name) => source.postMessage({ func: 'themeChange', args: [name] }, origin);
    if (answers[func]) source.postMessage({ id, uuid, args: answers[func] }, origin);
  });
</script>`;

async function openInTeams(
  subPageId: string | null = null,
): Promise<{ host: Page; tab: FrameLocator; stopped: string[] }> {
  const context = await t.browser.newContext();
  const host = await context.newPage();
  const stopped: string[] = [];
  host.on('console', (message) => {
    if (/content security policy/i.test(message.text())) stopped.push(message.text());
  });
  await context.route(`${HOST}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: hostPage(`${TAB}/desk/`, subPageId) }),
  );
  await context.route(`${TAB}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${t.school.origin}${pathname}` }) });
  });
  t.school.signIn = { kind: 'teams' };
  await host.goto(`${HOST}/tab`);
  return { host, tab: host.frameLocator('iframe'), stopped };
}

describe('the desk in Teams', () => {
  it('signs in with Teams, takes its theme and language, and opens the case of a Teams link', async () => {
    await giveKey(t.school);
    const { id } = await addCase(t.school);
    const { host, tab, stopped } = await openInTeams(id);
    await tab.getByLabel('Passphrase').fill(PASSPHRASE);
    await tab.getByRole('button', { name: 'Open', exact: true }).click();
    await tab.getByText('An image is being spread').waitFor();
    const html = tab.locator('html');
    expect(await html.getAttribute('data-theme')).toBe('contrast');
    await host.evaluate("theme('dark')");
    await tab.locator('html[data-theme=dark]').waitFor();
    expect(await host.evaluate('asked')).toContain('appInitialization.success');
    expect(stopped.filter(notTheListOfHosts)).toEqual([]);
    await host.context().close();
  });

  it('says where to open it when there is no Teams around it', async () => {
    t.school.signIn = { kind: 'teams' };
    const page = await t.open();
    await page.getByText('Open dit bureau in Teams.').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });
});
