import type { Currency } from '../domain/currency.js';
import { formatFigure, formatMoney, formatMoneyChange, type Minor } from '../domain/money.js';
import { directionOf, type Language } from '../messages/language.js';
import type { MessageKey, Param, Params, ParamsOf } from '../messages/message.js';
import type { Said } from '../messages/said.js';
import { DayWriter, type DayStyle, type MonthStyle } from './days.js';
import { escapeHtml } from './escape-html.js';
import { type Preference, USUAL } from './region.js';
import { numberIn, Texts, type Writing } from './texts.js';

type Arguments<Key extends MessageKey> = [ParamsOf<Key>] extends [never]
  ? []
  : [params: Readonly<Record<ParamsOf<Key>, Param>>];

export type { Preference };

/** Where the links of a text lead, by the names of its tags: `<link>` with `{ link: '/login' }`. */
export type Hrefs = Readonly<Record<string, string>>;

/** Puts messages, money and days into the words of one language and the figures of one region. */
export class Locale {
  readonly direction: 'ltr' | 'rtl';
  private readonly texts: Texts;
  private readonly days: DayWriter;
  private readonly percents: Intl.NumberFormat;
  /** As they were written, by how many percent they are. */
  readonly #percents: string[] = [];

  constructor(
    readonly language: Language,
    readonly region: string,
    texts?: Texts,
  ) {
    this.direction = directionOf(language);
    this.texts = texts ?? new Texts(language, region);
    this.days = new DayWriter(language, region);
    this.percents = new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 0 });
  }

  /** The text of a message, by its key. */
  text<Key extends MessageKey>(key: Key, ...[params]: Arguments<Key>): string {
    return this.say({ key, params });
  }

  /** A message in words. */
  say(said: Said): string {
    if ('english' in said) return said.english;
    return this.texts.text(said.key, said.params && this.writing(said.params));
  }

  /**
   * A text as HTML: parameters are escaped, `<b>` stays, and every other tag is a link to the address that `hrefs`
   * names for it.
   */
  html(key: MessageKey, params: Params = {}, hrefs: Hrefs = NO_HREFS): string {
    const writing = this.writing(params);
    const safe: Writing = (name, isPlural) => {
      const value = writing(name, isPlural);
      return typeof value === 'string' ? escapeHtml(value) : value;
    };
    return this.texts.text(key, safe, hrefs === NO_HREFS ? ELEMENTS : { ...ELEMENTS, ...linksTo(hrefs) });
  }

  /** "$1,234.50"; a negative amount with its sign. */
  money(minor: Minor, currency: Currency): string {
    return formatMoney(minor, currency, this.region);
  }

  /** "+$12.00", "−$12.00", "±$0.00" */
  moneyChange(minor: Minor, currency: Currency): string {
    return this.#apart(formatMoneyChange(minor, currency, this.region));
  }

  /** "1234.50", as it is typed. */
  figure(minor: Minor, currency: Currency): string {
    return formatFigure(minor, currency, this.region);
  }

  number(count: number): string {
    return numberIn(this.region, count);
  }

  /** "85%". @param whole 0..100 */
  percent(whole: number): string {
    return (this.#percents[whole] ??= this.percents.format(whole / 100));
  }

  /** @param day `YYYY-MM-DD` */
  day(day: string, style: DayStyle = 'medium'): string {
    return this.days.day(day, style);
  }

  /** Both days included: "Mar 1 – Apr 15, 2026". */
  dayRange(from: string, to: string, { withYear = true } = {}): string {
    return this.days.range(from, to, withYear);
  }

  /** @param month `YYYY-MM` */
  month(month: string, style: MonthStyle = 'long'): string {
    return this.days.month(month, style);
  }

  /** The time of the day, to the minute. */
  time(instant: Date, timeZone: string): string {
    return this.days.time(instant, timeZone);
  }

  private writing(params: Params): Writing {
    return (name, isPlural) => {
      const value = params[name];
      if (value === undefined || (typeof value === 'number' && isPlural)) return value;
      return this.#apart(this.write(value));
    };
  }

  /**
   * What is set into a text from right to left, between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode UAX #9):
   * `+$12.00` would be shown as `12.00$+`, and a Latin name would take the words beside it along.
   */
  #apart(text: string): string {
    return this.direction === 'rtl' ? `\u2068${text}\u2069` : text;
  }

  private write(param: Param): string {
    if (typeof param === 'string') return param;
    if (typeof param === 'number') return this.number(param);
    if ('money' in param) return this.money(param.money, param.currency);
    if ('figure' in param) return this.figure(param.figure, param.currency);
    if ('from' in param) return this.dayRange(param.from, param.to);
    if ('day' in param) return this.day(param.day);
    if ('month' in param) return this.month(param.month);
    return this.say(param);
  }
}

const NO_HREFS: Hrefs = {};

const element = (name: string) => (parts: readonly string[]) => `<${name}>${parts.join('')}</${name}>`;

/** What a text may hold as HTML besides links. */
const ELEMENTS = { b: element('b'), code: element('code'), kbd: element('kbd') };

function linksTo(hrefs: Hrefs) {
  return Object.fromEntries(
    Object.entries(hrefs).map(([name, href]) => [
      name,
      (parts: readonly string[]) => `<a href="${escapeHtml(href)}">${parts.join('')}</a>`,
    ]),
  );
}

const MOST_LOCALES = 300;
const locales = new Map<string, Locale>();

/** The one locale of a language and a region; making one costs a thousand times more than using it. */
export function localeFor({ language, region }: Preference): Locale {
  const key = `${language} ${region}`;
  const known = locales.get(key);
  if (known) return known;
  const made = new Locale(language, region);
  // Regions come from outside: their number has a limit.
  if (locales.size >= MOST_LOCALES) locales.delete(locales.keys().next().value!);
  locales.set(key, made);
  return made;
}

/** What the API, the command line and the log are written in. */
export const ENGLISH: Locale = localeFor(USUAL);
