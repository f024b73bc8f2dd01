import {
  addDays,
  addMonths,
  type BoundedRange,
  comparableRanges,
  type Day,
  dayIn,
  type DayRange,
  firstDayOf,
  listMonths,
  type Month,
  monthOf,
  monthRange,
  yearOf,
} from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import type { Database } from '../../storage/engine/database.js';
import type {
  CategorySpending,
  DaySpending,
  SpendingCell,
  TagSpending,
} from '../../storage/ledger/report-queries.js';
import { repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import { searchText } from './expense-listing.js';
import { dayTotalsOf, type Found, isComplete } from './found-expenses.js';
import {
  type CategorySum,
  compareBigints,
  type MonthSum,
  type Sum,
  sum,
  sumByCategory,
  sumByMonth,
} from './sums.js';
import { type Estimate, exactCells, sumsTogether } from './spending.js';

export type { DaySpending, SpendingCell, TagSpending };

export interface Comparison {
  /** Positive: more was spent than before. */
  readonly changeMinor: Minor;
  /** What is compared: less than was asked for while it is running. */
  readonly now: BoundedRange;
  readonly against: BoundedRange;
}

export interface ThisMonth extends Sum {
  readonly month: Month;
  readonly comparison?: Comparison | undefined;
  readonly comingMinor?: Minor | undefined;
}

/** Figures over exactly the expenses that a filter matches; `months` adds a year of context around them. */
export interface Summary extends Sum {
  readonly comparison?: Comparison | undefined;
  /** Of the total, what lies in days to come; nothing when there is none. */
  readonly comingMinor?: Minor | undefined;
  /** Only without a filter on time: the month of today, under the same category and text. */
  readonly thisMonth?: ThisMonth | undefined;
  /** Twelve months up to the end of the filter, oldest first. */
  readonly months: readonly MonthSum[];
  /** Biggest first. */
  readonly categories: readonly CategorySum[];
  /** Which of the figures are estimated: all, or only the months around what the filter includes. */
  readonly estimated?: 'all' | 'months' | undefined;
}

export interface Searched {
  /** What `ExpenseService.search` gave for the filter, if it was asked already. */
  readonly found?: Found | undefined;
  /** Whether figures of a text that too many expenses have may be estimated. */
  readonly mayEstimate?: boolean;
}

/** What is asked for beside a range: its days to come, and the same days before those that have come. */
interface Beside {
  readonly coming?: DayRange | undefined;
  readonly now?: BoundedRange | undefined;
  readonly before?: BoundedRange | undefined;
}

const CONTEXT_MONTHS = 12;
const MINUTE_MS = 60_000;
const ZONES_KEPT = 1_000;

/** Sums over the expenses of a book. */
export class ReportService {
  readonly #days = new Map<string, { readonly minute: number; readonly day: Day }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether `cells` may be some moments behind, because a replica is asked. */
  get mayLag(): boolean {
    return this.database.readerMayLag;
  }

  /** The day that it is for the person who asks; worked out once a minute for each time zone. */
  today({ timeZone }: Principal): Day {
    const now = this.clock.now();
    const minute = Math.floor(now.getTime() / MINUTE_MS);
    const known = this.#days.get(timeZone);
    if (known?.minute === minute) return known.day;
    const day = dayIn(timeZone, now);
    if (this.#days.size >= ZONES_KEPT) this.#days.clear();
    this.#days.set(timeZone, { minute, day });
    return day;
  }

  /** Month by category sums of what the filter matches, exact; may come from a replica that lags a moment behind. */
  async cells(principal: Principal, filter: ExpenseFilter): Promise<SpendingCell[]> {
    const within = repositories(this.database.reader);
    const found = await searchText(within, principal.bookId, filter);
    return exactCells(within, { principal, filter, found }, filter.range);
  }

  async summarise(
    principal: Principal,
    filter: ExpenseFilter,
    { found: searched, mayEstimate = false }: Searched = {},
  ): Promise<Summary> {
    const within = repositories(this.database);
    const found = searched ?? (await searchText(within, principal.bookId, filter));
    const { range } = filter;
    const today = this.today(principal);
    const context = contextMonths(range, today);
    const month = range.from || range.until ? undefined : monthOf(today);
    const beside = rangesBeside(range, today);
    const besideMonth = month && rangesBeside(monthRange(month), today);
    const { byCategory, byMonth } = await sumsTogether(
      within,
      { principal, filter, found, mayEstimate },
      {
        categoriesIn: {
          main: range,
          coming: beside.coming,
          before: beside.before,
          monthsComing: besideMonth?.coming,
          monthsBefore: besideMonth?.before,
        },
        monthsIn: spanOf(context),
      },
    );
    const { main, coming, before, monthsComing, monthsBefore } = byCategory;
    const total = sum(main.cells);
    const thisMonth = month && sum(byMonth.cells.filter((cell) => cell.month === month));
    const compared = await this.compare(principal, { ...beside, total }, { coming, before });
    return {
      ...total,
      ...compared,
      thisMonth: thisMonth && {
        month,
        ...thisMonth,
        ...(await this.compare(
          principal,
          { ...besideMonth!, total: thisMonth },
          { coming: monthsComing, before: monthsBefore },
        )),
      },
      months: sumByMonth(byMonth.cells, context, month ? monthRange(month) : range),
      categories: sumByCategory(main.cells),
      estimated: main.estimated
        ? 'all'
        : byMonth.estimated || (compared.comparison && before.estimated)
          ? 'months'
          : undefined,
    };
  }

  /** A total of days beside the same days before them. */
  async beside(
    principal: Principal,
    filter: ExpenseFilter,
    total: Sum,
  ): Promise<Pick<Summary, 'comparison' | 'comingMinor'>> {
    const beside = rangesBeside(filter.range, this.today(principal));
    const sumsIn = async (range: DayRange | undefined) =>
      range ? this.cells(principal, { ...filter, range }) : [];
    return this.compare(
      principal,
      { ...beside, total },
      { coming: { cells: await sumsIn(beside.coming) }, before: { cells: await sumsIn(beside.before) } },
    );
  }

  /**
   * What of a total is still to come, and the rest beside the same days before: only days of which some were in use,
   * for nothing is no measure.
   */
  private async compare(
    principal: Principal,
    { total, now, before: against }: Beside & { readonly total: Sum },
    { coming, before }: Readonly<Record<'coming' | 'before', Estimate<CategorySpending>>>,
  ): Promise<Pick<Summary, 'comparison' | 'comingMinor'>> {
    const toCome = sum(coming.cells).totalMinor;
    const comingMinor = toCome === 0n ? undefined : toCome;
    if (!now || !against) return { comingMinor, comparison: undefined };
    const isMeasure = before.cells.length > 0 || (await this.wasInUse(principal, against));
    if (!isMeasure) return { comingMinor, comparison: undefined };
    const changeMinor = total.totalMinor - toCome - sum(before.cells).totalMinor;
    return { comingMinor, comparison: { changeMinor, now, against } };
  }

  private async wasInUse(principal: Principal, { from }: BoundedRange): Promise<boolean> {
    const first = (await this.monthsInUse(principal))?.first;
    return first !== undefined && first <= monthOf(from);
  }

  /** Totals of the given days among what the filter matches. */
  async dayTotals(
    principal: Principal,
    filter: ExpenseFilter,
    days: readonly Day[],
    { found }: { found?: Found | undefined } = {},
  ): Promise<Map<Day, Minor>> {
    if (found && isComplete(found)) return dayTotalsOf(found, filter.range, days);
    return repositories(this.database).reports.dayTotals(principal.bookId, filter, days);
  }

  /** What was spent on each day of a range of up to some months; may come from a replica, as `cells`. */
  async byDay(principal: Principal, filter: ExpenseFilter): Promise<DaySpending[]> {
    return repositories(this.database.reader).reports.byDay(principal.bookId, filter);
  }

  /** What each tag costs over what the filter matches, dearest first; may come from a replica, as `cells`. */
  async byTag(principal: Principal, filter: ExpenseFilter): Promise<TagSpending[]> {
    const found = await repositories(this.database.reader).reports.byTag(principal.bookId, filter);
    return found
      .filter(({ count }) => count > 0)
      .sort((a, b) => compareBigints(b.totalMinor, a.totalMinor) || a.tagId - b.tagId);
  }

  async monthsInUse(principal: Principal): Promise<{ first: Month; last: Month } | undefined> {
    return repositories(this.database).reports.monthsInUse(principal.bookId);
  }

  /** The nearest years before and after one that hold any expense. */
  async yearsBeside(principal: Principal, year: number): Promise<{ before?: number; after?: number }> {
    const months = { first: `${String(year)}-01` as Month, last: `${String(year)}-12` as Month };
    const { before, after } = await repositories(this.database).reports.monthsBeside(
      principal.bookId,
      months,
    );
    return { ...(before && { before: yearOf(before) }), ...(after && { after: yearOf(after) }) };
  }
}

/** The months up to the last one that the range touches, or up to today where it has no end. */
function contextMonths(range: DayRange, today: Day): Month[] {
  const last = range.until ? monthOf(addDays(range.until, -1)) : monthOf(today);
  return listMonths(addMonths(last, 1 - CONTEXT_MONTHS), last);
}

function rangesBeside(range: DayRange, today: Day): Beside {
  const tomorrow = addDays(today, 1);
  const isOver = range.until !== undefined && range.until <= tomorrow;
  const coming = isOver ? undefined : { ...range, from: laterOf(range.from ?? tomorrow, tomorrow) };
  return { coming, ...comparableRanges(range, today) };
}

function spanOf(months: readonly Month[]): DayRange {
  return { from: firstDayOf(months[0]!), until: firstDayOf(addMonths(months.at(-1)!, 1)) };
}

const laterOf = (a: Day, b: Day) => (a > b ? a : b);
