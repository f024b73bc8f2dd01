import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../storage/engine/database.js';
import { Browser } from '../browser.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { Member } from './member.js';
import { startProgram } from './program.js';
import { newTarget, type Target } from './target.js';

/** What each entry of the server's log begins with. */
const ENTRY = '@entry@';

/** Rows of one book each, to be placed by book_id where the database is spread over several machines. */
const OF_ONE_BOOK = [
  'budgets',
  'categories',
  'changes',
  'expense_tags',
  'expense_versions',
  'expenses',
  'idempotency_keys',
  'import_files',
  'import_pages',
  'import_shapes',
  'imports',
  'monthly_tag_totals',
  'monthly_totals',
  'recurring',
  'recurring_occurrences',
  'rules',
  'tags',
];
/** Work over all books, whose progress it notes. */
const OF_THE_INSTALLATION = ['refolding'];
/** How a person, known by a cookie or a token, gets to their book: few rows, on every machine. */
const WAY_TO_A_BOOK = ['access_tokens', 'book_members'];

interface Key {
  name: string;
  table: string;
  columns: string;
  target: string | null;
  targetColumns: string | null;
}

const columns = (of: string, list: string) => `(SELECT string_agg(attname, ',' ORDER BY place)
  FROM unnest(${list}) WITH ORDINALITY AS parts (number, place)
  JOIN pg_attribute ON attrelid = ${of} AND attnum = parts.number)`;
const UNIQUE_KEYS = `SELECT CAST(indexrelid AS regclass)::text AS name, CAST(indrelid AS regclass)::text AS "table",
  ${columns('indrelid', 'indkey')} AS columns FROM pg_index
  JOIN pg_class ON pg_class.oid = indrelid WHERE indisunique AND relnamespace = 'public'::regnamespace`;
const FOREIGN_KEYS = `SELECT conname::text AS name, CAST(conrelid AS regclass)::text AS "table",
  ${columns('conrelid', 'conkey')} AS columns, CAST(confrelid AS regclass)::text AS target,
  ${columns('confrelid', 'confkey')} AS "targetColumns" FROM pg_constraint WHERE contype = 'f'`;

describe('a PostgreSQL that is spread over machines by book', { timeout: 60_000 }, () => {
  let server: PostgresServer;
  let target: Target;
  /** All that was sent while people used pages and API. */
  let statements: string[];
  let uniqueKeys: Key[];
  let foreignKeys: Key[];
  let tables: string[];

  beforeAll(async () => {
    let log = '';
    const settings = { log_statement: 'all', log_line_prefix: ENTRY };
    server = await startPostgres({ settings, onLog: (text) => (log += text) });
    target = await newTarget('postgres', server.url);
    const program = await startProgram(target.settings);
    await useAll(program.url);
    await program.end('SIGTERM');
    [uniqueKeys, foreignKeys, tables] = await target.read(catalogue);
    await server.pause();
    statements = readStatements(log);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await target.remove();
  });

  it('has a book_id in every table that belongs to a book', () => {
    expect(tables).toEqual([...OF_ONE_BOOK, ...WAY_TO_A_BOOK, ...OF_THE_INSTALLATION].sort());
  });

  it('has book_id in every unique key of what belongs to a book', () => {
    const without = uniqueKeys.filter(
      ({ table, columns: list }) => OF_ONE_BOOK.includes(table) && !list.split(',').includes('book_id'),
    );
    expect(without).toEqual([]);
    for (const table of OF_ONE_BOOK)
      expect(uniqueKeys.some((key) => key.table === table && key.columns.startsWith('book_id'))).toBe(true);
  });

  it('has foreign keys that stay within the book', () => {
    const outside = foreignKeys.filter(({ table, columns: list, target: to, targetColumns }) => {
      if (!OF_ONE_BOOK.includes(table)) return false;
      return !(to === 'books'
        ? list === 'book_id' && targetColumns === 'id'
        : OF_ONE_BOOK.includes(to ?? '') &&
          list.startsWith('book_id,') &&
          targetColumns?.startsWith('book_id,'));
    });
    expect(outside).toEqual([]);
  });

  it('is never asked about more than one book in a request', () => {
    const aboutBooks = statements.filter(
      (sql) =>
        /^(SELECT|INSERT|UPDATE|DELETE|WITH)/.test(sql) &&
        new RegExp(`\\b(${OF_ONE_BOOK.join('|')})\\b`).test(sql),
    );
    expect(aboutBooks.length).toBeGreaterThan(20);
    const unbound = aboutBooks.filter(
      (sql) =>
        !/\bbook_id = \$\d/.test(sql) &&
        !/^INSERT INTO \w+ \(book_id,/.test(sql) &&
        // Upkeep folds the texts of all books anew, page by page, when the way of folding has changed.
        !/ORDER BY book_id, id( LIMIT \d+)?$/.test(sql) &&
        // What a process looks for at its start, once for all books: changes that another one left undone.
        !/^SELECT .* FROM changes WHERE task IS NOT NULL AND/.test(sql) &&
        // What comes back is looked for every hour over all books, from the index of the days that are due.
        !/^SELECT .* FROM recurring .* recurring\.next_on <= \$1 /.test(sql) &&
        !/\(book_id, id\) IN \(VALUES \(CAST\(\$1 AS BIGINT\)/.test(sql) &&
        // The same with values of each: every row of `fresh` begins with the book.
        !(
          /^WITH fresh \(book_id, id,.*\(expenses\.book_id, expenses\.id\) IN \(SELECT book_id, id FROM fresh\)/.test(
            sql,
          ) && !/\((?!CAST\(\$1 AS BIGINT\), )CAST\(\$\d+ AS BIGINT\), CAST/.test(sql)
        ),
    );
    expect(unbound).toEqual([]);
  });
});

async function catalogue(db: Database): Promise<[Key[], Key[], string[]]> {
  const tables = await db.all<{ name: string }>(
    `SELECT table_name::text AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'book_id' ORDER BY 1`,
  );
  return [await db.all(UNIQUE_KEYS), await db.all(FOREIGN_KEYS), tables.map(({ name }) => name)];
}

/** A walk through what pages and API can do with expenses, categories and reports. */
async function useAll(url: string): Promise<void> {
  const browser = new Browser(url);
  await browser.register();
  await browser.submit('Add expense', { amount: '12.50', description: 'Lunch', spent_on: '2026-03-05' });
  const amount = browser.page!.screen.getByRole('link', { name: '$12.50' });
  await browser.get(amount.getAttribute('href')!);
  await browser.submit('Edit expense', { amount: '13' });
  await browser.press(browser.page!.screen.getByRole('button', { name: /^Delete/ }));
  await browser.press(browser.page!.screen.getByRole('button', { name: 'Undo' }));
  const filters = ['?month=2026-03&q=lunch', '?year=2026&category=none', '?from=2026-03-02&to=2026-03-29'];
  const pages = [
    '/expenses/trash',
    '/categories',
    '/recurring',
    '/budgets',
    '/rules',
    '/reports?year=2026',
    '/account',
    '/account/sessions',
  ];
  for (const path of [...filters.map((filter) => `/expenses${filter}`), '/expenses?q=lu', ...pages])
    await browser.get(path);

  const member = await Member.register(() => url);
  const body = { amount: '5', description: 'Tea', spent_on: '2026-03-06' };
  await member.send('POST', '/expenses/batch', { body: { expenses: [body, body] } });
  const { body: added } = await member.send('POST', '/expenses', {
    body,
    headers: { 'idempotency-key': 'k' },
  });
  await member.send('PATCH', `/expenses/${String(added['id'])}`, { body: { amount: '6' } });
  await member.send('DELETE', `/expenses/${String(added['id'])}`);
  const { body: category } = await member.send('POST', '/categories', { body: { name: 'Tea' } });
  const budget = { amount: '20', from: '2026-01', carry_over: true };
  for (const of of [String(category['id']), 'all'])
    await member.send('PUT', `/budgets/${of}`, { body: budget });
  await member.send('GET', '/budgets?month=2026-03');
  await member.send('DELETE', '/budgets/all');
  await member.send('DELETE', `/categories/${String(category['id'])}`);
  for (const report of ['summary', 'monthly', 'categories', 'monthly-categories'])
    await member.send('GET', `/reports/${report}?q=tea&min=1`);
  await member.send('GET', '/expenses?limit=1');
  const monthly = {
    amount: '9',
    description: 'Music',
    every: 'month',
    interval: 1,
    starts_on: '2026-03-07',
    mode: 'remind',
  };
  const { body: recurring } = await member.send('POST', '/recurring', { body: monthly });
  await member.send('POST', `/recurring/${String(recurring['id'])}/skip`);
  await member.send('DELETE', `/recurring/${String(recurring['id'])}`);
  const { body: rule } = await member.send('POST', '/rules', { body: { text: 'tea', add_tags: ['drink'] } });
  await member.send('POST', `/rules/${String(rule['id'])}/apply`, { body: { dry_run: false } });
  await member.send('PATCH', `/rules/${String(rule['id'])}`, { body: { position: 1 } });
  await member.send('DELETE', `/rules/${String(rule['id'])}`);
}

function readStatements(log: string): string[] {
  const sent = log
    .split(ENTRY)
    .flatMap((entry) => /^LOG: +(?:statement|execute [^:]+): ([^]*)$/.exec(entry)?.[1] ?? []);
  return [...new Set(sent.map((sql) => sql.trim().replace(/\s+/g, ' ')))];
}
