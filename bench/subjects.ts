import { randomUUID } from 'node:crypto';
import { TAG } from './furnish.js';
import { type Seeded, SIGNER } from './seeded.js';
import type { Pressure, Shot } from './load.js';
import type { Visitor } from './visitor.js';

/** One thing that is measured at every size, on every engine. */
export interface Subject {
  readonly name: string;
  readonly shot: Shot;
  readonly pressure?: Pick<Pressure, 'connections'>;
}

/** What only reads; measured first, so that every size is what it says. */
export function readings(
  { categoryId, some, two, rare, frequent }: Seeded,
  { cookie, bearer }: Visitor,
): Subject[] {
  const page = (name: string, path: string, more: Record<string, string> = {}): Subject => ({
    name,
    shot: { path, headers: { cookie, ...more } },
  });
  const api = (name: string, path: string): Subject => ({
    name,
    shot: { path: `/api/v1${path}`, headers: { authorization: bearer } },
  });
  const fresh = (name: string, query: Record<string, string>): Subject => ({
    name,
    shot: { ...page(name, '/expenses').shot, nextPath: sinceLongAgo(query) },
  });
  const search = (text: string) => `/expenses?${new URLSearchParams({ q: text }).toString()}`;
  return [
    page('dashboard, all time', '/expenses'),
    fresh('dashboard, nothing kept', {}),
    page('dashboard, this year', `/expenses?year=${thisYear()}`),
    page('dashboard, this year, gzip', `/expenses?year=${thisYear()}`, { 'accept-encoding': 'gzip' }),
    fresh('dashboard, one category, nothing kept', { category: String(categoryId) }),
    fresh('dashboard, a tag of half, nothing kept', { tag: TAG }),
    page('search, two words', search(two.text)),
    fresh('search, two words, nothing kept', { q: two.text }),
    fresh('search, some 300, nothing kept', { q: some.text }),
    fresh('search, up to 1 000, nothing kept', { q: rare.text }),
    fresh('search, a tenth, nothing kept', { q: frequent.text }),
    page('report of a year', `/reports?year=${thisYear()}`),
    page('budgets of a month', `/budgets?month=${shownMonth()}`),
    page('changes', '/changes'),
    api('API: year of months × categories', `/reports/monthly-categories?year=${thisYear()}`),
    api('API: list of 50', '/expenses?limit=50'),
  ];
}

const CROWD = 200;
const CROWDED = [
  'dashboard, all time',
  'dashboard, nothing kept',
  'search, two words, nothing kept',
  'report of a year',
  'add an expense (form)',
];

/** Pages of all kinds once more, with many people at once. */
export function crowded(subjects: readonly Subject[]): Subject[] {
  return subjects
    .filter(({ name }) => CROWDED.includes(name))
    .map((subject) => ({ ...subject, pressure: { connections: CROWD } }));
}

/** What writes, and its yardsticks on the server of insert-server.ts. */
export function writings(
  { categoryId }: Seeded,
  { cookie, csrf, bearer }: Visitor,
): { program: Subject[]; yardstick: Subject[] } {
  let sent = 0;
  const values = () => ({
    amount: '12.50',
    description: `Bench coffee ${String((sent += 1))}`,
    category_id: String(categoryId),
    spent_on: today(),
  });
  const form = (more: Record<string, string>) => () =>
    new URLSearchParams({
      ...values(),
      idempotency_key: randomUUID(),
      return_to: '/expenses',
      ...more,
    }).toString();
  const formHeaders = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
  const jsonHeaders = { authorization: bearer, 'content-type': 'application/json' };
  const json = () => JSON.stringify({ ...values(), category_id: categoryId });
  const add = (name: string, body: () => string): Subject => ({
    name,
    shot: { method: 'POST', path: '/expenses', headers: formHeaders, body, status: 303 },
  });
  const addByApi = (name: string): Subject => ({
    name,
    shot: { method: 'POST', path: '/api/v1/expenses', headers: jsonHeaders, body: json, status: 201 },
  });
  return {
    program: [add('add an expense (form)', form({ _csrf: csrf })), addByApi('add an expense (API)')],
    yardstick: [add('bare INSERT (form)', form({})), addByApi('bare INSERT (JSON)')],
  };
}

/** Few at a time: many at once from one address are asked to wait. */
export function loggingIn(): Subject {
  return {
    name: 'log in (API)',
    pressure: { connections: 2 },
    shot: {
      method: 'POST',
      path: '/api/v1/auth/login',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.1' },
      body: () => JSON.stringify(SIGNER),
    },
  };
}

/** Everything, asked for in a way that nobody has asked before: no answer can be ready. */
function sinceLongAgo(query: Record<string, string>): () => string {
  let asked = 0;
  return () => {
    const day = new Date(Date.UTC(1900, 0, 1 + ((asked += 1) % 25_000)));
    return `/expenses?${new URLSearchParams({ ...query, from: day.toISOString().slice(0, 10) }).toString()}`;
  };
}

const today = () => new Date().toISOString().slice(0, 10);
const thisYear = () => today().slice(0, 4);

/** This month, or the last one while this one is young and its page short. */
function shownMonth(): string {
  const day = new Date();
  if (day.getUTCDate() < 20) day.setUTCDate(0);
  return day.toISOString().slice(0, 7);
}
