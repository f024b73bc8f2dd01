import type { Language } from '../../messages/language.js';
import { foldText } from '../folded-text.js';
import { WORDS, type Words } from './words.js';

/** What the words of a line can mean to one person; all keys folded, several words joined by one space. */
export interface Vocabulary {
  /** Days from today. */
  readonly days: ReadonlyMap<string, number>;
  readonly ago: readonly { readonly before: readonly string[]; readonly behind: readonly string[] }[];
  /** 1 January … 12 December */
  readonly months: ReadonlyMap<string, number>;
  /** 1 Monday … 7 Sunday */
  readonly weekdays: ReadonlyMap<string, number>;
  /** Weekdays if a point follows, or a date: "Sun." */
  readonly shortWeekdays: ReadonlyMap<string, number>;
  readonly before: ReadonlySet<string>;
  readonly behind: ReadonlySet<string>;
  readonly between: ReadonlySet<string>;
  readonly refunds: ReadonlySet<string>;
  /** Which comes first in `3/11`. */
  readonly order: 'day' | 'month';
  /** What stands between the numbers of a date. */
  readonly separator: string;
  /** Whether thousands are set apart by a space. */
  readonly groupsBySpace: boolean;
}

const MOST_VOCABULARIES = 100;
const vocabularies = new Map<string, Vocabulary>();

/** The words of a language, English ones besides, and the dates of a region. */
export function vocabularyOf(language: Language, region: string): Vocabulary {
  const key = `${language} ${region}`;
  const known = vocabularies.get(key);
  if (known) return known;
  // Regions come from outside: their number has a limit.
  if (vocabularies.size >= MOST_VOCABULARIES) vocabularies.clear();
  const made = make(language, region);
  vocabularies.set(key, made);
  return made;
}

function make(language: Language, region: string): Vocabulary {
  // The person's own words come last and win.
  const words: readonly Words[] = language === 'en' ? [WORDS.en] : [WORDS.en, WORDS[language]];
  const locales = localesOf(language, region);
  const all = (part: 'before' | 'behind' | 'between' | 'refunds') =>
    new Set(words.flatMap((each) => each[part].map(foldText)));
  return {
    days: folded(words.flatMap((each) => Object.entries(each.days))),
    ago: words.flatMap((each) =>
      each.ago.map(([before, behind]) => ({ before: split(before), behind: split(behind) })),
    ),
    months: folded([...months(locales), ...words.flatMap((each) => Object.entries(each.months ?? {}))]),
    weekdays: folded([
      ...weekdays(locales, 'long'),
      ...words.flatMap((each) =>
        each === WORDS.en && language !== 'en' ? [] : Object.entries(each.weekdays ?? {}),
      ),
    ]),
    shortWeekdays: folded(weekdays(locales, 'short')),
    before: all('before'),
    behind: all('behind'),
    between: all('between'),
    refunds: all('refunds'),
    ...datesOf(region),
  };
}

/** English, the language, and the region where it speaks it: in Austria January is Jänner. */
function localesOf(language: Language, region: string): string[] {
  const isSpoken = new Intl.Locale(region).language === new Intl.Locale(language).language;
  return [...new Set(['en', language, ...(isSpoken ? [region] : [])])];
}

function months(locales: readonly string[]): [string, number][] {
  const named: [string, number][] = [];
  for (const locale of locales) {
    for (const month of ['long', 'short'] as const) {
      for (const options of [{ month }, { month, day: 'numeric' }] as const) {
        const format = new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', timeZone: 'UTC' });
        for (let at = 1; at <= 12; at += 1) {
          const parts = format.formatToParts(Date.UTC(2026, at - 1, 1));
          const name = parts.find(({ type }) => type === 'month')?.value ?? '';
          // In Japanese a month is its number.
          if (/^\p{L}{2}/u.test(name)) named.push([name.replace(/\.$/, ''), at]);
        }
      }
    }
  }
  return named;
}

function weekdays(locales: readonly string[], weekday: 'long' | 'short'): [string, number][] {
  const named: [string, number][] = [];
  for (const locale of locales) {
    const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
    for (let at = 1; at <= 7; at += 1) {
      // 1 June 2026 was a Monday.
      named.push([format.format(Date.UTC(2026, 5, at)).replace(/\.$/, ''), at]);
    }
  }
  return named;
}

function datesOf(region: string): Pick<Vocabulary, 'order' | 'separator' | 'groupsBySpace'> {
  const options = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const parts = new Intl.DateTimeFormat(region, { ...options, calendar: 'gregory' }).formatToParts(0);
  const at = (type: Intl.DateTimeFormatPartTypes) => parts.findIndex((part) => part.type === type);
  const literal = parts.find(({ type }) => type === 'literal')?.value ?? '';
  const group = new Intl.NumberFormat(region).formatToParts(12345678).find(({ type }) => type === 'group');
  return {
    order: at('month') < at('day') ? 'month' : 'day',
    separator: /[./-]/.exec(literal)?.[0] ?? '/',
    groupsBySpace: group !== undefined && group.value.trim() === '',
  };
}

const folded = <T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> =>
  new Map(entries.map(([name, value]) => [foldText(name), value]));

const split = (text: string): string[] => (text === '' ? [] : text.split(' ').map(foldText));
