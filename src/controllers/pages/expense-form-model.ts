import type { Currency } from '../../domain/currency.js';
import type { ExpenseFormModel } from '../../http/expense-models.js';
import type { Choice } from '../../http/part-models.js';
import { KeptWords } from '../../locale/kept-words.js';
import { Stamp } from '../../locale/stamp.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { EXPENSE_FIELDS } from '../forms/expense-form.js';
import type { DashboardParts } from './dashboard-parts.js';

export type ExpenseFormValues = Readonly<Record<(typeof EXPENSE_FIELDS)[number], string>>;

/** What the form of an expense is drawn from, beside what it holds. */
type FormParts = Pick<DashboardParts, 'categories' | 'currency' | 'locale' | 'tags'>;

interface Filled extends Pick<ExpenseFormModel, 'descriptions' | 'returnTo' | 'faults'> {
  readonly values: ExpenseFormValues;
}

const keptChoices = new Stamp<readonly Category[], readonly Choice[]>();

/** Categories to choose from: without those that were archived, but for the one that is chosen. */
export function categoryChoices(categories: readonly Category[], chosen = ''): readonly Choice[] {
  const kept = chosen === '' ? keptChoices.of(categories) : undefined;
  if (kept) return kept;
  const choices = makeChoices(categories, chosen);
  if (chosen === '') keptChoices.set(categories, choices);
  return choices;
}

function makeChoices(categories: readonly Category[], chosen: string): Choice[] {
  return categories
    .filter(({ id, archivedAt }) => archivedAt === null || String(id) === chosen)
    .map((category) => ({ value: String(category.id), text: category.name }));
}

export function expenseForm(
  { categories, currency, locale, tags }: FormParts,
  form: Filled,
): ExpenseFormModel {
  return {
    categories: categoryChoices(categories, form.values.category_id),
    tags,
    currency: currency.code,
    ...keptExamples.of(currency, locale, () => ({
      amountExample: locale.figure(0n, currency),
      welcomeExample: locale.figure(48n * 10n ** BigInt(Math.max(0, currency.digits - 1)), currency),
    })),
    ...form,
  };
}

const keptExamples = new KeptWords<Currency, Pick<ExpenseFormModel, 'amountExample' | 'welcomeExample'>>();
