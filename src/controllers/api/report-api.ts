import type { z } from 'zod';
import { addDays } from '../../domain/calendar.js';
import { toDecimal } from '../../domain/money.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Comparison, SpendingCell } from '../../services/ledger/report-service.js';
import { type Sum, sum, sumByCategory, sumByMonth } from '../../services/ledger/sums.js';
import { type filterQuery, readFilter } from './queries.js';
import type { ApiServices, Call, Reply } from './route.js';

type Asking = Call<'read', unknown, z.output<typeof filterQuery>>;

/** Sums as JSON, over exactly the expenses that the list shows under the same filter. */
export class ReportApi {
  constructor(private readonly services: ApiServices) {}

  async summary({ principal, query }: Asking): Promise<Reply> {
    const filter = await readFilter(this.services, principal, query);
    const { comparison, thisMonth, ...total } = await this.services.reports.summarise(principal, filter);
    const compared = (with_: Comparison) => presentComparison(with_, principal);
    return {
      body: {
        currency: principal.currency.code,
        ...presentSum(total, principal),
        comparison: comparison ? compared(comparison) : null,
        this_month: thisMonth
          ? {
              month: thisMonth.month,
              ...presentSum(thisMonth, principal),
              comparison: thisMonth.comparison ? compared(thisMonth.comparison) : null,
            }
          : null,
      },
    };
  }

  async monthly({ principal, query }: Asking): Promise<Reply> {
    const cells = await this.cells(principal, query);
    const lines = sumByMonth(cells, monthsOf(cells), {}).map((line) => ({
      month: line.month,
      ...presentSum(line, principal),
    }));
    return report(cells, principal, lines);
  }

  async categories({ principal, query }: Asking): Promise<Reply> {
    const cells = await this.cells(principal, query);
    return report(cells, principal, await this.byCategory(principal, cells));
  }

  /** An expense with two tags counts in both lines, so that these may add up to more than the total. */
  async tags({ principal, query }: Asking): Promise<Reply> {
    const filter = await readFilter(this.services, principal, query);
    const cells = await this.services.reports.cells(principal, filter);
    const names = new Map((await this.services.tags.list(principal)).map(({ id, name }) => [id, name]));
    const lines = (await this.services.reports.byTag(principal, filter)).map(({ tagId, ...line }) => ({
      tag_id: tagId,
      tag: names.get(tagId) ?? '',
      ...presentSum(line, principal),
    }));
    return report(cells, principal, lines);
  }

  async monthlyCategories({ principal, query }: Asking): Promise<Reply> {
    const cells = await this.cells(principal, query);
    const names = await this.names(principal);
    const lines = monthsOf(cells).flatMap((month) =>
      sumByCategory(cells.filter((cell) => cell.month === month)).map(({ categoryId, ...line }) => ({
        month,
        ...presentCategory(categoryId, names),
        ...presentSum(line, principal),
      })),
    );
    return report(cells, principal, lines);
  }

  private async byCategory(principal: Principal, cells: readonly SpendingCell[]): Promise<object[]> {
    const names = await this.names(principal);
    return sumByCategory(cells).map(({ categoryId, ...line }) => ({
      ...presentCategory(categoryId, names),
      ...presentSum(line, principal),
    }));
  }

  private async cells(principal: Principal, query: Asking['query']): Promise<SpendingCell[]> {
    return this.services.reports.cells(principal, await readFilter(this.services, principal, query));
  }

  private async names(principal: Principal): Promise<Map<number, string>> {
    return new Map((await this.services.categories.list(principal)).map(({ id, name }) => [id, name]));
  }
}

function report(cells: readonly SpendingCell[], principal: Principal, data: readonly object[]): Reply {
  return { body: { currency: principal.currency.code, ...presentSum(sum(cells), principal), data } };
}

function monthsOf(cells: readonly SpendingCell[]) {
  return [...new Set(cells.map((cell) => cell.month))].sort();
}

function presentSum({ totalMinor, count }: Sum, { currency }: Principal) {
  return { total: toDecimal(totalMinor, currency), count };
}

function presentCategory(categoryId: number | null, names: ReadonlyMap<number, string>) {
  return { category_id: categoryId, category: categoryId === null ? null : (names.get(categoryId) ?? null) };
}

function presentComparison({ changeMinor, against }: Comparison, { currency }: Principal) {
  return { change: toDecimal(changeMinor, currency), from: against.from, to: addDays(against.until, -1) };
}
