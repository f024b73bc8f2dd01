import type { Queryable } from '../engine/database.js';

/** One use of a description. */
export interface UsedDescription {
  readonly description: string;
  /** Minor units, below zero for a refund; a string, so that both engines give the same. */
  readonly amountMinor: string;
  readonly categoryId: number | null;
  readonly categoryName: string | null;
  /** When the category was archived. */
  readonly archivedAt: string | null;
}

/** Reads what expenses were called. */
export class DescriptionQueries {
  constructor(private readonly db: Queryable) {}

  /** Those of the newest live expenses of a book, newest first: along the list's index, whatever the book holds. */
  newest(bookId: number, limit: number): Promise<UsedDescription[]> {
    return this.db.all<UsedDescription>(
      `SELECT newest.description, CAST(newest.amount_minor AS TEXT) AS "amountMinor",
              newest.category_id AS "categoryId", categories.name AS "categoryName",
              categories.archived_at AS "archivedAt"
       FROM (SELECT id, book_id, spent_on, description, amount_minor, category_id FROM expenses
             WHERE book_id = $1 AND deleted_at IS NULL
             ORDER BY spent_on DESC, id DESC LIMIT $2) AS newest
       LEFT JOIN categories ON categories.book_id = newest.book_id AND categories.id = newest.category_id
       ORDER BY newest.spent_on DESC, newest.id DESC`,
      [bookId, limit],
    );
  }
}
