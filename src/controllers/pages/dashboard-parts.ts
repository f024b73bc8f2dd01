import type { BudgetLine } from '../../domain/budget.js';
import type { Day } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import type { Locale } from '../../locale/locale.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { Page } from '../../services/ledger/page.js';
import type { RecurringGlance } from '../../services/ledger/recurring/glance.js';
import type { Summary } from '../../services/ledger/report-service.js';
import type { ExpenseFormValues } from './expense-form-model.js';
import type { FilterValues } from './links.js';

/** Everything that the dashboard is drawn from. */
export interface DashboardParts {
  readonly locale: Locale;
  readonly currency: Currency;
  readonly today: Day;
  readonly categories: readonly Category[];
  /** All tags of the book, to choose from. */
  readonly tags: readonly string[];
  readonly values: Readonly<Record<keyof FilterValues, string>>;
  readonly filterFaults: FieldFaults;
  readonly filter: ExpenseFilter;
  readonly page: Page<Expense>;
  readonly dayTotals: ReadonlyMap<Day, Minor>;
  readonly summary: Summary;
  readonly isEmptyBook: boolean;
  /** Nothing is filtered, and the newest are shown: what was drawn of it may be kept with it. */
  readonly isOverview: boolean;
  /** Empty, and nothing lies in its trash. */
  readonly isUnused: boolean;
  /** Absent where something is filtered. */
  readonly recurring: RecurringGlance | undefined;
  /** Those of this month; none where something is filtered. */
  readonly budgets: readonly BudgetLine[];
  readonly addForm: { readonly values: ExpenseFormValues; readonly faults: FieldFaults };
}
