import { addMonths, type Day, endOfMonth, type Month, monthOf, yearOf } from './calendar.js';
import type { Currency } from './currency.js';
import { maxAmount, type Minor } from './money.js';

/** What a budget is for: a category by its id, or everything. */
export type BudgetTarget = number | 'all';

/** From a month on that much a month, until the next step of the same target. */
export interface BudgetStep {
  readonly target: BudgetTarget;
  readonly fromMonth: Month;
  /** null: no budget from then on. */
  readonly amountMinor: Minor | null;
  readonly carryOver: boolean;
}

/** Months from `first` up to, but without, `end`. */
export interface MonthSpan {
  readonly first: Month;
  readonly end: Month;
}

/** The budget of a target in a month. */
export interface StandingBudget {
  readonly target: BudgetTarget;
  readonly fromMonth: Month;
  readonly amountMinor: Minor;
  readonly carryOver: boolean;
  /** The months before whose rest comes over, and what these had in all; absent where nothing comes over. */
  readonly before?: MonthSpan & { readonly amountMinor: Minor };
}

/** How a budget stands. */
export interface BudgetLine {
  readonly target: BudgetTarget;
  readonly fromMonth: Month;
  readonly carryOver: boolean;
  readonly budgetMinor: Minor;
  /** What the months before left; negative: what they took too much. */
  readonly carriedMinor: Minor;
  readonly spentMinor: Minor;
  /** Negative: over budget. */
  readonly leftMinor: Minor;
}

/** How spending goes beside the days of the running month. */
export type Pace = 'on' | 'faster' | 'slower';

/** The budgets of a month, one of each target that has one then. */
export function budgetsIn(steps: readonly BudgetStep[], month: Month): StandingBudget[] {
  const byTarget = new Map<BudgetTarget, BudgetStep[]>();
  for (const step of steps) {
    if (step.fromMonth > month) continue;
    byTarget.set(step.target, [...(byTarget.get(step.target) ?? []), step]);
  }
  return [...byTarget.values()].flatMap((begun) => standing(begun, month) ?? []);
}

/** @param begun the steps of one target that have begun by the month */
function standing(begun: readonly BudgetStep[], month: Month): StandingBudget | undefined {
  const newestFirst = begun.toSorted((a, b) => (a.fromMonth < b.fromMonth ? 1 : -1));
  const [step] = newestFirst;
  if (!step || step.amountMinor === null) return undefined;
  const { target, fromMonth, amountMinor, carryOver } = step;
  const before = carriedFrom(newestFirst, month);
  return { target, fromMonth, amountMinor, carryOver, ...(before && { before }) };
}

/** Carrying goes back, without a gap, as far as every step carries over. */
function carriedFrom(newestFirst: readonly BudgetStep[], month: Month): StandingBudget['before'] {
  let amountMinor = 0n;
  let first = month;
  for (const step of newestFirst) {
    if (!step.carryOver || step.amountMinor === null) break;
    amountMinor += step.amountMinor * BigInt(monthsBetween(step.fromMonth, first));
    first = step.fromMonth;
  }
  return first === month ? undefined : { first, end: month, amountMinor };
}

/**
 * @param spentMinor what was spent in the month
 * @param spentBefore what was spent in the months whose rest comes over
 */
export function budgetLine(
  { target, fromMonth, carryOver, amountMinor, before }: StandingBudget,
  { spentMinor, spentBefore }: { readonly spentMinor: Minor; readonly spentBefore: Minor },
): BudgetLine {
  const carriedMinor = before ? before.amountMinor - spentBefore : 0n;
  const leftMinor = amountMinor + carriedMinor - spentMinor;
  return { target, fromMonth, carryOver, budgetMinor: amountMinor, carriedMinor, spentMinor, leftMinor };
}

/** The day of a month, and how many it has. */
export function dayOfMonth(today: Day): { readonly day: number; readonly days: number } {
  return { day: Number(today.slice(8)), days: Number(endOfMonth(today).slice(8)) };
}

/**
 * Whether the part that was spent fits the part of the month that is over, give or take a tenth of the budget.
 * Undefined for another month than today's, and where nothing is left to pace.
 */
export function paceOf(
  { budgetMinor, carriedMinor, spentMinor, leftMinor }: BudgetLine,
  month: Month,
  today: Day,
): Pace | undefined {
  if (month !== monthOf(today) || leftMinor < 0n) return undefined;
  const { day, days } = dayOfMonth(today);
  const available = budgetMinor + carriedMinor;
  const ahead = 10n * (spentMinor * BigInt(days) - available * BigInt(day));
  const tolerance = available * BigInt(days);
  return ahead > tolerance ? 'faster' : ahead < -tolerance ? 'slower' : 'on';
}

/**
 * A budget that would have fitted: the mean of the months in which something was spent, up to the next number that is
 * easily read (two figures, or a whole unit of the currency).
 */
export function suggestedBudget(months: readonly Minor[], currency: Currency): Minor | undefined {
  const spent = months.filter((minor) => minor > 0n);
  if (spent.length === 0) return undefined;
  const sum = spent.reduce((total, minor) => total + minor, 0n);
  const mean = upTo(sum, BigInt(spent.length)) / BigInt(spent.length);
  const unit = 10n ** BigInt(currency.digits);
  const figures = String(upTo(mean, unit) / unit).length;
  const suggested = upTo(mean, unit * 10n ** BigInt(Math.max(figures - 2, 0)));
  return suggested > maxAmount(currency) ? maxAmount(currency) : suggested;
}

/** The steps with which a month has the budgets of the month before. */
export function stepsLikeLastMonth(steps: readonly BudgetStep[], month: Month): BudgetStep[] {
  const now = new Map(budgetsIn(steps, month).map((each) => [each.target, each]));
  return budgetsIn(steps, addMonths(month, -1)).flatMap(({ target, amountMinor, carryOver }) => {
    const there = now.get(target);
    const isSame = there?.amountMinor === amountMinor && there.carryOver === carryOver;
    return isSame ? [] : [{ target, fromMonth: month, amountMinor, carryOver }];
  });
}

/** Up to the next multiple. */
const upTo = (minor: Minor, of: bigint): Minor => ((minor + of - 1n) / of) * of;

const monthsBetween = (first: Month, end: Month) =>
  (yearOf(end) - yearOf(first)) * 12 + Number(end.slice(5)) - Number(first.slice(5));
