import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILTER_FIELDS } from '../controllers/forms/filter-form.js';
import { engines } from '../testing/engines.js';
import { fieldState } from '../testing/form-field.js';
import { type Person, signUp, tokenFor } from '../testing/person.js';
import { dumpTables } from '../testing/table-dump.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const SCRIPTS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '<iframe src="javascript:alert(1)">',
  '" autofocus onfocus="alert(1)',
  "' onmouseover='alert(1)",
  '<%= 7*7 %>',
  '<%- include("/etc/passwd") %>',
  '<%- csrf %>',
  '{{7*7}}${7*7}#{7*7}',
  '&lt;script&gt;',
  '<!--',
  ']]>',
  '\\"-alert(1)-\\"',
  'javascript:alert(1)',
  '<style>*{display:none}</style>',
  '<base href=//evil.test>',
  '<meta http-equiv=refresh content=0>',
];

const STATEMENTS = [
  "' OR '1'='1",
  "'; DROP TABLE expenses; --",
  '1 OR 1=1',
  '1; SELECT 1',
  "1' UNION SELECT password_hash FROM users--",
  '%27%20OR%201=1',
  "\\' OR 1=1 --",
  '$1',
  '$$',
  '?',
  ':a',
  '@a',
  '1)) OR ((1=1',
  "'||(SELECT 1)||'",
  "'; SELECT pg_sleep(5); --",
  '/*',
  '*/',
  '\0',
  '\\',
  '"',
  '`',
  'NULL',
  'undefined',
  '[object Object]',
  '1e309',
  '-9223372036854775808',
  '0x7fffffff',
  '🐢',
  '\u{10FFFF}',
  '\uFFFD',
];

describe.each(engines)('whatever is sent to the pages on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
    mira = await signUp(app);
    for (const [amount, description] of [
      ['1.00', '100% wool'],
      ['2.00', 'snake_case'],
      ['3.00', 'back\\slash'],
      ['4.00', 'Crème brûlée'],
    ] as const)
      await mira.spend(amount, description);
  });
  afterAll(() => app.close());

  const read = async (path: string) => {
    const headers = { cookie: `outlay_access=${mira.accessToken}` };
    const answer = await fetch(app.url + path, { headers, redirect: 'manual' });
    return { status: answer.status, html: await answer.text() };
  };
  const found = async (q: string) => {
    const { html, status } = await read(`/expenses?${new URLSearchParams({ q }).toString()}`);
    expect(status).toBe(200);
    return [...html.matchAll(/<input type=checkbox[^>]*>([^<]*)<\/label>/g)].map(([, text]) => text);
  };

  const PATHS = [
    '/expenses',
    '/expenses/trash',
    '/reports',
    '/categories',
    '/account',
    '/login',
    '/refresh',
    '/',
  ];
  const NAMES = [
    ...FILTER_FIELDS,
    'cursor',
    'edit',
    'next',
    'form',
    'reason',
    'min',
    'max',
    '__proto__',
    'constructor',
  ];

  it('no query string makes a 500', async () => {
    const known = [
      '2026-02',
      '1900',
      '2199',
      '1900-01-01',
      '2199-12-31',
      ' 2026-02 ',
      'week',
      'none',
      'constructor',
    ];
    const cursors = [
      'older|2026-02-30T00:00:00.000Z|1',
      'newer|1900-01-01|1',
      'older|2199-12-31|9007199254740991',
    ];
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(...known, ...cursors.map((text) => Buffer.from(text).toString('base64url'))),
      fc.constantFrom(...STATEMENTS, ...SCRIPTS),
      fc.bigInt().map(String),
      fc.double().map(String),
    );
    const pair = fc.tuple(fc.constantFrom(...NAMES), value);
    const encoded = fc
      .array(pair, { maxLength: 5 })
      .map((pairs) =>
        pairs.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`).join('&'),
      );
    const raw = fc.stringMatching(/^[!-"$-~]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PATHS),
        fc.oneof({ weight: 4, arbitrary: encoded }, raw),
        async (path, query) => {
          const { status, html } = await read(`${path}?${query}`);
          expect([200, 303, 404, 422]).toContain(status);
          expect(html).not.toMatch(/node_modules|\.ts:\d|SQLITE|syntax error|at Object\.|native code/);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('every value alone makes no 500 either, at the ends of the calendar least of all', async () => {
    const values = [
      '1900',
      '2199',
      '1900-01',
      '2199-12',
      '1900-01-01',
      '2199-12-31',
      ' 2026-02',
      '3months',
      'none',
    ];
    const fields = ['month', 'year', 'from', 'to', 'period', 'category'];
    for (const name of fields) {
      const statuses = await Promise.all(
        values.map(async (value) => (await read(`/expenses?${name}=${encodeURIComponent(value)}`)).status),
      );
      expect([name, statuses.filter((status) => status !== 200 && status !== 422)]).toEqual([name, []]);
    }
    for (const year of ['1900', '2199', '1899', '2200', 'x'])
      expect([200, 422]).toContain((await read(`/reports?year=${year}`)).status);
  });

  it('statements in any place are text: I02', async () => {
    const before = await dumpTables(app.db, ['users', 'books', 'categories', 'expenses', 'monthly_totals']);
    for (const text of STATEMENTS) {
      const value = encodeURIComponent(text);
      const query = [...NAMES, 'sort', 'dir', 'id', 'limit'].map((name) => `${name}=${value}`).join('&');
      for (const path of [`/expenses?${query}`, `/expenses?q=${value}`, `/expenses?cursor=${value}`])
        expect([text, [200, 422].includes((await read(path)).status)]).toEqual([text, true]);
      expect([404, 400]).toContain((await read(`/expenses/${value}/edit`)).status);
    }
    expect(await dumpTables(app.db, ['users', 'books', 'categories', 'expenses', 'monthly_totals'])).toBe(
      before,
    );
  });

  it('wildcards in a search are letters: I03', async () => {
    expect(await found('%')).toEqual(['100% wool']);
    expect(await found('_')).toEqual(['snake_case']);
    expect(await found('\\')).toEqual(['back\\slash']);
    expect(await found('e_c')).toEqual(['snake_case']);
    expect(await found('0% W')).toEqual(['100% wool']);
    expect(await found('CRÈME BRÛLÉE')).toEqual(['Crème brûlée']);
    expect(await found('creme')).toEqual(['Crème brûlée']);
  });

  it('a filter that is given twice counts once, the first time: I04', async () => {
    const { html } = await read('/expenses?q=wool&q=snake&month=2026-01&month=2026-02&month=x');
    expect(html).toContain('value="wool"');
    expect(html).toContain('value="2026-01"');
  });

  it('markup is shown as it was typed, wherever it appears: I01', async () => {
    const owner = await signUp(app, '<b>Bo</b>');
    const principal = await owner.principal();
    for (const [index, text] of SCRIPTS.entries()) {
      await owner.spend('1.00', text);
      await app.services.categories.add(principal, { name: `${text.slice(0, 36)} ${String(index)}` });
    }
    const id = await owner.spend('1.00', SCRIPTS[1]);
    await owner.send(`/expenses/${String(id)}/delete`);
    const edit = await app.db.get<{ id: number }>('SELECT MIN(id) AS id FROM expenses WHERE book_id = $1', [
      principal.bookId,
    ]);
    const paths = [
      '/expenses',
      '/expenses/trash',
      '/reports',
      '/categories',
      '/account',
      '/account/sessions',
    ];
    for (const path of [...paths, `/expenses/${String(edit!.id)}/edit`]) {
      const { document } = await owner.get(path);
      expect([path, foreignMarkup(document)]).toEqual([path, []]);
    }
    const list = await owner.get('/expenses');
    const shown = [...list.document.querySelectorAll('.days label')].map(({ textContent }) => textContent);
    expect(shown).toEqual([...SCRIPTS].reverse());
    expect(list.document.querySelector('.who')?.textContent).toBe('<b>Bo</b>');
    for (const text of SCRIPTS) {
      const typed = await owner.send('/expenses', { amount: text, description: text, spent_on: text });
      expect(typed.status).toBe(422);
      for (const name of ['amount', 'description', 'spent_on'])
        expect(fieldState(typed, `add-${name}`).value).toBe(text);
    }
  });

  it('fields of the prototype and options of templates have no effect: I11, I12', async () => {
    const options = {
      'settings[view options][client]': 'true',
      'settings[view options][escapeFunction]': '1;return process.exit(1)',
      'settings[view options][outputFunctionName]': 'x;process.exit(1);s',
      client: 'true',
      escapeFunction: '1;return global.process.exit(1)',
      outputFunctionName: 'x;process.exit(1);s',
      delimiter: '?',
      cache: 'true',
      debug: 'true',
      __proto__x: '1',
      'constructor[prototype][polluted]': '1',
      'constructor.prototype.polluted': '1',
    };
    const before = (await read('/reports')).html;
    const query = `${new URLSearchParams(options).toString()}&__proto__=1&__proto__[polluted]=1`;
    const _csrf = await tokenFor(mira);
    for (const path of ['/expenses', '/reports', '/account'])
      expect((await read(`${path}?${query}`)).status).toBe(200);
    const body = `${query}&_csrf=${encodeURIComponent(_csrf)}&amount=x`;
    const headers = {
      cookie: `outlay_access=${mira.accessToken}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    expect((await fetch(`${app.url}/expenses`, { method: 'POST', body, headers })).status).toBe(422);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const unlike = /value="[^"]*"/g;
    expect((await read('/reports')).html.replace(unlike, '')).toBe(before.replace(unlike, ''));
  });

  it('bodies of other types are no forms', async () => {
    const cookie = `outlay_access=${mira.accessToken}`;
    const _csrf = await tokenFor(mira);
    const text = JSON.stringify({ _csrf, amount: '1', description: 'JSON', spent_on: '2026-03-01' });
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'nonsense']) {
      const headers = { cookie, 'content-type': type };
      const answer = await fetch(`${app.url}/expenses`, { method: 'POST', headers, body: text });
      expect([type, answer.status]).toEqual([type, 403]);
    }
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded; charset=x-mac' };
    const answer = await fetch(`${app.url}/expenses`, { method: 'POST', headers, body: `_csrf=${_csrf}` });
    expect(answer.status).toBe(415);
    expect(await found('JSON')).toEqual([]);
  });
});

describe.each(engines)('when the program itself fails on $name', (engine) => {
  it('says so without saying how, keeps what was typed, and logs under the same number: K09', async () => {
    const app = await startTestApp(engine);
    const mira = await signUp(app);
    const _csrf = await tokenFor(mira);
    await app.db.run('ALTER TABLE expenses RENAME TO expenses_away');
    const typed = { _csrf, amount: '12.50', description: 'Zanzibar', spent_on: '2026-03-01' };
    const page = await mira.post('/expenses', typed, { follow: false });
    expect(page.status).toBe(500);
    expect(page.screen.getByRole('heading', { level: 1 }).textContent).toBe('Something went wrong');
    expect(page.html).toContain('<dd>Zanzibar</dd>');
    expect(page.html).not.toMatch(/expenses_away|no such table|relation|SELECT|INSERT|\.ts/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const id = page.document.querySelector('.reference code')!.textContent;
    expect(
      app.logLines.filter((line) => JSON.stringify(line).includes(id)).map((line) => line['level']),
    ).toContain(50);
    expect(mira.accessToken).not.toBe('');
    await app.close();
  });
});

/** What our own pages never hold: elements and attributes that run something or lead elsewhere. */
function foreignMarkup(document: Document): string[] {
  const elements = document.querySelectorAll(
    'iframe, style, base, meta[http-equiv], main img, script:not([src^="/static/"])',
  );
  const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith('on') || name === 'style'),
  );
  const links = [...document.querySelectorAll('[href], [src], [action], [formaction]')]
    .flatMap((element) => ['href', 'src', 'action', 'formaction'].map((name) => element.getAttribute(name)))
    .filter((goal) => goal !== null && !/^(\/(?!\/)|#)/.test(goal));
  return [...[...elements].map(({ outerHTML }) => outerHTML), ...handlers, ...links.map(String)];
}
