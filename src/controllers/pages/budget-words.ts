import { type BudgetLine, type BudgetTarget, dayOfMonth, type Pace } from '../../domain/budget.js';
import type { Day } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { CategoryLook } from '../../http/part-models.js';
import type { Locale } from '../../locale/locale.js';
import { message, type Param } from '../../messages/message.js';
import type { Category } from '../../services/ledger/category-service.js';

const PACES = {
  on: 'budgets.pace_on',
  faster: 'budgets.pace_faster',
  slower: 'budgets.pace_slower',
} as const satisfies Record<Pace, string>;

/** So many are named on the dashboard. */
const NAMED_MAX = 3;

/** "About on pace: day 12 of 30" */
export const paceWords = (pace: Pace, today: Day, locale: Locale): string =>
  locale.text(PACES[pace], dayOfMonth(today));

/** How what a budget is for looks. */
export function targetLook(
  target: BudgetTarget,
  categories: readonly Category[],
  locale: Locale,
): CategoryLook {
  if (target === 'all') return { name: locale.text('budgets.everything'), color: 'none', icon: 'list-ul' };
  const { name, color, icon } = categories.find(({ id }) => id === target)!;
  return { name, color, icon };
}

/** What a budget is for, in a message. */
export const targetName = (target: BudgetTarget, categories: readonly Category[]): Param =>
  categories.find(({ id }) => id === target)?.name ?? message('budgets.everything');

/** "Over budget: Food by $4.20, Everything by $10.00", the most first; undefined where nothing is. */
export function overWords(
  lines: readonly BudgetLine[],
  categories: readonly Category[],
  { currency, locale }: { readonly currency: Currency; readonly locale: Locale },
): string | undefined {
  const over = lines
    .filter(({ leftMinor }) => leftMinor < 0n)
    .sort((a, b) => (a.leftMinor < b.leftMinor ? -1 : 1));
  if (over.length === 0) return undefined;
  const named = over.slice(0, NAMED_MAX).map(({ target, leftMinor }) =>
    locale.text('budgets.over_one', {
      name: targetLook(target, categories, locale).name,
      amount: { money: -leftMinor, currency },
    }),
  );
  const listed = named.reduce((first, second) => locale.text('frame.list_pair', { first, second }));
  const more = over.length - named.length;
  const names = more === 0 ? listed : locale.text('changes.and_more', { names: listed, count: more });
  return locale.text('budgets.over_glance', { names });
}
