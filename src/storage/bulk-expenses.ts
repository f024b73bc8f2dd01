import type { Database } from './database.js';
import type { ExpenseValues } from './expense-repository.js';
import { repositories } from './repositories.js';

const ROWS_A_STATEMENT = 1_000;
const STATEMENTS_A_TRANSACTION = 20;

/** Stores expenses by the hundred thousand, through the same statement as single ones: no index is ever behind. */
export class BulkExpenses {
  private rows: ExpenseValues[] = [];

  constructor(
    private readonly db: Database,
    private readonly bookId: number,
  ) {}

  /** Takes one more; resolves at once, or when a transaction's worth has been stored. */
  async add(expense: ExpenseValues): Promise<void> {
    this.rows.push(expense);
    if (this.rows.length >= ROWS_A_STATEMENT * STATEMENTS_A_TRANSACTION) await this.flush();
  }

  /** Stores what is left, and lets the planner of PostgreSQL know how much there is now. */
  async finish(): Promise<void> {
    await this.flush();
    if (this.db.dialect === 'postgres') await this.db.run('VACUUM (ANALYZE) expenses, monthly_totals');
  }

  private async flush(): Promise<void> {
    const rows = this.rows;
    this.rows = [];
    if (rows.length === 0) return;
    await this.db.transaction(async (tx) => {
      const { expenses } = repositories(tx);
      for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
        await expenses.insertMany(this.bookId, rows.slice(start, start + ROWS_A_STATEMENT));
      }
    });
  }
}
