import type { FieldFaults } from '../../domain/errors.js';
import { fault, ok, type Result } from '../../domain/result.js';
import { parseRegion, USUAL } from '../../locale/region.js';
import { isLanguage, type Language } from '../../messages/language.js';
import { message } from '../../messages/message.js';
import type { StoredPreferences } from '../../storage/identity/user-repository.js';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How a person reads. */
export interface Preferences {
  readonly language: Language;
  /** How numbers and days are written, as BCP 47. */
  readonly region: string;
  readonly theme: Theme;
  /** 1 Monday … 7 Sunday; null: as usual in the region. */
  readonly weekStartsOn: number | null;
}

/** What was asked for, as texts; undefined keeps what is. An empty `weekStartsOn` is the region's own. */
export interface PreferencesChange {
  readonly language?: string | undefined;
  readonly locale?: string | undefined;
  readonly theme?: string | undefined;
  readonly weekStartsOn?: string | number | null | undefined;
}

export function readPreferences(stored: StoredPreferences): Preferences {
  return {
    language: isLanguage(stored.language) ? stored.language : USUAL.language,
    region: parseRegion(stored.locale) ?? USUAL.region,
    theme: isTheme(stored.theme) ? stored.theme : 'system',
    weekStartsOn: stored.weekStartsOn,
  };
}

/** Faults come by the names of the fields: language, locale, theme, week_starts_on. */
export function changePreferences(
  before: Preferences,
  change: PreferencesChange,
): Result<Preferences, FieldFaults> {
  const language = change.language ?? before.language;
  const region = parseRegion(change.locale ?? before.region);
  const theme = change.theme ?? before.theme;
  const weekStartsOn =
    change.weekStartsOn === undefined ? before.weekStartsOn : readWeekDay(change.weekStartsOn);
  if (isLanguage(language) && region !== undefined && isTheme(theme) && weekStartsOn !== undefined)
    return ok({ language, region, theme, weekStartsOn });
  return fault({
    ...(!isLanguage(language) && { language: message('fault.language.unknown') }),
    ...(region === undefined && { locale: message('fault.region.unknown') }),
    ...(!isTheme(theme) && { theme: message('fault.theme.unknown') }),
    ...(weekStartsOn === undefined && { week_starts_on: message('fault.week_start.unknown') }),
  });
}

function isTheme(text: string): text is Theme {
  return (THEMES as readonly string[]).includes(text);
}

function readWeekDay(value: string | number | null): number | null | undefined {
  if (value === null || value === '') return null;
  return /^[1-7]$/.test(String(value)) ? Number(value) : undefined;
}
