import { parseDecimal } from '../../domain/amount.js';
import type { BudgetTarget } from '../../domain/budget.js';
import { invalid } from '../../domain/errors.js';
import type { BudgetPart } from '../../domain/import/budget-part.js';
import { nameKey } from '../../domain/text.js';
import { english } from '../../messages/said.js';
import type { Repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import { BUDGET_STEPS_MAX } from '../ledger/budgets/budget-service.js';
import { categoriesByName } from './categories-by-name.js';

/**
 * Sets the budgets of a file, for what the book has no budget yet. Within the caller's transaction, which holds the book's
 * lock, once the categories are there.
 * @throws AppError invalid (file) when one does not fit into the book
 */
export async function restoreBudgets(
  within: Repositories,
  { bookId, currency }: Principal,
  parts: readonly BudgetPart[],
  now: string,
): Promise<void> {
  if (parts.length === 0) return;
  const categories = await categoriesByName(within, bookId);
  const stored = await within.budgets.list(bookId);
  const known = new Set(stored.map(({ target }) => target));
  let count = stored.length;
  for (const [at, { category, fromMonth, amount, carryOver }] of parts.entries()) {
    const target: BudgetTarget | undefined = category === null ? 'all' : categories.get(nameKey(category));
    if (target === undefined) throw misfit(at, 'category');
    if (known.has(target)) continue;
    const minor = amount === null ? undefined : parseDecimal(amount, currency);
    if (minor && (!minor.ok || minor.value < 0n)) throw misfit(at, 'amount');
    const amountMinor = minor?.ok ? minor.value : null;
    count += 1;
    if (count > BUDGET_STEPS_MAX) throw misfit(at, 'from');
    await within.budgets.put(bookId, { target, fromMonth, amountMinor, carryOver }, now);
  }
}

const misfit = (at: number, field: string) =>
  invalid({ file: english('restore.budgets', `budgets.${String(at)}.${field} does not fit.`) });
