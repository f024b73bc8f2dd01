import type { RuleMatch } from '../../domain/rule.js';
import type { Queryable } from '../engine/database.js';

/** A rule as it is stored. */
export interface StoredRule {
  readonly id: number;
  readonly position: number;
  readonly match: RuleMatch;
  readonly text: string;
  readonly categoryId: number | null;
  /** As in domain/tag-ids. */
  readonly tagIds: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type RuleRow = Omit<StoredRule, 'id' | 'createdAt' | 'updatedAt'>;

const COLUMNS = `id, position, matching AS "match", text, category_id AS "categoryId", tag_ids AS "tagIds", description,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** The rules of a book: few, and read whole. */
export class RuleRepository {
  constructor(private readonly db: Queryable) {}

  /** In their order. */
  async list(bookId: number): Promise<StoredRule[]> {
    return this.db.all(
      `SELECT ${COLUMNS} FROM rules WHERE book_id = $1 AND deleted_at IS NULL ORDER BY position, id`,
      [bookId],
    );
  }

  async listWithDeleted(bookId: number): Promise<StoredRule[]> {
    return this.db.all(`SELECT ${COLUMNS} FROM rules WHERE book_id = $1 ORDER BY id`, [bookId]);
  }

  /** @throws ForeignKeyViolation when the category is not the book's */
  async insert(bookId: number, { now, ...rule }: RuleRow & { readonly now: string }): Promise<number> {
    const row = await this.db.get<{ id: number }>(
      `INSERT INTO rules (book_id, position, matching, text, category_id, tag_ids, description, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id`,
      [bookId, ...paramsOf(rule), now],
    );
    return row!.id;
  }

  /** @throws ForeignKeyViolation when the category is not the book's */
  async update(
    bookId: number,
    id: number,
    { now, ...rule }: RuleRow & { readonly now: string },
  ): Promise<void> {
    await this.db.run(
      `UPDATE rules SET position = $3, matching = $4, text = $5, category_id = $6, tag_ids = $7, description = $8,
         updated_at = $9 WHERE book_id = $1 AND id = $2`,
      [bookId, id, ...paramsOf(rule), now],
    );
  }

  async updatePosition(bookId: number, id: number, position: number): Promise<void> {
    await this.db.run('UPDATE rules SET position = $3 WHERE book_id = $1 AND id = $2', [
      bookId,
      id,
      position,
    ]);
  }

  /** Deletes one (an instant), or takes it back (null). Gives whether it was there and otherwise. */
  async updateDeleted(bookId: number, id: number, deletedAt: string | null): Promise<boolean> {
    const is = deletedAt === null ? 'IS NOT NULL' : 'IS NULL';
    const sql = `UPDATE rules SET deleted_at = $3 WHERE book_id = $1 AND id = $2 AND deleted_at ${is}`;
    return (await this.db.run(sql, [bookId, id, deletedAt])) === 1;
  }

  /** Files all of a category, deleted ones too, under another, or under none. */
  async moveCategory(bookId: number, categoryId: number, intoId: number | null): Promise<void> {
    await this.db.run('UPDATE rules SET category_id = $3 WHERE book_id = $1 AND category_id = $2', [
      bookId,
      categoryId,
      intoId,
    ]);
  }

  async updateCategory(bookId: number, id: number, categoryId: number): Promise<void> {
    await this.db.run('UPDATE rules SET category_id = $3 WHERE book_id = $1 AND id = $2', [
      bookId,
      id,
      categoryId,
    ]);
  }

  async updateTags(bookId: number, id: number, tagIds: string): Promise<void> {
    await this.db.run('UPDATE rules SET tag_ids = $3 WHERE book_id = $1 AND id = $2', [bookId, id, tagIds]);
  }
}

/** In the order of the columns. */
function paramsOf({ position, match, text, categoryId, tagIds, description }: RuleRow) {
  return [position, match, text, categoryId, tagIds, description];
}
