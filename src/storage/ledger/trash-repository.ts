import type { Expense } from '../../domain/expense.js';
import type { SearchWord } from '../../domain/search.js';
import { Clauses } from '../engine/clauses.js';
import type { Queryable } from '../engine/database.js';
import { hasWord } from './expense-conditions.js';
import { type ExpenseRow, SELECT, selectFrom, toExpenses, toFound } from './expense-rows.js';

/** A place in the trash, last deleted first. */
export interface TrashPlace {
  readonly towards: 'older' | 'newer';
  readonly deletedAt: string;
  readonly id: number;
}

const TRASH_WALK = 20_000;

/** Expenses that were deleted: found, listed, and erased for good. */
export class TrashRepository {
  constructor(private readonly db: Queryable) {}

  async find(bookId: number, id: number): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.id = $2 AND expenses.deleted_at IS NOT NULL`,
      [bookId, id],
    );
    return toFound(this.db, bookId, row);
  }

  /**
   * What was deleted since an instant, last deleted first, next to a place. With words those of the next 20 000 that
   * have them all: so many are looked at one by one, for the index of descriptions holds live expenses only.
   */
  async list(
    bookId: number,
    {
      place,
      since,
      words,
    }: { place?: TrashPlace | undefined; since: string; words?: readonly SearchWord[] | undefined },
    limit: number,
  ): Promise<Expense[]> {
    const newer = place?.towards === 'newer';
    const order = `ORDER BY expenses.deleted_at ${newer ? 'ASC' : 'DESC'}, expenses.id ${newer ? 'ASC' : 'DESC'}`;
    const clauses = new Clauses();
    clauses.and(`expenses.book_id = ${clauses.bind(bookId)}`).and('expenses.deleted_at IS NOT NULL');
    clauses.and(`expenses.deleted_at >= ${clauses.bind(since)}`);
    if (place) {
      const at = `(${clauses.bind(place.deletedAt)}, ${clauses.bind(place.id)})`;
      clauses.and(`(expenses.deleted_at, expenses.id) ${newer ? '>' : '<'} ${at}`);
    }
    const near = `SELECT * FROM expenses WHERE ${clauses.toString()} ${order}
                  LIMIT ${String(words ? TRASH_WALK : limit)}`;
    const matches = (words ?? []).map((word) => hasWord(clauses, word));
    const rows = await this.db.all<ExpenseRow>(
      `${selectFrom(`(${near}) AS expenses`)} ${matches.length > 0 ? `WHERE ${matches.join(' AND ')}` : ''}
       ${order} LIMIT ${clauses.bind(limit)}`,
      clauses.params,
    );
    const expenses = await toExpenses(this.db, bookId, rows);
    return newer ? expenses.reverse() : expenses;
  }

  /** Erases an expense of the trash for good; gives whether it was there. */
  async erase(bookId: number, id: number): Promise<boolean> {
    const gone = await this.db.run(
      'DELETE FROM expenses WHERE book_id = $1 AND id = $2 AND deleted_at IS NOT NULL',
      [bookId, id],
    );
    return gone === 1;
  }

  /** Erases up to `limit` expenses that were deleted by an instant; gives how many. */
  async eraseAll(bookId: number, until: string, limit: number): Promise<number> {
    return this.db.run(
      `DELETE FROM expenses WHERE (book_id, id) IN
         (SELECT book_id, id FROM expenses WHERE book_id = $1 AND deleted_at IS NOT NULL AND deleted_at <= $2
          ORDER BY deleted_at DESC, id DESC LIMIT $3)`,
      [bookId, until, limit],
    );
  }
}
