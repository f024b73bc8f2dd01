import { type BudgetLine, type BudgetTarget, dayOfMonth, paceOf } from '../../domain/budget.js';
import { addMonths, type Day, type Month, monthOf, parseMonth } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import type { BudgetFormModel, BudgetRow, BudgetsModel } from '../../http/budget-models.js';
import type { Link } from '../../http/layout-models.js';
import type { Locale } from '../../locale/locale.js';
import type { BudgetSuggestion } from '../../services/ledger/budgets/budget-service.js';
import type { Category } from '../../services/ledger/category-service.js';
import { ALL, type BudgetField } from '../forms/budget-form.js';
import { paceWords, targetLook } from './budget-words.js';
import { categoryChoices } from './expense-form-model.js';
import { expensesHref } from './links.js';

/** What the page is drawn from. */
export interface BudgetParts {
  readonly locale: Locale;
  readonly currency: Currency;
  readonly today: Day;
  readonly month: Month;
  readonly categories: readonly Category[];
  readonly lines: readonly BudgetLine[];
  readonly suggestions: readonly BudgetSuggestion[];
  readonly canCopy: boolean;
  readonly choice: BudgetsModel['choice'];
  /** The budget that is looked at closer: its values are in the form. */
  readonly edited?: BudgetTarget | undefined;
  /** What was typed. */
  readonly typed?: { readonly values: Readonly<Record<BudgetField, string>>; readonly faults: FieldFaults };
}

export const budgetsHref = (month: Month, edited?: BudgetTarget) =>
  `/budgets?month=${month}${edited === undefined ? '' : `&edit=${String(edited)}#set`}`;

export function budgetsModel(parts: BudgetParts): BudgetsModel {
  const { locale, month, categories, lines, canCopy, choice } = parts;
  const order = new Map(categories.map(({ id }, at) => [id as BudgetTarget, at]));
  const place = ({ target }: { readonly target: BudgetTarget }) => order.get(target) ?? -1;
  return {
    month,
    name: locale.month(month),
    previous: monthLink(addMonths(month, -1), locale),
    next: monthLink(addMonths(month, 1), locale),
    choice,
    rows: lines.toSorted((a, b) => place(a) - place(b)).map((line) => rowOf(line, parts)),
    canCopy,
    form: formOf(parts),
    without: withoutBudget(parts)
      .toSorted((a, b) => place(a) - place(b))
      .map((each) => ({
        ...targetLook(each.target, categories, locale),
        id: String(each.target),
        use: locale.text('budgets.use', { amount: { money: each.amountMinor, currency: parts.currency } }),
        values: {
          month,
          category_id: String(each.target),
          amount: locale.figure(each.amountMinor, parts.currency),
          from: month,
        },
      })),
  };
}

/** Of categories that are archived nothing is expected any more. */
function withoutBudget({ lines, categories, suggestions }: BudgetParts): BudgetSuggestion[] {
  const used = new Set(categories.flatMap(({ id, archivedAt }) => (archivedAt === null ? [id] : [])));
  return suggestions.filter(
    ({ target }) => !lines.some((line) => line.target === target) && (target === 'all' || used.has(target)),
  );
}

function monthLink(month: Month, locale: Locale): Link | undefined {
  return parseMonth(month) && { href: budgetsHref(month), text: locale.month(month) };
}

function rowOf(line: BudgetLine, parts: BudgetParts): BudgetRow {
  const { locale, currency, today, month, categories } = parts;
  const { target, budgetMinor, carriedMinor, spentMinor, leftMinor } = line;
  const money = (minor: bigint) => locale.money(minor, currency);
  const available = budgetMinor + carriedMinor;
  const pace = paceOf(line, month, today);
  const { day, days } = dayOfMonth(today);
  const carried = { money: carriedMinor < 0n ? -carriedMinor : carriedMinor, currency };
  return {
    ...targetLook(target, categories, locale),
    id: String(target),
    editHref: budgetsHref(month, target),
    spentHref: expensesHref({ month, ...(target !== 'all' && { category: String(target) }) }),
    spent: money(spentMinor),
    isBelow: spentMinor < 0n,
    available: available < 0n ? undefined : money(available),
    ...(leftMinor < 0n ? { over: money(-leftMinor) } : { left: money(leftMinor) }),
    carried:
      carriedMinor === 0n
        ? []
        : [
            locale.text('budgets.a_month', { amount: { money: budgetMinor, currency } }),
            locale.text(carriedMinor > 0n ? 'budgets.carried' : 'budgets.overspent', { amount: carried }),
          ],
    pace: pace && paceWords(pace, today, locale),
    share: shareOf(spentMinor, available),
    dayShare: month === monthOf(today) ? day / days : undefined,
  };
}

/** In thousandths: exact as far as a bar can show. */
function shareOf(spentMinor: bigint, available: bigint): number {
  if (spentMinor > available) return 1;
  return spentMinor <= 0n ? 0 : Number((spentMinor * 1000n) / available) / 1000;
}

function formOf(parts: BudgetParts): BudgetFormModel {
  const { locale, currency, categories, suggestions, typed, edited } = parts;
  const values = typed?.values ?? freshValues(parts);
  const suggested = suggestions.find(({ target }) => String(target) === values.category_id);
  return {
    values,
    faults: typed?.faults ?? {},
    categories: [
      { value: '', text: locale.text('budgets.choose') },
      { value: ALL, text: locale.text('budgets.everything') },
      ...categoryChoices(categories, values.category_id),
    ],
    currency: currency.code,
    amountExample: locale.figure(0n, currency),
    suggested:
      suggested && locale.text('budgets.suggested', { amount: { money: suggested.amountMinor, currency } }),
    takesFocus: edited !== undefined,
  };
}

/** Of the budget that is looked at closer, or of what is suggested for it; else empty. */
function freshValues({ locale, currency, month, lines, suggestions, edited }: BudgetParts) {
  const line = lines.find(({ target }) => target === edited);
  const minor = line?.budgetMinor ?? suggestions.find(({ target }) => target === edited)?.amountMinor;
  return {
    amount: minor === undefined ? '' : locale.figure(minor, currency),
    category_id: edited === undefined ? '' : String(edited),
    from: month,
    carry_over: line?.carryOver ? 'yes' : '',
  };
}
