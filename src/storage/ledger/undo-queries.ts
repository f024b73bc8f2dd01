import type { Day } from '../../domain/calendar.js';
import type { Queryable } from '../engine/database.js';
import type { ExpenseState } from './expense-state-queries.js';

/** One expense of a change, what it was before, and what it is now (undefined: it is gone). */
export interface UndoRow {
  readonly expenseId: number;
  /** undefined: the change added it. */
  readonly before: Omit<ExpenseState, 'id' | 'version'> | undefined;
  readonly now: ExpenseState | undefined;
  /** Which version it stood for before and after the change, and stands for now. */
  readonly states: { readonly before: number; readonly after: number; readonly now: number };
  /** Whether the change that led to what it was before has been undone. */
  readonly isUndoneBefore: boolean;
}

/** Reads what undoing a change has to look at. */
export class UndoQueries {
  constructor(private readonly db: Queryable) {}

  /** The expenses of a change in the order of their ids, after a place: `limit` rows, or all of the last expense. */
  async rows(bookId: number, changeId: number, afterId: number, limit: number): Promise<UndoRow[]> {
    const rows = await this.db.all<UndoSqlRow>(UNDO_ROWS, [bookId, changeId, afterId, limit]);
    return rows.map(toUndoRow);
  }
}

interface UndoSqlRow {
  id: number;
  kept_version: number;
  category_id: number | null;
  amount_minor: string;
  description: string;
  spent_on: Day;
  tag_ids: string;
  deleted_at: string | null;
  version: number | null;
  now_category_id: number | null;
  now_amount_minor: string;
  now_description: string;
  now_spent_on: Day;
  now_tag_ids: string;
  now_deleted_at: string | null;
  state_before: number;
  state_after: number;
  state_now: number | null;
  led_there_undone: number;
}

/** An expense can have several versions within one change: those of the last one go beyond the limit, up to so many. */
const ROOM_FOR_THE_LAST = 100;

/**
 * The rows of the change first, by the last id from the index alone, and apart from what is looked up for each of them.
 * PostgreSQL does not look into what has a limit, so it does not learn there that all are of one book: statistics that
 * do not know the book yet let it take the book for a single row, which it read whole for each expense. Without the last
 * id it sorts all that are left of a change that it does not know.
 */
const UNDO_ROWS = `
  SELECT kept.expense_id AS id, kept.version AS kept_version, kept.category_id,
         CAST(kept.amount_minor AS TEXT) AS amount_minor, kept.description, kept.spent_on, kept.tag_ids, kept.deleted_at,
         expenses.version, expenses.category_id AS now_category_id,
         CAST(expenses.amount_minor AS TEXT) AS now_amount_minor, expenses.description AS now_description,
         expenses.spent_on AS now_spent_on, expenses.tag_ids AS now_tag_ids, expenses.deleted_at AS now_deleted_at,
         COALESCE(earlier.state_after, kept.version) AS state_before, kept.state_after,
         COALESCE(last.state_after, expenses.version) AS state_now,
         CASE WHEN led_there.undone_at IS NULL THEN 0 ELSE 1 END AS led_there_undone
  FROM (SELECT book_id, expense_id, version, state_after, category_id, amount_minor, description, spent_on, tag_ids, deleted_at
        FROM expense_versions
        WHERE book_id = $1 AND change_id = $2 AND expense_id > $3 AND expense_id <=
          (SELECT MAX(expense_id) FROM (
             SELECT expense_id FROM expense_versions WHERE book_id = $1 AND change_id = $2 AND expense_id > $3
             ORDER BY book_id, change_id, expense_id LIMIT $4) AS next)
        ORDER BY book_id, change_id, expense_id LIMIT $4 + ${String(ROOM_FOR_THE_LAST)}) AS kept
  LEFT JOIN expenses ON expenses.book_id = kept.book_id AND expenses.id = kept.expense_id
  LEFT JOIN expense_versions AS last
    ON last.book_id = kept.book_id AND last.expense_id = kept.expense_id AND last.version = expenses.version - 1
  LEFT JOIN expense_versions AS earlier
    ON earlier.book_id = kept.book_id AND earlier.expense_id = kept.expense_id AND earlier.version = kept.version - 1
  LEFT JOIN expense_versions AS made
    ON made.book_id = kept.book_id AND made.expense_id = kept.expense_id
       AND made.version = COALESCE(earlier.state_after, kept.version) - 1
  LEFT JOIN changes AS led_there ON led_there.book_id = made.book_id AND led_there.id = made.change_id
  ORDER BY kept.expense_id, kept.version`;

function toUndoRow(row: UndoSqlRow): UndoRow {
  const { state_before: before, state_after: after, state_now: now } = row;
  const values = {
    categoryId: row.category_id,
    description: row.description,
    spentOn: row.spent_on,
    tagIds: row.tag_ids,
    deletedAt: row.deleted_at,
  };
  return {
    expenseId: row.id,
    before: row.kept_version === 0 ? undefined : { ...values, amountMinor: BigInt(row.amount_minor) },
    now:
      row.version === null
        ? undefined
        : {
            id: row.id,
            version: row.version,
            categoryId: row.now_category_id,
            amountMinor: BigInt(row.now_amount_minor),
            description: row.now_description,
            spentOn: row.now_spent_on,
            tagIds: row.now_tag_ids,
            deletedAt: row.now_deleted_at,
          },
    states: { before, after, now: now ?? 0 },
    isUndoneBefore: row.led_there_undone === 1,
  };
}
