import type { Request, Response } from 'express';
import { type Day, type DayRange, yearOf, yearRange } from '../../domain/calendar.js';
import type { FieldFaults } from '../../domain/errors.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Pages } from '../../http/page-context.js';
import type { ReportModel } from '../../http/report-models.js';
import type { Locale } from '../../locale/locale.js';
import { message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Category, CategoryService } from '../../services/ledger/category-service.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import { sum } from '../../services/ledger/sums.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { textsOf } from '../forms/fields.js';
import { parseFilter } from '../forms/filter-form.js';
import { changeModel } from './summary-model.js';
import { expensesHref } from './links.js';
import { averageText, reportModel, timeOf } from './report-model.js';
import { weekSums } from './report-weeks.js';
import { statusOf } from './trying.js';
import { countOf, rangeName } from './words.js';

const FIELDS = ['year', 'from', 'to', 'category'] as const;
type Asked = Readonly<Record<(typeof FIELDS)[number], string>>;

/** Months, or years, by categories: of a year, or of any days; of all categories or one. */
export class ReportController {
  constructor(
    private readonly services: {
      readonly categories: CategoryService;
      readonly reports: ReportService;
      readonly tags: TagService;
    },
    private readonly pages: Pages,
  ) {}

  year = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { reports } = this.services;
    const typed = textsOf(req.query, FIELDS);
    const asked = Object.fromEntries(FIELDS.map((field) => [field, typed[field].trim()])) as Asked;
    // What a replica tells may be older than the version of the book that the session was read with.
    const key = reports.mayLag
      ? undefined
      : [principal.bookId, principal.bookVersion, principal.currency.code, reports.today(principal)];
    const echoes = () => req.originalUrl !== reportHref(asked);
    await this.pages.sendKept(req, res, { key, echoes }, () =>
      this.draw(principal, asked, this.pages.locales.of(req)),
    );
  };

  private async draw(principal: Principal, asked: Asked, locale: Locale) {
    const { reports } = this.services;
    const { currency } = principal;
    const today = reports.today(principal);
    const categories = await this.services.categories.list(principal);
    const { filter, faults } = understood(asked, { principal, today, categories });
    const cells = await reports.cells(principal, filter);
    const category = Object.keys(faults).length > 0 ? '' : asked.category;
    const parts = { range: filter.range, cells, categories, category, today, currency, locale };
    const { comparison } = await reports.beside(principal, filter, sum(cells));
    const inUse = await reports.monthsInUse(principal);
    const name = rangeName(filter.range, locale) ?? locale.text('filter.any_time');
    const year = wholeYear(filter.range);
    const links = year === undefined ? {} : await reports.yearsBeside(principal, year);
    const isLong = inUse !== undefined && yearOf(inUse.first) < yearOf(inUse.last);
    return {
      page: 'reports/index',
      title: message('reports.title_of', { year: name }),
      status: statusOf(faults),
      model: {
        ...reportModel(parts),
        name,
        isYear: year !== undefined,
        form: { values: asked, faults, categories: choices(categories, locale) },
        weeks: await weekSums(reports, { principal, filter }, { category, today, locale }),
        tags: await this.tagSums(principal, filter, { category, locale }),
        change: comparison && changeModel(comparison, { currency, today, locale }),
        average: averageText(parts, inUse?.first),
        ...(year !== undefined && yearLinks(links, { year, thisYear: yearOf(today), category })),
        sideBySideHref: isLong
          ? reportHref({
              from: `${String(yearOf(inUse.first))}-01-01`,
              to: `${String(yearOf(inUse.last))}-12-31`,
              category,
            })
          : undefined,
      },
    } as const;
  }

  /** What each tag cost, dearest first; an expense with two tags counts in both. */
  private async tagSums(
    principal: Principal,
    filter: ExpenseFilter,
    { category, locale }: { category: string; locale: Locale },
  ): Promise<ReportModel['tags']> {
    const { reports, tags } = this.services;
    const spent = await reports.byTag(principal, filter);
    if (spent.length === 0) return [];
    const names = new Map((await tags.list(principal)).map(({ id, name }) => [id, name]));
    return spent.flatMap(({ tagId, totalMinor, count }) => {
      const name = names.get(tagId);
      if (name === undefined) return [];
      return [
        {
          name,
          count: countOf(count, locale),
          amount: locale.money(totalMinor, principal.currency),
          href: expensesHref({ ...timeOf(filter.range), category, tag: name }),
        },
      ];
    });
  }
}

/** The filter that was asked for; without a time, or where it cannot be read, this year. */
function understood(
  asked: Asked,
  { principal, today, categories }: { principal: Principal; today: Day; categories: readonly Category[] },
): { filter: ExpenseFilter; faults: FieldFaults } {
  const thisYear = { range: yearRange(yearOf(today)) };
  const categoryIds = new Set(categories.map(({ id }) => id));
  const parsed = parseFilter(asked, { ...principal, person: principal, today, categoryIds });
  if (parsed.ok) {
    const { from, until } = parsed.value.range;
    return { filter: from || until ? parsed.value : { ...parsed.value, ...thisYear }, faults: {} };
  }
  const { year, ...others } = parsed.fault;
  const noYear = year && { year: message('reports.no_year', { text: asked.year.slice(0, 20) }) };
  return { filter: thisYear, faults: { ...others, ...noYear } };
}

function choices(categories: readonly Category[], locale: Locale) {
  return [
    { value: '', text: locale.text('filter.all') },
    ...categories.map(({ id, name }) => ({ value: String(id), text: name })),
    { value: 'none', text: locale.text('frame.no_category') },
  ];
}

function wholeYear({ from, until }: DayRange): number | undefined {
  if (!from || !until) return undefined;
  const year = yearRange(yearOf(from));
  return year.from === from && year.until === until ? yearOf(from) : undefined;
}

function reportHref(values: Partial<Asked>): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) if (values[field]) query.set(field, values[field]);
  const text = query.toString();
  return text === '' ? '/reports' : `/reports?${text}`;
}

/** The nearest years with expenses; this year can always be reached. */
function yearLinks(
  { before, after }: { readonly before?: number; readonly after?: number },
  { year, thisYear, category }: { year: number; thisYear: number; category: string },
): Pick<ReportModel, 'older' | 'newer'> {
  const others = [before, after, thisYear].filter((each) => each !== undefined);
  const link = (to: number | undefined) =>
    to === undefined ? undefined : { href: reportHref({ year: String(to), category }), text: String(to) };
  return {
    older: link(others.filter((each) => each < year).sort((a, b) => b - a)[0]),
    newer: link(others.filter((each) => each > year).sort((a, b) => a - b)[0]),
  };
}
