import type { Day } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import { drawnOnce } from '../../http/drawn-once.js';
import type { ExpenseDay, ExpenseRow } from '../../http/expense-models.js';
import type { NamedLook } from '../../http/part-models.js';
import { KeptWords } from '../../locale/kept-words.js';
import { lookOf } from './category-words.js';
import type { DashboardParts } from './dashboard-parts.js';
import { dayHeading } from './words.js';

type RowParts = Pick<DashboardParts, 'categories' | 'currency' | 'locale' | 'isOverview'>;

/** Rows by day; the total of a day that goes on on another page is the one that was asked for, not of its rows here. */
export function expenseDays(parts: DashboardParts): ExpenseDay[] {
  const { page, currency, today, dayTotals, locale } = parts;
  const days = new Map<Day, Expense[]>();
  for (const expense of page.items) {
    const day = days.get(expense.spentOn);
    if (day) day.push(expense);
    else days.set(expense.spentOn, [expense]);
  }
  const rowOf = rowsOf(parts);
  return [...days].map(([day, expenses]) => ({
    label: dayHeading(day, today, locale),
    total: locale.money(
      dayTotals.get(day) ?? expenses.reduce((so, { amountMinor }) => so + amountMinor, 0n),
      currency,
    ),
    rows: expenses.map(rowOf),
  }));
}

/** Of the expenses of an overview. */
const keptRows = new KeptWords<Expense, ExpenseRow>();

/** How an expense becomes a row. An overview is true of its categories as long as it holds the same expenses. */
function rowsOf({ categories, currency, locale, isOverview }: RowParts): (expense: Expense) => ExpenseRow {
  let looks: ReadonlyMap<number | null, NamedLook> | undefined;
  const make = (expense: Expense): ExpenseRow => {
    looks ??= new Map([
      [null, lookOf(undefined, locale)],
      ...categories.map((category) => [category.id, lookOf(category, locale)] as const),
    ]);
    return {
      id: expense.id,
      description: expense.description,
      category: looks.get(expense.categoryId) ?? looks.get(null)!,
      amount: locale.money(expense.amountMinor, currency),
      isRefund: expense.amountMinor < 0n,
      tags: expense.tags,
    };
  };
  return isOverview ? (expense) => keptRows.of(expense, locale, () => drawnOnce(make(expense))) : make;
}
