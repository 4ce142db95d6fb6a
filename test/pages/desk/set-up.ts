import { afterAll, afterEach, beforeAll, beforeEach, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { buildPages } from '../../../scripts/build-pages.ts';
import { launchBrowser } from '../../helpers/browser.ts';
import { type DeskOptions, type DeskPage, openDesk } from './desk-page.ts';
import { type StubSchool, startStubSchool } from './stub-school.ts';

export const MINUTE = 60_000;

/**
 * teams-js asks Microsoft which hosts to trust and has a list of its own to fall back on. The policy stops that, and
 * should stop nothing else.
 */
export const notTheListOfHosts = (stopped: string) => !stopped.includes('https://res.cdn.office.net/teams-js/');

export type DeskTest = {
  readonly browser: Browser;
  readonly school: StubSchool;
  /** Opens the desk as an officer does. Whatever its policy had to stop fails the test. */
  open(options?: DeskOptions): Promise<Page>;
};

/** A built desk, a browser, and a fresh school for every test of the file. */
export function setUp(): DeskTest {
  let browser: Browser;
  let school: StubSchool;
  let opened: DeskPage[] = [];
  jest.setTimeout(MINUTE);

  beforeAll(async () => {
    await buildPages();
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    school = await startStubSchool();
  });
  afterEach(async () => {
    const reported = school.requests.filter(({ what }) => what === 'POST /violations').map(({ body }) => body);
    const violations = [...opened.flatMap((one) => one.violations), ...reported].filter(notTheListOfHosts);
    await Promise.all(opened.map(({ page }) => page.context().close()));
    opened = [];
    await school.close();
    expect(violations).toEqual([]);
  });

  return {
    get browser() {
      return browser;
    },
    get school() {
      return school;
    },
    open: async (options) => {
      const one = await openDesk(browser, school, options);
      opened.push(one);
      return one.page;
    },
  };
}
