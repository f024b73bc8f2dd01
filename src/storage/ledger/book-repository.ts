import type { Queryable } from '../engine/database.js';

export interface Book {
  readonly id: number;
  readonly currency: string;
  readonly version: number;
}

export class BookRepository {
  constructor(private readonly db: Queryable) {}

  /** Makes the personal book of a user. */
  async insertOwned(book: { userId: number; name: string; currency: string; now: string }): Promise<Book> {
    const row = await this.db.get<Book>(
      'INSERT INTO books (name, currency, created_at) VALUES ($1, $2, $3) RETURNING id, currency, version',
      [book.name, book.currency, book.now],
    );
    await this.db.run(
      `INSERT INTO book_members (book_id, user_id, role, created_at) VALUES ($1, $2, 'owner', $3)`,
      [row!.id, book.userId, book.now],
    );
    return row!;
  }

  async findOwnedBy(userId: number): Promise<Book | undefined> {
    return this.db.get<Book>(
      `SELECT books.id, books.currency, books.version
       FROM book_members JOIN books ON books.id = book_members.book_id
       WHERE book_members.user_id = $1 AND book_members.role = 'owner'`,
      [userId],
    );
  }

  /**
   * Makes other writers of the book wait until this transaction ends, so that transactions of several
   * statements cannot deadlock. Counts as a change of the book.
   */
  async lock(bookId: number): Promise<Book | undefined> {
    return this.db.get<Book>(
      'UPDATE books SET version = version + 1 WHERE id = $1 RETURNING id, currency, version',
      [bookId],
    );
  }

  /** Grows with every change of the book. */
  async versionOf(bookId: number): Promise<number | undefined> {
    const row = await this.db.get<{ version: number }>('SELECT version FROM books WHERE id = $1', [bookId]);
    return row?.version;
  }

  async currencyOf(bookId: number): Promise<string | undefined> {
    const row = await this.db.get<{ currency: string }>('SELECT currency FROM books WHERE id = $1', [bookId]);
    return row?.currency;
  }

  async updateCurrency(bookId: number, currency: string): Promise<void> {
    await this.db.run('UPDATE books SET currency = $2, version = version + 1 WHERE id = $1', [
      bookId,
      currency,
    ]);
  }

  /** Whether the book holds any amount: an expense, deleted ones included, one that comes back, or a budget. */
  async hasExpenses(bookId: number): Promise<boolean> {
    const row = await this.db.get(
      `SELECT id FROM books WHERE id = $1 AND (EXISTS (SELECT 1 FROM expenses WHERE book_id = $1)
         OR EXISTS (SELECT 1 FROM recurring WHERE book_id = $1)
         OR EXISTS (SELECT 1 FROM budgets WHERE book_id = $1))`,
      [bookId],
    );
    return row !== undefined;
  }

  /** Erases up to `limit` expenses of a book that is being erased. Gives how many went. */
  async eraseExpenses(bookId: number, limit: number): Promise<number> {
    return this.db.run(
      `DELETE FROM expenses WHERE book_id = $1
       AND id IN (SELECT id FROM expenses WHERE book_id = $1 ORDER BY category_id, spent_on DESC, id DESC LIMIT $2)`,
      [bookId, limit],
    );
  }

  async erase(bookId: number): Promise<void> {
    for (const table of [
      'monthly_totals',
      'monthly_tag_totals',
      'expense_tags',
      'recurring',
      'budgets',
      'rules',
      'tags',
      'changes',
      'idempotency_keys',
      'access_tokens',
      'categories',
      'book_members',
    ]) {
      await this.db.run(`DELETE FROM ${table} WHERE book_id = $1`, [bookId]);
    }
    await this.db.run('DELETE FROM books WHERE id = $1', [bookId]);
  }
}
