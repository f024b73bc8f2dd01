import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../domain/calendar.js';
import { countDates } from '../../domain/recurrence.js';
import { Browser } from '../browser.js';
import { brokenInvariants } from './ledger.js';
import { Member } from './member.js';
import { type Program, startProgram } from './program.js';
import { type RoundRobin, startRoundRobin } from './round-robin.js';
import { newTarget, type Target } from './target.js';

// Each starts within a second on a machine that does nothing else; allow for one that does.
const START_LIMIT_MS = 120_000;
const [UPKEEP_ROUND, DUE_HOUR] = ['upkeep-round.ts', 'due-hour.ts'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
) as [string, string];

/** Three, so that a form and the page after it do not always meet the same ones. */
const PROCESSES = 3;

describe('several processes on one PostgreSQL', { timeout: 60_000 }, () => {
  let target: Target;
  let balancer: RoundRobin;
  let programs: Program[];
  /** The same browser, going straight to one of the processes. */
  const at = (index: number, cookies: ReadonlyMap<string, string> = new Map()) => {
    const browser = new Browser(programs[index]!.url);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    return browser;
  };
  const count = (sql: string, ...params: string[]) =>
    target.read(
      async (db) => (await db.get<{ found: number }>(`SELECT COUNT(*) AS found ${sql}`, params))!.found,
    );

  beforeAll(async () => {
    target = await newTarget('postgres');
    balancer = await startRoundRobin();
    const settings = { ...target.settings, BASE_URL: balancer.url, TRUST_PROXY: '1' };
    programs = await Promise.all(Array.from({ length: PROCESSES }, () => startProgram(settings)));
    balancer.targets = programs.map(({ url }) => url);
  }, START_LIMIT_MS);
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.end('SIGTERM')));
    await balancer.close();
    await target.remove();
  });

  it('make the schema together, each step once, when all start at once on an empty database', async () => {
    const told = programs.flatMap(({ lines }) =>
      lines.flatMap((line) => /up to date: ([^"]+)/.exec(line)?.[1]?.split(', ') ?? []),
    );
    const stored = await target.read((db) =>
      db.all<{ name: string }>('SELECT name FROM schema_migrations ORDER BY name'),
    );
    expect(stored.length).toBeGreaterThan(0);
    expect(told.sort()).toEqual(stored.map(({ name }) => name));
  });

  it('serve one journey: every request meets another process, and none is noticed', async () => {
    const browser = new Browser(balancer.url);
    const heading = () => browser.page?.screen.getByRole('heading', { level: 1 }).textContent;
    const { email, password } = await browser.register();
    expect(heading()).toBe('My expenses');

    await browser.submit('Add expense', {
      amount: '12.50',
      description: 'Lunch with Ana',
      spent_on: '2026-03-05',
    });
    await browser.submit('Add expense', { amount: '800', description: 'Rent', spent_on: '2026-02-01' });
    expect(browser.page?.screen.getByRole('status').textContent).toContain('Rent, $800.00');

    const edit = browser.page!.screen.getByRole('link', { name: '$12.50' }).getAttribute('href')!;
    const other = new Browser(balancer.url);
    await other.get('/login');
    await other.submit('Log in', { email, password });
    await other.get(edit);
    await browser.get(edit);
    await browser.submit('Edit expense', { amount: '13' });
    expect(browser.page?.screen.getByRole('link', { name: '$13.00' })).toBeTruthy();
    await other.submit('Edit expense', { amount: '14' });
    expect(other.page?.screen.getByRole('alert').textContent).toMatch(/changed/i);

    await browser.get('/expenses?month=2026-03');
    expect(browser.page?.screen.queryByText('Rent')).toBeNull();
    await browser.press(browser.page!.screen.getByRole('button', { name: /^Delete/ }));
    expect(browser.page?.screen.queryByRole('link', { name: '$13.00' })).toBeNull();
    await browser.press(browser.page!.screen.getByRole('button', { name: 'Undo' }));
    expect(browser.page?.screen.getByRole('link', { name: '$13.00' })).toBeTruthy();

    await browser.press(browser.page!.screen.getByRole('button', { name: 'Log out' }));
    expect((await browser.get('/expenses', { follow: false })).headers.get('location')).toContain('/login');
    await browser.get('/login');
    await browser.submit('Log in', { email, password });
    expect(heading()).toBe('My expenses');
    for (const { url } of programs) expect(balancer.answered.get(url)).toBeGreaterThan(5);
  });

  it('carry a form that one of them kept out in another, once, also when "Continue" comes to two at once', async () => {
    const browser = at(0);
    await browser.register();
    browser.cookies.delete('outlay_access');
    const prompt = await browser.submit('Add expense', { amount: '4.20', description: 'Late coffee' });
    const { form } = prompt.screen.getByRole<HTMLButtonElement>('button', { name: 'Continue' });
    const fields = Object.fromEntries(
      [...form!.querySelectorAll('input')].map(({ name, value }) => [name, value]),
    );
    const both = [1, 2].map((index) => at(index, browser.cookies));
    const pages = await Promise.all(both.map((each) => each.post('/refresh', fields)));
    for (const page of pages) expect(page.status).toBe(200);
    expect(await count('FROM expenses WHERE description = $1', 'Late coffee')).toBe(1);
    for (const each of both) expect((await each.get('/expenses', { follow: false })).status).toBe(200);
  });

  it('add one expense for one idempotency key, however many of them are asked at once', async () => {
    const member = await Member.register(() => balancer.url);
    const sending = {
      body: { amount: '7.70', description: 'Sent twelve times', spent_on: '2026-04-01' },
      headers: { 'idempotency-key': 'the-same-key' },
    };
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => member.send('POST', '/expenses', sending)),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ body }) => body['id'])).size).toBe(1);
    expect(await count('FROM expenses WHERE description = $1', 'Sent twelve times')).toBe(1);
  });

  it('count wrong passwords once: after five over all of them, each asks to wait', async () => {
    const browser = at(0);
    const { email } = await browser.register();
    const attempt = async (index: number) => {
      const guest = at(index);
      const _csrf = await guest.token('/login');
      return guest.post('/login', { _csrf, email, password: 'not the right one' });
    };
    for (const index of [0, 1, 2, 0, 1]) expect((await attempt(index)).status).toBe(401);
    for (const index of [0, 1, 2]) {
      const page = await attempt(index);
      expect(page.status).toBe(429);
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('end a session everywhere at once: a copied cookie is worthless in every process', async () => {
    const browser = at(0);
    await browser.register();
    const copies = [0, 1, 2].map((index) => at(index, browser.cookies));
    for (const copy of copies) expect((await copy.get('/expenses', { follow: false })).status).toBe(200);
    await browser.get('/expenses');
    await browser.press(browser.page!.screen.getByRole('button', { name: 'Log out' }));
    for (const copy of copies) {
      const page = await copy.get('/expenses', { follow: false });
      expect([page.status, page.headers.get('location')]).toEqual([303, expect.stringContaining('/login')]);
    }
  });

  it('rotate a refresh token once that comes 50 times at once, and give all the same successor', async () => {
    const member = await Member.register(() => balancer.url);
    const body = { refresh_token: member.refreshToken };
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => member.send('POST', '/auth/refresh', { body })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(replies.map((reply) => reply.body['refresh_token']));
    expect(successors.size).toBe(1);
    member.refreshToken = String([...successors][0]);
    expect((await member.refresh()).status).toBe(200);
    const broken = await target.read(brokenInvariants);
    expect(broken.filter((sentence) => !sentence.startsWith('a session was ended'))).toEqual([]);
  });

  it('leave scheduled work to one of them', async () => {
    const member = await Member.register(() => balancer.url);
    for (const amount of ['1', '2', '3']) {
      const body = { amount, description: 'Long gone', spent_on: '2026-01-01' };
      const { body: added } = await member.send('POST', '/expenses', { body });
      await member.send('DELETE', `/expenses/${String(added['id'])}`);
    }
    await target.read((db) =>
      db.run(`UPDATE expenses SET deleted_at = '2026-01-01T00:00:00.000Z' WHERE description = 'Long gone'`),
    );
    const workers = await Promise.all([1, 2, 3].map(() => startWorker(UPKEEP_ROUND)));
    const gone = await Promise.all(workers.map((run) => run()));
    expect(gone.sort()).toEqual([0, 0, 3]);
    expect(await count('FROM expenses WHERE description = $1', 'Long gone')).toBe(0);
  });

  it('add what is due once, two of them at it through an hour of their clock, over midnight', async () => {
    const member = await Member.register(() => balancer.url);
    const today = new Date().toISOString().slice(0, 10) as Day;
    const until = addDays(today, 41);
    let expected = 0;
    for (const [at, every] of (['day', 'day', 'week', 'month'] as const).entries()) {
      const rhythm = { startsOn: addDays(today, 1 + at), endsOn: null, interval: 1 + (at % 2), every };
      const { startsOn, interval } = rhythm;
      const body = { amount: '3', description: `Due ${String(at)}`, starts_on: startsOn, interval, every };
      expect((await member.send('POST', '/recurring', { body })).status).toBe(201);
      expected += countDates(rhythm, today, until);
    }
    const from = `${addDays(until, -1)}T23:30:00.000Z`;
    const workers = await Promise.all([1, 2].map(() => startWorker(DUE_HOUR, from)));
    const added = await Promise.all(workers.map((run) => run()));
    expect(added.reduce((sum, each) => sum + each, 0)).toBe(expected);
    expect(await count(`FROM expenses WHERE description LIKE 'Due %'`)).toBe(expected);
    expect(
      await count(`FROM (SELECT DISTINCT description, spent_on FROM expenses
                         WHERE description LIKE 'Due %') AS days`),
    ).toBe(expected);
  });

  /** Another process, that waits for the word; resolves when it is ready. */
  const startWorker = async (script: string, ...more: string[]) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, target.databaseUrl, ...more], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return async () => {
      child.stdin.write('go');
      const [printed] = (await once(child.stdout, 'data')) as [Buffer];
      return Number(printed.toString());
    };
  };
});
