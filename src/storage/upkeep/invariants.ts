import { ENGINE_INVARIANTS } from './engine-invariants.js';
import { IDENTITY_INVARIANTS } from './identity-invariants.js';
import { bySql, type Invariant } from './invariant.js';
import { LEDGER_INVARIANTS } from './ledger-invariants.js';
import { SEARCH_INVARIANT } from './search-invariant.js';
import { TAG_INVARIANTS } from './tag-invariants.js';

export type { Invariant };

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

/** All of them, in the order in which they are checked. Whoever adds a table or an index adds what must hold of it. */
export const INVARIANTS: readonly Invariant[] = [
  ...ENGINE_INVARIANTS,
  ...LEDGER_INVARIANTS,
  SEARCH_INVARIANT,
  ...TAG_INVARIANTS,
  ...IDENTITY_INVARIANTS,
  ...orphans,
  ...leftovers,
];
