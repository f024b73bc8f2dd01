import type { Day } from '../../domain/calendar.js';
import type { Minor } from '../../domain/money.js';
import type { Queryable, SqlValue } from '../engine/database.js';
import { type ExpenseState, type StateRow, toState } from './expense-state-queries.js';
import { inRooms, pairs, portionsOf } from './rooms.js';

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

/** Of columns whose values both engines take from a list as they are; days and instants they do not. */
const LISTED = {
  categoryId: 'BIGINT',
  amountMinor: 'BIGINT',
  description: 'TEXT',
  searchText: 'TEXT',
  tagIds: 'TEXT',
} as const;
type Listed = keyof typeof LISTED;

/** New values of expenses, of the same columns for all of them. */
export interface ListedPatches {
  readonly columns: readonly Listed[];
  readonly items: readonly { readonly id: number; readonly patch: ExpensePatch }[];
}

/** The columns of a patch that can be one of many in a statement; undefined where it cannot. */
export function listedColumns(patch: ExpensePatch): readonly Listed[] | undefined {
  const columns = Object.keys(patch);
  const areListed = columns.every((name): name is Listed => Object.hasOwn(LISTED, name));
  return areListed && columns.length > 0 ? columns : undefined;
}

/** A version of an expense that has ended, and the change that ended it. */
export interface EndedVersion {
  readonly version: number;
  readonly changeId: number;
  readonly values: Omit<ExpenseState, 'id' | 'version'>;
}

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

/**
 * Changes stored expenses and keeps what they were: no other class updates the table. The caller holds the book's lock,
 * so that nobody changes a row between its reading and its change.
 */
export class ExpenseVersionRepository {
  constructor(private readonly db: Queryable) {}

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

  /**
   * Gives each of these expenses values of its own, many in a statement: PostgreSQL keeps its totals once for each.
   * Pairs, as in `pairs`: joined by the ids alone, large rooms walk the whole book on SQLite, and a new one on PostgreSQL.
   * @throws ForeignKeyViolation when a category or a tag is not the book's
   */
  async updateEach(bookId: number, { columns, items }: ListedPatches, now: string): Promise<void> {
    const names = columns.map((name) => COLUMN_OF[name]);
    const set = names.map((name) => `${name} = fresh.${name}`);
    for (const { portion, room } of inRooms(items)) {
      const params: SqlValue[] = [bookId, now];
      const bind = (value: SqlValue, type: string) => `CAST($${String(params.push(value))} AS ${type})`;
      const rows = Array.from({ length: room }, (_, at) => {
        const { id = 0, patch = {} } = portion[at] ?? {};
        const values = columns.map((name) => bind(patch[name] ?? null, LISTED[name]));
        return `(${['CAST($1 AS BIGINT)', bind(id, 'BIGINT'), ...values].join(', ')})`;
      });
      await this.db.run(
        `WITH fresh (${['book_id', 'id', ...names].join(', ')}) AS (VALUES ${rows.join(', ')})
         UPDATE expenses SET ${set.join(', ')}, updated_at = $2, version = expenses.version + 1
         FROM fresh
         WHERE (expenses.book_id, expenses.id) IN (SELECT book_id, id FROM fresh) AND expenses.id = fresh.id`,
        params,
      );
    }
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
