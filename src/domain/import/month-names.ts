import { foldText } from '../folded-text.js';

const LOCALES = [
  'en',
  'de',
  'de-AT',
  'fr',
  'es',
  'pt',
  'pt-BR',
  'it',
  'nl',
  'pl',
  'sv',
  'da',
  'cs',
  'tr',
  'ru',
  'ar',
  'ar-LB',
  'ar-MA',
];
// What banks write and Intl does not.
const ALSO: Readonly<Record<string, number>> = {
  maerz: 3,
  mrz: 3,
  marz: 3,
  jaenner: 1,
  sept: 9,
  set: 9,
  fev: 2,
  fevr: 2,
  avr: 4,
  juil: 7,
  aout: 8,
  ene: 1,
  abr: 4,
  ago: 8,
  dic: 12,
  dez: 12,
  okt: 10,
  mai: 5,
  mei: 5,
  mrt: 3,
};

// Arabic names of two words.
const TWO_WORDS = /(تشرين|كانون)\s+(ال\p{L}+)/u;

/** A folded text whose names of months are one word each. */
export function joinMonthNames(folded: string): string {
  return folded.replace(TWO_WORDS, '$1$2');
}

let weekdays: ReadonlySet<string> | undefined;

/** Whether a word names a day of the week in one of the languages, whole or shortened. */
export function isWeekday(word: string): boolean {
  weekdays ??= allWeekdays();
  return weekdays.has(foldText(word));
}

function allWeekdays(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const locale of [...LOCALES, 'ja', 'ko', 'zh'])
    for (const style of ['long', 'short', 'narrow'] as const) {
      const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
      for (let day = 1; day <= 7; day++)
        found.add(foldText(format.format(Date.UTC(2026, 0, day))).replace(/\.$/, ''));
    }
  return found;
}

let names: ReadonlyMap<string, number> | undefined;

/** The month, 1 to 12, that a word names in one of the languages, whole or shortened; undefined if none. */
export function monthOfName(word: string): number | undefined {
  names ??= allNames();
  const folded = foldText(word).replace(/\.$/, '');
  return names.get(folded) ?? names.get(folded.slice(0, 3).padEnd(3, '\0'));
}

function allNames(): ReadonlyMap<string, number> {
  const found = new Map<string, number>(Object.entries(ALSO));
  for (const locale of LOCALES)
    for (const style of ['long', 'short'] as const)
      for (const withDay of [true, false])
        for (let month = 1; month <= 12; month++) {
          const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, {
            month: style,
            ...(withDay ? { day: 'numeric' as const } : {}),
            timeZone: 'UTC',
          });
          const parts = format.formatToParts(Date.UTC(2026, month - 1, 15));
          const name = joinMonthNames(
            foldText(parts.find((part) => part.type === 'month')?.value ?? '').replace(/\.$/, ''),
          );
          if (/^\p{L}+$/u.test(name) && !found.has(name)) found.set(name, month);
        }
  return found;
}
