import { describe, expect, test } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { STARTING_CATEGORIES } from '../../domain/category.js';
import { parseDescription } from '../../domain/expense.js';
import { type PlannedExpense, planExpenses } from './seed-plan.js';
import { ENGLISH } from '../../locale/locale.js';

const TODAY = '2026-11-21' as Day;
const tenYears = { from: '2016-11-22' as Day, today: TODAY, seed: 'a test' };

function plan(expenses: number, order: Partial<typeof tenYears> = {}): PlannedExpense[] {
  return [...planExpenses({ ...tenYears, ...order, expenses })];
}

function average(expenses: readonly PlannedExpense[]): number {
  return expenses.reduce((sum, { cents }) => sum + cents, 0) / expenses.length;
}

describe('made-up expenses', () => {
  test.each([1, 2, 7, 30, 999, 1_000, 12_345, 100_000])('are exactly %i when so many were ordered', (n) => {
    expect(plan(n)).toHaveLength(n);
  });

  test('come in the order of the calendar and stay within it', () => {
    const days = plan(5_000).map(({ spentOn }) => spentOn);
    expect(days).toEqual([...days].sort());
    expect(days[0]! >= tenYears.from).toBe(true);
    expect(days.at(-1)).toBe(TODAY);
  });

  test('fit into a single day', () => {
    const days = new Set(plan(50, { from: TODAY }).map(({ spentOn }) => spentOn));
    expect([...days]).toEqual([TODAY]);
  });

  test('are the same for the same seed and others for another one', () => {
    expect(plan(2_000)).toEqual(plan(2_000));
    expect(plan(2_000, { seed: 'another' })).not.toEqual(plan(2_000));
  });

  test('use every starting category, in a small book, too', () => {
    const all = STARTING_CATEGORIES.map(({ nameOf }) => ENGLISH.say({ key: nameOf })).sort();
    for (const n of [30, 500, 20_000]) {
      expect([...new Set(plan(n).map(({ category }) => category))].sort()).toEqual(all);
    }
  });

  test('are ones that a person could have typed', () => {
    for (const { description, cents } of plan(20_000)) {
      expect(parseDescription(description)).toEqual({ ok: true, value: description });
      expect(Number.isSafeInteger(cents) && cents > 0).toBe(true);
    }
  });

  test('have the rent on the first of every month, and never cheaper than the year before', () => {
    const rents = plan(20_000).filter(({ description }) => description === 'Rent');
    expect(rents).toHaveLength(120);
    expect(rents.every(({ spentOn }) => spentOn.endsWith('-01'))).toBe(true);
    const prices = rents.map(({ cents }) => cents);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(prices.at(-1)! / prices[0]!).toBeGreaterThan(1.1);
  });

  test('have coffee on working days and groceries on Saturdays', () => {
    const many = plan(20_000);
    const weekdays = (what: string) =>
      new Set(
        many
          .filter(({ description }) => description.startsWith(what))
          .map(({ spentOn }) => new Date(`${spentOn}T00:00Z`).getUTCDay()),
      );
    expect([...weekdays('Coffee on the way to work')].sort()).toEqual([1, 2, 3, 4, 5]);
    expect([...weekdays('Weekly groceries')]).toEqual([6]);
  });

  test('get dearer with the years', () => {
    const coffees = plan(60_000).filter(({ description }) => description.startsWith('Coffee to go'));
    const ofYear = (year: string) => coffees.filter(({ spentOn }) => spentOn.startsWith(year));
    expect(average(ofYear('2026'))).toBeGreaterThan(average(ofYear('2017')) * 1.08);
  });

  test('go on holidays in summer, and only then', () => {
    const trips = plan(50_000).filter(({ description }) => /^(Boat trip|Ferry)/.test(description));
    expect(trips.length).toBeGreaterThan(100);
    expect(trips.every(({ spentOn }) => ['07', '08'].includes(spentOn.slice(5, 7)))).toBe(true);
  });

  test('have words for searches that match a tenth, a few of ten thousand, and next to nothing', () => {
    const many = plan(200_000);
    const share = (word: string) =>
      many.filter(({ description }) => description.toLowerCase().includes(word)).length / many.length;
    expect(share('coffee')).toBeGreaterThan(0.09);
    expect(share('coffee')).toBeLessThan(0.13);
    expect(share('choir rehearsal')).toBeGreaterThan(0.0001);
    expect(share('choir rehearsal')).toBeLessThan(0.001);
    expect(share('lost umbrella')).toBeLessThan(0.0001);
  });
});
