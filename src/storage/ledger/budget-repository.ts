import type { BudgetStep, BudgetTarget, MonthSpan } from '../../domain/budget.js';
import type { Month } from '../../domain/calendar.js';
import type { Minor } from '../../domain/money.js';
import type { Queryable, SqlValue } from '../engine/database.js';
import { type Halves, halvesOf, joined } from './halves.js';

export interface StoredBudgetStep extends BudgetStep {
  readonly id: number;
  readonly updatedAt: string;
}

/** Kept totals that are asked for: of one category, or of all of them together. */
export interface TotalsWanted extends MonthSpan {
  readonly target: BudgetTarget;
}

interface StepRow {
  id: number;
  category_id: number | null;
  from_month: Month;
  amount: string | null;
  carry_over: number;
  updated_at: string;
}

const COLUMNS = 'id, category_id, from_month, CAST(amount_minor AS TEXT) AS amount, carry_over, updated_at';
/** No category has this key; 0 are the expenses without one. */
const ALL = -1;

/** Budgets are kept as steps: from a month on that much a month. Those that were removed are kept aside for an undo. */
export class BudgetRepository {
  constructor(private readonly db: Queryable) {}

  /** All steps of a book but those that were removed. */
  async list(bookId: number): Promise<StoredBudgetStep[]> {
    const rows = await this.db.all<StepRow>(
      `SELECT ${COLUMNS} FROM budgets WHERE book_id = $1 AND removed_at IS NULL ORDER BY from_month, id`,
      [bookId],
    );
    return rows.map(toStep);
  }

  async ofTarget(bookId: number, target: BudgetTarget): Promise<StoredBudgetStep[]> {
    const rows = await this.db.all<StepRow>(
      `SELECT ${COLUMNS} FROM budgets
       WHERE book_id = $1 AND COALESCE(category_id, 0) = $2 AND removed_at IS NULL ORDER BY from_month`,
      [bookId, keyOf(target)],
    );
    return rows.map(toStep);
  }

  /**
   * Puts a step in its month, in place of one that is there. Within a transaction that holds the book's lock.
   * @throws ForeignKeyViolation when the category is not the book's
   */
  async put(
    bookId: number,
    { target, fromMonth, amountMinor, carryOver }: BudgetStep,
    now: string,
  ): Promise<void> {
    const values = [amountMinor, carryOver ? 1 : 0, now];
    const updated = await this.db.run(
      `UPDATE budgets SET amount_minor = $4, carry_over = $5, updated_at = $6
       WHERE book_id = $1 AND COALESCE(category_id, 0) = $2 AND from_month = $3 AND removed_at IS NULL`,
      [bookId, keyOf(target), fromMonth, ...values],
    );
    if (updated > 0) return;
    await this.db.run(
      `INSERT INTO budgets (book_id, category_id, from_month, amount_minor, carry_over, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6)`,
      [bookId, target === 'all' ? null : target, fromMonth, ...values],
    );
  }

  /** The same, but one that is there is put aside, so that it can come back. */
  async replace(bookId: number, step: BudgetStep, now: string): Promise<void> {
    await this.db.run(
      `UPDATE budgets SET removed_at = $4
       WHERE book_id = $1 AND COALESCE(category_id, 0) = $2 AND from_month = $3 AND removed_at IS NULL`,
      [bookId, keyOf(step.target), step.fromMonth, now],
    );
    await this.put(bookId, step, now);
  }

  /** Puts a step that was deleted back under its old id, where its month is free. */
  async putBack(bookId: number, { id, updatedAt, ...step }: StoredBudgetStep): Promise<void> {
    const { target, fromMonth, amountMinor, carryOver } = step;
    await this.db.run(
      `INSERT INTO budgets (book_id, id, category_id, from_month, amount_minor, carry_over, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT DO NOTHING`,
      [bookId, id, target === 'all' ? null : target, fromMonth, amountMinor, carryOver ? 1 : 0, updatedAt],
    );
  }

  /** Puts the steps of a target from a month on aside. */
  async removeFrom(bookId: number, target: BudgetTarget, month: Month, now: string): Promise<void> {
    await this.db.run(
      `UPDATE budgets SET removed_at = $4
       WHERE book_id = $1 AND COALESCE(category_id, 0) = $2 AND from_month >= $3 AND removed_at IS NULL`,
      [bookId, keyOf(target), month, now],
    );
  }

  /** When steps of a target were put aside; undefined: none are. */
  async removedAt(bookId: number, target: BudgetTarget): Promise<string | undefined> {
    const row = await this.db.get<{ removed_at: string | null }>(
      `SELECT MAX(removed_at) AS removed_at FROM budgets WHERE book_id = $1 AND COALESCE(category_id, 0) = $2`,
      [bookId, keyOf(target)],
    );
    return row?.removed_at ?? undefined;
  }

  /** Takes the steps back that were put aside, where no other stands in their month. Gives how many. */
  async takeBack(bookId: number, target: BudgetTarget): Promise<number> {
    return this.db.run(
      `UPDATE budgets SET removed_at = NULL
       WHERE book_id = $1 AND COALESCE(category_id, 0) = $2 AND removed_at IS NOT NULL
         AND from_month NOT IN (SELECT from_month FROM budgets
           WHERE book_id = $1 AND COALESCE(category_id, 0) = $2 AND removed_at IS NULL)`,
      [bookId, keyOf(target)],
    );
  }

  /** Forgets the steps that were put aside. */
  async forgetRemoved(bookId: number, target: BudgetTarget): Promise<void> {
    await this.db.run(
      'DELETE FROM budgets WHERE book_id = $1 AND COALESCE(category_id, 0) = $2 AND removed_at IS NOT NULL',
      [bookId, keyOf(target)],
    );
  }

  async delete(bookId: number, id: number): Promise<void> {
    await this.db.run('DELETE FROM budgets WHERE book_id = $1 AND id = $2', [bookId, id]);
  }

  /** Deletes all steps of a category, those put aside too. */
  async deleteOfCategory(bookId: number, categoryId: number): Promise<void> {
    await this.db.run('DELETE FROM budgets WHERE book_id = $1 AND category_id = $2', [bookId, categoryId]);
  }

  async moveCategory(bookId: number, categoryId: number, intoId: number): Promise<void> {
    await this.db.run('UPDATE budgets SET category_id = $3 WHERE book_id = $1 AND category_id = $2', [
      bookId,
      categoryId,
      intoId,
    ]);
  }

  async updateCategory(bookId: number, id: number, categoryId: number): Promise<void> {
    await this.db.run('UPDATE budgets SET category_id = $3 WHERE book_id = $1 AND id = $2', [
      bookId,
      id,
      categoryId,
    ]);
  }

  /** What was spent in each of these, from the kept totals, in one question. */
  async totals(bookId: number, wanted: readonly TotalsWanted[]): Promise<Minor[]> {
    if (wanted.length === 0) return [];
    const params: SqlValue[] = [bookId];
    const bind = (value: SqlValue) => `$${String(params.push(value))}`;
    const spans = wanted.map(({ target, first, end }, place) => {
      const key = target === 'all' ? ALL : target;
      return `(CAST(${bind(place)} AS BIGINT), CAST(${bind(key)} AS BIGINT), CAST(${bind(first)} AS TEXT), CAST(${bind(end)} AS TEXT))`;
    });
    // What all spans lie within is told apart: only that is read, and not the book to its beginning.
    const months = wanted.flatMap(({ first, end }) => [first, end]).sort();
    const [from, until] = [bind(months[0]!), bind(months.at(-1)!)];
    const rows = await this.db.all<Halves & { place: number }>(
      `WITH span (place, category_key, first_month, end_month) AS (VALUES ${spans.join(', ')})
       SELECT span.place, ${halvesOf('kept.total_minor')}
       FROM span CROSS JOIN monthly_totals AS kept
       WHERE kept.book_id = $1 AND kept.month >= ${from} AND kept.month < ${until} AND kept.month >= span.first_month AND kept.month < span.end_month
         AND (span.category_key = ${String(ALL)} OR kept.category_key = span.category_key)
       GROUP BY span.place`,
      params,
    );
    const byPlace = new Map(rows.map((row) => [row.place, joined(row)]));
    return wanted.map((_span, place) => byPlace.get(place) ?? 0n);
  }
}

const keyOf = (target: BudgetTarget) => (target === 'all' ? 0 : target);

function toStep(row: StepRow): StoredBudgetStep {
  return {
    id: row.id,
    target: row.category_id ?? 'all',
    fromMonth: row.from_month,
    amountMinor: row.amount === null ? null : BigInt(row.amount),
    carryOver: row.carry_over === 1,
    updatedAt: row.updated_at,
  };
}
