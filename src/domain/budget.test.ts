import { describe, expect, it } from 'vitest';
import {
  type BudgetLine,
  budgetLine,
  budgetsIn,
  type BudgetStep,
  paceOf,
  stepsLikeLastMonth,
  suggestedBudget,
} from './budget.js';
import type { Day, Month } from './calendar.js';
import { findCurrency } from './currency.js';

const month = (text: string) => text as Month;
const step = (from: string, amount: number | null, more: Partial<BudgetStep> = {}): BudgetStep => ({
  ...{ target: 7, fromMonth: month(from), amountMinor: amount === null ? null : BigInt(amount) },
  ...{ carryOver: false, ...more },
});
const carrying = (from: string, amount: number) => step(from, amount, { carryOver: true });
const only = (steps: BudgetStep[], at: string) => budgetsIn(steps, month(at))[0];

describe('a budget', () => {
  it.each<[string, BudgetStep[], string, number | undefined]>([
    ['holds from its month on', [step('2026-03', 100)], '2026-03', 100],
    ['holds for ever after', [step('2026-03', 100)], '2199-12', 100],
    ['is not there before', [step('2026-03', 100)], '2026-02', undefined],
    ['keeps what earlier months had', [step('2026-06', 120), step('2026-03', 100)], '2026-05', 100],
    ['changes with a later step', [step('2026-06', 120), step('2026-03', 100)], '2026-06', 120],
    ['ends with a step of none', [step('2026-03', 100), step('2026-05', null)], '2026-05', undefined],
    ['was there before it ended', [step('2026-03', 100), step('2026-05', null)], '2026-04', 100],
    ['begins again', [step('2026-03', 100), step('2026-05', null), step('2026-08', 9)], '2026-09', 9],
  ])('%s', (_name, steps, at, amount) => {
    expect(only(steps, at)?.amountMinor).toBe(amount === undefined ? undefined : BigInt(amount));
  });

  it('is one for each target', () => {
    const steps = [step('2026-01', 5), step('2026-01', 9, { target: 'all' }), step('2026-02', 6)];
    expect(budgetsIn(steps, month('2026-03')).map((each) => [each.target, each.amountMinor])).toEqual([
      [7, 6n],
      ['all', 9n],
    ]);
  });
});

describe('what is carried over', () => {
  it.each<[string, BudgetStep[], string, [string, number] | undefined]>([
    ['nothing without the word', [step('2026-01', 100)], '2026-04', undefined],
    ['nothing into its first month', [carrying('2026-01', 100)], '2026-01', undefined],
    ['every month since', [carrying('2026-01', 100)], '2026-04', ['2026-01', 300]],
    ['over a change', [carrying('2026-01', 100), carrying('2026-03', 50)], '2026-05', ['2026-01', 300]],
    ['over new year', [carrying('2025-11', 10)], '2026-02', ['2025-11', 30]],
    ['from where it began', [step('2026-01', 100), carrying('2026-03', 50)], '2026-05', ['2026-03', 100]],
    ['not once it stops', [carrying('2026-01', 100), step('2026-03', 50)], '2026-04', undefined],
    [
      'not over a gap',
      [carrying('2026-01', 100), step('2026-02', null), carrying('2026-04', 5)],
      '2026-06',
      ['2026-04', 10],
    ],
  ])('%s', (_name, steps, at, expected) => {
    const before = only(steps, at)?.before;
    expect(before && [before.first, Number(before.amountMinor)]).toEqual(expected);
    if (before) expect(before.end).toBe(at);
  });

  it.each<[string, bigint, bigint, [bigint, bigint]]>([
    ['what is left adds up', 40n, 250n, [50n, 110n]],
    ['overspending comes along', 40n, 420n, [-120n, -60n]],
    ['a refund is left over', -20n, 300n, [0n, 120n]],
  ])('%s', (_name, spentMinor, spentBefore, [carriedMinor, leftMinor]) => {
    const found = only([carrying('2026-01', 100)], '2026-04')!;
    expect(budgetLine(found, { spentMinor, spentBefore })).toMatchObject({ carriedMinor, leftMinor });
  });

  it('stays exact over three hundred years of the largest amount', () => {
    const most = 999_999_999_999_999n;
    const found = only([step('1900-01', 0, { amountMinor: most, carryOver: true })], '2199-12')!;
    expect(budgetLine(found, { spentMinor: 1n, spentBefore: 0n }).leftMinor).toBe(most * 3600n - 1n);
  });
});

describe('the pace', () => {
  const line = (spent: number, { carried = 0 } = {}): BudgetLine => {
    const spentMinor = BigInt(spent);
    const leftMinor = 300n + BigInt(carried) - spentMinor;
    const rest = { target: 'all', fromMonth: month('2026-01'), carryOver: false } as const;
    return { ...rest, budgetMinor: 300n, carriedMinor: BigInt(carried), spentMinor, leftMinor };
  };
  it.each<[number, string, string | undefined]>([
    [120, '2026-11-12', 'on'],
    [150, '2026-11-12', 'on'],
    [151, '2026-11-12', 'faster'],
    [90, '2026-11-12', 'on'],
    [89, '2026-11-12', 'slower'],
    [-50, '2026-11-12', 'slower'],
    [300, '2026-11-30', 'on'],
    [301, '2026-11-30', undefined],
    [120, '2026-12-12', undefined],
  ])('of %i of 300 on %s is %s', (spent, today, pace) => {
    expect(paceOf(line(spent), month('2026-11'), today as Day)).toBe(pace);
  });
  it('counts what was carried over', () => {
    expect(paceOf(line(120, { carried: 300 }), month('2026-11'), '2026-11-12' as Day)).toBe('slower');
    expect(paceOf(line(0, { carried: -300 }), month('2026-11'), '2026-11-12' as Day)).toBe('on');
  });
});

describe('a suggestion', () => {
  it.each<[number[], string, number | undefined]>([
    [[], 'USD', undefined],
    [[0, -500, 0], 'USD', undefined],
    [[41_237, 0, 0], 'USD', 42_000],
    [[8_720, 8_720, 8_720], 'USD', 8_800],
    [[100, 200, -900], 'USD', 200],
    [[40, 0, 0], 'USD', 100],
    [[930, 0, 0], 'USD', 1_000],
    [[123_400, 0, 0], 'USD', 130_000],
    [[41_237], 'JPY', 42_000],
    [[9_999_999], 'KWD', 10_000_000],
    [[100, 100, 101], 'JPY', 110],
    [[999_999_999_999_99], 'USD', 999_999_999_999_99],
  ])('for %j in %s is %s', (months, code, expected) => {
    const suggested = suggestedBudget(months.map(BigInt), findCurrency(code)!);
    expect(suggested).toBe(expected === undefined ? undefined : BigInt(expected));
  });
});

it('copies only what is different from the month before', () => {
  const steps = [
    ...[step('2026-01', 100), step('2026-02', null)],
    ...[step('2026-01', 50, { target: 8 }), step('2026-02', 60, { target: 8 })],
    ...[step('2026-01', 9, { target: 9 }), step('2026-02', 70, { target: 'all' })],
  ];
  expect(stepsLikeLastMonth(steps, month('2026-02'))).toEqual([
    step('2026-02', 100),
    step('2026-02', 50, { target: 8 }),
  ]);
  expect(stepsLikeLastMonth(steps, month('2026-03'))).toEqual([]);
  // The amount is the same, but no longer carried over.
  const stopped = [carrying('2026-01', 100), step('2026-02', 100)];
  expect(stepsLikeLastMonth(stopped, month('2026-02'))).toEqual([carrying('2026-02', 100)]);
});
