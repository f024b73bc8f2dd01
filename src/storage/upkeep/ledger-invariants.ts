import { searchTextOf } from '../../domain/search.js';
import { fromTagIds } from '../../domain/tag-ids.js';
import { nameKey } from '../../domain/text.js';
import { byRow, bySql, type Invariant, MONTH, onceFolded, type PlacedRow } from './invariant.js';

/** Of expenses, their kept totals, versions and days that came back. */
export const LEDGER_INVARIANTS: readonly Invariant[] = [
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
