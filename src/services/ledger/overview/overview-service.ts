import { type Day, monthOf } from '../../../domain/calendar.js';
import type { Database } from '../../../storage/engine/database.js';
import { repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import type { BudgetService } from '../budgets/budget-service.js';
import type { CategoryService } from '../category-service.js';
import type { ExpenseService } from '../expense-service.js';
import type { RecurringService } from '../recurring/recurring-service.js';
import type { ReportService } from '../report-service.js';
import type { TagService } from '../tag-service.js';
import type { KeptOverviews } from './kept-overviews.js';
import { boundaryDays, type Overview, SHOWN } from './overview.js';

interface Services {
  readonly recurring: RecurringService;
  readonly categories: CategoryService;
  readonly tags: TagService;
  readonly expenses: ExpenseService;
  readonly reports: ReportService;
  readonly budgets: BudgetService;
}

/** What a book shows where nothing is filtered. */
export class OverviewService {
  constructor(
    private readonly database: Database,
    private readonly services: Services,
    private readonly kept: KeptOverviews,
  ) {}

  /** Adds what is due, as RecurringService does; then gives the overview, from memory when it is known. */
  async read(principal: Principal): Promise<Overview> {
    const today = this.services.reports.today(principal);
    const known = this.kept.find(principal, today);
    if (known) return known;
    const overview = await this.gather(principal, today);
    // While it was read somebody may have written, between one question and the next: then it is of no one version.
    const version = await repositories(this.database).books.versionOf(principal.bookId);
    const isOfOneDay = this.services.reports.today(principal) === today;
    if (isOfOneDay && version === principal.bookVersion) this.kept.keep(principal, overview);
    return overview;
  }

  /** What a book has names for: from memory while its overview is known. */
  async nouns(principal: Principal): Promise<Pick<Overview, 'categories' | 'tags'>> {
    const { categories, tags, reports } = this.services;
    const known = this.kept.find(principal, reports.today(principal));
    return known ?? { categories: await categories.list(principal), tags: await tags.list(principal) };
  }

  private async gather(principal: Principal, today: Day): Promise<Overview> {
    const { recurring, categories, tags, expenses, reports, budgets } = this.services;
    // First, for it adds what is due.
    const glance = await recurring.glance(principal);
    const filter = { range: {} };
    const all = await tags.list(principal);
    const page = await expenses.browse(principal, filter, { limit: SHOWN, tags: all });
    const days = boundaryDays(page);
    return {
      today,
      recurring: glance,
      categories: await categories.list(principal),
      tags: all,
      page,
      dayTotals: days.length === 0 ? new Map() : await reports.dayTotals(principal, filter, days),
      summary: await reports.summarise(principal, filter, { mayEstimate: true }),
      budgets: await budgets.inMonth(principal, monthOf(today)),
    };
  }
}
