import { searchTextOf } from '../../domain/search.js';
import { fromTagIds } from '../../domain/tag-ids.js';
import { nameKey } from '../../domain/text.js';
import type { Database, Dialect } from '../engine/database.js';
import { SEARCH_INVARIANT } from './search-invariant.js';

/** Something that is true of the data at every moment, whatever happens. */
export interface Invariant {
  /** The invariant, as a sentence. */
  readonly name: string;
  /** Where it can be checked; missing: on both engines. */
  readonly dialect?: Dialect;
  /** What breaks it, a sentence each: none when all is well. Reads, and never all rows at once. */
  readonly breaches: (db: Database) => AsyncIterable<string>;
}

/** Enough to see what is wrong; the check ends there. */
const SHOWN_MAX = 10;

/** An invariant whose breaches are the rows of a query, told in its column `breach`. */
function bySql(name: string, sql: string, dialect?: Dialect): Invariant {
  return {
    name,
    ...(dialect && { dialect }),
    async *breaches(db) {
      const rows = await db.all<{ breach: string }>(`${sql} LIMIT ${String(SHOWN_MAX + 1)}`);
      yield* rows.slice(0, SHOWN_MAX).map((row) => row.breach);
      if (rows.length > SHOWN_MAX) yield 'and more';
    },
  };
}

/** An invariant that holds once everything that an older program stored has been folded anew, which takes a while. */
function onceFolded({ name, breaches }: Invariant): Invariant {
  return {
    name,
    async *breaches(db) {
      if ((await db.all('SELECT name FROM refolding WHERE done_at IS NULL')).length === 0)
        yield* breaches(db);
    },
  };
}

/** A row with its place among all rows of its table. */
interface PlacedRow {
  readonly book_id: number;
  readonly id: number;
}

const PAGE_ROWS = 2_000;
/** The next page of a table by its own key; SQLite's is the row number, and it cannot seek (book_id, id). */
const AFTER = {
  sqlite: 'id > $2 AND $1 >= 0 ORDER BY id',
  postgres: '(book_id, id) > ($1, $2) ORDER BY book_id, id',
};

/** An invariant over every row of a table that SQL cannot check: read by keyset pages, judged here. */
function byRow<Row extends PlacedRow>(
  name: string,
  { rows: select, judge }: { rows: string; judge: (row: Row) => string | undefined },
): Invariant {
  return {
    name,
    async *breaches(db) {
      const page = `${select} WHERE ${AFTER[db.dialect]} LIMIT ${String(PAGE_ROWS)}`;
      let place = [0, 0];
      let found = 0;
      for (;;) {
        const rows: Row[] = await db.all<Row>(page, place);
        for (const row of rows) {
          const breach = judge(row);
          if (breach === undefined) continue;
          yield found < SHOWN_MAX ? breach : 'and more';
          if (++found > SHOWN_MAX) return;
        }
        const last: Row | undefined = rows.at(-1);
        if (!last) return;
        place = [last.book_id, last.id];
      }
    },
  };
}

const MONTH = 'substr(CAST(spent_on AS TEXT), 1, 7)';

const ledger: readonly Invariant[] = [
  bySql(
    'Kept totals equal a recount of the expenses',
    `SELECT 'book ' || book_id || ', ' || month || ', category ' || category_key || ': kept '
            || SUM(kept_minor) || ' in ' || SUM(kept_count) || ', counted '
            || SUM(counted_minor) || ' in ' || SUM(counted) AS breach
     FROM (
       SELECT book_id, month, category_key, total_minor AS kept_minor, expense_count AS kept_count,
              0 AS counted_minor, 0 AS counted
       FROM monthly_totals
       UNION ALL
       SELECT book_id, ${MONTH}, COALESCE(category_id, 0), 0, 0, SUM(amount_minor), COUNT(*)
       FROM expenses WHERE deleted_at IS NULL
       GROUP BY 1, 2, 3
     ) AS both_sides
     GROUP BY book_id, month, category_key
     HAVING SUM(kept_minor) <> SUM(counted_minor) OR SUM(kept_count) <> SUM(counted)`,
  ),
  bySql(
    'No total is kept for nothing',
    `SELECT 'book ' || book_id || ', ' || month || ', category ' || category_key || ' counts '
            || expense_count AS breach
     FROM monthly_totals WHERE expense_count < 1`,
  ),
  bySql(
    'No expense is outside the categories of its book',
    `SELECT 'expense ' || expenses.id || ' of book ' || expenses.book_id || ' is in category '
            || expenses.category_id AS breach
     FROM expenses
     LEFT JOIN categories ON categories.book_id = expenses.book_id AND categories.id = expenses.category_id
     WHERE expenses.category_id IS NOT NULL AND categories.id IS NULL`,
  ),
  bySql(
    'Versions are positive',
    `SELECT breach FROM (
       SELECT 'expense ' || id || ' has version ' || version AS breach FROM expenses WHERE version < 1
       UNION ALL SELECT 'book ' || id || ' has version ' || version FROM books WHERE version < 1
     ) AS versions`,
  ),
  onceFolded(
    byRow<PlacedRow & { description: string; search_text: string; amount_minor: number; tag_ids: string }>(
      'Every expense can be searched by its words',
      {
        rows: 'SELECT book_id, id, description, search_text, amount_minor, tag_ids FROM expenses',
        judge: (row) =>
          row.search_text ===
          searchTextOf({
            description: row.description,
            amountMinor: BigInt(row.amount_minor),
            tagIds: fromTagIds(row.tag_ids),
          })
            ? undefined
            : `expense ${String(row.id)} has other search words`,
      },
    ),
  ),
  bySql(
    'Every change has its expenses in a book',
    `SELECT 'change ' || expense_versions.change_id || ' of book ' || expense_versions.book_id || ' is gone' AS breach
     FROM expense_versions LEFT JOIN changes
       ON changes.book_id = expense_versions.book_id AND changes.id = expense_versions.change_id
     WHERE changes.id IS NULL`,
  ),
  bySql(
    'Every kept version is of an expense that is there, and older than it',
    `SELECT 'expense ' || expense_versions.expense_id || ', version ' || expense_versions.version AS breach
     FROM expense_versions LEFT JOIN expenses
       ON expenses.book_id = expense_versions.book_id AND expenses.id = expense_versions.expense_id
     WHERE expenses.id IS NULL OR expense_versions.version >= expenses.version`,
  ),
  bySql(
    'Every expense that came back is a day of its recurring expense',
    `SELECT 'expense ' || expenses.id || ' of recurring expense ' || expenses.recurring_id AS breach
     FROM expenses LEFT JOIN recurring_occurrences AS past
       ON past.book_id = expenses.book_id AND past.recurring_id = expenses.recurring_id AND past.expense_id = expenses.id
     WHERE expenses.recurring_id IS NOT NULL AND past.expense_id IS NULL`,
  ),
  bySql(
    'No expense is two days of recurring expenses',
    `SELECT 'expense ' || expense_id || ' of book ' || book_id AS breach FROM recurring_occurrences
     WHERE expense_id IS NOT NULL GROUP BY book_id, expense_id HAVING COUNT(*) > 1`,
  ),
  byRow<PlacedRow & { name: string; name_key: string }>('Every category is compared by its name', {
    rows: 'SELECT book_id, id, name, name_key FROM categories',
    judge: (row) =>
      row.name_key === nameKey(row.name)
        ? undefined
        : `category ${String(row.id)} has the key of another name`,
  }),
];

/** The tags of each expense, taken from the expense itself. */
const TAGGED = {
  sqlite: `SELECT expenses.book_id, tag.value AS tag_id, expenses.spent_on, expenses.id AS expense_id,
      COALESCE(expenses.category_id, 0) AS category_key, expenses.amount_minor
    FROM expenses CROSS JOIN json_each(expenses.tag_ids) AS tag
    WHERE expenses.deleted_at IS NULL AND expenses.tag_ids <> '[]'`,
  postgres: `SELECT expenses.book_id, CAST(tag.value AS BIGINT) AS tag_id, expenses.spent_on, expenses.id AS expense_id,
      COALESCE(expenses.category_id, 0) AS category_key, expenses.amount_minor
    FROM expenses CROSS JOIN LATERAL json_array_elements_text(CAST(expenses.tag_ids AS JSON)) AS tag (value)
    WHERE expenses.deleted_at IS NULL AND expenses.tag_ids <> '[]'`,
};
const EXPENSE_TAGS =
  'SELECT book_id, tag_id, spent_on, expense_id, category_key, amount_minor FROM expense_tags';

const tags: readonly Invariant[] = [
  ...(['sqlite', 'postgres'] as const).map((dialect) =>
    bySql(
      'The list of tagged expenses equals the tags of the expenses',
      `SELECT 'expense ' || expense_id || ' of book ' || book_id || ', tag ' || tag_id AS breach
       FROM (SELECT * FROM (${EXPENSE_TAGS} EXCEPT ${TAGGED[dialect]}) AS too_many
             UNION SELECT * FROM (${TAGGED[dialect]} EXCEPT ${EXPENSE_TAGS}) AS missing) AS difference`,
      dialect,
    ),
  ),
  bySql(
    'Kept totals of tags equal a recount',
    `SELECT 'book ' || book_id || ', tag ' || tag_id || ', ' || month || ', category ' || category_key AS breach
     FROM (
       SELECT book_id, tag_id, month, category_key, total_minor, expense_count FROM monthly_tag_totals
       UNION ALL
       SELECT book_id, tag_id, ${MONTH}, category_key, -SUM(amount_minor), -COUNT(*)
       FROM expense_tags GROUP BY 1, 2, 3, 4
     ) AS both_sides
     GROUP BY book_id, tag_id, month, category_key
     HAVING SUM(total_minor) <> 0 OR SUM(expense_count) <> 0 OR COUNT(*) <> 2`,
  ),
  byRow<PlacedRow & { name: string; name_key: string }>('Every tag is compared by its name', {
    rows: 'SELECT book_id, id, name, name_key FROM tags',
    judge: (row) =>
      row.name_key === nameKey(row.name) ? undefined : `tag ${String(row.id)} has the key of another name`,
  }),
];

const people: readonly Invariant[] = [
  bySql(
    'Every book has exactly one owner',
    `SELECT 'book ' || books.id || ' has ' || COUNT(book_members.user_id) AS breach
     FROM books LEFT JOIN book_members ON book_members.book_id = books.id AND book_members.role = 'owner'
     GROUP BY books.id HAVING COUNT(book_members.user_id) <> 1`,
  ),
  bySql(
    'Every user owns a book',
    `SELECT 'user ' || users.id || ' owns ' || COUNT(book_members.book_id) AS breach
     FROM users LEFT JOIN book_members ON book_members.user_id = users.id AND book_members.role = 'owner'
     WHERE users.deleted_at IS NULL
     GROUP BY users.id HAVING COUNT(book_members.book_id) <> 1`,
  ),
  bySql(
    'Every active session has exactly one active refresh token',
    `SELECT 'session ' || sessions.id || ' has ' || COUNT(refresh_tokens.token_hash) AS breach
     FROM sessions
     LEFT JOIN refresh_tokens ON refresh_tokens.session_id = sessions.id AND refresh_tokens.status = 'active'
     WHERE sessions.status = 'active'
     GROUP BY sessions.id HAVING COUNT(refresh_tokens.token_hash) <> 1`,
  ),
  bySql(
    'No ended session has an active refresh token',
    `SELECT 'session ' || sessions.id || ' is ' || sessions.status AS breach
     FROM sessions JOIN refresh_tokens ON refresh_tokens.session_id = sessions.id
     WHERE sessions.status <> 'active' AND refresh_tokens.status = 'active'`,
  ),
  bySql(
    'A session counts as many generations as its newest refresh token',
    `SELECT 'session ' || sessions.id || ' counts ' || sessions.generation || ', its tokens '
            || COALESCE(MAX(refresh_tokens.generation), 0) AS breach
     FROM sessions LEFT JOIN refresh_tokens ON refresh_tokens.session_id = sessions.id
     GROUP BY sessions.id, sessions.generation
     HAVING COALESCE(MAX(refresh_tokens.generation), 0) <> sessions.generation`,
  ),
  bySql(
    'An active refresh token is the newest of its session',
    `SELECT 'session ' || refresh_tokens.session_id || ', generation ' || refresh_tokens.generation AS breach
     FROM refresh_tokens JOIN sessions ON sessions.id = refresh_tokens.session_id
     WHERE refresh_tokens.status = 'active' AND refresh_tokens.generation <> sessions.generation`,
  ),
];

/** [table, its columns, the table it must be found in, the columns there]. */
const REFERENCES = [
  ['book_members', 'book_id', 'books', 'id'],
  ['book_members', 'user_id', 'users', 'id'],
  ['categories', 'book_id', 'books', 'id'],
  ['expenses', 'book_id', 'books', 'id'],
  ['monthly_totals', 'book_id', 'books', 'id'],
  ['monthly_tag_totals', 'book_id', 'books', 'id'],
  ['tags', 'book_id', 'books', 'id'],
  ['changes', 'book_id', 'books', 'id'],
  ['expense_tags', 'book_id, tag_id', 'tags', 'book_id, id'],
  ['sessions', 'user_id', 'users', 'id'],
  ['refresh_tokens', 'session_id', 'sessions', 'id'],
  ['security_events', 'user_id', 'users', 'id'],
  ['parked_forms', 'user_id', 'users', 'id'],
  ['access_tokens', 'book_id, user_id', 'book_members', 'book_id, user_id'],
  ['idempotency_keys', 'book_id', 'books', 'id'],
] as const;

const orphans: readonly Invariant[] = REFERENCES.map(([table, columns, target, keys]) => {
  const pairs = columns.split(', ').map((column, index) => {
    return `${target}.${keys.split(', ')[index]!} = ${table}.${column}`;
  });
  const first = columns.split(', ')[0]!;
  return bySql(
    `Every row of ${table} belongs to one of ${target}`,
    `SELECT '${first} ' || ${table}.${first} || ' is gone' AS breach FROM ${table}
     WHERE NOT EXISTS (SELECT 1 FROM ${target} WHERE ${pairs.join(' AND ')})`,
  );
});

const leftovers: readonly Invariant[] = [
  bySql(
    'Every idempotency key holds the answer that it stands for',
    `SELECT 'book ' || book_id || ', made ' || created_at AS breach
     FROM idempotency_keys WHERE status <> 1 OR answer = ''`,
  ),
  bySql(
    'Kept totals are of categories that exist',
    `SELECT 'book ' || monthly_totals.book_id || ', category ' || monthly_totals.category_key AS breach
     FROM monthly_totals
     LEFT JOIN categories ON categories.book_id = monthly_totals.book_id
       AND categories.id = monthly_totals.category_key
     WHERE monthly_totals.category_key <> 0 AND categories.id IS NULL`,
  ),
];

const TRIGGERS = [
  ...['expenses_added', 'expenses_changed', 'expenses_removed'],
  ...['expenses_tags_added', 'expenses_tags_changed', 'expenses_tags_removed', 'expenses_versions_removed'],
].map((name) => `('${name}')`);

const engines: readonly Invariant[] = [
  {
    name: 'The file is sound (integrity_check)',
    dialect: 'sqlite',
    async *breaches(db) {
      const rows = await db.all<{ integrity_check: string }>('PRAGMA integrity_check(10)');
      yield* rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
    },
  },
  {
    name: 'No row points at one that does not exist (foreign_key_check)',
    dialect: 'sqlite',
    async *breaches(db) {
      const rows = await db.all<{ table: string; parent: string }>('PRAGMA foreign_key_check');
      yield* rows
        .slice(0, SHOWN_MAX)
        .map((row) => `a row of ${row.table} points at one missing in ${row.parent}`);
    },
  },
  bySql(
    'The triggers that keep totals are there',
    `SELECT 'trigger ' || wanted.column1 || ' is missing' AS breach FROM (VALUES ${TRIGGERS.join(', ')}) AS wanted
     WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = wanted.column1)`,
    'sqlite',
  ),
  bySql(
    'The triggers that keep totals are there',
    `SELECT 'trigger ' || wanted.name || ' is missing or off' AS breach FROM (VALUES ${TRIGGERS.join(', ')}) AS wanted (name)
     WHERE NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = wanted.name
                       AND tgrelid = CAST('expenses' AS REGCLASS) AND tgenabled IN ('O', 'A'))`,
    'postgres',
  ),
  bySql(
    'Every index is valid',
    `SELECT 'index ' || CAST(indexrelid AS REGCLASS) || ' must be made again (REINDEX)' AS breach FROM pg_index
     JOIN pg_class ON pg_class.oid = pg_index.indexrelid
     WHERE NOT (indisvalid AND indisready) AND relnamespace = CAST(current_schema() AS REGNAMESPACE)`,
    'postgres',
  ),
  bySql(
    'Every constraint is validated',
    `SELECT 'constraint ' || conname || ' of ' || CAST(conrelid AS REGCLASS) AS breach FROM pg_constraint
     WHERE NOT convalidated AND connamespace = CAST(current_schema() AS REGNAMESPACE)`,
    'postgres',
  ),
];

/** All of them, in the order in which they are checked. Whoever adds a table or an index adds what must hold of it. */
export const INVARIANTS: readonly Invariant[] = [
  ...engines,
  ...ledger,
  SEARCH_INVARIANT,
  ...tags,
  ...people,
  ...orphans,
  ...leftovers,
];
