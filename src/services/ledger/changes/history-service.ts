import type { Change } from '../../../domain/change.js';
import { notFound } from '../../../domain/errors.js';
import { fromTagIds } from '../../../domain/tag-ids.js';
import type { Database } from '../../../storage/engine/database.js';
import type { ExpenseState } from '../../../storage/ledger/expense-state-queries.js';
import { repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';

/** An expense as it was from one moment on. */
export interface HistoryEntry {
  readonly version: number;
  /** When it became so. */
  readonly at: string;
  /** What made it so; undefined: it was added. */
  readonly change: Change | undefined;
  readonly values: Omit<ExpenseState, 'id' | 'version' | 'tagIds'>;
  /** Names of its tags that are still there. */
  readonly tags: readonly string[];
}

const ENTRIES_MAX = 200;

/** What happened to one expense. */
export class HistoryService {
  constructor(private readonly database: Database) {}

  /**
   * Newest first, the 200 newest; also of an expense in the trash.
   * @throws AppError not_found
   */
  async of(principal: Principal, expenseId: number): Promise<HistoryEntry[]> {
    const { bookId } = principal;
    const within = repositories(this.database);
    const [live] = await within.expenseStates.find(bookId, [expenseId]);
    const expense =
      (await within.expenses.find(bookId, expenseId)) ?? (await within.trash.find(bookId, expenseId));
    if (!live || !expense) throw notFound('expense');
    const ended = await within.expenseVersions.history(bookId, expenseId, ENTRIES_MAX);
    const changes = new Map(
      (await within.changes.findMany(bookId, [...new Set(ended.map(({ changeId }) => changeId))])).map(
        (change) => [change.id, change],
      ),
    );
    const tags = new Map((await within.tags.list(bookId)).map(({ id, name }) => [id, name]));
    const states = [{ version: live.version, values: live as HistoryEntry['values'] & { tagIds: string } }];
    for (const { version, values } of ended) states.push({ version, values });
    const shown = ended.length < ENTRIES_MAX ? states : states.slice(0, -1);
    return shown.map(({ version, values }, at) => {
      // What ended the version before is what made this one.
      const madeBy = ended[at];
      const change = madeBy && changes.get(madeBy.changeId);
      const { tagIds, ...rest } = values;
      return {
        version,
        at: change?.createdAt ?? expense.createdAt,
        change,
        values: rest,
        tags: fromTagIds(tagIds).flatMap((id) => tags.get(id) ?? []),
      };
    });
  }
}
