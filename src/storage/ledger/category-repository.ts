import type { Queryable } from '../engine/database.js';

export interface Category {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly icon: string;
  /** When it was taken out of the forms; null while it is in them. */
  readonly archivedAt: string | null;
}

export interface CategoryUse extends Category {
  /** Expenses filed under it, deleted ones not counted. */
  readonly expenseCount: number;
}

export interface CategoryValues {
  readonly name: string;
  readonly nameKey: string;
  readonly color: string;
  readonly icon: string;
  readonly now: string;
}

const COLUMNS = 'id, name, color, icon, archived_at AS "archivedAt"';

/** All of a book's categories are few and read whole; their order by name is the caller's to make. */
export class CategoryRepository {
  constructor(private readonly db: Queryable) {}

  async list(bookId: number): Promise<Category[]> {
    return this.db.all<Category>(`SELECT ${COLUMNS} FROM categories WHERE book_id = $1`, [bookId]);
  }

  async listWithUse(bookId: number): Promise<CategoryUse[]> {
    const rows = await this.db.all<Category & { expense_count: number }>(
      `SELECT categories.id, categories.name, categories.color, categories.icon,
              categories.archived_at AS "archivedAt",
              CAST(COALESCE(SUM(monthly_totals.expense_count), 0) AS BIGINT) AS expense_count
       FROM categories
       LEFT JOIN monthly_totals
         ON monthly_totals.book_id = categories.book_id AND monthly_totals.category_key = categories.id
       WHERE categories.book_id = $1
       GROUP BY categories.id, categories.name, categories.color, categories.icon, categories.archived_at`,
      [bookId],
    );
    return rows.map(({ expense_count, ...category }) => ({ ...category, expenseCount: expense_count }));
  }

  async find(bookId: number, id: number): Promise<Category | undefined> {
    return this.db.get<Category>(`SELECT ${COLUMNS} FROM categories WHERE book_id = $1 AND id = $2`, [
      bookId,
      id,
    ]);
  }

  /**
   * @param again one that was there before, under its old id
   * @throws UniqueViolation when the book has a category of that name
   */
  async insert(
    bookId: number,
    values: CategoryValues,
    again?: { readonly id: number; readonly archivedAt: string | null },
  ): Promise<Category> {
    const more = again ? { columns: ', archived_at, id', marks: ', $7, $8' } : { columns: '', marks: '' };
    const row = await this.db.get<Category>(
      `INSERT INTO categories (book_id, name, name_key, color, icon, created_at, updated_at${more.columns})
       VALUES ($1, $2, $3, $4, $5, $6, $6${more.marks}) RETURNING ${COLUMNS}`,
      [
        ...[bookId, values.name, values.nameKey, values.color, values.icon, values.now],
        ...(again ? [again.archivedAt, again.id] : []),
      ],
    );
    return row!;
  }

  /** @throws UniqueViolation when another category of the book has that name */
  async update(bookId: number, id: number, values: CategoryValues): Promise<Category | undefined> {
    return this.db.get<Category>(
      `UPDATE categories SET name = $3, name_key = $4, color = $5, icon = $6, updated_at = $7
       WHERE book_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
      [bookId, id, values.name, values.nameKey, values.color, values.icon, values.now],
    );
  }

  /** Takes a category out of the forms (an instant) or puts it back (null). */
  async updateArchived(bookId: number, id: number, archivedAt: string | null, now: string): Promise<boolean> {
    const updated = await this.db.run(
      'UPDATE categories SET archived_at = $3, updated_at = $4 WHERE book_id = $1 AND id = $2',
      [bookId, id, archivedAt, now],
    );
    return updated === 1;
  }

  /** @throws ForeignKeyViolation while expenses are filed under it: move them first */
  async remove(bookId: number, id: number): Promise<number> {
    return this.db.run('DELETE FROM categories WHERE book_id = $1 AND id = $2', [bookId, id]);
  }
}
