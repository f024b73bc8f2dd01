import { type Day, monthOf } from '../../domain/calendar.js';
import type { SeedCategory } from './seed-catalog.js';

/** A day with what the made-up data wants to know about it, worked out once. */
export interface SeedDay {
  readonly day: Day;
  readonly month: number;
  readonly dayOfMonth: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** Something that comes back by the calendar; `cents` at today's prices, `winter` multiplies it in January. */
export interface SeedRhythm {
  readonly category: SeedCategory;
  readonly what: string;
  readonly cents: number;
  readonly spreadPercent: number;
  readonly winter?: number;
  readonly falls: (day: SeedDay) => boolean;
}

const monthly = (date: number) => (day: SeedDay) => day.dayOfMonth === date;
const yearly = (month: number, date: number) => (day: SeedDay) =>
  day.month === month && day.dayOfMonth === date;
const quarterly = (date: number) => (day: SeedDay) => day.month % 3 === 1 && day.dayOfMonth === date;

/** Rents, bills, insurances, subscriptions. */
export const BY_CALENDAR: readonly SeedRhythm[] = [
  { category: 'Bills', what: 'Rent', cents: 118_000, spreadPercent: 0, falls: monthly(1) },
  { category: 'Transport', what: 'Monthly travel pass', cents: 8_900, spreadPercent: 0, falls: monthly(2) },
  { category: 'Utilities', what: 'Internet, Hafenet', cents: 3_990, spreadPercent: 0, falls: monthly(3) },
  { category: 'Utilities', what: 'Mobile phone plan', cents: 1_890, spreadPercent: 0, falls: monthly(5) },
  { category: 'Health', what: 'Gym membership', cents: 3_450, spreadPercent: 0, falls: monthly(6) },
  { category: 'Leisure', what: 'Streaming subscription', cents: 1_399, spreadPercent: 0, falls: monthly(9) },
  {
    category: 'Utilities',
    what: 'Electricity',
    cents: 6_200,
    spreadPercent: 12,
    winter: 1.5,
    falls: monthly(12),
  },
  {
    category: 'Utilities',
    what: 'Heating gas',
    cents: 5_400,
    spreadPercent: 15,
    winter: 2.2,
    falls: monthly(15),
  },
  { category: 'Savings', what: 'Monthly saving plan', cents: 25_000, spreadPercent: 0, falls: monthly(28) },
  { category: 'Utilities', what: 'Water and sewage', cents: 8_300, spreadPercent: 8, falls: quarterly(20) },
  {
    category: 'Bills',
    what: 'Home insurance, yearly',
    cents: 21_400,
    spreadPercent: 0,
    falls: yearly(2, 10),
  },
  {
    category: 'Bills',
    what: 'Liability insurance, yearly',
    cents: 7_900,
    spreadPercent: 0,
    falls: yearly(5, 20),
  },
  {
    category: 'Bills',
    what: 'Travel insurance, yearly',
    cents: 5_600,
    spreadPercent: 0,
    falls: yearly(6, 4),
  },
  {
    category: 'Health',
    what: 'Dentist, yearly check',
    cents: 9_500,
    spreadPercent: 20,
    falls: yearly(3, 17),
  },
  { category: 'Clothing', what: 'Autumn coat', cents: 14_900, spreadPercent: 35, falls: yearly(10, 8) },
  {
    category: 'Electronics',
    what: 'New laptop, Voltage',
    cents: 134_900,
    spreadPercent: 30,
    falls: yearly(11, 27),
  },
  {
    category: 'Others',
    what: 'Presents for everybody',
    cents: 32_000,
    spreadPercent: 25,
    falls: yearly(12, 19),
  },
];

export const WEEKLY_GROCERIES: SeedRhythm = {
  category: 'Groceries',
  what: 'Weekly groceries, Fairfield Market',
  cents: 8_700,
  spreadPercent: 30,
  falls: ({ weekday }) => weekday === 6,
};

export const DAILY_COFFEE: SeedRhythm = {
  category: 'Food',
  what: 'Coffee on the way to work',
  cents: 390,
  spreadPercent: 20,
  falls: ({ weekday }) => weekday >= 1 && weekday <= 5,
};

export function seedDay(day: Day): SeedDay {
  return {
    day,
    month: Number(monthOf(day).slice(5)),
    dayOfMonth: Number(day.slice(8)),
    weekday: new Date(`${day}T00:00:00Z`).getUTCDay(),
  };
}
