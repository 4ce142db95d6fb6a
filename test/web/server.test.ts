import { once } from 'node:events';
import { request } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import { SECURITY_HEADERS } from '../../src/web/pages.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';

const { nl, en } = strings;
const MARK = 'merkteken-91c2';
let school: TestSchool;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const get = (path: string, init: RequestInit = {}) => fetch(`${school.url}${path}`, { redirect: 'manual', ...init });
/** Sends a path as it stands: `fetch` would tidy it up first. */
async function raw(path: string, method = 'GET'): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(school.url);
  const sent = request({ hostname, port, path, method, agent: false }).end();
  const [response] = await once(sent, 'response');
  return { status: response.statusCode, body: await readAll(response) };
}

describe('every answer', () => {
  const answers: [string, string, RequestInit][] = [
    ['of the health check', '/healthz', {}],
    ['of the API', '/api/school', {}],
    ['of a page', '/report/', {}],
    ['of the desk', '/desk/', {}],
    ['that something is not there', '/nowhere', {}],
    ['that a method is not allowed', '/healthz', { method: 'DELETE' }],
    ['that a sign-in is needed', '/api/desk', {}],
    ['to the bot without a token', '/api/messages', { method: 'POST' }],
    ['that goes to a page with its slash', '/report', {}],
  ];
  it.each(answers)('%s carries the security headers and no cookie', async (_what, path, init) => {
    const { headers } = await get(path, init);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('with data is not kept by a browser', async () => {
    for (const path of ['/api/school', '/api/session', '/api/desk', '/nowhere']) {
      expect((await get(path)).headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('a page', () => {
  it('comes compressed, as it was built, to a browser that takes that, and whole to any other', async () => {
    const as = (encoding: string) => get('/report/report.js', { headers: { 'accept-encoding': encoding } });
    const [packed, plain] = await Promise.all([as('gzip, deflate, br'), as('identity')]);
    expect([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['br', null]);
    const [small, large] = [packed, plain].map(({ headers }) => Number(headers.get('content-length')));
    expect(small).toBeLessThan((large ?? 0) / 3);
    expect(await packed.text()).toBe(await plain.text());
  });
});

describe('the policy of a page', () => {
  const policyOf = async (path: string) => {
    const policy = (await get(path)).headers.get('content-security-policy') ?? '';
    return new Map(
      policy
        .split('; ')
        .map((part): [string, string] => [part.split(' ')[0] ?? '', part.split(' ').slice(1).join(' ')]),
    );
  };

  it.each(['/report/', '/report/index.html', '/report/report.js', '/desk/', '/desk/desk.js', '/desk/worker.js'])(
    '%s forbids what is not needed',
    async (path) => {
      const policy = await policyOf(path);
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('base-uri')).toBe("'none'");
      expect(policy.get('form-action')).toBe("'none'");
      expect(policy.get('require-trusted-types-for')).toBe("'script'");
      expect(policy.get('connect-src')).toBe("'self'");
      expect([...policy.values()].join(' ')).not.toMatch(/unsafe|http:|\*(?!\.)|allow-duplicates/);
    },
  );

  it('lets Teams alone put it in a frame', async () => {
    for (const path of ['/report/', '/desk/']) {
      const hosts = (await policyOf(path)).get('frame-ancestors')?.split(' ') ?? [];
      expect(hosts).toContain('https://teams.microsoft.com');
      for (const host of hosts) {
        expect(host).toMatch(/^('self'|https:\/\/(\*\.)?(teams\.microsoft\.com|cloud\.microsoft|office\.com))$/);
      }
    }
  });

  it('gives the sealed page the three named trusted types of the card renderer, and no style hash', async () => {
    const policy = await policyOf('/report/');
    expect(policy.get('trusted-types')?.split(' ')).toHaveLength(3);
    expect(policy.get('trusted-types')).not.toMatch(/\*|bondgenoot/);
    expect(policy.get('style-src')).toBe("'self'");
  });

  it('gives the desk one trusted type of its own', async () => {
    expect((await policyOf('/desk/')).get('trusted-types')).toBe('bondgenoot-worker');
  });
});

describe('pages', () => {
  it.each([
    ['/report/', 'text/html'],
    ['/report/report.js', 'text/javascript'],
    ['/report/report.css', 'text/css'],
    ['/desk/', 'text/html'],
    ['/desk/worker.js', 'text/javascript'],
  ])('%s is %s', async (path, type) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(Number(response.headers.get('content-length'))).toBe((await response.arrayBuffer()).byteLength);
  });

  it('hold no script or style of their own in the HTML, so that the policy can be strict', async () => {
    for (const path of ['/report/', '/desk/']) {
      const html = await (await get(path)).text();
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?:\/\//i);
    }
  });

  it.each(['report', 'desk'])('/%s goes to the page', async (page) => {
    const response = await get(`/${page}`);
    expect([response.status, response.headers.get('location')]).toEqual([308, `/${page}/`]);
  });

  it.each([
    '/report/../../package.json',
    '/report/..%2f..%2fpackage.json',
    '/report/%2e%2e/%2e%2e/package.json',
    '/report/....//package.json',
    '/report/..\\..\\package.json',
    '/report/%00',
    '/report/%',
    '/report//etc/passwd',
    '/desk/constructor',
    '/build.json',
    '/package.json',
    '/.env',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await raw(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toMatch(/"version"|root:|dependencies/);
  });
});

describe('what is not there', () => {
  it.each(['/', '/nowhere', '/api', `/api/${MARK}`, `/report/${MARK}.js`, `/api/messages/${MARK}`, `/?q=${MARK}`])(
    '%s is answered 404, with a code and a sentence, and is not repeated',
    async (path) => {
      const response = await get(path);
      const body = await response.text();
      expect(response.status).toBe(404);
      expect(JSON.parse(body)).toEqual({ error: { code: 'not-found', text: nl.errors['not-found'] } });
      expect(school.log.join('')).not.toContain(MARK);
    },
  );

  it('is told in the language of the browser', async () => {
    const told = async (language: string) =>
      (await get('/nowhere', { headers: { 'Accept-Language': language } })).text();
    expect(await told('en-GB,en;q=0.9')).toContain(en.errors['not-found']);
    expect(await told('nl-NL')).toContain(nl.errors['not-found']);
    expect(await told('de')).toContain(nl.errors['not-found']);
  });
});

describe('a method that is not allowed', () => {
  it.each([
    ['DELETE', '/api/school'],
    ['GET', '/api/messages'],
    ['GET', '/api/reports'],
    ['PUT', '/api/receipts'],
    ['POST', '/report/'],
    ['DELETE', '/api/desk/key'],
  ])('%s %s is answered 405', async (method, path) => {
    const { status, body } = await raw(path, method);
    expect(status).toBe(405);
    expect(JSON.parse(body)).toEqual({ error: { code: 'invalid', text: nl.errors.invalid } });
  });
});

describe('a body that is not right', () => {
  const json = { 'Content-Type': 'application/json' };
  it.each([
    ['broken JSON', `{"story": "${MARK}`, json],
    ['JSON that is no object', JSON.stringify(MARK), json],
    ['nothing', '', json],
    ['a form', `story=${MARK}`, { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['plain text', MARK, { 'Content-Type': 'text/plain' }],
    ['a type that is none', MARK, { 'Content-Type': `${MARK}/x` }],
    [
      'a file',
      `--x\r\nContent-Disposition: form-data; name="a"; filename="${MARK}"\r\n\r\n${MARK}\r\n--x--`,
      { 'Content-Type': 'multipart/form-data; boundary=x' },
    ],
  ] as const)('%s is answered 4xx and not repeated', async (_what, body, headers) => {
    for (const path of ['/api/reports', '/api/receipts']) {
      const response = await get(path, { method: 'POST', body, headers });
      const told = await response.text();
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(told).not.toContain(MARK);
      expect(JSON.parse(told)).toEqual({ error: { code: expect.any(String), text: expect.any(String) } });
    }
    expect(school.log.join('')).not.toContain(MARK);
    expect(await school.azurite.dump()).not.toContain(MARK);
  });

  it('that is too large is answered 413', async () => {
    const body = JSON.stringify({ story: MARK.repeat(30_000) });
    const response = await get('/api/reports', { method: 'POST', body, headers: json });
    expect(response.status).toBe(413);
    expect(await response.text()).not.toContain(MARK);
    expect((await get('/healthz')).status).toBe(200);
  });
});

describe('what anybody may ask', () => {
  it('is whether it runs, and how to sign in, and who can read a report', async () => {
    expect(await (await get('/healthz')).json()).toEqual({});
    expect(await (await get('/api/session')).json()).toMatchObject({
      signIn: { kind: 'teams' },
      school: 'ROC Voorbeeld',
    });
    expect(await (await get('/api/school')).json()).toMatchObject({ name: 'ROC Voorbeeld', readers: [] });
  });
});
