import { type Day, monthOf } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Expense } from '../../domain/expense.js';
import type { Minor } from '../../domain/money.js';
import type { Principal } from '../../services/identity/principal.js';
import type { BudgetService } from '../../services/ledger/budgets/budget-service.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { ExpenseService, Found, ListPlace } from '../../services/ledger/expense-service.js';
import { boundaryDays, SHOWN } from '../../services/ledger/overview/overview.js';
import type { OverviewService } from '../../services/ledger/overview/overview-service.js';
import type { Page } from '../../services/ledger/page.js';
import type { RecurringService } from '../../services/ledger/recurring/recurring-service.js';
import type { ReportService, Summary } from '../../services/ledger/report-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import type { TrashService } from '../../services/ledger/trash-service.js';
import { parseCursor } from '../forms/cursor.js';
import { parseFilter } from '../forms/filter-form.js';
import type { DashboardParts } from './dashboard-parts.js';
import { filterValues } from './filter-values.js';
import { expensesHref } from './links.js';
import { nearestPage } from './nearest-page.js';

const NOTHING: Page<Expense> = { items: [], hasNewer: false, hasOlder: false };
const NO_SUMMARY: Summary = { totalMinor: 0n, count: 0, months: [], categories: [] };

export interface ReaderServices {
  readonly overviews: OverviewService;
  readonly categories: CategoryService;
  readonly expenses: ExpenseService;
  readonly trash: TrashService;
  readonly reports: ReportService;
  readonly tags: TagService;
  readonly recurring: RecurringService;
  readonly budgets: BudgetService;
}

type ReadParts = Omit<DashboardParts, 'locale' | 'addForm'>;

/** Reads what the dashboard shows under the filter of an address. */
export class DashboardReader {
  constructor(private readonly services: ReaderServices) {}

  /** May add what is due, where nothing is filtered. */
  async read(principal: Principal, query: unknown): Promise<ReadParts> {
    const values = filterValues(query);
    const isUnfiltered = expensesHref(values) === '/expenses';
    return isUnfiltered && parseCursor(query) === undefined
      ? this.overview(principal, values)
      : this.filtered(principal, { query, values, isUnfiltered });
  }

  private async overview(principal: Principal, values: DashboardParts['values']): Promise<ReadParts> {
    const { tags, ...overview } = await this.services.overviews.read(principal);
    const isEmptyBook = overview.page.items.length === 0;
    return {
      isOverview: true,
      currency: principal.currency,
      tags: tags.map(({ name }) => name),
      values,
      filter: { range: {} },
      filterFaults: {},
      isEmptyBook,
      isUnused: isEmptyBook && (await this.isTrashEmpty(principal)),
      ...overview,
    };
  }

  private async filtered(
    principal: Principal,
    {
      query,
      values,
      isUnfiltered,
    }: { query: unknown; values: DashboardParts['values']; isUnfiltered: boolean },
  ): Promise<ReadParts> {
    const { expenses, reports, recurring } = this.services;
    const { currency, region } = principal;
    const today = reports.today(principal);
    // First, for it adds what is due.
    const glance = isUnfiltered ? await recurring.glance(principal) : undefined;
    const { categories, tags } = await this.services.overviews.nouns(principal);
    const categoryIds = new Set(categories.map(({ id }) => id));
    const parsed = parseFilter(values, { today, currency, region, person: principal, categoryIds, tags });
    const filter = parsed.ok ? await expenses.understand(principal, parsed.value) : { range: {} };
    const found = parsed.ok ? await expenses.search(principal, filter) : undefined;
    const pageAt = (place: ListPlace | undefined) =>
      expenses.browse(principal, filter, { place, limit: SHOWN, found, tags });
    const page = parsed.ok ? await nearestPage(parseCursor(query), pageAt) : NOTHING;
    const summary = parsed.ok
      ? await reports.summarise(principal, filter, { found, mayEstimate: true })
      : NO_SUMMARY;
    return {
      isOverview: false,
      currency,
      today,
      categories,
      tags: tags.map(({ name }) => name),
      values,
      filter,
      page,
      summary,
      recurring: glance,
      budgets: isUnfiltered ? await this.services.budgets.inMonth(principal, monthOf(today)) : [],
      filterFaults: parsed.ok ? {} : parsed.fault,
      dayTotals: await this.boundaryTotals(principal, filter, { page, found }),
      isEmptyBook: false,
      isUnused: false,
    };
  }

  private async boundaryTotals(
    principal: Principal,
    filter: ExpenseFilter,
    { page, found }: { page: Page<Expense>; found: Found | undefined },
  ): Promise<ReadonlyMap<Day, Minor>> {
    const days = boundaryDays(page);
    return days.length === 0
      ? new Map()
      : this.services.reports.dayTotals(principal, filter, days, { found });
  }

  private async isTrashEmpty(principal: Principal): Promise<boolean> {
    return (await this.services.trash.browse(principal, { limit: 1 })).items.length === 0;
  }
}
