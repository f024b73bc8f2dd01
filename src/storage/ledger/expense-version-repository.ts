import type { Day } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import type { Queryable, SqlValue } from '../engine/database.js';
import { expenseConditions } from './expense-conditions.js';

/** An expense as far as changes of it are concerned. */
export interface ExpenseState {
  readonly id: number;
  readonly version: number;
  readonly categoryId: number | null;
  readonly amountMinor: Minor;
  readonly description: string;
  readonly spentOn: Day;
  /** As in domain/tag-ids. */
  readonly tagIds: string;
  readonly deletedAt: string | null;
}

/** New values of some columns; what is absent stays. */
export interface ExpensePatch {
  readonly categoryId?: number | null;
  readonly amountMinor?: Minor;
  readonly description?: string;
  readonly searchText?: string;
  readonly spentOn?: Day;
  readonly tagIds?: string;
  readonly deletedAt?: string | null;
}

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

/** A version of an expense that has ended, and the change that ended it. */
export interface EndedVersion {
  readonly version: number;
  readonly changeId: number;
  readonly values: Omit<ExpenseState, 'id' | 'version'>;
}

interface StateRow {
  id: number;
  version: number;
  category_id: number | null;
  amount_minor: string;
  description: string;
  spent_on: Day;
  tag_ids: string;
  deleted_at: string | null;
}

const STATE = `expenses.id, expenses.version, expenses.category_id, CAST(expenses.amount_minor AS TEXT) AS amount_minor,
  expenses.description, expenses.spent_on, expenses.tag_ids, expenses.deleted_at`;
const VALUES = 'category_id, amount_minor, description, spent_on, tag_ids, deleted_at';

const COLUMN_OF: Readonly<Record<keyof ExpensePatch, string>> = {
  categoryId: 'category_id',
  amountMinor: 'amount_minor',
  description: 'description',
  searchText: 'search_text',
  spentOn: 'spent_on',
  tagIds: 'tag_ids',
  deletedAt: 'deleted_at',
};

/** So many at once, and statements for few numbers of ids, so that each is prepared once. */
const ROOMS = [1, 20, 200, 1_000];

/**
 * Changes stored expenses and keeps what they were: no other class updates the table. The caller holds the book's lock,
 * so that nobody changes a row between its reading and its change.
 */
export class ExpenseVersionRepository {
  constructor(private readonly db: Queryable) {}

  /** The expenses of these ids, also those in the trash, in the order of their ids. */
  async states(bookId: number, ids: readonly number[]): Promise<ExpenseState[]> {
    const found: ExpenseState[] = [];
    for (const portion of portionsOf(ids)) {
      const rows = await this.db.all<StateRow>(
        `SELECT ${STATE} FROM expenses WHERE (book_id, id) IN (${pairs(1, portion.length)})`,
        [bookId, ...portion],
      );
      found.push(...rows.map(toState));
    }
    return found.sort((a, b) => a.id - b.id);
  }

  /** Up to `limit` expenses of a category, also those in the trash. */
  async ofCategory(bookId: number, categoryId: number, limit: number): Promise<ExpenseState[]> {
    const rows = await this.db.all<StateRow>(
      `SELECT ${STATE} FROM expenses WHERE expenses.book_id = $1 AND expenses.category_id = $2 LIMIT $3`,
      [bookId, categoryId, limit],
    );
    return rows.map(toState);
  }

  /** Up to `limit` live expenses that carry a tag. */
  async ofTag(bookId: number, tagId: number, limit: number): Promise<ExpenseState[]> {
    const rows = await this.db.all<StateRow>(
      `SELECT ${STATE}
       FROM (SELECT book_id, expense_id FROM expense_tags WHERE book_id = $1 AND tag_id = $2 LIMIT $3) AS tagged
       CROSS JOIN expenses WHERE expenses.book_id = tagged.book_id AND expenses.id = tagged.expense_id`,
      [bookId, tagId, limit],
    );
    return rows.map(toState);
  }

  /** The trash by pages, last deleted first. */
  async trash(
    bookId: number,
    after: { readonly deletedAt: string; readonly id: number } | undefined,
    limit: number,
  ): Promise<ExpenseState[]> {
    const rows = await this.db.all<StateRow>(
      `SELECT ${STATE} FROM expenses WHERE expenses.book_id = $1 AND expenses.deleted_at IS NOT NULL
       ${after ? 'AND (expenses.deleted_at, expenses.id) < ($3, $4)' : ''}
       ORDER BY expenses.deleted_at DESC, expenses.id DESC LIMIT $2`,
      [bookId, limit, ...(after ? [after.deletedAt, after.id] : [])],
    );
    return rows.map(toState);
  }

  /**
   * The next `limit` live expenses of the filter's category and days that were there at an instant, newest first, each
   * with whether all of the filter matches it: so that a step costs the same however rare the matches are.
   */
  async walk(
    bookId: number,
    filter: ExpenseFilter,
    {
      after,
      addedBy,
      limit,
    }: { after: { spentOn: Day; id: number } | undefined; addedBy: string; limit: number },
  ): Promise<{ readonly state: ExpenseState; readonly matches: boolean }[]> {
    const clauses = expenseConditions(bookId, filter);
    clauses.and(`expenses.created_at <= ${clauses.bind(addedBy)}`);
    const matches = clauses.toString();
    const walked = ['expenses.deleted_at IS NULL', `expenses.book_id = ${clauses.bind(bookId)}`];
    const { categoryId, range } = filter;
    if (categoryId === 'none') walked.push('expenses.category_id IS NULL');
    else if (categoryId !== undefined) walked.push(`expenses.category_id = ${clauses.bind(categoryId)}`);
    if (range.from) walked.push(`expenses.spent_on >= ${clauses.bind(range.from)}`);
    if (range.until) walked.push(`expenses.spent_on < ${clauses.bind(range.until)}`);
    if (after) {
      const place = `(${clauses.bind(after.spentOn)}, ${clauses.bind(after.id)})`;
      walked.push(`(expenses.spent_on, expenses.id) < ${place}`);
    }
    const rows = await this.db.all<StateRow & { matches: number }>(
      `SELECT ${STATE}, CASE WHEN ${matches} THEN 1 ELSE 0 END AS matches
       FROM (SELECT * FROM expenses WHERE ${walked.join(' AND ')}
             ORDER BY expenses.spent_on DESC, expenses.id DESC LIMIT ${clauses.bind(limit)}) AS expenses
       ORDER BY expenses.spent_on DESC, expenses.id DESC`,
      clauses.params,
    );
    return rows.map((row) => ({ state: toState(row), matches: row.matches === 1 }));
  }

  /** Notes of expenses what they are, before a change makes something else of them. */
  async keep(
    bookId: number,
    changeId: number,
    ended: readonly { readonly id: number; readonly stateAfter: number }[],
  ): Promise<void> {
    for (const { portion, room } of inRooms(ended)) {
      const params: SqlValue[] = [bookId, changeId];
      const rows = Array.from({ length: room }, (_, at) => {
        params.push(portion[at]?.id ?? 0, portion[at]?.stateAfter ?? 0);
        return `(CAST($1 AS BIGINT), CAST($${String(params.length - 1)} AS BIGINT), CAST($${String(params.length)} AS BIGINT))`;
      });
      await this.db.run(
        `INSERT INTO expense_versions (book_id, expense_id, version, change_id, state_after, ${VALUES})
         WITH ended (book_id, id, state_after) AS (VALUES ${rows.join(', ')})
         SELECT expenses.book_id, expenses.id, expenses.version, $2, ended.state_after,
                expenses.category_id, expenses.amount_minor, expenses.description, expenses.spent_on,
                expenses.tag_ids, expenses.deleted_at
         FROM ended CROSS JOIN expenses WHERE expenses.book_id = ended.book_id AND expenses.id = ended.id`,
        params,
      );
    }
  }

  /** Notes that a change added expenses, so that undoing it puts them into the trash. */
  async keepAdded(bookId: number, changeId: number, ids: readonly number[]): Promise<void> {
    for (const portion of portionsOf(ids)) {
      await this.db.run(
        `INSERT INTO expense_versions (book_id, expense_id, version, change_id, state_after)
         SELECT book_id, id, 0, $${String(portion.length + 2)}, 1 FROM expenses
         WHERE (book_id, id) IN (${pairs(1, portion.length)})`,
        [bookId, ...portion, changeId],
      );
    }
  }

  /**
   * The same for all that an import added from an id on: nobody else gives an expense of the book that import.
   * Gives how many there were.
   */
  async keepImported(
    bookId: number,
    changeId: number,
    { importId, firstId }: { importId: number; firstId: number },
  ): Promise<number> {
    return this.db.run(
      `INSERT INTO expense_versions (book_id, expense_id, version, change_id, state_after)
       SELECT book_id, id, 0, $2, 1 FROM expenses WHERE book_id = $1 AND id >= $3 AND import_id = $4`,
      [bookId, changeId, firstId, importId],
    );
  }

  /**
   * Gives all of these expenses the values of the patch.
   * @throws ForeignKeyViolation when the category or a tag is not the book's
   */
  async update(bookId: number, ids: readonly number[], patch: ExpensePatch, now: string): Promise<void> {
    const columns = Object.entries(patch) as [keyof ExpensePatch, SqlValue][];
    for (const portion of portionsOf(ids)) {
      const first = portion.length + 2;
      const set = columns.map(([name], at) => `${COLUMN_OF[name]} = $${String(first + 1 + at)}`);
      await this.db.run(
        `UPDATE expenses SET ${[...set, `updated_at = $${String(first)}`, 'version = version + 1'].join(', ')}
         WHERE (book_id, id) IN (${pairs(1, portion.length)})`,
        [bookId, ...portion, now, ...columns.map(([, value]) => value)],
      );
    }
  }

  /** The expenses of a change in the order of their ids, after a place: `limit` rows, or all of the last expense. */
  async undoRows(bookId: number, changeId: number, afterId: number, limit: number): Promise<UndoRow[]> {
    const rows = await this.db.all<UndoSqlRow>(UNDO_ROWS, [bookId, changeId, afterId, limit]);
    return rows.map(toUndoRow);
  }

  /** Which version an expense stands for, and for which it stood before the change that led to it. */
  async lastStates(
    bookId: number,
    id: number,
  ): Promise<{ before: number; hadBeenLive: boolean } | undefined> {
    const row = await this.db.get<{ before: number; deleted_at: string | null }>(
      `SELECT COALESCE(earlier.state_after, last.version) AS before, last.deleted_at
       FROM expenses JOIN expense_versions AS last
         ON last.book_id = expenses.book_id AND last.expense_id = expenses.id AND last.version = expenses.version - 1
       LEFT JOIN expense_versions AS earlier
         ON earlier.book_id = last.book_id AND earlier.expense_id = last.expense_id
            AND earlier.version = last.version - 1
       WHERE expenses.book_id = $1 AND expenses.id = $2 AND last.version > 0`,
      [bookId, id],
    );
    return row && { before: row.before, hadBeenLive: row.deleted_at === null };
  }

  /** What an expense was, newest first. */
  async history(bookId: number, id: number, limit: number): Promise<EndedVersion[]> {
    const rows = await this.db.all<Omit<StateRow, 'id'> & { change_id: number }>(
      `SELECT version, change_id, category_id, CAST(amount_minor AS TEXT) AS amount_minor, description, spent_on,
              tag_ids, deleted_at
       FROM expense_versions WHERE book_id = $1 AND expense_id = $2 AND version > 0
       ORDER BY version DESC LIMIT $3`,
      [bookId, id, limit],
    );
    return rows.map((row) => {
      const { id: _id, version, ...values } = toState({ ...row, id });
      return { version, changeId: row.change_id, values };
    });
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

function toState(row: StateRow): ExpenseState {
  return {
    id: row.id,
    version: row.version,
    categoryId: row.category_id,
    amountMinor: BigInt(row.amount_minor),
    description: row.description,
    spentOn: row.spent_on,
    tagIds: row.tag_ids,
    deletedAt: row.deleted_at,
  };
}

/** The ids in portions that fill a room each; what is left of a room is 0, which is no id. */
function* portionsOf(ids: readonly number[]): Generator<number[]> {
  for (const { portion, room } of inRooms(ids))
    yield Array.from({ length: room }, (_, at) => portion[at] ?? 0);
}

/** Large rooms only while they are full: places that are empty cost as much as others. */
function* inRooms<T>(items: readonly T[]): Generator<{ portion: readonly T[]; room: number }> {
  const [most, next] = [ROOMS.at(-1)!, ROOMS.at(-2)!];
  for (let start = 0; start < items.length;) {
    const left = items.length - start;
    const room = left >= most ? most : (ROOMS.find((size) => size >= left && size < most) ?? next);
    yield { portion: items.slice(start, start + room), room };
    start += room;
  }
}

/**
 * `VALUES (book, id), …` of parameters: the book's is $1, the ids' follow. Pairs, because SQLite would walk the whole
 * book for `book_id = $1 AND id IN (…)`.
 */
function pairs(book: number, count: number): string {
  const rows = Array.from(
    { length: count },
    (_, at) => `(CAST($${String(book)} AS BIGINT), CAST($${String(book + 1 + at)} AS BIGINT))`,
  );
  return `VALUES ${rows.join(', ')}`;
}
