import { nameKey } from '../../domain/text.js';
import { byRow, bySql, type Invariant, MONTH, type PlacedRow } from './invariant.js';

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

/** Of tags: what is kept of them equals what the expenses say. */
export const TAG_INVARIANTS: readonly Invariant[] = [
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
