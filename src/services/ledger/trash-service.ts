import type { Clock } from '../../domain/clock.js';
import { notFound } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import type { SearchWord } from '../../domain/search.js';
import type { Database } from '../../storage/engine/database.js';
import type { TrashPlace } from '../../storage/ledger/trash-repository.js';
import { repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import { inPortions } from '../portions.js';
import { type Page, toPage } from './page.js';

export type { TrashPlace };

/** How long the trash keeps what was deleted. */
export const TRASH_DAYS = 30;
const DAY_MS = 86_400_000;

/** What was deleted, until it is erased; putting in and taking back are changes of an expense (ExpenseService). */
export class TrashService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What was deleted in the last 30 days, last deleted first. */
  async browse(
    principal: Principal,
    {
      place,
      limit,
      words,
    }: { place?: TrashPlace | undefined; limit: number; words?: readonly SearchWord[] | undefined },
  ): Promise<Page<Expense>> {
    const since = new Date(this.clock.now().getTime() - TRASH_DAYS * DAY_MS).toISOString();
    const { trash } = repositories(this.database);
    const found = await trash.list(principal.bookId, { place, since, words }, limit + 1);
    return toPage(found, { place, limit });
  }

  /**
   * Erases an expense of the trash, with all that it ever was: nothing brings it back.
   * @throws AppError not_found
   */
  async erase(principal: Principal, id: number): Promise<Expense> {
    return this.database.transaction(async (tx) => {
      const { books, trash } = repositories(tx);
      await books.lock(principal.bookId);
      const expense = await trash.find(principal.bookId, id);
      if (!expense || !(await trash.erase(principal.bookId, id))) throw notFound('expense');
      return expense;
    });
  }

  /**
   * Erases all that lies in the trash now, in portions with everybody else's work between. Gives how many went; what is
   * left when the program stops meanwhile lies in the trash as before.
   */
  async empty({ bookId }: Principal): Promise<number> {
    const until = this.clock.now().toISOString();
    return inPortions((limit) =>
      this.database.transaction(async (tx) => {
        const { books, trash } = repositories(tx);
        // On SQLite what lies in the trash leaves without a trace, and pages of the book are kept.
        await books.lock(bookId);
        return trash.eraseAll(bookId, until, limit);
      }),
    );
  }
}
