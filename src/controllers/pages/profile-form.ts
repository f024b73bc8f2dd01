import { CURRENCIES } from '../../domain/currency.js';
import type { AccountModel, ProfileField } from '../../http/account-models.js';
import type { Choice } from '../../http/part-models.js';
import type { Locale } from '../../locale/locale.js';
import { firstDayOfWeek, REGIONS } from '../../locale/region.js';
import { LANGUAGE_NAMES, LANGUAGES } from '../../messages/language.js';
import { THEMES } from '../../services/identity/preferences.js';
import type { Principal } from '../../services/identity/principal.js';

export const PROFILE_FIELDS = [
  'username',
  'currency',
  'time_zone',
  'language',
  'locale',
  'week_starts_on',
  'theme',
] as const satisfies readonly ProfileField[];

/** The profile as its form shows it. */
export function profileOf(principal: Principal): Record<ProfileField, string> {
  const { username, currency, timeZone, language, region, weekStartsOn, theme } = principal;
  return {
    username,
    currency: currency.code,
    time_zone: timeZone,
    language,
    locale: region,
    week_starts_on: weekStartsOn === null ? '' : String(weekStartsOn),
    theme,
  };
}

const LANGUAGE_CHOICES: readonly Choice[] = LANGUAGES.map((value) => ({
  value,
  text: LANGUAGE_NAMES[value],
}));
/** 2024 began on a Monday. */
const SOME_MONDAY = Date.UTC(2024, 0, 1);

type Choices = Pick<
  AccountModel,
  'currencies' | 'languages' | 'regions' | 'regionHint' | 'weekDays' | 'themes'
>;

/** What the selects of the profile offer, in the words of whoever chooses. */
export function profileChoices({ region, currency }: Principal, locale: Locale): Choices {
  const currencyNames = new Intl.DisplayNames(locale.language, { type: 'currency' });
  const regionNames = new Intl.DisplayNames(locale.language, {
    type: 'language',
    languageDisplay: 'standard',
  });
  const weekDays = new Intl.DateTimeFormat(locale.language, { weekday: 'long', timeZone: 'UTC' });
  const dayName = (day: number) => weekDays.format(SOME_MONDAY + (day - 1) * 86_400_000);
  const named = (tag: string) => ({ value: tag, text: regionNames.of(tag) ?? tag });
  const regions = (REGIONS.includes(region) ? REGIONS : [...REGIONS, region]).map(named);
  const byText = new Intl.Collator(locale.language);
  const usual = locale.text('account.week_by_region', { day: dayName(firstDayOfWeek(region)) });
  const example = locale.text('account.region_example', {
    amount: { money: -123_456_789n / 10n ** BigInt(2 - Math.min(2, currency.digits)), currency },
    day: { day: '2026-03-31' },
  });
  return {
    currencies: CURRENCIES.map(({ code }) => ({
      value: code,
      text: `${code} – ${currencyNames.of(code) ?? code}`,
    })),
    languages: LANGUAGE_CHOICES,
    regions: regions.sort((a, b) => byText.compare(a.text, b.text)),
    regionHint: locale.text('account.region_hint', { example }),
    weekDays: [
      { value: '', text: usual },
      ...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), text: dayName(day) })),
    ],
    themes: THEMES.map((value) => ({ value, text: locale.text(`account.theme_${value}`) })),
  };
}
