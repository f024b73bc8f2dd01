import { LRUCache } from 'lru-cache';
import { languageOf, type Language } from '../messages/language.js';

/** Who writes numbers and days how: a language, and a region as a BCP 47 tag such as `de-AT`. */
export interface Preference {
  readonly language: Language;
  readonly region: string;
}

export const USUAL: Preference = { language: 'en', region: 'en-US' };

/** Where most people who speak a language write its numbers, for a tag that names no country. */
const USUAL_REGIONS: Readonly<Record<Language, string>> = {
  en: 'en-US',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  'pt-BR': 'pt-BR',
  ja: 'ja-JP',
  ar: 'ar-EG',
};

export function usualRegionOf(language: Language): string {
  return USUAL_REGIONS[language];
}

/** The regions that people choose from; any other that `parseRegion` takes is kept as well. */
export const REGIONS: readonly string[] = `
  ar-AE ar-DZ ar-EG ar-IQ ar-JO ar-KW ar-LB ar-MA ar-OM ar-QA ar-SA ar-TN bg-BG bn-BD ca-ES cs-CZ da-DK de-AT de-CH de-DE
  de-LI de-LU el-GR en-AU en-CA en-GB en-HK en-IE en-IN en-KE en-MT en-NG en-NZ en-PH en-SG en-US en-ZA es-AR es-BO es-CL
  es-CO es-CR es-DO es-EC es-ES es-GT es-MX es-PA es-PE es-PR es-PY es-US es-UY es-VE et-EE eu-ES fa-IR fi-FI fr-BE fr-CA
  fr-CH fr-FR fr-LU fr-MA fr-SN he-IL hi-IN hr-HR hu-HU id-ID is-IS it-CH it-IT ja-JP ka-GE kk-KZ ko-KR lt-LT lv-LV ms-MY
  nb-NO nl-BE nl-NL pl-PL pt-AO pt-BR pt-MZ pt-PT ro-RO ru-RU sk-SK sl-SI sq-AL sr-RS sv-FI sv-SE th-TH tr-TR uk-UA ur-PK
  vi-VN zh-CN zh-HK zh-SG zh-TW`
  .trim()
  .split(/\s+/);

/** Reads a region such as `de-AT` in its canonical spelling; undefined for what no numbers are known of. */
export function parseRegion(text: string): string | undefined {
  const known = readBefore.get(text);
  if (known !== undefined) return known;
  const region = readRegion(text);
  if (region !== undefined) readBefore.set(text, region);
  return region;
}

// Every request of a person reads theirs.
const readBefore = new LRUCache<string, string>({ max: 500 });

function readRegion(text: string): string | undefined {
  if (!/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/.test(text.trim())) return undefined;
  try {
    const locale = new Intl.Locale(text.trim().replaceAll('_', '-'));
    const known = Intl.NumberFormat.supportedLocalesOf(locale.baseName);
    if (known.length === 0) return undefined;
    if (locale.region !== undefined) return locale.baseName;
    const likely = locale.maximize();
    return likely.region === undefined ? locale.baseName : `${locale.baseName}-${likely.region}`;
  } catch {
    return undefined;
  }
}

/**
 * What a browser asks for (RFC 9110 §12.5.4): the first language that Outlay speaks, and the region of the first tag
 * that has one, in that language if there is a choice.
 */
export function readAcceptLanguage(header: string | undefined): Preference {
  const tags = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const weight = /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(params.join(';'))?.[1];
      return { tag: tag.trim(), weight: params.length === 0 ? 1 : Number(weight ?? 0) };
    })
    .filter(({ tag, weight }) => weight > 0 && tag !== '*')
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  const language = tags.map(languageOf).find((found) => found !== undefined) ?? USUAL.language;
  const withCountry = tags.filter((tag) => /-([A-Za-z]{2}|\d{3})$/.test(tag));
  const own = withCountry.find((tag) => languageOf(tag) === language);
  const first = tags[0];
  const region =
    first !== undefined && languageOf(first) === undefined ? parseRegion(first) : own && parseRegion(own);
  return { language, region: region ?? (own ? parseRegion(own) : undefined) ?? usualRegionOf(language) };
}

/** 1: Monday … 7: Sunday, as people of the region begin their week (CLDR). */
export function firstDayOfWeek(region: string): number {
  const locale = new Intl.Locale(region) as Intl.Locale & {
    readonly weekInfo?: { readonly firstDay: number };
    getWeekInfo?(): { readonly firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}
