import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { searchWords } from '../../domain/search.js';
import { MINUTE, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';
import { ReportService } from './report-service.js';
import { sum } from './sums.js';

const day = (text: string) => text as Day;
const range = (from: string, until: string): ExpenseFilter => ({
  range: { from: day(from), until: day(until) },
});
const MARCH = range('2026-03-01', '2026-04-01');

describe.each(engines)('sums of a book on $name', (engine) => {
  const clock = new TestClock('2026-03-20T12:00:00.000Z');
  let app: TestApp;
  let mira: Principal;
  let ids: number[];
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app)).principal();
    ids = (await app.services.categories.list(mira)).map(({ id }) => id);
  });

  type Spent = readonly [day: string, amount: number, category?: number, tags?: readonly string[]];
  const spend = (...all: readonly Spent[]) =>
    app.services.expenses.recordAll(
      mira,
      all.map(([spentOn, amount, category, tags = []]) => ({
        ...{ amountMinor: BigInt(amount), description: `Tea ${String(amount)}`, spentOn: day(spentOn), tags },
        categoryId: category === undefined ? null : ids[category]!,
      })),
    );
  const summarise = (filter: ExpenseFilter = { range: {} }) => app.services.reports.summarise(mira, filter);

  it('without a filter are of everything, with this month beside the same days of the last', async () => {
    await spend(
      ['2025-02-01', 1],
      ['2026-02-05', 4_000, 0],
      ['2026-02-20', 50, 0],
      ['2026-02-21', 999, 1],
      ['2026-03-02', 3_000, 1],
      ['2026-03-20', 500],
      ['2026-03-31', 8_000, 0],
      ['2026-04-02', 70],
    );
    const { thisMonth, months, ...all } = await summarise();
    expect(all).toEqual({
      ...{ totalMinor: 16_620n, count: 8, comparison: undefined, comingMinor: 8_070n, estimated: undefined },
      categories: [
        { categoryId: ids[0], totalMinor: 12_050n, count: 3 },
        { categoryId: ids[1], totalMinor: 3_999n, count: 2 },
        { categoryId: null, totalMinor: 571n, count: 3 },
      ],
    });
    const beside = { from: '2026-02-01', until: '2026-02-21' };
    const comparison = {
      changeMinor: -550n,
      now: { from: '2026-03-01', until: '2026-03-21' },
      against: beside,
    };
    expect(thisMonth).toEqual({
      ...{ month: '2026-03', totalMinor: 11_500n, count: 3, comingMinor: 8_000n, comparison },
    });
    expect(months.map(({ month }) => month)).toEqual([
      ...['2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12'],
      ...['2026-01', '2026-02', '2026-03'],
    ]);
    expect(months.slice(-3)).toEqual([
      { month: '2026-01', totalMinor: 0n, count: 0, included: false },
      { month: '2026-02', totalMinor: 5_049n, count: 3, included: false },
      { month: '2026-03', totalMinor: 11_500n, count: 3, included: true },
    ]);
  });

  it('of days have a year around them, and are held against the days before', async () => {
    await spend(['2025-12-31', 7], ['2026-02-27', 300, 0], ['2026-02-28', 40], ['2026-03-01', 100, 0]);
    const filter = range('2026-02-28', '2026-03-02');
    const { months, thisMonth, ...rest } = await summarise(filter);
    const [now, against] = [filter.range, { from: '2026-02-26', until: '2026-02-28' }];
    expect(rest).toMatchObject({
      ...{ totalMinor: 140n, count: 2, comingMinor: undefined },
      comparison: { changeMinor: -160n, now, against },
    });
    expect(thisMonth).toBeUndefined();
    expect(months.map(({ month, included }) => [month, included]).slice(-3)).toEqual([
      ['2026-01', false],
      ['2026-02', true],
      ['2026-03', true],
    ]);
    expect(months).toHaveLength(12);
    const early = (await summarise(range('2025-12-01', '2026-01-01'))).months;
    expect(early.at(-1)).toEqual({ month: '2025-12', totalMinor: 7n, count: 1, included: true });
    const open = (await summarise({ range: { from: day('2026-03-01') } })).months;
    expect(open.filter(({ included }) => included).map(({ month }) => month)).toEqual(['2026-03']);
    const until = await summarise({ range: { until: day('2026-02-28') } });
    expect([until.totalMinor, until.comparison, until.thisMonth]).toEqual([307n, undefined, undefined]);
    expect(until.months.filter(({ included }) => included)).toHaveLength(12);
  });

  it('of a running month leave out what is to come where they are compared', async () => {
    await spend(['2026-02-10', 100], ['2026-03-10', 250], ['2026-03-21', 900], ['2026-04-01', 5_000]);
    expect(await summarise(MARCH)).toMatchObject({
      ...{ totalMinor: 1_150n, comingMinor: 900n, comparison: { changeMinor: 150n } },
    });
    const next = await summarise(range('2026-04-01', '2026-05-01'));
    expect([next.totalMinor, next.comingMinor, next.comparison]).toEqual([5_000n, 5_000n, undefined]);
    expect(await summarise({ range: { until: day('2026-03-21') } })).toMatchObject({
      ...{ totalMinor: 350n, comingMinor: undefined },
    });
  });

  it('are held against days of which nothing is left when the book was in use before, and not else', async () => {
    await spend(['2026-03-10', 250]);
    expect((await summarise(MARCH)).comparison).toBeUndefined();
    expect((await summarise()).thisMonth).toMatchObject({ totalMinor: 250n, comparison: undefined });
    await spend(['2026-03-25', 3]);
    expect((await summarise(MARCH)).comingMinor).toBe(3n);
    expect((await summarise()).thisMonth?.comingMinor).toBe(3n);
    // After the days that are compared, but in their month.
    await spend(['2026-02-27', 7]);
    expect((await summarise(MARCH)).comparison).toMatchObject({ changeMinor: 250n });
    expect((await summarise()).thisMonth?.comparison).toMatchObject({ changeMinor: 250n });
  });

  it('are the same for a text as for what it finds, where it was searched already or not', async () => {
    await spend(['2026-02-10', 100, 0], ['2026-03-10', 250, 1], ['2026-03-11', 101, 0]);
    const filter: ExpenseFilter = { ...MARCH, words: searchWords('10') };
    const found = await app.services.expenses.search(mira, filter);
    const summary = await summarise(filter);
    expect(summary).toMatchObject({ totalMinor: 101n, count: 1, comparison: { changeMinor: 1n } });
    expect(summary.months.slice(-2).map(({ count }) => count)).toEqual([1, 1]);
    expect(await app.services.reports.summarise(mira, filter, { found, mayEstimate: true })).toEqual(summary);
    const days = [day('2026-02-10'), day('2026-03-11'), day('2026-03-12')];
    const totals = await app.services.reports.dayTotals(mira, filter, days);
    expect([...totals]).toEqual([['2026-03-11', 101n]]);
    expect(await app.services.reports.dayTotals(mira, filter, days, { found })).toEqual(totals);
    const cells = await app.services.reports.cells(mira, filter);
    expect(cells).toEqual([{ month: '2026-03', categoryId: ids[0], totalMinor: 101n, count: 1 }]);
    const beside = await app.services.reports.beside(mira, filter, sum(cells));
    expect(beside).toEqual({ comparison: summary.comparison, comingMinor: undefined });
  });

  it('are told by day and by tag, the dearest first', async () => {
    await spend(
      ['2026-03-01', 100, 0, ['cheap', 'both']],
      ['2026-03-01', 50],
      ['2026-03-02', 900, 1, ['dear', 'both']],
      ['2026-03-03', 900, 1, ['alike']],
      ['2026-02-03', 5_000, 1, ['before']],
    );
    const tags = new Map((await app.services.tags.list(mira)).map(({ id, name }) => [id, name]));
    const byTag = await app.services.reports.byTag(mira, MARCH);
    expect(byTag.map(({ tagId, totalMinor, count }) => [tags.get(tagId), totalMinor, count])).toEqual([
      ['both', 1_000n, 2],
      ['dear', 900n, 1],
      ['alike', 900n, 1],
      ['cheap', 100n, 1],
    ]);
    const byDay = await app.services.reports.byDay(mira, range('2026-03-01', '2026-03-03'));
    expect(byDay.sort((a, b) => (a.day < b.day ? -1 : 1))).toEqual([
      { day: '2026-03-01', totalMinor: 150n, count: 2 },
      { day: '2026-03-02', totalMinor: 900n, count: 1 },
    ]);
  });

  it('lead to the nearest years that hold anything', async () => {
    await spend(
      ['2019-12-31', 1],
      ['2021-01-01', 1],
      ['2022-06-01', 1],
      ['2022-12-31', 1],
      ['2030-01-01', 1],
    );
    const { reports } = app.services;
    expect(await reports.yearsBeside(mira, 2022)).toEqual({ before: 2021, after: 2030 });
    expect(await reports.yearsBeside(mira, 2020)).toEqual({ before: 2019, after: 2021 });
    expect([await reports.yearsBeside(mira, 2019), await reports.yearsBeside(mira, 2030)]).toEqual([
      { after: 2021 },
      { before: 2022 },
    ]);
    expect(await reports.monthsInUse(mira)).toEqual({ first: '2019-12', last: '2030-01' });
  });

  it('are of the day that it is where a person lives, to the minute', () => {
    const late = new TestClock('2026-03-20T10:59:59.000Z');
    const reports = new ReportService(app.db, late);
    const today = () => ['UTC', 'Pacific/Auckland'].map((timeZone) => reports.today({ ...mira, timeZone }));
    expect(today()).toEqual(['2026-03-20', '2026-03-20']);
    late.advance(1_000);
    expect(today()).toEqual(['2026-03-20', '2026-03-21']);
    late.advance(13 * 60 * MINUTE);
    expect(today()).toEqual(['2026-03-21', '2026-03-21']);
  });
});
