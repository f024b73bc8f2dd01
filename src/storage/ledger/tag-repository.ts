import type { Queryable, SqlValue } from '../engine/database.js';

export interface Tag {
  readonly id: number;
  readonly name: string;
}

export interface TagUse extends Tag {
  /** Expenses that carry it, deleted ones not counted. */
  readonly expenseCount: number;
}

export interface TagValues {
  readonly name: string;
  readonly nameKey: string;
  readonly now: string;
}

/** All of a book's tags are few and read whole; their order by name is made by the caller's locale. */
export class TagRepository {
  constructor(private readonly db: Queryable) {}

  async list(bookId: number): Promise<(Tag & { readonly nameKey: string })[]> {
    return this.db.all(`SELECT id, name, name_key AS "nameKey" FROM tags WHERE book_id = $1`, [bookId]);
  }

  async listWithUse(bookId: number): Promise<TagUse[]> {
    return this.db.all<TagUse>(
      `SELECT tags.id, tags.name, CAST(COALESCE(SUM(kept.expense_count), 0) AS BIGINT) AS "expenseCount"
       FROM tags LEFT JOIN monthly_tag_totals AS kept ON kept.book_id = tags.book_id AND kept.tag_id = tags.id
       WHERE tags.book_id = $1 GROUP BY tags.id, tags.name`,
      [bookId],
    );
  }

  async find(bookId: number, id: number): Promise<(Tag & { readonly nameKey: string }) | undefined> {
    return this.db.get(`SELECT id, name, name_key AS "nameKey" FROM tags WHERE book_id = $1 AND id = $2`, [
      bookId,
      id,
    ]);
  }

  /** @throws UniqueViolation when the book has a tag of that name */
  async insert(bookId: number, { name, nameKey, now }: TagValues, id?: number): Promise<number> {
    const given: readonly SqlValue[] = id === undefined ? [] : [id];
    const row = await this.db.get<{ id: number }>(
      `INSERT INTO tags (book_id, name, name_key, created_at, updated_at${id === undefined ? '' : ', id'})
       VALUES ($1, $2, $3, $4, $4${id === undefined ? '' : ', $5'}) RETURNING id`,
      [bookId, name, nameKey, now, ...given],
    );
    return row!.id;
  }

  /** @throws UniqueViolation when another tag of the book has that name */
  async update(bookId: number, id: number, { name, nameKey, now }: TagValues): Promise<boolean> {
    const updated = await this.db.run(
      'UPDATE tags SET name = $3, name_key = $4, updated_at = $5 WHERE book_id = $1 AND id = $2',
      [bookId, id, name, nameKey, now],
    );
    return updated === 1;
  }

  /** @throws ForeignKeyViolation while live expenses carry it: take it off them first */
  async remove(bookId: number, id: number): Promise<number> {
    return this.db.run('DELETE FROM tags WHERE book_id = $1 AND id = $2', [bookId, id]);
  }
}
