import { addDays, type Day, daysBetween, yearOf } from '../../domain/calendar.js';
import {
  BY_CALENDAR,
  DAILY_COFFEE,
  type SeedDay,
  seedDay,
  type SeedRhythm,
  WEEKLY_GROCERIES,
} from './seed-calendar.js';
import {
  COMMON_NOTES,
  EVERYDAY,
  HOLIDAY_PLACES,
  HOME_TOWNS,
  ON_HOLIDAY,
  RARE_NOTES,
  type SeedCategory,
  type SeedPurchase,
  SELDOM_NOTES,
} from './seed-catalog.js';
import { SeededRandom } from './seed-random.js';

export interface PlannedExpense {
  readonly category: SeedCategory;
  /** Hundredths of a currency's main unit. */
  readonly cents: number;
  readonly description: string;
  readonly spentOn: Day;
}

export interface SeedOrder {
  /** Exactly how many. */
  readonly expenses: number;
  readonly from: Day;
  /** The last day, included. */
  readonly today: Day;
  readonly seed: string;
}

/** At most this share comes from the calendar; the rest is everyday life, so that a small book is varied, too. */
const REGULAR_SHARE = 0.6;
/** A purchase for each category. */
const ONE_OF_EACH = [...new Map(EVERYDAY.map((purchase) => [purchase.category, purchase])).values()];
const LAYERS: readonly (readonly SeedRhythm[])[] = [BY_CALENDAR, [WEEKLY_GROCERIES], [DAILY_COFFEE]];

/**
 * Makes up the expenses of a household, oldest first, one at a time: the same order gives the same expenses.
 * Rents, weekly groceries and daily coffees come as the calendar has them, as far as the number allows; days between
 * share the rest by how much people spend on them.
 */
export function* planExpenses(order: SeedOrder): Generator<PlannedExpense> {
  const random = new SeededRandom(order.seed);
  const days = listDays(order.from, order.today);
  const life = new Household(random, days, order.today);
  const layers = sizeLayers(days, order.expenses);
  const regular = layers.reduce((sum, layer) => sum + layer.quota, 0);
  const everyday = new Share(order.expenses - regular, life.totalWeight);
  const sampler = new Share(ONE_OF_EACH.length, order.expenses - regular);
  for (const day of days) {
    for (const layer of layers) {
      for (const rhythm of layer.rhythms) {
        if (rhythm.falls(day) && layer.share.take(1) > 0) yield life.regular(rhythm, day);
      }
    }
    for (let left = everyday.take(life.weightOf(day)); left > 0; left -= 1) {
      // Now and then the next of the list has its turn, so that even a short list of expenses has every category.
      yield sampler.take(1) > 0 ? life.buy(ONE_OF_EACH[sampler.taken - 1]!, day) : life.anything(day);
    }
  }
}

/** Hands out `amount` whole pieces over `total` weight: evenly, and all of them by the end. */
class Share {
  taken = 0;
  private passed = 0;

  constructor(
    private readonly amount: number,
    private readonly total: number,
  ) {}

  take(weight: number): number {
    this.passed += weight;
    // Sums of fractions may end a hair below their total.
    const due = Math.floor((this.amount * this.passed) / this.total + 1e-6);
    const pieces = Math.min(this.amount, due) - this.taken;
    this.taken += pieces;
    return pieces;
  }
}

function listDays(from: Day, today: Day): SeedDay[] {
  return Array.from({ length: daysBetween(from, today) + 1 }, (_, index) => seedDay(addDays(from, index)));
}

/** The rents first, then groceries, then coffees, until their share of all expenses is used up. */
function sizeLayers(days: readonly SeedDay[], expenses: number) {
  let left = Math.floor(expenses * REGULAR_SHARE);
  return LAYERS.map((rhythms) => {
    const falls = days.reduce((sum, day) => sum + rhythms.filter((rhythm) => rhythm.falls(day)).length, 0);
    const quota = Math.min(falls, left);
    left -= quota;
    return { rhythms, quota, share: new Share(quota, falls) };
  });
}

/** Who spends: a town, holidays, and prices that rise. */
class Household {
  readonly totalWeight: number;
  private readonly holidays = new Map<number, { from: Day; until: Day; place: string }>();
  private readonly yearlyRise = new Map<number, number>();
  private readonly everyday = new Wheel(EVERYDAY);
  private readonly onHoliday = new Wheel(ON_HOLIDAY);
  private readonly town: string;

  constructor(
    private readonly random: SeededRandom,
    days: readonly SeedDay[],
    private readonly today: Day,
  ) {
    this.town = random.pick(HOME_TOWNS);
    for (let year = yearOf(days[0]!.day); year <= yearOf(today); year += 1) {
      const from = addDays(`${String(year)}-07-03` as Day, random.integer(0, 38));
      const until = addDays(from, random.integer(10, 18));
      this.holidays.set(year, { from, until, place: random.pick(HOLIDAY_PLACES) });
      this.yearlyRise.set(year, 0.01 + 0.045 * random.fraction());
    }
    this.totalWeight = days.reduce((sum, day) => sum + this.weightOf(day), 0);
  }

  /** How much is bought on a day, beside others. */
  weightOf(day: SeedDay): number {
    const weekday = day.weekday === 6 ? 1.6 : day.weekday === 0 ? 0.7 : 1;
    return weekday * (day.month === 12 ? 1.3 : 1) * (this.holidayOf(day) === undefined ? 1 : 1.4);
  }

  regular({ category, what, cents, spreadPercent, winter = 1 }: SeedRhythm, day: SeedDay): PlannedExpense {
    const spread = 1 + ((this.random.fraction() * 2 - 1) * spreadPercent) / 100;
    const season = 1 + ((winter - 1) * (Math.cos(((day.month - 1) / 6) * Math.PI) + 1)) / 2;
    // What has a fixed price changes once a year, in January.
    const priced = spreadPercent === 0 ? seedDay(`${day.day.slice(0, 4)}-01-01` as Day) : day;
    return {
      category,
      cents: this.priceOn(priced, cents * spread * season),
      description: what,
      spentOn: day.day,
    };
  }

  anything(day: SeedDay): PlannedExpense {
    const isAway = this.holidayOf(day) !== undefined && this.random.fraction() < 0.7;
    return this.buy((isAway ? this.onHoliday : this.everyday).turn(this.random), day, isAway);
  }

  buy({ category, cents, what, at }: SeedPurchase, day: SeedDay, isAway = false): PlannedExpense {
    const [least, most] = cents;
    // Squared: most purchases are near the lower end.
    const price = least + (most - least) * this.random.fraction() ** 2;
    const parts = [this.random.pick(what)];
    if (at) parts.push(this.random.pick(at));
    const place = isAway ? this.holidayOf(day) : this.random.fraction() < 0.25 ? this.town : undefined;
    if (place !== undefined) parts.push(place);
    const note = this.note();
    if (note !== undefined) parts.push(note);
    return { category, cents: this.priceOn(day, price), description: parts.join(', '), spentOn: day.day };
  }

  private note(): string | undefined {
    const chance = this.random.fraction();
    if (chance < RARE_NOTES.length * 0.00001) return this.random.pick(RARE_NOTES);
    if (chance < SELDOM_NOTES.length * 0.0005) return this.random.pick(SELDOM_NOTES);
    return chance < COMMON_NOTES.length * 0.01 ? this.random.pick(COMMON_NOTES) : undefined;
  }

  private holidayOf({ day }: SeedDay): string | undefined {
    const holiday = this.holidays.get(Number(day.slice(0, 4)));
    return holiday && day >= holiday.from && day < holiday.until ? holiday.place : undefined;
  }

  /** A price of today, as it was on a day. */
  private priceOn({ day }: SeedDay, cents: number): number {
    const year = Number(day.slice(0, 4));
    let factor = (1 + this.riseOf(year)) ** -(daysBetween(day, `${String(year)}-12-31` as Day) / 365);
    for (let later = year + 1; later <= yearOf(this.today); later += 1) factor /= 1 + this.riseOf(later);
    return Math.max(1, Math.round(cents * factor));
  }

  private riseOf(year: number): number {
    return this.yearlyRise.get(year) ?? 0;
  }
}

/** Picks by weight in one step: a slot for each unit of weight. */
class Wheel {
  private readonly slots: readonly SeedPurchase[];

  constructor(purchases: readonly SeedPurchase[]) {
    this.slots = purchases.flatMap((purchase) => Array<SeedPurchase>(purchase.weight).fill(purchase));
  }

  turn(random: SeededRandom): SeedPurchase {
    return random.pick(this.slots);
  }
}
