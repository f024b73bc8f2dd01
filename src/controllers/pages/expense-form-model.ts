import type { FieldFaults } from '../../domain/errors.js';
import type { ExpenseFormModel } from '../../http/expense-models.js';
import type { Choice } from '../../http/part-models.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { EXPENSE_FIELDS } from '../forms/expense-form.js';
import type { DashboardParts } from './dashboard-parts.js';

export type ExpenseFormValues = Readonly<Record<(typeof EXPENSE_FIELDS)[number], string>>;

/** What the form of an expense is drawn from, beside what it holds. */
type FormParts = Pick<DashboardParts, 'categories' | 'currency' | 'locale' | 'tags'> &
  Pick<ExpenseFormModel, 'descriptions'>;

/** Categories to choose from: without those that were archived, but for the one that is chosen. */
export function categoryChoices(categories: readonly Category[], chosen = ''): Choice[] {
  return categories
    .filter(({ id, archivedAt }) => archivedAt === null || String(id) === chosen)
    .map((category) => ({ value: String(category.id), text: category.name }));
}

export function expenseForm(
  { categories, currency, locale, tags, descriptions }: FormParts,
  form: { values: ExpenseFormValues; faults: FieldFaults; returnTo: string },
): ExpenseFormModel {
  return {
    categories: categoryChoices(categories, form.values.category_id),
    tags,
    descriptions,
    currency: currency.code,
    amountExample: locale.figure(0n, currency),
    welcomeExample: locale.figure(48n * 10n ** BigInt(Math.max(0, currency.digits - 1)), currency),
    ...form,
  };
}
