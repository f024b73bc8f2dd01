import type { Language } from '../messages/language.js';

const DAY_STYLES = {
  /** 2026-11-21: "Nov 21, 2026" */
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  /** "November 21, 2026" */
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  /** "Sat, Nov 21" */
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  /** "Sat, Nov 21, 2026" */
  weekdayYear: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  /** "November 21" */
  dayMonth: { day: 'numeric', month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const MONTH_STYLES = {
  /** "November 2026" */
  long: { month: 'long', year: 'numeric' },
  /** "Nov 2026" */
  short: { month: 'short', year: 'numeric' },
  /** "November" */
  name: { month: 'long' },
  /** "Nov" */
  shortName: { month: 'short' },
  /** "N" */
  letter: { month: 'narrow' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const MOST_WRITTEN = 1_000;

export type DayStyle = keyof typeof DAY_STYLES;
export type MonthStyle = keyof typeof MONTH_STYLES;

/**
 * Days and months in the words of a language and the order of a region, always of the Gregorian calendar, which is the
 * one that expenses are kept in.
 */
export class DayWriter {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  /** The same days and months stand on page after page. */
  readonly #written = new Map<string, string>();
  readonly #locale: string;

  constructor(language: Language, region: string) {
    this.#locale = withWordsOf(language, region);
  }

  day(day: string, style: DayStyle): string {
    return this.#once(`${style} ${day}`, () =>
      this.#format(`day ${style}`, { ...DAY_STYLES[style], timeZone: 'UTC' }).format(utc(day)),
    );
  }

  /** With the year, or without it where it goes without saying. */
  range(from: string, to: string, withYear: boolean): string {
    const style = withYear ? 'medium' : 'dayMonth';
    const format = this.#format(`day ${style}`, { ...DAY_STYLES[style], timeZone: 'UTC' });
    return format.formatRange(utc(from), utc(to));
  }

  month(month: string, style: MonthStyle): string {
    return this.#once(`${style} ${month}`, () =>
      this.#format(`month ${style}`, { ...MONTH_STYLES[style], timeZone: 'UTC' }).format(utc(`${month}-01`)),
    );
  }

  time(instant: Date, timeZone: string): string {
    return this.#format(`time ${timeZone}`, { timeStyle: 'short', timeZone }).format(instant);
  }

  #once(key: string, write: () => string): string {
    const known = this.#written.get(key);
    if (known !== undefined) return known;
    const text = write();
    if (this.#written.size >= MOST_WRITTEN) this.#written.clear();
    this.#written.set(key, text);
    return text;
  }

  #format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const known = this.#formats.get(key);
    if (known) return known;
    const made = new Intl.DateTimeFormat(this.#locale, { ...options, calendar: 'gregory' });
    // Time zones come in by many spellings: their number has a limit.
    if (this.#formats.size >= 100) this.#formats.clear();
    this.#formats.set(key, made);
    return made;
  }
}

/** `de` and `de-AT`: `de-AT`. `en` and `de-AT`: `en-AT`, English words in Austrian order, with the region's digits. */
function withWordsOf(language: Language, region: string): string {
  const { language: own, region: country } = new Intl.Locale(region);
  const spoken = new Intl.Locale(language);
  if (own === spoken.language) return region;
  const digits = new Intl.NumberFormat(region).resolvedOptions().numberingSystem;
  const there = country === undefined ? spoken.language : `${spoken.language}-${country}`;
  return `${there}-u-nu-${digits}`;
}

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);
