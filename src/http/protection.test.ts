import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../testing/browser.js';
import { engines } from '../testing/engines.js';
import { PASSWORD, Person, signUp, tokenFor } from '../testing/person.js';
import { pageTable } from '../testing/page-table.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const CSP =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';" +
  "worker-src 'self';form-action 'self';base-uri 'none';object-src 'none';frame-ancestors 'none';manifest-src 'self'";

const ALWAYS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** What is no page, and what it is. */
const OTHERS: Readonly<Record<string, string>> = {
  '/expenses/descriptions': 'application/json; charset=utf-8',
  '/expenses/export?format=csv': 'text/csv; charset=utf-8',
  '/expenses/export?format=json': 'application/json; charset=utf-8',
  '/export/all': 'application/json; charset=utf-8',
};

/** Pages that lead on who is signed in already, or who has nothing to do there. */
const LEADING_ON = ['/register', '/login', '/login/code', '/refresh', '/account/security/authenticator'];

const headersOf = (headers: Headers, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, headers.get(name)]));

describe.each(engines)('headers and cookies on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
    mira = await signUp(app);
  });
  afterAll(() => app.close());

  const ask = (path: string, init: RequestInit = {}) => {
    const cookie = `outlay_access=${mira.accessToken}; outlay_refresh=${mira.refreshToken}`;
    const headers = { cookie, ...(init.headers as Record<string, string> | undefined) };
    return fetch(new URL(path, app.url), { redirect: 'manual', ...init, headers });
  };

  const withoutParts = ({ method, path }: { method: string; path: string }) =>
    method === 'get' && !path.includes(':') && path !== '/export/all';
  const gets = pageTable.filter(withoutParts);
  const statusOf = (path: string) =>
    LEADING_ON.includes(path) ? 303 : path === '/expenses/export' ? 422 : 200;
  interface Case {
    readonly path: string;
    readonly status: number;
    readonly init?: RequestInit;
  }
  const postOf = (body: URLSearchParams, headers: Record<string, string> = {}) => ({
    init: { method: 'POST', body, headers },
  });
  const manyFields = [...Array(51).keys()].map((index) => [`f${String(index)}`, '1']);
  const cases: Case[] = [
    ...gets.map(({ path }): Case => ({ path, status: statusOf(path) })),
    ...Object.keys(OTHERS).map((path): Case => ({ path, status: 200 })),
    { path: '/nowhere', status: 404 },
    { path: '/expenses/987654/edit', status: 404 },
    { path: '/expenses/5/delete', status: 405 },
    { path: '/expenses?month=2026-13', status: 422 },
    { path: '/%E0%A4%A', status: 404 },
    { path: '/expenses/%E0%A4%A/edit', status: 400 },
    { path: '/expenses', status: 403, ...postOf(new URLSearchParams()) },
    { path: '/expenses', status: 403, ...postOf(new URLSearchParams(), { 'sec-fetch-site': 'cross-site' }) },
    { path: '/expenses', status: 413, ...postOf(new URLSearchParams({ x: 'x'.repeat(70_000) })) },
    { path: '/expenses', status: 413, ...postOf(new URLSearchParams(manyFields)) },
    { path: '/expenses', status: 405, init: { method: 'OPTIONS' } },
    { path: '/expenses', status: 200, init: { method: 'HEAD' } },
  ];

  it.each(cases)('are exact at $path ($status): K03, K05, K08, I10', async ({ path, status, init = {} }) => {
    const answer = await ask(path, init);
    expect(answer.status).toBe(status);
    expect(headersOf(answer.headers, Object.keys(ALWAYS))).toEqual(ALWAYS);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    for (const name of ['strict-transport-security', 'x-powered-by', 'etag', 'access-control-allow-origin'])
      expect([name, answer.headers.get(name)]).toEqual([name, null]);
    if (status !== 303)
      expect(answer.headers.get('content-type')).toBe(OTHERS[path] ?? 'text/html; charset=utf-8');
    const html = await answer.text();
    expect(html).not.toMatch(/<script(?![^>]* src=)|\son\w+=|\sstyle=|javascript:|<style/i);
    expect(html).not.toMatch(/(src|href|action)="(https?:)?\/\//i);
  });

  it('let nobody but us keep pages, and everybody keep static files for ever', async () => {
    const css = /href="(\/static\/app\.[^"]+)"/.exec(await (await ask('/')).text())![1]!;
    const answer = await ask(css);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headersOf(answer.headers, Object.keys(ALWAYS))).toEqual(ALWAYS);
    expect((await ask('/static/nothing.css')).headers.get('cache-control')).not.toContain('immutable');
  });

  it('carry a number on every error, under which it stands in the log: K09', async () => {
    const answer = await ask('/nowhere');
    const html = await answer.text();
    const id = /<code>([0-9a-f-]{36})<\/code>/.exec(html)?.[1];
    expect(id).toBeDefined();
    expect(JSON.stringify(app.logLines)).toContain(id);
  });

  it.each([
    ['application/json', 'application/problem+json'],
    ['application/problem+json, */*;q=0.1', 'application/problem+json'],
    ['text/html, application/json;q=0.9', 'text/html'],
    ['*/*', 'text/html'],
    ['image/png', 'text/html'],
  ])('tell a fault to who accepts %s in %s: K09', async (accept, type) => {
    const large = { method: 'POST', body: new URLSearchParams({ x: 'x'.repeat(70_000) }) };
    for (const [path, init, status] of [
      ['/nowhere', {}, 404],
      ['/expenses', large, 413],
      ['/login', { method: 'POST', body: new URLSearchParams({ email: 'x' }) }, 403],
    ] as const) {
      const answer = await ask(path, { ...init, headers: { accept } });
      expect([path, answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
        path,
        status,
        type,
      ]);
      expect(answer.headers.get('vary')).toContain('Accept');
      if (type === 'text/html') continue;
      const problem = (await answer.json()) as { status: number; request_id: string };
      expect(problem).toMatchObject({ status, title: expect.any(String) as string });
      expect(JSON.stringify(app.logLines)).toContain(problem.request_id);
    }
  });

  it('are plain names without Secure on plain http: K02', async () => {
    const lines = await cookieLines(app.url, mira);
    expect(lines.map((line) => line.split('=')[0]).sort()).toEqual([
      'outlay_access',
      'outlay_device',
      'outlay_refresh',
      'outlay_visitor',
    ]);
    for (const line of lines) expect(attributes(line)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
  });

  it('are cleared with the attributes that they were set with', async () => {
    const other = await mira.elsewhere();
    const lines = (await other.send('/logout')).headers.getSetCookie();
    const cleared = lines.filter((line) => line.includes('1970'));
    expect(cleared.map((line) => line.split('=')[0]).sort()).toEqual([
      'outlay_access',
      'outlay_day',
      'outlay_refresh',
    ]);
    for (const line of cleared) expect(attributes(line)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
  });

  it('work at an address of the home network that nobody configured: K07', async () => {
    const browser = new Browser(app.url);
    const fields = { _csrf: await tokenFor(browser), email: mira.email, password: PASSWORD };
    const { port } = new URL(app.url);
    const origin = `http://localhost:${port}`;
    const cookie = `outlay_visitor=${browser.cookies.get('outlay_visitor')!}`;
    const answer = await fetch(`${origin}/login`, {
      method: 'POST',
      headers: { origin, cookie },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/expenses']);
  });
});

describe.each(engines)('with https in front, on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { env: { BASE_URL: 'https://outlay.test' } });
    mira = await signUp(app);
  });
  afterAll(() => app.close());

  it('cookies are __Host-, Secure, HttpOnly, Lax, for the whole host and no other: K01', async () => {
    const lines = await cookieLines(app.url, mira);
    expect(lines.map((line) => line.split('=')[0]).sort()).toEqual([
      '__Host-outlay_access',
      '__Host-outlay_device',
      '__Host-outlay_refresh',
      '__Host-outlay_visitor',
    ]);
    for (const line of lines) {
      expect(attributes(line)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
    }
  });

  it('cookies without the prefix count for nothing', async () => {
    expect((await mira.get('/expenses', { follow: false })).headers.get('location')).toContain('/login');
    mira.cookies.set('__Host-outlay_access', mira.accessToken);
    expect((await mira.get('/expenses', { follow: false })).status).toBe(200);
  });

  it('browsers are held to https, pages and errors alike: K06', async () => {
    for (const path of ['/', '/nowhere', '/login']) {
      const { headers } = await fetch(`${app.url}${path}`);
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
      expect(headers.get('content-security-policy')).toBe(`${CSP};upgrade-insecure-requests`);
    }
  });

  it('forms are taken from the configured origin only: C06', async () => {
    const visitor = new Person(app, 'x', 'x@example.com');
    const statusFrom = async (origin: string) => {
      const fields = { _csrf: await tokenFor(visitor), email: 'x@example.com', password: 'wrong' };
      return (await visitor.post('/login', fields, { follow: false, headers: { origin } })).status;
    };
    expect(await statusFrom('https://outlay.test')).toBe(401);
    for (const origin of [
      'http://outlay.test',
      app.url,
      'https://evil.outlay.test',
      'https://outlay.test.evil',
      '',
    ])
      expect([origin, await statusFrom(origin)]).toEqual([origin, 403]);
  });
});

/** The Set-Cookie lines of a visit and a login. */
async function cookieLines(url: string, { email }: Person): Promise<string[]> {
  const login = await fetch(`${url}/login`);
  const [visitor = ''] = login.headers.getSetCookie();
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(await login.text())![1]!;
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { cookie: visitor.split(';')[0]! },
    body: new URLSearchParams({ _csrf, email, password: PASSWORD }),
    redirect: 'manual',
  });
  return answer.headers.getSetCookie();
}

/** What a cookie line says besides its value and its age. */
function attributes(line: string): string[] {
  return line
    .split('; ')
    .slice(1)
    .filter((part) => !/^(Max-Age|Expires)=/.test(part))
    .sort();
}
