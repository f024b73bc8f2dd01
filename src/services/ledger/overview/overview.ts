import type { BudgetLine } from '../../../domain/budget.js';
import { type Day, monthOf } from '../../../domain/calendar.js';
import type { Expense } from '../../../domain/expense.js';
import type { Minor } from '../../../domain/money.js';
import type { Category } from '../category-service.js';
import type { Page } from '../page.js';
import type { RecurringGlance } from '../recurring/glance.js';
import type { Summary } from '../report-service.js';
import { type CategorySum, dearestFirst, type Sum } from '../sums.js';
import type { Tag } from '../tag-service.js';

/** So many expenses an overview shows. */
export const SHOWN = 50;

/** What a book shows where nothing is filtered: its newest expenses and the figures around them. */
export interface Overview {
  /** The day that it is of. */
  readonly today: Day;
  readonly categories: readonly Category[];
  readonly tags: readonly Tag[];
  readonly recurring: RecurringGlance;
  readonly page: Page<Expense>;
  /** The total of the oldest day that is shown, where it may go on: see `boundaryDays`. */
  readonly dayTotals: ReadonlyMap<Day, Minor>;
  readonly summary: Summary;
  /** Of the month of today. */
  readonly budgets: readonly BudgetLine[];
}

/** The days of a page that may go on on another: only its first and its last. */
export function boundaryDays({ items, hasNewer, hasOlder }: Page<Expense>): Day[] {
  return [
    ...(hasNewer && items[0] ? [items[0].spentOn] : []),
    ...(hasOlder && items.length > 0 ? [items.at(-1)!.spentOn] : []),
  ];
}

/**
 * The overview with one expense more, as if it had been read again; undefined where it has to be read again. Only for
 * an expense of today are all figures linear in its amount: one of another day may begin or end a comparison.
 */
export function withAdded(overview: Overview, expense: Expense): Overview | undefined {
  const { today, categories, tags, page, summary } = overview;
  const isKnown = expense.categoryId === null || categories.some(({ id }) => id === expense.categoryId);
  const isPlain = expense.spentOn === today && expense.deletedAt === null && summary.estimated === undefined;
  if (!isKnown || !isPlain || page.items.length === 0) return undefined;
  const items = inserted(page.items, expense);
  const shown = items.slice(0, SHOWN);
  const hasOlder = page.hasOlder || items.length > SHOWN;
  return {
    today,
    categories,
    tags,
    recurring: overview.recurring,
    page: { items: shown, hasOlder, hasNewer: false },
    dayTotals: hasOlder ? lastDayTotal(overview, { expense, items, last: shown.at(-1)!.spentOn }) : new Map(),
    summary: summaryWith(summary, expense),
    budgets: overview.budgets.map((line) => budgetWith(line, expense)),
  };
}

/** Newest first, of a day by their ids. */
function inserted(items: readonly Expense[], expense: Expense): Expense[] {
  const at = items.findIndex(
    ({ spentOn, id }) => spentOn < expense.spentOn || (spentOn === expense.spentOn && id < expense.id),
  );
  return at === -1 ? [...items, expense] : [...items.slice(0, at), expense, ...items.slice(at)];
}

/** A day whose total was not asked for stands as a whole among the items. */
function lastDayTotal(
  { dayTotals }: Overview,
  { expense, items, last }: { expense: Expense; items: readonly Expense[]; last: Day },
): Map<Day, Minor> {
  const before = dayTotals.get(last);
  const total =
    before === undefined
      ? items.reduce((so, { spentOn, amountMinor }) => (spentOn === last ? so + amountMinor : so), 0n)
      : before + (expense.spentOn === last ? expense.amountMinor : 0n);
  return new Map([[last, total]]);
}

function summaryWith(summary: Summary, { amountMinor, categoryId, spentOn }: Expense): Summary {
  const { thisMonth } = summary;
  const more = ({ totalMinor, count }: Sum) => ({ totalMinor: totalMinor + amountMinor, count: count + 1 });
  return {
    ...summary,
    ...more(summary),
    thisMonth: thisMonth && {
      ...thisMonth,
      ...more(thisMonth),
      comparison: thisMonth.comparison && {
        ...thisMonth.comparison,
        changeMinor: thisMonth.comparison.changeMinor + amountMinor,
      },
    },
    months: summary.months.map((month) =>
      month.month === monthOf(spentOn) ? { ...month, ...more(month) } : month,
    ),
    categories: dearestFirst(categoriesWith(summary.categories, categoryId, more)),
  };
}

/** Those of the other categories stay the same objects: what was drawn of them is kept with them. */
function categoriesWith(
  sums: readonly CategorySum[],
  categoryId: number | null,
  more: (sum: Sum) => Sum,
): CategorySum[] {
  if (!sums.some((sum) => sum.categoryId === categoryId))
    return [...sums, { categoryId, ...more({ totalMinor: 0n, count: 0 }) }];
  return sums.map((sum) => (sum.categoryId === categoryId ? { categoryId, ...more(sum) } : sum));
}

function budgetWith(line: BudgetLine, { amountMinor, categoryId }: Expense): BudgetLine {
  if (line.target !== 'all' && line.target !== categoryId) return line;
  return { ...line, spentMinor: line.spentMinor + amountMinor, leftMinor: line.leftMinor - amountMinor };
}
