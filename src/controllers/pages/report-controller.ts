import type { Request, Response } from 'express';
import {
  type Day,
  listMonths,
  type Month,
  monthOf,
  monthRange,
  parseYear,
  yearOf,
  yearRange,
} from '../../domain/calendar.js';
import type { Pages } from '../../http/page-context.js';
import type { Figure, ReportModel, ReportRow } from '../../http/page-models.js';
import type { Category, CategoryService } from '../../services/ledger/category-service.js';
import type { Principal } from '../../services/identity/principal.js';
import { type ReportService, sum, sumByCategory, sumByMonth } from '../../services/ledger/report-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import type { SpendingCell } from '../../services/ledger/report-service.js';
import { textOf } from '../forms/fields.js';
import { changeModel, monthBars, shareOf, sharesText, spentOf } from './dashboard-model.js';
import { expensesHref } from './links.js';
import { countOf } from './words.js';
import type { Locale } from '../../locale/locale.js';
import { message } from '../../messages/message.js';
import { lookOf } from './category-words.js';

/** A year: months by categories. */
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
    const asked = textOf(req.query, 'year').trim();
    // What a replica tells may be older than the version of the book that the session was read with.
    const key = reports.mayLag
      ? undefined
      : [principal.bookId, principal.bookVersion, principal.currency.code, reports.today(principal)];
    const echoes = req.originalUrl !== (asked === '' ? '/reports' : yearHref(Number(asked)));
    await this.pages.sendKept(req, res, { key, echoes }, () =>
      this.draw(principal, asked, this.pages.locales.of(req)),
    );
  };

  private async draw(principal: Principal, asked: string, locale: Locale) {
    const { reports, categories } = this.services;
    const today = reports.today(principal);
    const known = asked === '' ? yearOf(today) : parseYear(asked);
    const fault = known === undefined ? message('reports.no_year', { text: asked.slice(0, 20) }) : undefined;
    const year = known ?? yearOf(today);
    const cells = await reports.cells(principal, { range: yearRange(year) });
    const range = yearRange(year);
    const { comparison } = await reports.beside(principal, { range }, sum(cells));
    const model = yearModel({
      year,
      today,
      cells,
      categories: await categories.list(principal),
      principal,
      locale,
    });
    const inUse = await reports.monthsInUse(principal);
    return {
      page: 'reports/index',
      title: message('reports.title_of', { year: String(year) }),
      status: fault === undefined ? 200 : 422,
      model: {
        ...model,
        tags: await this.tagSums(principal, year, locale),
        fault,
        change: comparison && changeModel(comparison, { currency: principal.currency, today, locale }),
        average: averageText(cells, { year, today, first: inUse?.first }, principal, locale),
        ...yearLinks(await reports.yearsBeside(principal, year), { year, thisYear: yearOf(today) }),
      },
    } as const;
  }

  /** What each tag cost in the year, dearest first; an expense with two tags counts in both. */
  private async tagSums(principal: Principal, year: number, locale: Locale): Promise<ReportModel['tags']> {
    const { reports, tags } = this.services;
    const spent = await reports.byTag(principal, { range: yearRange(year) });
    if (spent.length === 0) return [];
    const names = new Map((await tags.list(principal)).map(({ id, name }) => [id, name]));
    return spent.flatMap(({ tagId, totalMinor, count }) => {
      const name = names.get(tagId);
      return name === undefined
        ? []
        : [
            {
              name,
              count: countOf(count, locale),
              amount: locale.money(totalMinor, principal.currency),
              href: expensesHref({ year: String(year), tag: name }),
            },
          ];
    });
  }
}

/** Of the months that have passed, from the first in which the book was in use. */
function averageText(
  cells: readonly SpendingCell[],
  { year, today, first }: { year: number; today: Day; first: Month | undefined },
  { currency }: Principal,
  locale: Locale,
): string | undefined {
  const months = listMonths(`${String(year)}-01` as Month, `${String(year)}-12` as Month).filter(
    (month) => month < monthOf(today) && first !== undefined && month >= first,
  );
  if (months.length < 2) return undefined;
  const { totalMinor } = sum(cells.filter(({ month }) => months.includes(month)));
  const count = BigInt(months.length);
  return locale.text('reports.average', { amount: { money: (totalMinor + count / 2n) / count, currency } });
}

const yearHref = (year: number) => `/reports?year=${String(year)}`;

function yearLink(year: number) {
  return { href: yearHref(year), text: String(year) };
}

/** The nearest years with expenses; this year can always be reached. */
function yearLinks(
  { before, after }: { readonly before?: number; readonly after?: number },
  { year, thisYear }: { year: number; thisYear: number },
): Pick<ReportModel, 'older' | 'newer'> {
  const older = [before, thisYear].filter((each) => each !== undefined && each < year) as number[];
  const newer = [after, thisYear].filter((each) => each !== undefined && each > year) as number[];
  return {
    older: older.length > 0 ? yearLink(Math.max(...older)) : undefined,
    newer: newer.length > 0 ? yearLink(Math.min(...newer)) : undefined,
  };
}

interface YearParts {
  readonly today: Day;
  readonly year: number;
  readonly cells: readonly SpendingCell[];
  readonly categories: readonly Category[];
  readonly principal: Principal;
  readonly locale: Locale;
}

function yearModel({
  year,
  today,
  cells,
  categories,
  principal,
  locale,
}: YearParts): Omit<ReportModel, 'tags'> {
  const { currency } = principal;
  const range = yearRange(year);
  const months = listMonths(`${String(year)}-01` as Month, `${String(year)}-12` as Month);
  const total = sum(cells);
  const spent = spentOf(sumByCategory(cells));
  const looks = new Map(categories.map((category) => [category.id, category]));
  const rows = sumByCategory(cells).map(({ categoryId, totalMinor }): ReportRow => {
    const category = categoryId === null ? 'none' : String(categoryId);
    const share = shareOf(totalMinor, spent);
    const figure = (amountMinor: bigint, href: string): Figure => ({
      amount: locale.money(amountMinor, currency),
      href,
    });
    const own = sumByMonth(
      cells.filter((cell) => cell.categoryId === categoryId),
      months,
      range,
    );
    return {
      ...lookOf(categoryId === null ? undefined : looks.get(categoryId), locale),
      cells: own.map(({ month, totalMinor: spent, count }) =>
        count === 0 ? undefined : figure(spent, expensesHref({ category, month })),
      ),
      total: figure(totalMinor, expensesHref({ category, year: String(year) })),
      percentText: sharesText(totalMinor, share, locale),
      share,
    };
  });
  return {
    year: String(year),
    total: locale.money(total.totalMinor, currency),
    totalHref: expensesHref({ year: String(year) }),
    count: countOf(total.count, locale),
    months: monthBars(sumByMonth(cells, months, monthRange(monthOf(today))), {
      currency,
      locale,
      values: {},
      style: 'short',
    }),
    rows,
    empty: total.count === 0,
  };
}
