import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../testing/browser.js';
import { engines } from '../testing/engines.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { linked } from './base-path.js';

const ADDRESSES = [
  'href',
  'src',
  'srcset',
  'action',
  'formaction',
  'data-openapi',
  'data-suggest',
  'data-worker',
];

describe('putting the path before addresses', () => {
  it.each([
    ['<a href="/expenses?q=/x">/expenses</a>', '<a href="/money/expenses?q=/x">/expenses</a>'],
    ['<form  action="/"><button formaction="/a">', '<form  action="/money/"><button formaction="/money/a">'],
    ['<a href="//elsewhere.example/">', '<a href="//elsewhere.example/">'],
    [
      '<a href="https://elsewhere.example/x" href="#top">',
      '<a href="https://elsewhere.example/x" href="#top">',
    ],
    ['<input value="/expenses">', '<input value="/expenses">'],
    ['<p>a &quot; href=&quot;/x&quot;</p>', '<p>a &quot; href=&quot;/x&quot;</p>'],
  ])('%s', (html, expected) => {
    expect(linked(html, '/money')).toBe(expected);
    expect(linked(html, '')).toBe(html);
  });
});

describe.each(engines)('under https://home.example/money, on $name', (engine) => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startTestApp(engine, { env: { BASE_URL: 'http://home.example/money' } });
    browser = new Browser(app.url);
  });
  afterAll(() => app.close());

  /** Everything that a page leads to. */
  const addresses = () =>
    ADDRESSES.flatMap((name) =>
      [...browser.page!.document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name)!),
    ).filter((address) => !/^(#|https?:|mailto:|data:)/.test(address));

  it('a person registers, adds, edits, deletes and logs out, and stays within the path', async () => {
    await browser.get('/money/register');
    await browser.submit('Create account', {
      username: 'mira',
      email: 'mira@example.com',
      password: 'correct horse battery staple',
    });
    expect(browser.page!.url).toBe('/money/expenses');
    await browser.submit('Add expense', {
      amount: '12.50',
      description: 'href="/x"',
      spent_on: '2026-03-05',
    });
    expect(browser.page!.url).toMatch(/^\/money\/expenses/);
    const amount = browser.page!.screen.getByRole('link', { name: '$12.50' });
    await browser.get(amount.getAttribute('href')!);
    await browser.submit('Edit expense', { amount: '13' });
    expect(browser.page!.url).toMatch(/^\/money\/expenses/);
    await browser.press(browser.page!.screen.getByRole('button', { name: /^Delete/ }));
    await browser.press(browser.page!.screen.getByRole('button', { name: 'Undo' }));
    expect(browser.page!.screen.getByText('href="/x"')).toBeTruthy();
  });

  it(
    'every address on every page is under the path, and leads to something',
    { timeout: 60_000 },
    async () => {
      const pages = [
        '/expenses',
        '/categories',
        '/reports',
        '/account',
        '/account/security',
        '/tags',
        '/docs',
        '/nothing',
      ];
      const seen = new Set<string>();
      for (const page of ['', ...pages].map((path) => `/money${path || '/'}`)) {
        await browser.get(page);
        const found = addresses();
        expect(found.length).toBeGreaterThan(5);
        expect(found.filter((address) => !address.startsWith('/money/'))).toEqual([]);
        for (const address of found) if (/^\/money\/static/.test(address)) seen.add(address.split('#')[0]!);
      }
      for (const address of seen)
        expect([address, (await fetch(app.url + address)).status]).toEqual([address, 200]);
      const manifest = [...seen].find((address) => address.endsWith('.webmanifest'))!;
      const { start_url: start } = (await (await fetch(app.url + manifest)).json()) as { start_url: string };
      expect(new URL(start, `http://home.example${manifest}`).pathname).toBe('/money/expenses');
    },
  );

  it('cookies are of the path only', async () => {
    const answer = await fetch(`${app.url}/money/login`);
    expect(answer.headers.getSetCookie().length).toBeGreaterThan(0);
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/; Path=\/money;/);
    const secure = await startTestApp(engine, { env: { BASE_URL: 'https://home.example/money/' } });
    const [cookie] = (await fetch(`${secure.url}/money/login`)).headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-outlay_\w+=.*; Path=\/money;.*; Secure/);
    await secure.close();
  });

  it('a stranger is led to the login and from there on, and the path alone to the start', async () => {
    const stranger = new Browser(app.url);
    await stranger.get('/money/expenses?month=2026-03');
    expect(stranger.page!.url).toBe(`/money/login?next=${encodeURIComponent('/expenses?month=2026-03')}`);
    const bare = await fetch(`${app.url}/money?x=1`, { redirect: 'manual' });
    expect([bare.status, bare.headers.get('location')]).toEqual([308, '/money/?x=1']);
  });

  it('a proxy may also leave the path out', async () => {
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    const page = await (await fetch(`${app.url}/login`)).text();
    expect(page).toContain('action="/money/login"');
  });

  it('where no passkey works, a page leads to the path at which they do', async () => {
    const local = await startTestApp(engine, { env: { BASE_URL: 'http://localhost:3000/money' } });
    const page = await (await fetch(`${local.url}/money/login`)).text();
    expect(page).toContain('<a href="http://localhost:3000/money">http://localhost:3000/money</a>');
    expect(page).toContain('data-origin="http://localhost:3000"');
    await local.close();
  });

  it('the API names new records under the path, and so does its description', async () => {
    const response = await fetch(`${app.url}/money/api/v1/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'noor', email: 'noor@example.com', password: 'plum violin harbour' }),
    });
    expect(response.headers.get('location')).toBe('/money/api/v1/users/me');
    const document = (await (await fetch(`${app.url}/money/api/openapi.json`)).json()) as {
      servers: { url: string }[];
    };
    expect(document.servers[0]!.url).toBe('/money/api/v1');
  });
});
